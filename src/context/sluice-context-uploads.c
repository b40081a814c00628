/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context-private.h"

#include "sluice-fiber.h"
#include "sluice-log.h"

/* How the queue of uploads meets the disk: sealed with a key that comes from the vault's, for one program at a time. */

static char *
dup_path (SluiceContext *self,
          const char    *name)
{
  return g_build_filename (self->data_folder, name, NULL);
}

/**
 * sluice_context_keep_uploads:
 * @self: a context that was not started yet
 *
 * For a program that a person leaves open: what is in the queue of uploads outlives it, and is taken up again when the
 * vault is open. Without it the queue ends with the program.
 */
void
sluice_context_keep_uploads (SluiceContext *self)
{
  g_return_if_fail (SLUICE_IS_CONTEXT (self));

  self->keeps_uploads = TRUE;
}

/** sluice_context_has_kept_uploads: whether the queue is written down by now, and what was in it has been taken up. */
gboolean
sluice_context_has_kept_uploads (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), FALSE);

  return self->journal != NULL && sluice_upload_queue_is_kept (self->uploads, self->journal);
}

/* @key: (nullable): the vault's */
void
sluice_context_use_journal (SluiceContext *self,
                            SluiceKey     *key)
{
  g_autofree char *path = dup_path (self, "uploads.db");

  g_clear_object (&self->journal);
  if (self->keeps_uploads && key != NULL)
    self->journal = sluice_upload_journal_new (path, key);
  self->restoring = self->journal != NULL;
}

static gboolean
await_lock (SluiceContext  *self,
            DexFuture      *stop,
            GError        **error)
{
  g_autofree char *path = dup_path (self, "uploads.lock");

  if (self->uploads_lock == NULL)
    self->uploads_lock = dex_await_boxed (sluice_until (sluice_lock_take (path), stop), error);
  return self->uploads_lock != NULL;
}

static DexFuture *
restore_fiber (DexFuture *stop,
               gpointer   data)
{
  SluiceContext *self = data;
  const guint n_stops = self->n_stops;
  g_autoptr(SluiceUploadJournal) journal = g_object_ref (self->journal);
  g_autoptr(GError) error = NULL;

  if (await_lock (self, stop, &error) &&
      sluice_context_check_not_stopped (self, n_stops, &error) &&
      journal == self->journal)
    dex_await (sluice_until (sluice_upload_queue_restore (self->uploads, journal), stop), &error);
  if (error != NULL)
    sluice_log_error (G_LOG_LEVEL_WARNING, "the queue of uploads is not kept", error);
  if (journal == self->journal)
    {
      self->restoring = FALSE;
      sluice_context_watch_folder (self);
    }
  return dex_future_new_true ();
}

/* The vault has been listed. Once for each journal. */
void
sluice_context_restore_uploads (SluiceContext *self)
{
  if (self->journal != NULL && !sluice_context_has_kept_uploads (self))
    dex_future_disown (sluice_fiber_spawn (restore_fiber, g_object_ref (self), g_object_unref));
}
