/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-watched-row.h"

#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

#define KEY "watched-folder"

struct _SluiceWatchedRow
{
  AdwActionRow parent_instance;

  /* Owned. */
  SluiceWatchedFolder *watched;
  GSettings           *settings;

  /* template children */
  GtkImage *icon;
  GtkWidget *stop;
};

G_DEFINE_FINAL_TYPE (SluiceWatchedRow, sluice_watched_row, ADW_TYPE_ACTION_ROW)

/* (transfer full) (nullable) */
static GFile *
dup_folder (SluiceWatchedRow *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, KEY);

  return *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
}

/* (transfer full) */
static char *
describe (SluiceWatchedRow *self)
{
  const char *problem = sluice_watched_folder_get_problem (self->watched);
  const guint n_later = sluice_watched_folder_get_n_later (self->watched);

  if (problem != NULL)
    return g_strdup (problem);
  if (sluice_watched_folder_get_path (self->watched) == NULL)
    return g_strdup (_("Sluice looks into it when the vault is open."));
  if (n_later > 0)
    return g_strdup_printf (ngettext ("%u more file in it comes when you have decided on others.",
                                      "%u more files in it come when you have decided on others.", n_later), n_later);
  return g_strdup (_("New print files in it wait here for your decision. Nothing is sent by itself."));
}

static void
show_folder (SluiceWatchedRow *self,
             GFile            *folder)
{
  g_autofree char *path = g_file_get_path (folder);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : g_file_get_uri (folder);
  /* Translators: %s is the name of a folder */
  g_autofree char *title = g_strdup_printf (_("Watching “%s”"), name);
  g_autofree char *subtitle = describe (self);

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_image_set_from_icon_name (self->icon, sluice_watched_folder_get_problem (self->watched) != NULL
                                              ? "dialog-warning-symbolic" : "folder-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), path);
}

static void
refresh (SluiceWatchedRow *self)
{
  g_autoptr(GFile) folder = dup_folder (self);
  const gboolean is_writable = g_settings_is_writable (self->settings, KEY);

  /* What an administrator has chosen can be seen, and not changed. */
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), is_writable);
  gtk_widget_set_visible (self->stop, folder != NULL && is_writable);
  if (folder != NULL)
    {
      show_folder (self, folder);
      return;
    }

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("_Watch a Folder…"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self),
                               _("New print files in it wait here for your decision. Nothing is sent by itself."));
  gtk_image_set_from_icon_name (self->icon, "folder-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), NULL);
}

static void
chosen_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(SluiceWatchedRow) self = g_weak_ref_get (weak);
  g_autoptr(GFile) folder = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. */
  if (self != NULL && folder != NULL && g_file_peek_path (folder) != NULL)
    {
      g_autofree char *uri = g_file_get_uri (folder);

      g_settings_set_string (self->settings, KEY, uri);
    }
  else if (self != NULL && folder != NULL)
    sluice_tell (GTK_WIDGET (self), _("Only folders on this computer can be watched"));
  sluice_weak_free (weak);
}

/* The portal's, where there is one: to choose is to permit, and the permission stays. */
static void
sluice_watched_row_activate (AdwActionRow *row)
{
  SluiceWatchedRow *self = SLUICE_WATCHED_ROW (row);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GFile) folder = dup_folder (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _("Watch a Folder for Print Files"));
  gtk_file_dialog_set_accept_label (dialog, _("_Watch"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb,
                                 sluice_weak_new (self));
}

static void
stop_cb (SluiceWatchedRow *self)
{
  g_settings_reset (self->settings, KEY);
  /* The button that had the focus is gone. */
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
sluice_watched_row_dispose (GObject *object)
{
  SluiceWatchedRow *self = SLUICE_WATCHED_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_WATCHED_ROW);
  g_clear_object (&self->watched);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sluice_watched_row_parent_class)->dispose (object);
}

static void
sluice_watched_row_class_init (SluiceWatchedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_watched_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = sluice_watched_row_activate;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/uploads/sluice-watched-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceWatchedRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SluiceWatchedRow, stop);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
sluice_watched_row_init (SluiceWatchedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_watched_row_set_services:
 * @self: the row
 * @watched: what is shown
 * @settings: with the key `watched-folder`
 *
 * Sets what the row works with; once.
 */
void
sluice_watched_row_set_services (SluiceWatchedRow    *self,
                                 SluiceWatchedFolder *watched,
                                 GSettings           *settings)
{
  g_return_if_fail (SLUICE_IS_WATCHED_ROW (self));
  g_return_if_fail (self->watched == NULL);

  self->watched = g_object_ref (watched);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (watched, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (refresh), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (settings, "writable-changed::" KEY, G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
