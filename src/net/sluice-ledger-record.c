/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger-record.h"

#include <sodium.h>
#include <string.h>

/* Said first when hashing, so that no hash of something else can be passed off as one of the ledger's. */
#define HASH_PREFIX "sluice-ledger/1\n"

#define COLUMNS "seq, refers, time, status, http_status, place_id, place_name, host, method, route, label, " \
                "bytes_out, bytes_in, count, reason, body, previous, hash"

/* STRICT: a value of another type is refused, so it cannot hide a change. */
const char * const sluice_ledger_migrations[] = {
  "CREATE TABLE entry ("
  "  seq INTEGER PRIMARY KEY, refers INTEGER NOT NULL, time INTEGER NOT NULL, status TEXT NOT NULL,"
  "  http_status INTEGER NOT NULL, place_id TEXT NOT NULL, place_name TEXT NOT NULL, host TEXT NOT NULL,"
  "  method TEXT NOT NULL, route TEXT NOT NULL, label TEXT NOT NULL, bytes_out INTEGER NOT NULL,"
  "  bytes_in INTEGER NOT NULL, count INTEGER NOT NULL, reason TEXT NOT NULL, body BLOB,"
  "  previous BLOB NOT NULL, hash BLOB NOT NULL) STRICT",
  NULL
};

SluiceLedgerRecord *
sluice_ledger_record_new (const char *status)
{
  SluiceLedgerRecord *self = g_new0 (SluiceLedgerRecord, 1);

  self->status = g_strdup (status);
  self->place_id = g_strdup ("");
  self->place_name = g_strdup ("");
  self->host = g_strdup ("");
  self->method = g_strdup ("");
  self->route = g_strdup ("");
  self->label = g_strdup ("none");
  self->reason = g_strdup ("");
  self->count = 1;
  return self;
}

SluiceLedgerRecord *
sluice_ledger_record_copy (const SluiceLedgerRecord *self)
{
  SluiceLedgerRecord *copy = g_memdup2 (self, sizeof *self);

  copy->status = g_strdup (self->status);
  copy->place_id = g_strdup (self->place_id);
  copy->place_name = g_strdup (self->place_name);
  copy->host = g_strdup (self->host);
  copy->method = g_strdup (self->method);
  copy->route = g_strdup (self->route);
  copy->label = g_strdup (self->label);
  copy->reason = g_strdup (self->reason);
  copy->body = self->body != NULL ? g_bytes_ref (self->body) : NULL;
  return copy;
}

void
sluice_ledger_record_free (SluiceLedgerRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->status);
  g_free (self->place_id);
  g_free (self->place_name);
  g_free (self->host);
  g_free (self->method);
  g_free (self->route);
  g_free (self->label);
  g_free (self->reason);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
hash_bytes (crypto_hash_sha256_state *state,
            const void               *data,
            gsize                     length)
{
  guint64 big_endian = GUINT64_TO_BE (length);

  crypto_hash_sha256_update (state, (const guint8 *) &big_endian, sizeof big_endian);
  if (length > 0)
    crypto_hash_sha256_update (state, data, length);
}

static void
hash_text (crypto_hash_sha256_state *state,
           const char               *text)
{
  hash_bytes (state, text, strlen (text));
}

static void
hash_int (crypto_hash_sha256_state *state,
          gint64                    value)
{
  char text[32];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, value);
  hash_text (state, text);
}

/* Every field, in the order of the columns: the encoding that docs/network.md defines. */
void
sluice_ledger_record_hash (const SluiceLedgerRecord *self,
                           guint8                    hash[SLUICE_LEDGER_HASH_SIZE])
{
  crypto_hash_sha256_state state;
  gsize body_length = 0;
  const void *body = self->body != NULL ? g_bytes_get_data (self->body, &body_length) : NULL;

  crypto_hash_sha256_init (&state);
  crypto_hash_sha256_update (&state, (const guint8 *) HASH_PREFIX, strlen (HASH_PREFIX));
  crypto_hash_sha256_update (&state, self->previous, sizeof self->previous);
  hash_int (&state, self->seq);
  hash_int (&state, self->refers);
  hash_int (&state, self->time);
  hash_text (&state, self->status);
  hash_int (&state, self->http_status);
  hash_text (&state, self->place_id);
  hash_text (&state, self->place_name);
  hash_text (&state, self->host);
  hash_text (&state, self->method);
  hash_text (&state, self->route);
  hash_text (&state, self->label);
  hash_int (&state, self->bytes_out);
  hash_int (&state, self->bytes_in);
  hash_int (&state, self->count);
  hash_text (&state, self->reason);
  /* No body and an empty one are two things. */
  hash_text (&state, self->body != NULL ? "body" : "");
  hash_bytes (&state, body, body_length);
  crypto_hash_sha256_final (&state, hash);
}

/* @rest: what follows the table's name, with one `?` for @value. */
SluiceStatement *
sluice_ledger_record_query (SluiceDatabase  *database,
                            const char      *rest,
                            gint64           value,
                            GError         **error)
{
  g_autofree char *sql = g_strconcat ("SELECT " COLUMNS " FROM entry ", rest, NULL);

  return sluice_database_query (database, error, sql, "i", value);
}

static gboolean
read_text (SluiceStatement  *statement,
           int               column,
           char            **out_text)
{
  const char *text = sluice_statement_text (statement, column);

  /* A NUL inside would hide what is behind it from the hash. */
  if (text == NULL || (int) strlen (text) != sqlite3_column_bytes (statement, column) ||
      !g_utf8_validate (text, -1, NULL))
    return FALSE;

  *out_text = g_strdup (text);
  return TRUE;
}

static gboolean
read_hash (SluiceStatement *statement,
           int              column,
           guint8           hash[SLUICE_LEDGER_HASH_SIZE])
{
  g_autoptr(GBytes) bytes = sluice_statement_bytes (statement, column);

  if (g_bytes_get_size (bytes) != SLUICE_LEDGER_HASH_SIZE)
    return FALSE;

  memcpy (hash, g_bytes_get_data (bytes, NULL), SLUICE_LEDGER_HASH_SIZE);
  return TRUE;
}

/* The statement's current row; %NULL when it is nothing that was ever stored by us. */
SluiceLedgerRecord *
sluice_ledger_record_read (SluiceStatement *statement)
{
  g_autoptr(SluiceLedgerRecord) self = g_new0 (SluiceLedgerRecord, 1);

  self->seq = sluice_statement_int (statement, 0);
  self->refers = sluice_statement_int (statement, 1);
  self->time = sluice_statement_int (statement, 2);
  self->http_status = sluice_statement_int (statement, 4);
  self->bytes_out = sluice_statement_int (statement, 11);
  self->bytes_in = sluice_statement_int (statement, 12);
  self->count = sluice_statement_int (statement, 13);
  if (!sluice_statement_is_null (statement, 15))
    self->body = sluice_statement_bytes (statement, 15);

  if (!read_text (statement, 3, &self->status) || !read_text (statement, 5, &self->place_id) ||
      !read_text (statement, 6, &self->place_name) || !read_text (statement, 7, &self->host) ||
      !read_text (statement, 8, &self->method) || !read_text (statement, 9, &self->route) ||
      !read_text (statement, 10, &self->label) || !read_text (statement, 14, &self->reason) ||
      !read_hash (statement, 16, self->previous) || !read_hash (statement, 17, self->hash))
    return NULL;

  return g_steal_pointer (&self);
}

/* Hashes and stores; @self has its seq and its predecessor's hash already. */
gboolean
sluice_ledger_record_insert (SluiceLedgerRecord  *self,
                             SluiceDatabase      *database,
                             GError             **error)
{
  g_autoptr(GBytes) previous = NULL;
  g_autoptr(GBytes) hash = NULL;

  sluice_ledger_record_hash (self, self->hash);
  previous = g_bytes_new (self->previous, sizeof self->previous);
  hash = g_bytes_new (self->hash, sizeof self->hash);
  return sluice_database_exec (database, error,
                               "INSERT INTO entry (" COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                               "iiisissssssiiisbbb",
                               self->seq, self->refers, self->time, self->status, self->http_status,
                               self->place_id, self->place_name, self->host, self->method, self->route,
                               self->label, self->bytes_out, self->bytes_in, self->count, self->reason,
                               self->body, previous, hash);
}
