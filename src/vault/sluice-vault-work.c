/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-work.h"

#include "sluice-vault-error.h"
#include "sluice-vault-transfer.h"

/* What the vault does on a worker's thread: blocking calls on the store, as settled futures. */

static void
work_clear (gpointer data)
{
  SluiceVaultWork *self = data;

  g_clear_object (&self->store);
  g_clear_object (&self->item);
  g_clear_pointer (&self->progress, sluice_vault_progress_unref);
  g_free (self->path);
  g_free (self->text);
}

SluiceVaultWork *
sluice_vault_work_new (SluiceVaultStore *store,
                       SluiceVaultItem  *item)
{
  SluiceVaultWork *self = g_atomic_rc_box_new0 (SluiceVaultWork);

  self->store = g_object_ref (store);
  g_set_object (&self->item, item);
  return self;
}

gpointer
sluice_vault_work_ref (SluiceVaultWork *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sluice_vault_work_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, work_clear);
}

/* @item: (transfer full) (nullable). */
static DexFuture *
future_for_item (SluiceVaultItem *item,
                 GError          *error)
{
  return item != NULL ? dex_future_new_take_object (item) : dex_future_new_for_error (error);
}

static DexFuture *
future_for_success (gboolean  success,
                    GError   *error)
{
  return success ? dex_future_new_true () : dex_future_new_for_error (error);
}

DexFuture *
sluice_vault_work_list (GCancellable *cancellable,
                        gpointer      data)
{
  SluiceVaultWork *work = data;
  GPtrArray *items = NULL;
  GError *error = NULL;

  if (sluice_vault_store_open (work->store, &error))
    items = sluice_vault_store_list (work->store, &error);
  return items != NULL ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, items) : dex_future_new_for_error (error);
}

DexFuture *
sluice_vault_work_find (GCancellable *cancellable,
                        gpointer      data)
{
  SluiceVaultWork *work = data;
  SluiceVaultItem *item = NULL;
  GError *error = NULL;

  if (sluice_vault_store_open (work->store, &error))
    item = sluice_vault_store_find (work->store, work->kind, work->text, &error);
  return future_for_item (item, error);
}

DexFuture *
sluice_vault_work_add (GCancellable *cancellable,
                       gpointer      data)
{
  SluiceVaultWork *work = data;
  GError *error = NULL;
  SluiceVaultItem *item = sluice_vault_transfer_add (work->store, work->path, work->text,
                                                     work->progress, cancellable, &error);

  return future_for_item (item, error);
}

DexFuture *
sluice_vault_work_link (GCancellable *cancellable,
                        gpointer      data)
{
  SluiceVaultWork *work = data;
  SluiceVaultItem *item = NULL;
  GError *error = NULL;

  if (sluice_vault_store_open (work->store, &error))
    item = sluice_vault_store_link (work->store, sluice_vault_item_get_id (work->item),
                                    work->kind, work->text, &error);
  return future_for_item (item, error);
}

DexFuture *
sluice_vault_work_restore (GCancellable *cancellable,
                           gpointer      data)
{
  SluiceVaultWork *work = data;
  GError *error = NULL;
  gboolean restored = sluice_vault_transfer_restore (work->store, work->item, work->path, work->replace,
                                                     work->progress, cancellable, &error);

  return future_for_success (restored, error);
}

DexFuture *
sluice_vault_work_remove (GCancellable *cancellable,
                          gpointer      data)
{
  SluiceVaultWork *work = data;
  GError *error = NULL;
  gboolean removed = sluice_vault_store_open (work->store, &error) &&
                     sluice_vault_store_remove (work->store, work->item, &error);

  return future_for_success (removed, error);
}

DexFuture *
sluice_vault_work_verify (GCancellable *cancellable,
                          gpointer      data)
{
  SluiceVaultWork *work = data;
  GError *error = NULL;

  if (sluice_vault_transfer_verify (work->store, work->item, work->progress, cancellable, &error))
    return dex_future_new_for_int (SLUICE_VAULT_STATE_WHOLE);

  g_assert (error != NULL);
  if (g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_DAMAGED) ||
      g_error_matches (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND))
    {
      const gboolean missing = error->code == SLUICE_VAULT_ERROR_NOT_FOUND;

      g_error_free (error);
      return dex_future_new_for_int (missing ? SLUICE_VAULT_STATE_MISSING : SLUICE_VAULT_STATE_DAMAGED);
    }

  return dex_future_new_for_error (error);
}
