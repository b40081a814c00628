/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-upload-queue-private.h"

#include "sluice-fiber.h"

/* What was not done when the program ended is taken up again. */

/** sluice_upload_queue_is_kept: whether the queue is written down in @journal. */
gboolean
sluice_upload_queue_is_kept (SluiceUploadQueue   *self,
                             SluiceUploadJournal *journal)
{
  g_return_val_if_fail (SLUICE_IS_UPLOAD_QUEUE (self), FALSE);

  return self->journal == journal;
}

/* (transfer full) (nullable): what the vault keeps under @id. */
static SluiceVaultItem *
find_item (SluiceVault *vault,
           const char  *id)
{
  GListModel *items = sluice_vault_get_model (vault);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (items, i);

      if (g_str_equal (sluice_vault_item_get_id (item), id))
        return g_steal_pointer (&item);
    }
  return NULL;
}

/* Whether the file is in the queue already, from the watched folder or by hand: it is asked about once. */
static gboolean
is_there (SluiceUploadQueue *self,
          const char        *path)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->uploads)); i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_queue_dup_upload (self, i);

      if (!sluice_upload_is_decided (upload) && g_str_equal (sluice_upload_get_path (upload), path))
        return TRUE;
    }
  return FALSE;
}

/* Whether it is still of use; one that is done is told by Activity. */
static gboolean
take_up (SluiceUploadQueue *self,
         SluiceUpload      *upload)
{
  const SluiceUploadDecision *decision = sluice_upload_get_decision (upload);
  SluiceUploadState state = sluice_upload_get_state (upload);
  g_autofree char *item_id = g_strdup (sluice_upload_get_steps (upload)->item_id);
  g_autofree char *redacted_id = g_strdup (sluice_upload_get_steps (upload)->redacted_id);
  g_autoptr(SluiceVaultItem) item = item_id != NULL ? find_item (self->vault, item_id) : NULL;
  g_autoptr(SluiceVaultItem) redacted = redacted_id != NULL ? find_item (self->vault, redacted_id) : NULL;

  if (state == SLUICE_UPLOAD_SENT || state == SLUICE_UPLOAD_KEPT || state == SLUICE_UPLOAD_CANCELLED)
    return FALSE;
  if (decision == NULL && is_there (self, sluice_upload_get_path (upload)))
    return FALSE;

  if (item != NULL)
    sluice_upload_set_item (upload, item);
  if (redacted != NULL)
    sluice_upload_set_redacted_item (upload, redacted);
  sluice_upload_queue_append (self, upload);
  if (decision != NULL)
    sluice_upload_rules_set (self->rules, SLUICE_RULE_FILE, sluice_upload_get_id (upload), decision->mode);
  return TRUE;
}

static void
take_up_all (SluiceUploadQueue *self,
             GPtrArray         *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_new_from_variant (entries->pdata[i]);

      if (upload != NULL && !take_up (self, upload))
        sluice_upload_queue_disown (sluice_upload_journal_remove (self->journal, sluice_upload_get_id (upload)));
    }
}

typedef struct
{
  SluiceUploadQueue   *queue;
  SluiceUploadJournal *journal;
} Restoring;

static void
restoring_free (Restoring *restoring)
{
  g_object_unref (restoring->queue);
  g_object_unref (restoring->journal);
  g_free (restoring);
}

static DexFuture *
restore_fiber (DexFuture *stop,
               gpointer   data)
{
  Restoring *restoring = data;
  SluiceUploadQueue *self = restoring->queue;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) entries = dex_await_boxed (sluice_until (sluice_upload_journal_load (restoring->journal), stop),
                                                  &error);
  guint n_before;

  if (entries == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  n_before = g_list_model_get_n_items (G_LIST_MODEL (self->uploads));
  g_set_object (&self->journal, restoring->journal);
  for (guint i = 0; i < n_before; i++)
    {
      g_autoptr(SluiceUpload) upload = sluice_upload_queue_dup_upload (self, i);

      sluice_upload_queue_write_down (self, upload);
    }
  take_up_all (self, entries);
  if (n_before > 0)
    sluice_upload_queue_write_order (self);
  sluice_upload_turns_give (self);
  return dex_future_new_true ();
}

/**
 * sluice_upload_queue_restore:
 * @self: a queue with a vault that has been listed
 * @journal: where the queue is kept, of which no other program is the user
 *
 * Takes up what was not done when the program ended, and writes everything down from here on.
 *
 * Returns: (transfer full): settles when that is done; rejects with #SluiceBaseError
 */
DexFuture *
sluice_upload_queue_restore (SluiceUploadQueue   *self,
                             SluiceUploadJournal *journal)
{
  Restoring *restoring;

  dex_return_error_if_fail (SLUICE_IS_UPLOAD_QUEUE (self) && self->vault != NULL);
  dex_return_error_if_fail (SLUICE_IS_UPLOAD_JOURNAL (journal));

  restoring = g_new0 (Restoring, 1);
  restoring->queue = g_object_ref (self);
  restoring->journal = g_object_ref (journal);
  return sluice_fiber_spawn (restore_fiber, restoring, (GDestroyNotify) restoring_free);
}
