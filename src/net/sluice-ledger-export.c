/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-export.h"

#include "sluice-fiber.h"
#include "sluice-ledger-chain.h"
#include "sluice-ledger-store.h"
#include "sluice-worker.h"

/*
 * The ledger as a file, a part at a time: between two parts what wants to leave
 * gets its entry, so that a long export keeps nothing waiting. It ends at what was
 * the newest entry when it began.
 */
#define PART 256 /* entries; a process record is a few KiB */
#define BUFFER_BYTES (64 * 1024)

typedef struct
{
  SluiceLedgerProgressFunc progress;
  gint64                   n_done;
  gint64                   n_all;
  gint64                   last;   /* number of the entry that was written last */
  gint64                   newest; /* where it ends */

  /* Owned. */
  SluiceDatabase *database;
  DexFuture      *flushed;
  char           *path;
  GOutputStream  *stream;
  GBytes         *lines;           /* read, and not written yet */
  gpointer        data;
  GDestroyNotify  destroy;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->database);
  dex_clear (&self->flushed);
  g_free (self->path);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->lines, g_bytes_unref);
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

static DexFuture *
settle (gboolean  ok,
        GError   *error)
{
  return ok ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
measure (SluiceDatabase *database,
         gpointer        data)
{
  Export *self = data;
  GError *error = NULL;
  gboolean ok = sluice_ledger_store_measure (database, &self->n_all, &self->newest, &error);

  return settle (ok, error);
}

static DexFuture *
read_part (SluiceDatabase *database,
           gpointer        data)
{
  Export *self = data;
  GError *error = NULL;
  gint64 count = 0;
  gboolean ok;

  self->lines = sluice_ledger_store_read_lines (database, self->last, MIN (PART, self->newest - self->last),
                                                &self->last, &count, &error);
  self->n_done += count;
  /* Nothing more, before where it was to end: it would go on for ever. */
  ok = self->lines != NULL && (count > 0 || sluice_ledger_chain_report_missing (self->last + 1, &error));
  return settle (ok, error);
}

static DexFuture *
open_file (GCancellable *cancellable,
           gpointer      data)
{
  Export *self = data;
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  GError *error = NULL;
  GFileOutputStream *stream = g_file_replace (file, NULL, FALSE,
                                              G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, &error);

  self->stream = stream != NULL ? G_OUTPUT_STREAM (stream) : NULL;
  return settle (stream != NULL, error);
}

static DexFuture *
write_part (GCancellable *cancellable,
            gpointer      data)
{
  Export *self = data;
  GError *error = NULL;
  gboolean ok = g_output_stream_write_all (self->stream, g_bytes_get_data (self->lines, NULL),
                                           g_bytes_get_size (self->lines), NULL, NULL, &error);

  g_clear_pointer (&self->lines, g_bytes_unref);
  return settle (ok, error);
}

static DexFuture *
close_file (GCancellable *cancellable,
            gpointer      data)
{
  Export *self = data;
  GError *error = NULL;
  gboolean ok = g_output_stream_close (self->stream, NULL, &error);

  return settle (ok, error);
}

/* Closing when cancelled leaves the file that was there. */
static DexFuture *
give_up (GCancellable *cancellable,
         gpointer      data)
{
  Export *self = data;
  g_autoptr(GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (self->stream, cancelled, NULL);
  return dex_future_new_true ();
}

/* Waited for to its end, as both sides use @self: a part is soon done. */
static gboolean
run_part (Export      *self,
          DexFuture   *stop,
          GError     **error)
{
  if (!dex_await (sluice_database_run (self->database, read_part, self, NULL), error) ||
      !dex_await (sluice_worker_run (write_part, self, NULL), error))
    return FALSE;

  if (self->progress != NULL)
    self->progress (self->n_done, self->n_all, self->data);
  if (dex_future_is_pending (stop))
    return TRUE;
  return dex_await (dex_ref (stop), error);
}

static gboolean
run (Export     *self,
     DexFuture  *stop,
     GError    **error)
{
  while (self->last < self->newest)
    if (!run_part (self, stop, error))
      return FALSE;

  return dex_await (sluice_worker_run (close_file, self, NULL), error);
}

static DexFuture *
run_fiber (DexFuture *stop,
           gpointer   data)
{
  Export *self = data;
  g_autoptr(GError) error = NULL;

  if (!dex_await (dex_ref (self->flushed), &error) ||
      !dex_await (sluice_database_run (self->database, measure, self, NULL), &error) ||
      !dex_await (sluice_worker_run (open_file, self, NULL), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (run (self, stop, &error))
    return dex_future_new_for_int64 (self->n_done);

  dex_await (sluice_worker_run (give_up, self, NULL), NULL);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
sluice_ledger_export_run (SluiceDatabase           *database,
                          DexFuture                *flushed,
                          const char               *path,
                          SluiceLedgerProgressFunc  progress,
                          gpointer                  data,
                          GDestroyNotify            destroy)
{
  Export *self = g_new0 (Export, 1);

  self->database = g_object_ref (database);
  self->flushed = flushed;
  self->path = g_strdup (path);
  self->progress = progress;
  self->data = data;
  self->destroy = destroy;
  return sluice_fiber_spawn (run_fiber, self, export_free);
}

static gboolean
verify_lines (GDataInputStream   *lines,
              SluiceLedgerChain  *chain,
              GCancellable       *cancellable,
              GError            **error)
{
  for (;;)
    {
      gsize length;
      g_autoptr(GError) failure = NULL;
      char *line = g_data_input_stream_read_line (lines, &length, cancellable, &failure);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(SluiceLedgerRecord) record = NULL;

      if (line == NULL)
        {
          if (failure == NULL)
            return TRUE;
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      bytes = g_bytes_new_take (line, length);
      record = sluice_ledger_record_new_from_json (bytes);
      if (!sluice_ledger_chain_add (chain, record, record != NULL ? record->seq : chain->seq + 1, error))
        return FALSE;
    }
}

static DexFuture *
verify_work (GCancellable *cancellable,
             gpointer      data)
{
  g_autoptr(GFile) file = g_file_new_for_path (data);
  GError *error = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, &error);
  g_autoptr(GDataInputStream) lines = NULL;
  SluiceLedgerChain chain = { 0 };

  if (stream == NULL)
    return dex_future_new_for_error (error);

  lines = g_data_input_stream_new (G_INPUT_STREAM (stream));
  g_buffered_input_stream_set_buffer_size (G_BUFFERED_INPUT_STREAM (lines), BUFFER_BYTES);
  if (!verify_lines (lines, &chain, cancellable, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_int64 (chain.count);
}

/**
 * sluice_ledger_verify_file:
 * @path: what sluice_ledger_export() wrote
 *
 * Looks whether any entry in it was changed, removed, or put in between. That the
 * last ones were cut off cannot be seen in a file alone: docs/network.md.
 *
 * Returns: (transfer full): a future of how many entries there are, as #gint64;
 *   rejects with %SLUICE_BASE_ERROR_CORRUPT and a message that names the first
 *   entry that does not hold, or #GIOErrorEnum
 */
DexFuture *
sluice_ledger_verify_file (const char *path)
{
  dex_return_error_if_fail (path != NULL);

  return sluice_worker_run (verify_work, g_strdup (path), g_free);
}
