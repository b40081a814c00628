/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-private.h"

#include "sluice-fiber.h"
#include "sluice-vault-work.h"
#include "sluice-worker.h"

/* Is everything still what was put in? One item after the other, each shown as soon as it is known. */

typedef struct
{
  SluiceVault         *vault;
  SluiceVaultItem     *item; /* NULL for all */
  SluiceVaultProgress *progress;
} Verification;

static void
verification_free (gpointer data)
{
  Verification *verification = data;

  sluice_vault_progress_end (verification->progress);
  sluice_vault_progress_unref (verification->progress);
  g_clear_object (&verification->item);
  g_object_unref (verification->vault);
  g_free (verification);
}

/* Returns: what to look at, as it is now: the list may change while it is looked at. */
static GPtrArray *
await_items_to_verify (Verification  *verification,
                       GError       **error)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = sluice_vault_get_model (verification->vault);

  if (verification->item != NULL)
    {
      g_ptr_array_add (items, g_object_ref (verification->item));
      return g_steal_pointer (&items);
    }

  if (!dex_await (sluice_vault_list (verification->vault), error))
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));
  return g_steal_pointer (&items);
}

static DexFuture *
verify_fiber (DexFuture *stop,
              gpointer   data)
{
  Verification *verification = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) items = await_items_to_verify (verification, &error);
  gint64 before = 0;
  gint64 total = 0;
  int not_whole = 0;

  if (items == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  for (guint i = 0; i < items->len; i++)
    total += sluice_vault_item_get_size (g_ptr_array_index (items, i));
  for (guint i = 0; i < items->len; i++)
    {
      SluiceVaultItem *item = g_ptr_array_index (items, i);
      SluiceVaultWork *work = sluice_vault_work_new (verification->vault->store, item);
      int state;

      work->progress = sluice_vault_progress_ref (verification->progress);
      sluice_vault_progress_set_part (work->progress, before, total);
      state = dex_await_int (sluice_until (sluice_worker_run (sluice_vault_work_verify, work, sluice_vault_work_unref),
                                           stop),
                             &error);
      if (error != NULL)
        return dex_future_new_for_error (g_steal_pointer (&error));

      sluice_vault_item_set_state (item, state);
      sluice_vault_shelf_put (verification->vault->shelf, item);
      not_whole += state != SLUICE_VAULT_STATE_WHOLE;
      before += sluice_vault_item_get_size (item);
    }

  return dex_future_new_for_int (not_whole);
}

/**
 * sluice_vault_verify:
 * @self: a vault
 * @item: (nullable): one of its items; %NULL for all
 * @progress: (nullable): told of the bytes, of all items together
 * @progress_data: for @progress
 * @progress_destroy: (nullable): frees @progress_data when nothing more will be told
 *
 * Decrypts and compares. What was found is the item's #SluiceVaultItem:state,
 * as soon as it is found.
 *
 * Returns: (transfer full): resolves to the number (int) of items that are not
 *   whole, or rejects with #SluiceVaultError when they could not be looked at
 */
DexFuture *
sluice_vault_verify (SluiceVault             *self,
                     SluiceVaultItem         *item,
                     SluiceVaultProgressFunc  progress,
                     gpointer                 progress_data,
                     GDestroyNotify           progress_destroy)
{
  Verification *verification;

  dex_return_error_if_fail (SLUICE_IS_VAULT (self));
  dex_return_error_if_fail (item == NULL || SLUICE_IS_VAULT_ITEM (item));

  verification = g_new0 (Verification, 1);
  verification->vault = g_object_ref (self);
  g_set_object (&verification->item, item);
  verification->progress = sluice_vault_progress_new (progress, progress_data, progress_destroy);
  return sluice_fiber_spawn (verify_fiber, verification, verification_free);
}
