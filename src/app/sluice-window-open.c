/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-window-open.h"

#include "sluice-print-format.h"
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
 * Files can be dropped anywhere on it: as programs of GTK hand them over, as a list of addresses (text/uri-list), and
 * from and into a sandbox (application/vnd.portal.filetransfer). GTK makes one list of files of each of these, and asks
 * the portal for those that a sandbox hides, so that nothing has to be done for them here.
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

/* Returns: (transfer full): called @name, for files of @formats */
static GtkFileFilter *
create_filter (const char              *name,
               const SluicePrintFormat *formats,
               guint                    n_formats)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; i < n_formats; i++)
    for (const char * const *ending = formats[i].endings; *ending != NULL; ending++)
      gtk_file_filter_add_suffix (filter, *ending);
  return filter;
}

/* All that is read, then kind by kind, then whatever there is: a name proves nothing. */
static GListModel *
create_filters (void)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  guint n_formats;
  const SluicePrintFormat *formats = sluice_print_format_list (&n_formats);
  g_autoptr(GtkFileFilter) prints = create_filter (_("Print files"), formats, n_formats);
  g_autoptr(GtkFileFilter) all = create_filter (_("All files"), NULL, 0);

  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, prints);
  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr(GtkFileFilter) kind =
        create_filter (g_dpgettext2 (GETTEXT_PACKAGE, "kind of file", formats[i].title), &formats[i], 1);

      g_list_store_append (filters, kind);
    }
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
