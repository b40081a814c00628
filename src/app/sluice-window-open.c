/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-window-open.h"

#include "sluice-weak.h"

#include <glib/gi18n-lib.h>

static gboolean
drop_cb (SluiceWindow *self,
         const GValue *value)
{
  GdkFileList *list = g_value_get_boxed (value);
  g_autoptr(GSList) files = gdk_file_list_get_files (list);
  g_autoptr(GListStore) store = g_list_store_new (G_TYPE_FILE);

  for (GSList *item = files; item != NULL; item = item->next)
    g_list_store_append (store, item->data);
  sluice_window_open_files (self, G_LIST_MODEL (store));
  return files != NULL;
}

/**
 * sluice_window_accept_drops:
 * @self: a window
 *
 * Files can be dropped anywhere on it.
 */
void
sluice_window_accept_drops (SluiceWindow *self)
{
  GtkDropTarget *target;

  g_return_if_fail (SLUICE_IS_WINDOW (self));

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
opened_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      weak)
{
  g_autoptr(SluiceWindow) self = g_weak_ref_get (weak);
  g_autoptr(GListModel) files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. */
  if (self != NULL && files != NULL)
    sluice_window_open_files (self, files);
  sluice_weak_free (weak);
}

static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) prints = gtk_file_filter_new ();
  g_autoptr(GtkFileFilter) all = gtk_file_filter_new ();
  const char *suffixes[] = { "gcode", "gco", "g", "gz", "ufp", "3mf", "makerbot", "stl", "bgcode" };

  gtk_file_filter_set_name (prints, _("Print files"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (prints, suffixes[i]);
  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, prints);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

/**
 * sluice_window_open_dialog:
 * @self: a window
 *
 * Asks for files, and takes in what is chosen.
 */
void
sluice_window_open_dialog (SluiceWindow *self)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = create_filters ();

  g_return_if_fail (SLUICE_IS_WINDOW (self));

  gtk_file_dialog_set_title (dialog, _("Open Print Files"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (self), NULL, opened_cb, sluice_weak_new (self));
}
