/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-redact.h"

#include "sluice-redact.h"
#include "sluice-vault-stream.h"
#include "sluice-worker.h"

#include <string.h>

/*
 * A redacted copy of a file that the vault has, made into the vault: it is sent from there as any file is, goes on where
 * it ended, and the person can look at what they gave away.
 */

typedef struct
{
  SluiceVault     *vault;
  SluiceVaultItem *item;
} Redacting;

static void
redacting_free (gpointer data)
{
  Redacting *redacting = data;

  g_object_unref (redacting->vault);
  g_object_unref (redacting->item);
  g_free (redacting);
}

static gboolean
write_cb (const char  *data,
          gsize        length,
          gpointer     writer,
          GError     **error)
{
  return sluice_vault_writer_write (writer, data, length, error);
}

/* (transfer full): "part.ufp" is "part-redacted.gcode" */
static char *
dup_name (SluiceVaultItem *item)
{
  const char *name = sluice_vault_item_get_name (item);
  const char *dot = strchr (name, '.');
  g_autofree char *stem = dot != NULL && dot != name ? g_strndup (name, dot - name) : g_strdup (name);

  return g_strconcat (stem, "-redacted.gcode", NULL);
}

static DexFuture *
redact (GCancellable *cancellable,
        gpointer      data)
{
  Redacting *redacting = data;
  GError *error = NULL;
  g_autoptr(GInputStream) file = sluice_vault_stream_new (redacting->vault, redacting->item, 0, &error);
  g_autoptr(SluiceVaultWriter) writer = file != NULL ? sluice_vault_begin (redacting->vault, &error) : NULL;
  g_autofree char *name = dup_name (redacting->item);
  SluiceRedaction redaction;
  SluiceVaultItem *copy = NULL;

  if (writer != NULL && sluice_redact_stream (file, write_cb, writer, cancellable, &redaction, &error))
    copy = sluice_vault_writer_commit (writer, name, "gcode", NULL, &error);
  return copy != NULL ? dex_future_new_take_object (copy) : dex_future_new_for_error (error);
}

/** sluice_upload_can_redact: @format: as a split names it. Whether such a file can have G-code, of which a copy is made. */
gboolean
sluice_upload_can_redact (const char *format)
{
  static const char * const formats[] = { "gcode", "ufp", "3mf", "bgcode", NULL };

  g_return_val_if_fail (format != NULL, FALSE);

  return g_strv_contains (formats, format);
}

/**
 * sluice_upload_redact:
 * @vault: a vault
 * @item: one of its files
 *
 * Returns: (transfer full): a future of a #SluiceVaultItem, the redacted copy of @item; rejects with #SluicePrintError, when
 *   there is no G-code in it, or #SluiceVaultError
 */
DexFuture *
sluice_upload_redact (SluiceVault     *vault,
                      SluiceVaultItem *item)
{
  Redacting *redacting;

  dex_return_error_if_fail (SLUICE_IS_VAULT (vault));
  dex_return_error_if_fail (SLUICE_IS_VAULT_ITEM (item));

  redacting = g_new0 (Redacting, 1);
  redacting->vault = g_object_ref (vault);
  redacting->item = g_object_ref (item);
  return sluice_worker_run (redact, redacting, redacting_free);
}
