/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-store.h"

#include "sluice-base-error.h"
#include "sluice-ledger-anchor.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <sodium.h>
#include <string.h>

/* The newest entry's place and hash; seq 0 and zeros before the first. */
static gboolean
read_head (SluiceDatabase  *database,
           gint64          *out_seq,
           guint8           hash[SLUICE_LEDGER_HASH_SIZE],
           GError         **error)
{
  g_autoptr(SluiceStatement) statement = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) failure = NULL;

  *out_seq = 0;
  memset (hash, 0, SLUICE_LEDGER_HASH_SIZE);
  statement = sluice_database_query (database, error, "SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1", "");
  if (statement == NULL)
    return FALSE;

  if (sluice_statement_step (statement, &failure))
    {
      *out_seq = sluice_statement_int (statement, 0);
      bytes = sluice_statement_bytes (statement, 1);
      /* A damaged hash is found by verify; the chain goes on from what is there. */
      memcpy (hash, g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), SLUICE_LEDGER_HASH_SIZE));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

static gboolean
read_first (SluiceDatabase  *database,
            gint64          *out_seq,
            GError         **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (database, error,
                                                                "SELECT coalesce(min(seq), 0) FROM entry", "");

  if (statement == NULL || !sluice_statement_step (statement, error))
    return FALSE;

  *out_seq = sluice_statement_int (statement, 0);
  return TRUE;
}

static gboolean
store_anchor (SluiceDatabase            *database,
              const SluiceLedgerRecord  *newest,
              GError                   **error)
{
  SluiceLedgerAnchor anchor = { .seq = newest->seq };
  gint64 first;

  if (!read_first (database, &first, error))
    return FALSE;

  anchor.count = newest->seq - first + 1;
  sodium_bin2hex (anchor.hash, sizeof anchor.hash, newest->hash, sizeof newest->hash);
  return sluice_ledger_anchor_store (&anchor, sluice_database_get_path (database), error);
}

static gboolean
insert_next (SluiceDatabase      *database,
             SluiceLedgerRecord  *record,
             gboolean             clear,
             GError             **error)
{
  gint64 head;

  if (!sluice_database_begin (database, error))
    return FALSE;

  if (!read_head (database, &head, record->previous, error) ||
      (clear && !sluice_database_exec (database, error, "DELETE FROM entry", "")))
    {
      sluice_database_rollback (database);
      return FALSE;
    }

  record->seq = head + 1;
  if (clear)
    record->count = sluice_database_changes (database);
  if (!sluice_ledger_record_insert (record, database, error))
    {
      sluice_database_rollback (database);
      return FALSE;
    }

  return sluice_database_commit (database, error);
}

/*
 * The database first, then the note beside it: after a crash in between the
 * database is ahead of the note, which is no sign of tampering; the other way
 * round would be.
 */
gboolean
sluice_ledger_store_append (SluiceDatabase      *database,
                            SluiceLedgerRecord  *record,
                            GError             **error)
{
  return insert_next (database, record, FALSE, error) && store_anchor (database, record, error);
}

gboolean
sluice_ledger_store_clear (SluiceDatabase      *database,
                           SluiceLedgerRecord  *record,
                           GError             **error)
{
  return insert_next (database, record, TRUE, error) && store_anchor (database, record, error) &&
         sluice_database_scrub (database, error);
}

static gboolean
is_anchored (SluiceLedgerRecord       *taken,
             gint64                    first,
             const SluiceLedgerAnchor *anchor)
{
  g_autoptr(SluiceLedgerRecord) record = taken;
  char hash[sizeof anchor->hash];

  if (record == NULL)
    return FALSE;
  if (anchor->seq == 0)
    return first == 1;
  if (anchor->seq < first)
    return g_str_equal (record->status, "cleared");

  sodium_bin2hex (hash, sizeof hash, record->hash, sizeof record->hash);
  return g_str_equal (hash, anchor->hash) && first == anchor->seq - anchor->count + 1;
}

/* Whether the entry that the note names is there, unless all was cleared after it. */
static gboolean
anchor_holds (SluiceDatabase  *database,
              GError         **error)
{
  g_autoptr(SluiceStatement) statement = NULL;
  g_autofree char *hex = NULL;
  SluiceLedgerAnchor anchor;
  gint64 first;
  gboolean holds;

  if (!read_first (database, &first, error))
    return FALSE;
  if (first == 0 && !sluice_ledger_anchor_exists (sluice_database_get_path (database)))
    return TRUE; /* never written to */
  if (!sluice_ledger_anchor_load (sluice_database_get_path (database), &anchor, error))
    return FALSE;

  statement = sluice_ledger_record_query (database, "WHERE seq = ?", MAX (anchor.seq, first), error);
  if (statement == NULL)
    return FALSE;

  if (!sluice_statement_step (statement, NULL))
    holds = anchor.seq == 0 && first == 0;
  else
    holds = is_anchored (sluice_ledger_record_read (statement), first, &anchor);

  if (!holds)
    g_set_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT,
                 _("The ledger once ended with entry %" PRId64 ", which is not there any more as it was."),
                 anchor.seq);
  return holds;
}

/*
 * Before the first append of a run: the note is about to be overwritten, so
 * what it could have shown is written into the chain itself.
 */
gboolean
sluice_ledger_store_prepare (SluiceDatabase  *database,
                             gint64           now,
                             GError         **error)
{
  g_autoptr(SluiceLedgerRecord) record = NULL;
  g_autoptr(GError) damage = NULL;
  gint64 first;

  if (!read_first (database, &first, error))
    return FALSE;

  if (first == 0 && !sluice_ledger_anchor_exists (sluice_database_get_path (database)))
    {
      SluiceLedgerAnchor empty = { 0 };

      sodium_bin2hex (empty.hash, sizeof empty.hash, (guint8[SLUICE_LEDGER_HASH_SIZE]) { 0 }, SLUICE_LEDGER_HASH_SIZE);
      return sluice_ledger_anchor_store (&empty, sluice_database_get_path (database), error);
    }

  if (anchor_holds (database, &damage))
    return TRUE;
  if (!g_error_matches (damage, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&damage));
      return FALSE;
    }

  record = sluice_ledger_record_new ("damaged");
  record->time = now;
  g_set_str (&record->reason, damage->message);
  return sluice_ledger_store_append (database, record, error);
}

/* The newest @limit entries, newest first; what cannot be read at all is left to verify. */
GPtrArray *
sluice_ledger_store_read (SluiceDatabase  *database,
                          gint64           limit,
                          GError         **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_ledger_record_free);
  g_autoptr(SluiceStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;

  statement = sluice_ledger_record_query (database, "ORDER BY seq DESC LIMIT ?", limit, error);
  if (statement == NULL)
    return NULL;

  while (sluice_statement_step (statement, &failure))
    {
      SluiceLedgerRecord *record = sluice_ledger_record_read (statement);

      if (record != NULL)
        g_ptr_array_add (records, record);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_steal_pointer (&records);
}

static gboolean
report (GError **error,
        char    *message)
{
  g_autofree char *owned = message;

  g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT, owned);
  return FALSE;
}

static gboolean
report_changed (GError **error,
                gint64   seq)
{
  return report (error, g_strdup_printf (_("Entry %" PRId64 " of the ledger is not what was written."), seq));
}

/* One entry against the one before it; @seq and @hash are those of the latter, and then of the former. */
static gboolean
check_link (SluiceStatement  *statement,
            gint64           *seq,
            guint8            hash[SLUICE_LEDGER_HASH_SIZE],
            GError          **error)
{
  g_autoptr(SluiceLedgerRecord) record = sluice_ledger_record_read (statement);
  gint64 here = sluice_statement_int (statement, 0);
  guint8 made[SLUICE_LEDGER_HASH_SIZE];
  gboolean is_first = *seq == 0;

  if (here <= *seq)
    return report_changed (error, here);
  if (here != *seq + 1 && !(is_first && record != NULL && g_str_equal (record->status, "cleared")))
    return report (error, g_strdup_printf (_("Entry %" PRId64 " of the ledger is missing."), *seq + 1));

  if (record != NULL)
    sluice_ledger_record_hash (record, made);
  if (record == NULL || memcmp (made, record->hash, sizeof made) != 0)
    return report_changed (error, here);
  /* After a clearing the predecessor is gone; its hash is in the entry, and only there. */
  if (memcmp (record->previous, hash, sizeof made) != 0 && !(is_first && here > 1))
    return report (error, g_strdup_printf (_("Entry %" PRId64 " of the ledger does not continue the one "
                                             "before it."), here));
  if (g_str_equal (record->status, "damaged"))
    return report (error, g_strdup_printf (_("Before entry %" PRId64 " the ledger was damaged: %s"),
                                           here, record->reason));

  *seq = here;
  memcpy (hash, record->hash, SLUICE_LEDGER_HASH_SIZE);
  return TRUE;
}

/* How many entries hold; -1 with SLUICE_BASE_ERROR_CORRUPT that names the first that does not. */
gint64
sluice_ledger_store_verify (SluiceDatabase  *database,
                            GError         **error)
{
  g_autoptr(SluiceStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;
  guint8 hash[SLUICE_LEDGER_HASH_SIZE] = { 0 };
  gint64 count = 0;
  gint64 seq = 0;

  statement = sluice_ledger_record_query (database, "WHERE seq > ? ORDER BY seq", G_MININT64, error);
  if (statement == NULL)
    return -1;

  while (sluice_statement_step (statement, &failure))
    {
      if (!check_link (statement, &seq, hash, error))
        return -1;
      count++;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return -1;
    }

  return anchor_holds (database, error) ? count : -1;
}

static gboolean
write_lines (SluiceDatabase  *database,
             GOutputStream   *stream,
             gint64          *out_count,
             GError         **error)
{
  g_autoptr(SluiceStatement) statement = sluice_ledger_record_query (database, "WHERE seq > ? ORDER BY seq",
                                                                     G_MININT64, error);
  g_autoptr(GError) failure = NULL;

  if (statement == NULL)
    return FALSE;

  for (*out_count = 0; sluice_statement_step (statement, &failure); (*out_count)++)
    {
      g_autoptr(SluiceLedgerRecord) record = sluice_ledger_record_read (statement);
      g_autoptr(GBytes) line = NULL;

      if (record == NULL)
        return report_changed (error, sluice_statement_int (statement, 0));
      line = sluice_ledger_record_to_json (record);
      if (!g_output_stream_write_all (stream, g_bytes_get_data (line, NULL), g_bytes_get_size (line),
                                      NULL, NULL, error) ||
          !g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

/* Writes the file as a whole or leaves the one that was there; how many entries, or -1. */
gint64
sluice_ledger_store_export (SluiceDatabase  *database,
                            const char      *path,
                            GError         **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GCancellable) give_up = g_cancellable_new ();
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(GOutputStream) buffered = NULL;
  gint64 count;

  stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL, error);
  if (stream == NULL)
    return -1;

  buffered = g_buffered_output_stream_new_sized (G_OUTPUT_STREAM (stream), 64 * 1024);
  if (write_lines (database, buffered, &count, error) && g_output_stream_close (buffered, NULL, error))
    return count;

  /* Closing when cancelled leaves the old file in place. */
  g_cancellable_cancel (give_up);
  g_output_stream_close (G_OUTPUT_STREAM (stream), give_up, NULL);
  return -1;
}
