/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger.h"

#include "sluice-ledger-entry-private.h"
#include "sluice-ledger-private.h"
#include "sluice-ledger-store.h"
#include "sluice-log.h"
#include "sluice-poll-counter.h"
#include "sluice-request-private.h"

/*
 * The ledger of everything that left this computer, or was kept from leaving.
 * Rows are only ever added; each holds the hash of the one before it. This file
 * is what other rooms call, on the main thread; what happens on the database's
 * thread is sluice-ledger-store.c.
 */
struct _SluiceLedger
{
  GObject parent_instance;

  SluiceDatabase    *database;
  SluiceClock       *clock;
  GListStore        *entries;  /* newest first; filled by load */
  SluicePollCounter *polls;
  guint              n_passes; /* requests whose outcome is not known yet */
  DexPromise        *settled;  /* nullable: somebody waits until there is none */
  gboolean           loaded;
  gboolean           prepared;
};

G_DEFINE_FINAL_TYPE (SluiceLedger, sluice_ledger, G_TYPE_OBJECT)

static void
sluice_ledger_finalize (GObject *object)
{
  SluiceLedger *self = SLUICE_LEDGER (object);

  g_clear_object (&self->database);
  g_clear_object (&self->clock);
  g_clear_object (&self->entries);
  g_clear_pointer (&self->polls, sluice_poll_counter_free);
  dex_clear (&self->settled);

  G_OBJECT_CLASS (sluice_ledger_parent_class)->finalize (object);
}

static void
sluice_ledger_class_init (SluiceLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_ledger_finalize;
}

static void
sluice_ledger_init (SluiceLedger *self)
{
  self->entries = g_list_store_new (SLUICE_TYPE_LEDGER_ENTRY);
  self->polls = sluice_poll_counter_new (SLUICE_LEDGER_SUMMARY_SECONDS * G_USEC_PER_SEC);
}

/**
 * sluice_ledger_new:
 * @path: the database file; the note of where it ends is kept beside it
 * @clock: the time
 *
 * Returns: (transfer full): a ledger; the file is made when it is first used
 */
SluiceLedger *
sluice_ledger_new (const char  *path,
                   SluiceClock *clock)
{
  SluiceLedger *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (SLUICE_IS_CLOCK (clock), NULL);

  self = g_object_new (SLUICE_TYPE_LEDGER, NULL);
  self->database = sluice_database_new (path, sluice_ledger_migrations);
  self->clock = g_object_ref (clock);
  return self;
}

/**
 * sluice_ledger_get_entries:
 * @self: a ledger
 *
 * Returns: (transfer none): the #SluiceLedgerEntry, newest first; empty until
 *   sluice_ledger_load(), and growing by itself from then on
 */
GListModel *
sluice_ledger_get_entries (SluiceLedger *self)
{
  g_return_val_if_fail (SLUICE_IS_LEDGER (self), NULL);

  return G_LIST_MODEL (self->entries);
}

static DexFuture *
settle (gboolean  ok,
        GError   *error)
{
  return ok ? dex_future_new_true () : dex_future_new_for_error (error);
}

static DexFuture *
prepare (SluiceDatabase *database,
         gpointer        data)
{
  GError *error = NULL;
  gboolean ok = sluice_ledger_store_prepare (database, *(gint64 *) data, &error);

  return settle (ok, error);
}

static DexFuture *
log_failure (DexFuture *future,
             gpointer   data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  sluice_log_error (G_LOG_LEVEL_WARNING, data, error);
  return NULL;
}

/* Once a run, and before what is appended first: the database does one thing after the other. */
static void
ensure_prepared (SluiceLedger *self)
{
  gint64 *now;
  DexFuture *future;

  if (self->prepared)
    return;

  self->prepared = TRUE;
  now = g_new (gint64, 1);
  *now = sluice_clock_now (self->clock);
  future = sluice_database_run (self->database, prepare, now, g_free);
  dex_future_disown (dex_future_catch (future, log_failure, (gpointer) "the ledger's end could not be checked", NULL));
}

static DexFuture *
append (SluiceDatabase *database,
        gpointer        data)
{
  GError *error = NULL;

  if (!sluice_ledger_store_append (database, data, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_object (sluice_ledger_entry_new_take (sluice_ledger_record_copy (data)));
}

static DexFuture *
clear (SluiceDatabase *database,
       gpointer        data)
{
  GError *error = NULL;

  if (!sluice_ledger_store_clear (database, data, &error))
    return dex_future_new_for_error (error);

  return dex_future_new_take_object (sluice_ledger_entry_new_take (sluice_ledger_record_copy (data)));
}

static void
show (SluiceLedger      *self,
      SluiceLedgerEntry *entry)
{
  GListModel *entries = G_LIST_MODEL (self->entries);
  guint at;

  /* Nearly always at the top; two appends may be told of in another order than they were made. */
  for (at = 0; at < g_list_model_get_n_items (entries); at++)
    {
      g_autoptr(SluiceLedgerEntry) there = g_list_model_get_item (entries, at);

      if (sluice_ledger_entry_get_seq (there) == sluice_ledger_entry_get_seq (entry))
        return;
      if (sluice_ledger_entry_get_seq (there) < sluice_ledger_entry_get_seq (entry))
        break;
    }

  g_list_store_splice (self->entries, at,
                       sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_CLEARED
                         ? g_list_model_get_n_items (entries) - at : 0,
                       (gpointer *) &entry, 1);
}

static DexFuture *
show_cb (DexFuture *future,
         gpointer   user_data)
{
  SluiceLedger *self = user_data;
  const GValue *entry = dex_future_get_value (future, NULL);

  if (self->loaded)
    show (self, g_value_get_object (entry));
  return dex_ref (future);
}

/*
 * The queue of the database keeps the order of the calls. It is done even when
 * the caller goes away: what is on its way into the ledger gets there.
 */
static DexFuture *
write_record (SluiceLedger       *self,
              SluiceLedgerRecord *record,
              SluiceDatabaseFunc  func)
{
  DexFuture *future;

  ensure_prepared (self);
  record->time = sluice_clock_now (self->clock);
  future = sluice_database_run (self->database, func, record, (GDestroyNotify) sluice_ledger_record_free);
  future = dex_future_then (future, show_cb, g_object_ref (self), g_object_unref);
  dex_future_disown (dex_ref (future));
  return future;
}

static DexFuture *
append_record (SluiceLedger       *self,
               SluiceLedgerRecord *record)
{
  return write_record (self, record, append);
}

static SluiceLedgerRecord *
describe (SluiceEndpoint     *endpoint,
          SluiceRequest      *request,
          SluiceLedgerStatus  status,
          const char         *reason)
{
  SluiceLedgerRecord *record = sluice_ledger_record_new (sluice_ledger_status_to_nick (status));

  g_set_str (&record->place_id, sluice_endpoint_get_id (endpoint));
  g_set_str (&record->place_name, sluice_endpoint_get_name (endpoint));
  g_set_str (&record->host, sluice_endpoint_get_host (endpoint));
  g_set_str (&record->method, sluice_request_get_method (request) ?: "");
  g_set_str (&record->route, sluice_request_get_route (request) ?: "");
  g_set_str (&record->label, sluice_label_to_nick (sluice_request_get_label (request)));
  g_set_str (&record->reason, reason);
  return record;
}

/**
 * sluice_ledger_append_leaving:
 * @self: a ledger
 * @endpoint: where it goes
 * @request: what goes
 * @reason: what allowed it
 *
 * To be waited for before the first byte leaves: once it has resolved, the entry
 * survives a power cut. A process record is kept in full.
 *
 * Returns: (transfer full): a future of the #SluiceLedgerEntry; rejects with
 *   #SluiceBaseError, and then nothing may leave
 */
DexFuture *
sluice_ledger_append_leaving (SluiceLedger   *self,
                              SluiceEndpoint *endpoint,
                              SluiceRequest  *request,
                              const char     *reason)
{
  SluiceLedgerRecord *record;
  SluiceBody *body;

  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  record = describe (endpoint, request, SLUICE_LEDGER_LEAVING, reason);
  body = sluice_request_peek_body (request);
  record->bytes_out = sluice_request_get_body_size (request);
  if (body != NULL && body->label == SLUICE_LABEL_PROCESS)
    record->body = g_bytes_ref (body->bytes);
  return append_record (self, record);
}

/**
 * sluice_ledger_append_outcome:
 * @self: a ledger
 * @leaving: what sluice_ledger_append_leaving() gave
 * @status: how it went
 * @http_status: what was answered, or 0
 * @bytes_out: bytes of the body that left
 * @bytes_in: bytes of the answer's body
 *
 * Returns: (transfer full): a future of the #SluiceLedgerEntry; rejects with #SluiceBaseError
 */
DexFuture *
sluice_ledger_append_outcome (SluiceLedger       *self,
                              SluiceLedgerEntry  *leaving,
                              SluiceLedgerStatus  status,
                              guint               http_status,
                              gint64              bytes_out,
                              gint64              bytes_in)
{
  SluiceLedgerRecord *record;

  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));
  dex_return_error_if_fail (SLUICE_IS_LEDGER_ENTRY (leaving));

  record = sluice_ledger_record_new (sluice_ledger_status_to_nick (status));
  g_set_str (&record->place_id, sluice_ledger_entry_get_place_id (leaving));
  g_set_str (&record->place_name, sluice_ledger_entry_get_place_name (leaving));
  g_set_str (&record->host, sluice_ledger_entry_get_host (leaving));
  g_set_str (&record->method, sluice_ledger_entry_get_method (leaving));
  g_set_str (&record->route, sluice_ledger_entry_get_route (leaving));
  g_set_str (&record->label, sluice_ledger_entry_get_label (leaving));
  g_set_str (&record->reason, sluice_ledger_entry_get_reason (leaving));
  record->refers = sluice_ledger_entry_get_seq (leaving);
  record->http_status = http_status;
  record->bytes_out = bytes_out;
  record->bytes_in = bytes_in;
  return append_record (self, record);
}

/**
 * sluice_ledger_append_refused:
 * @self: a ledger
 * @endpoint: where it would have gone
 * @request: what would have gone
 * @reason: why it did not
 *
 * Returns: (transfer full): a future of the #SluiceLedgerEntry; rejects with #SluiceBaseError
 */
DexFuture *
sluice_ledger_append_refused (SluiceLedger   *self,
                              SluiceEndpoint *endpoint,
                              SluiceRequest  *request,
                              const char     *reason)
{
  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  return append_record (self, describe (endpoint, request, SLUICE_LEDGER_REFUSED, reason));
}

/**
 * sluice_ledger_append_changed:
 * @self: a ledger
 * @scope: what the rule is for, as a word: "usual", "place", "group" or "files"
 * @subject: and for which; empty for "usual"
 * @from: what might leave before, as the word of a #SluiceUploadMode; empty when there was no such rule
 * @to: what may leave now; empty when there is no such rule any more
 *
 * Returns: (transfer full): a future of the #SluiceLedgerEntry; rejects with #SluiceBaseError
 */
DexFuture *
sluice_ledger_append_changed (SluiceLedger *self,
                              const char   *scope,
                              const char   *subject,
                              const char   *from,
                              const char   *to)
{
  SluiceLedgerRecord *record;

  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  record = sluice_ledger_record_new (sluice_ledger_status_to_nick (SLUICE_LEDGER_CHANGED));
  g_set_str (&record->route, scope);
  g_set_str (&record->place_id, subject);
  g_free (record->reason);
  record->reason = g_strconcat (from, ">", to, NULL);
  return append_record (self, record);
}

/* Writes what the counter gave. */
static DexFuture *
append_counted (SluiceLedger *self,
                GPtrArray    *taken)
{
  g_autoptr(GPtrArray) records = taken;
  g_autoptr(GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (futures, append_record (self, sluice_ledger_record_copy (records->pdata[i])));

  return futures->len > 0 ? dex_future_allv ((DexFuture **) futures->pdata, futures->len) : dex_future_new_true ();
}

/**
 * sluice_ledger_append_read:
 * @self: a ledger
 * @endpoint: where it went
 * @request: a request without a body
 * @status: how it went
 * @http_status: what was answered, or 0
 * @bytes_in: bytes of the answer's body
 *
 * The first of a kind (same place, method, route and status) gets an entry at
 * once. Those after it are counted, and get one entry together when
 * %SLUICE_LEDGER_SUMMARY_SECONDS have passed, or at sluice_ledger_flush(): a
 * program that polls must not bury what matters.
 *
 * Returns: (transfer full): a future that resolves when what was to be written
 *   is; rejects with #SluiceBaseError
 */
DexFuture *
sluice_ledger_append_read (SluiceLedger       *self,
                           SluiceEndpoint     *endpoint,
                           SluiceRequest      *request,
                           SluiceLedgerStatus  status,
                           guint               http_status,
                           gint64              bytes_in)
{
  g_autoptr(SluiceLedgerRecord) record = NULL;

  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  record = describe (endpoint, request, status, "no-body");
  record->http_status = http_status;
  record->bytes_in = bytes_in;
  return append_counted (self, sluice_poll_counter_add (self->polls, record, sluice_clock_now (self->clock)));
}

static DexFuture *
pass (SluiceDatabase *database,
      gpointer        data)
{
  return dex_future_new_true ();
}

/**
 * sluice_ledger_flush:
 * @self: a ledger
 *
 * Writes what was counted and not written yet, and waits for what is being
 * written: nobody waits for the entry of a read. Before the ledger is read as a
 * whole.
 *
 * Returns: (transfer full): a future that resolves when all is written
 */
DexFuture *
sluice_ledger_flush (SluiceLedger *self)
{
  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  if (!self->prepared)
    return append_counted (self, sluice_poll_counter_take (self->polls));
  /* The database's thread does one thing after the other. */
  return dex_future_all (append_counted (self, sluice_poll_counter_take (self->polls)),
                         sluice_database_run (self->database, pass, NULL, NULL), NULL);
}

/* A request is on its way; its pass, which lets go of @self, calls the other one. */
void
sluice_ledger_enter (SluiceLedger *self)
{
  self->n_passes++;
}

void
sluice_ledger_leave (SluiceLedger *self)
{
  self->n_passes--;
  if (self->n_passes == 0 && self->settled != NULL)
    {
      g_autoptr(DexPromise) settled = g_steal_pointer (&self->settled);

      dex_promise_resolve_boolean (settled, TRUE);
    }
}

static DexFuture *
flush_cb (DexFuture *future,
          gpointer   self)
{
  return sluice_ledger_flush (self);
}

/**
 * sluice_ledger_finish:
 * @self: a ledger
 *
 * As sluice_ledger_flush(), when every request that is on its way has come to
 * its end: one that was given up is written down a moment after that. At the end
 * of a run, when no more are made.
 *
 * Returns: (transfer full): a future that resolves when all is written
 */
DexFuture *
sluice_ledger_finish (SluiceLedger *self)
{
  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  if (self->n_passes == 0)
    return sluice_ledger_flush (self);

  if (self->settled == NULL)
    self->settled = dex_promise_new ();
  return dex_future_then (DEX_FUTURE (dex_ref (self->settled)), flush_cb, g_object_ref (self), g_object_unref);
}

static DexFuture *
verify (SluiceDatabase *database,
        gpointer        data)
{
  GError *error = NULL;
  gint64 count = sluice_ledger_store_verify (database, &error);

  return count < 0 ? dex_future_new_for_error (error) : dex_future_new_for_int64 (count);
}

/**
 * sluice_ledger_verify:
 * @self: a ledger
 *
 * Looks through the whole chain for anything changed, removed or put in
 * between. docs/network.md says what this can find and what it cannot.
 *
 * Returns: (transfer full): a future of how many entries there are, as #gint64;
 *   rejects with %SLUICE_BASE_ERROR_CORRUPT and a message that names the first
 *   entry that does not hold
 */
DexFuture *
sluice_ledger_verify (SluiceLedger *self)
{
  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  return sluice_database_run (self->database, verify, NULL, NULL);
}

/**
 * sluice_ledger_export:
 * @self: a ledger
 * @path: the file to write, JSON lines, oldest first; made readable for its owner only
 * @progress: (nullable) (scope notified): told how far it is
 * @data: for @progress
 * @destroy: for @data
 *
 * Letting go of the future cancels.
 *
 * Returns: (transfer full): a future of how many entries were written, as
 *   #gint64; rejects with #SluiceBaseError or #GIOErrorEnum, and leaves the file
 *   that was there
 */
DexFuture *
sluice_ledger_export (SluiceLedger             *self,
                      const char               *path,
                      SluiceLedgerProgressFunc  progress,
                      gpointer                  data,
                      GDestroyNotify            destroy)
{
  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));
  dex_return_error_if_fail (path != NULL);

  return sluice_ledger_export_run (self->database, sluice_ledger_flush (self), path, progress, data, destroy);
}

/**
 * sluice_ledger_clear:
 * @self: a ledger
 *
 * Removes every entry. That it was done, and how many there were, is an entry
 * itself; the chain goes on from the last one removed.
 *
 * Returns: (transfer full): a future of that #SluiceLedgerEntry; rejects with #SluiceBaseError
 */
DexFuture *
sluice_ledger_clear (SluiceLedger *self)
{
  SluiceLedgerRecord *record;

  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  g_ptr_array_unref (sluice_poll_counter_take (self->polls));
  record = sluice_ledger_record_new (sluice_ledger_status_to_nick (SLUICE_LEDGER_CLEARED));
  g_set_str (&record->reason, "person");
  return write_record (self, record, clear);
}

static DexFuture *
load (SluiceDatabase *database,
      gpointer        data)
{
  GError *error = NULL;
  GPtrArray *records = sluice_ledger_store_read (database, *(gint64 *) data, &error);

  return records != NULL ? dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, records) : dex_future_new_for_error (error);
}

static DexFuture *
fill_cb (DexFuture *future,
         gpointer   user_data)
{
  SluiceLedger *self = user_data;
  GPtrArray *records = g_value_get_boxed (dex_future_get_value (future, NULL));
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (entries, sluice_ledger_entry_new_take (sluice_ledger_record_copy (records->pdata[i])));
  g_list_store_splice (self->entries, 0, g_list_model_get_n_items (G_LIST_MODEL (self->entries)),
                       entries->pdata, entries->len);
  self->loaded = TRUE;
  return dex_future_new_true ();
}

/**
 * sluice_ledger_load:
 * @self: a ledger
 * @limit: how many entries to load, the newest
 *
 * Fills sluice_ledger_get_entries(), which is live from then on.
 *
 * Returns: (transfer full): a future that resolves when it is filled; rejects with #SluiceBaseError
 */
DexFuture *
sluice_ledger_load (SluiceLedger *self,
                    guint         limit)
{
  gint64 *rows;

  dex_return_error_if_fail (SLUICE_IS_LEDGER (self));

  rows = g_new (gint64, 1);
  *rows = limit;
  return dex_future_then (sluice_database_run (self->database, load, rows, g_free), fill_cb,
                          g_object_ref (self), g_object_unref);
}
