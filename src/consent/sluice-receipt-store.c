/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-receipt-store.h"

#include "sluice-database.h"

struct _SluiceReceiptStore
{
  SluiceDatabase *database; /* owned */
};

static const char *migrations[] = {
  "CREATE TABLE receipt (id TEXT PRIMARY KEY, place_id TEXT NOT NULL, issued INTEGER NOT NULL, body BLOB NOT NULL)"
  " STRICT, WITHOUT ROWID;"
  "CREATE TABLE key (key_id TEXT PRIMARY KEY, place_id TEXT NOT NULL, place_name TEXT NOT NULL,"
  " since INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
  NULL
};

/**
 * sluice_receipt_store_new:
 * @path: the file; it is made with the first thing to keep
 *
 * Returns: (transfer full): the store
 */
SluiceReceiptStore *
sluice_receipt_store_new (const char *path)
{
  SluiceReceiptStore *self = g_new0 (SluiceReceiptStore, 1);

  self->database = sluice_database_new (path, migrations);
  return self;
}

void
sluice_receipt_store_free (SluiceReceiptStore *self)
{
  g_clear_object (&self->database);
  g_free (self);
}

static DexFuture *
load (SluiceDatabase *database,
      gpointer        data)
{
  g_autoptr(GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database, &error, "SELECT body FROM receipt ORDER BY issued DESC, id LIMIT ?", "i", (gint64) GPOINTER_TO_UINT (data));

  while (row != NULL && sluice_statement_step (row, &error))
    {
      g_autoptr(GBytes) bytes = sluice_statement_bytes (row, 0);
      SluiceReceipt *receipt = sluice_receipt_new (bytes, NULL);

      if (receipt != NULL)
        g_ptr_array_add (receipts, receipt);
    }

  if (error != NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&receipts));
}

/**
 * sluice_receipt_store_load:
 * @self: a store
 * @limit: how many at most
 *
 * Returns: (transfer full): a future of a #GPtrArray of #SluiceReceipt, newest
 *   first; rejects with #SluiceBaseError
 */
DexFuture *
sluice_receipt_store_load (SluiceReceiptStore *self,
                           guint               limit)
{
  return sluice_database_run (self->database, load, GUINT_TO_POINTER (limit), NULL);
}

typedef struct
{
  char      *place_id;
  GPtrArray *receipts;
} Addition;

static void
addition_free (Addition *addition)
{
  g_free (addition->place_id);
  g_ptr_array_unref (addition->receipts);
  g_free (addition);
}

static DexFuture *
add (SluiceDatabase *database,
     gpointer        data)
{
  Addition *addition = data;
  GError *error = NULL;

  if (!sluice_database_begin (database, &error))
    return dex_future_new_for_error (error);
  for (guint i = 0; i < addition->receipts->len; i++)
    {
      SluiceReceipt *receipt = g_ptr_array_index (addition->receipts, i);

      /* What is kept stays: a cloud cannot change afterwards what it once signed. */
      if (!sluice_database_exec (database, &error,
                                 "INSERT OR IGNORE INTO receipt (id, place_id, issued, body) VALUES (?, ?, ?, ?)",
                                 "ssib", sluice_receipt_get_id (receipt), addition->place_id,
                                 sluice_receipt_get_issued (receipt), sluice_receipt_get_bytes (receipt)))
        {
          sluice_database_rollback (database);
          return dex_future_new_for_error (error);
        }
    }

  if (!sluice_database_commit (database, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * sluice_receipt_store_add:
 * @self: a store
 * @place_id: whose they are
 * @receipts: (element-type SluiceReceipt): what to keep
 *
 * Returns: (transfer full): settles when they are kept, all or none; rejects with #SluiceBaseError
 */
DexFuture *
sluice_receipt_store_add (SluiceReceiptStore *self,
                          const char         *place_id,
                          GPtrArray          *receipts)
{
  Addition *addition = g_new0 (Addition, 1);

  addition->place_id = g_strdup (place_id);
  addition->receipts = g_ptr_array_ref (receipts);
  return sluice_database_run (self->database, add, addition, (GDestroyNotify) addition_free);
}

typedef struct
{
  char   *place_id;
  char   *place_name;
  char   *key_id;
  gint64  now;
} Trust;

static void
trust_free (Trust *trust)
{
  g_free (trust->place_id);
  g_free (trust->place_name);
  g_free (trust->key_id);
  g_free (trust);
}

static DexFuture *
trust_key (SluiceDatabase *database,
           gpointer        data)
{
  Trust *trust = data;
  GError *error = NULL;

  if (!sluice_database_exec (database, &error,
                             "INSERT OR IGNORE INTO key (key_id, place_id, place_name, since) VALUES (?, ?, ?, ?)", "sssi",
                             trust->key_id, trust->place_id, trust->place_name, trust->now))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * sluice_receipt_store_trust_key:
 * @self: a store
 * @place_id: whose key it is
 * @place_name: what that place is called
 * @key_id: its RFC 7638 thumbprint
 * @now: seconds since the epoch
 *
 * Returns: (transfer full): settles when the key is known; rejects with #SluiceBaseError
 */
DexFuture *
sluice_receipt_store_trust_key (SluiceReceiptStore *self,
                                const char         *place_id,
                                const char         *place_name,
                                const char         *key_id,
                                gint64              now)
{
  Trust *trust = g_new0 (Trust, 1);

  trust->place_id = g_strdup (place_id);
  trust->place_name = g_strdup (place_name);
  trust->key_id = g_strdup (key_id);
  trust->now = now;
  return sluice_database_run (self->database, trust_key, trust, (GDestroyNotify) trust_free);
}

static DexFuture *
knows_key (SluiceDatabase *database,
           gpointer        data)
{
  GError *error = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (database, &error, "SELECT 1 FROM key WHERE key_id = ?", "s",
                                                          data);
  gboolean is_known = row != NULL && sluice_statement_step (row, &error);

  return error != NULL ? dex_future_new_for_error (error) : dex_future_new_for_boolean (is_known);
}

/** sluice_receipt_store_knows_key: (transfer full): a future of whether a place that was used signs with it. */
DexFuture *
sluice_receipt_store_knows_key (SluiceReceiptStore *self,
                                const char         *key_id)
{
  return sluice_database_run (self->database, knows_key, g_strdup (key_id), g_free);
}
