/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-store.h"

#include "sluice-base-error.h"
#include "sluice-ledger-anchor.h"
#include "sluice-ledger-chain.h"

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

/* How many entries hold; -1 with SLUICE_BASE_ERROR_CORRUPT that names the first that does not. */
gint64
sluice_ledger_store_verify (SluiceDatabase  *database,
                            GError         **error)
{
  g_autoptr(SluiceStatement) statement = NULL;
  g_autoptr(GError) failure = NULL;
  SluiceLedgerChain chain = { 0 };

  statement = sluice_ledger_record_query (database, "WHERE seq > ? ORDER BY seq", G_MININT64, error);
  if (statement == NULL)
    return -1;

  while (sluice_statement_step (statement, &failure))
    {
      g_autoptr(SluiceLedgerRecord) record = sluice_ledger_record_read (statement);

      if (!sluice_ledger_chain_add (&chain, record, sluice_statement_int (statement, 0), error))
        return -1;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return -1;
    }

  return anchor_holds (database, error) ? chain.count : -1;
}

/* How many there are, and the number of the newest. */
gboolean
sluice_ledger_store_measure (SluiceDatabase  *database,
                             gint64          *out_count,
                             gint64          *out_newest,
                             GError         **error)
{
  g_autoptr(SluiceStatement) statement = sluice_database_query (
    database, error, "SELECT count(*), coalesce(max(seq), 0) FROM entry", "");
  g_autoptr(GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  if (!sluice_statement_step (statement, &failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *out_count = sluice_statement_int (statement, 0);
  *out_newest = sluice_statement_int (statement, 1);
  return TRUE;
}

/* The next @limit entries after @after as lines of the export; @out_last is the number of the last, @out_count how many. */
GBytes *
sluice_ledger_store_read_lines (SluiceDatabase  *database,
                                gint64           after,
                                gint64           limit,
                                gint64          *out_last,
                                gint64          *out_count,
                                GError         **error)
{
  g_autofree char *rest = g_strdup_printf ("WHERE seq > ? ORDER BY seq LIMIT %" G_GINT64_FORMAT, limit);
  g_autoptr(SluiceStatement) statement = sluice_ledger_record_query (database, rest, after, error);
  g_autoptr(GByteArray) lines = g_byte_array_new ();
  g_autoptr(GError) failure = NULL;

  if (statement == NULL)
    return NULL;

  *out_last = after;
  for (*out_count = 0; sluice_statement_step (statement, &failure); (*out_count)++)
    {
      g_autoptr(SluiceLedgerRecord) record = sluice_ledger_record_read (statement);
      g_autoptr(GBytes) line = NULL;

      if (record == NULL)
        {
          sluice_ledger_chain_report_changed (sluice_statement_int (statement, 0), error);
          return NULL;
        }
      /* Between two looks everything may have been cleared. */
      if (*out_last > 0 && record->seq != *out_last + 1)
        {
          sluice_ledger_chain_report_missing (*out_last + 1, error);
          return NULL;
        }
      line = sluice_ledger_record_to_json (record);
      g_byte_array_append (lines, g_bytes_get_data (line, NULL), (guint) g_bytes_get_size (line));
      g_byte_array_append (lines, (const guint8 *) "\n", 1);
      *out_last = record->seq;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&lines));
}
