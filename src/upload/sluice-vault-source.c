/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-source.h"

#include "sluice-vault-stream.h"

typedef struct
{
  SluiceVault     *vault;
  SluiceVaultItem *item;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->vault);
  g_object_unref (kept->item);
  g_free (kept);
}

static GInputStream *
open_kept (guint64   offset,
           gpointer  data,
           GError  **error)
{
  Kept *kept = data;

  return sluice_vault_stream_new (kept->vault, kept->item, offset, error);
}

/**
 * sluice_vault_source_new:
 * @vault: a vault
 * @item: one of its files
 *
 * Returns: (transfer full): the file as the vault keeps it, whatever became of the one it was made from
 */
SluiceUploadSource *
sluice_vault_source_new (SluiceVault     *vault,
                         SluiceVaultItem *item)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->vault = g_object_ref (vault);
  kept->item = g_object_ref (item);
  return sluice_upload_source_new (open_kept, kept, kept_free);
}
