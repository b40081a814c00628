/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-print.h"

#include "sluice-printers-error.h"
#include "sluice-vault-source.h"

#include <glib/gi18n-lib.h>

/* The way of a file from the vault to a printer in the local network. No cloud sees anything of it. */

static GInputStream *
open_kept (gpointer   data,
           GError   **error)
{
  return sluice_upload_source_open (data, 0, error);
}

static void
progress_cb (guint64  sent,
             guint64  total,
             gpointer data)
{
  sluice_upload_set_bytes_done (data, sent, total);
  sluice_upload_get_steps (data)->print_whole = sent >= total;
}

/**
 * sluice_upload_print_send:
 * @upload: one that the person decided to print at home, and that the vault has
 * @vault: which has it
 * @printers: among which the printer is
 * @sender: the way there
 *
 * Returns: (transfer full): as sluice_print_sender_print(); rejects with %SLUICE_PRINTERS_ERROR_UNREACHABLE also when the
 *   printer is not on the list any more
 */
DexFuture *
sluice_upload_print_send (SluiceUpload        *upload,
                          SluiceVault         *vault,
                          SluiceLocalPrinters *printers,
                          SluicePrintSender   *sender)
{
  const SluiceUploadDecision *decision = sluice_upload_get_decision (upload);
  g_autoptr(SluiceLocalPrinter) printer = sluice_local_printers_find (printers, decision->printer_id);
  g_autoptr(SluicePrintFile) file = NULL;

  if (printer == NULL)
    return dex_future_new_reject (SLUICE_PRINTERS_ERROR, SLUICE_PRINTERS_ERROR_UNREACHABLE, "%s",
                                  _("The printer is not on your list any more. Nothing was printed; the file is kept in "
                                    "your vault."));

  file = sluice_print_file_new (sluice_upload_get_name (upload), decision->format, decision->size, open_kept,
                                sluice_vault_source_new (vault, sluice_upload_get_item (upload)),
                                (GDestroyNotify) sluice_upload_source_unref);
  return sluice_print_sender_print (sender, printer, file, progress_cb, g_object_ref (upload), g_object_unref);
}
