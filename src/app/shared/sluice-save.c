/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-save.h"

#include "sluice-tell.h"
#include "sluice-weak.h"

typedef struct
{
  GWeakRef     *over;
  GBytes       *bytes;
  SluiceSaving  words;
} Save;

static void
save_free (Save *save)
{
  sluice_weak_free (save->over);
  g_bytes_unref (save->bytes);
  g_free (save);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
written_cb (GObject      *file,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Save) save = data;
  g_autoptr(GtkWidget) over = g_weak_ref_get (save->over);
  g_autoptr(GError) error = NULL;
  gboolean written = g_file_replace_contents_finish (G_FILE (file), result, NULL, &error);

  if (over != NULL && written)
    sluice_tell (over, save->words.done);
  else if (over != NULL)
    sluice_tell_failure (over, save->words.failed, error);
}

static void
chosen_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Save) save = data;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (dialog), result, NULL);
  GBytes *bytes = save->bytes;

  /* An error here is the person closing the dialog. */
  if (file != NULL)
    g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, written_cb,
                                         g_steal_pointer (&save));
}

/**
 * sluice_save:
 * @over: the widget that it is for; what came of it is told there
 * @words: what is said
 * @bytes: what to save
 *
 * Lets the person choose a file, by the portal where there is one, and writes to it.
 */
void
sluice_save (GtkWidget          *over,
             const SluiceSaving *words,
             GBytes             *bytes)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (over);
  Save *save = g_new0 (Save, 1);

  save->over = sluice_weak_new (over);
  save->bytes = g_bytes_ref (bytes);
  save->words = *words;
  gtk_file_dialog_set_title (dialog, words->title);
  gtk_file_dialog_set_initial_name (dialog, words->name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, chosen_cb, save);
}
