/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-receipt-opener.h"

#include "sluice-receipt-dialog.h"
#include "sluice-tell.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GWeakRef        over;
  SluiceConsents *consents;
} Opening;

static Opening *
opening_new (GtkWidget      *over,
             SluiceConsents *consents)
{
  Opening *self = g_new (Opening, 1);

  g_weak_ref_init (&self->over, over);
  self->consents = g_object_ref (consents);
  return self;
}

static void
opening_free (Opening *self)
{
  g_weak_ref_clear (&self->over);
  g_object_unref (self->consents);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* One byte more than a receipt has, so that a longer file is none. */
static void
read_cb (GObject      *stream,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Opening) self = data;
  g_autoptr(GtkWidget) over = g_weak_ref_get (&self->over);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (stream), result, &error);
  g_autoptr(SluiceReceipt) receipt = bytes != NULL ? sluice_receipt_new (bytes, &error) : NULL;

  if (over == NULL)
    return;
  if (receipt != NULL)
    adw_dialog_present (sluice_receipt_dialog_new (self->consents, receipt), over);
  else
    sluice_tell_failure (over, _("That Is No Receipt"), error);
}

static void
opened_cb (GObject      *file,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Opening) self = data;
  g_autoptr(GtkWidget) over = g_weak_ref_get (&self->over);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read_finish (G_FILE (file), result, &error);

  if (stream != NULL)
    g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), SLUICE_RECEIPT_MAX_BYTES + 1, G_PRIORITY_DEFAULT, NULL,
                                     read_cb, g_steal_pointer (&self));
  else if (over != NULL)
    sluice_tell_failure (over, _("The File Cannot Be Read"), error);
}

/**
 * sluice_receipt_opener_open:
 * @over: the widget that it is shown over; it may go before the file is read
 * @consents: what knows whose signature is worth something
 * @file: what may be a receipt
 *
 * Shows it, and what it is worth.
 */
void
sluice_receipt_opener_open (GtkWidget      *over,
                            SluiceConsents *consents,
                            GFile          *file)
{
  g_return_if_fail (GTK_IS_WIDGET (over));
  g_return_if_fail (G_IS_FILE (file));

  g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, opened_cb, opening_new (over, consents));
}

static void
chosen_cb (GObject      *dialog,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Opening) self = data;
  g_autoptr(GtkWidget) over = g_weak_ref_get (&self->over);
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (dialog), result, NULL);

  /* An error here is the person closing the dialog. */
  if (over != NULL && file != NULL)
    sluice_receipt_opener_open (over, self->consents, file);
}

/** sluice_receipt_opener_ask: asks for a file, and shows what is in it. */
void
sluice_receipt_opener_ask (GtkWidget      *over,
                           SluiceConsents *consents)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();

  g_return_if_fail (GTK_IS_WIDGET (over));

  gtk_file_dialog_set_title (dialog, _("Check a Receipt"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (over)), NULL, chosen_cb, opening_new (over, consents));
}
