/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-store.h"

#include "sluice-rights-request-private.h"

#define COLUMNS "id, kind, recipient, address, account, details, created, sent, extended, answered, note, file, closed"

/* Days are counted as g_date_get_julian() does; 0 is none. */
const char * const sluice_rights_store_migrations[] = {
  "CREATE TABLE request (id TEXT PRIMARY KEY, kind TEXT NOT NULL, recipient TEXT NOT NULL, address TEXT NOT NULL,"
  " account TEXT NOT NULL, details TEXT NOT NULL, created INTEGER NOT NULL, sent INTEGER NOT NULL,"
  " extended INTEGER NOT NULL, answered INTEGER NOT NULL, note TEXT NOT NULL, file TEXT NOT NULL,"
  " closed INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
  NULL
};

static SluiceRightsDay
read_day (SluiceStatement *row,
          int              column)
{
  gint64 day = sluice_statement_int (row, column);

  return day > 0 && day <= G_MAXINT32 && g_date_valid_julian ((guint32) day) ? (SluiceRightsDay) day : 0;
}

/* NULL for a right that a newer version has. */
static SluiceRightsRequest *
read_request (SluiceStatement *row)
{
  SluiceRightsRequest *request;
  SluiceRight right;

  if (!sluice_right_from_nick (sluice_statement_text (row, 1), &right))
    return NULL;

  request = sluice_rights_request_new (right, sluice_statement_text (row, 2), sluice_statement_text (row, 3),
                                       sluice_statement_text (row, 4), sluice_statement_text (row, 5));
  g_set_str (&request->id, sluice_statement_text (row, 0));
  request->created = sluice_statement_int (row, 6);
  request->sent = read_day (row, 7);
  request->extended = sluice_statement_int (row, 8) != 0;
  request->answered = read_day (row, 9);
  g_set_str (&request->note, sluice_statement_text (row, 10));
  if (*sluice_statement_text (row, 11) != '\0')
    g_set_str (&request->file, sluice_statement_text (row, 11));
  request->closed = read_day (row, 12);
  return request;
}

static DexFuture *
load (SluiceDatabase *database,
      gpointer        data)
{
  g_autoptr(GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  GError *error = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database, &error, "SELECT " COLUMNS " FROM request ORDER BY created DESC, id", "");

  while (row != NULL && sluice_statement_step (row, &error))
    {
      SluiceRightsRequest *request = read_request (row);

      if (request != NULL)
        g_ptr_array_add (requests, request);
    }

  if (error != NULL)
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, g_steal_pointer (&requests));
}

/* Returns: (transfer full): a future of a #GPtrArray of #SluiceRightsRequest, newest first; rejects with #SluiceBaseError */
DexFuture *
sluice_rights_store_load (SluiceDatabase *database)
{
  return sluice_database_run (database, load, NULL, NULL);
}

static DexFuture *
save (SluiceDatabase *database,
      gpointer        data)
{
  SluiceRightsRequest *request = data;
  GError *error = NULL;

  if (!sluice_database_exec (database, &error,
                             "INSERT OR REPLACE INTO request (" COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
                             "ssssssiiiissi", request->id, sluice_right_to_nick (request->right), request->recipient,
                             request->address, request->account, request->details, request->created,
                             (gint64) request->sent, (gint64) request->extended, (gint64) request->answered,
                             request->note, request->file != NULL ? request->file : "", (gint64) request->closed))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/* Settles when @request, which nobody may change until then, is kept as it is; rejects with #SluiceBaseError */
DexFuture *
sluice_rights_store_save (SluiceDatabase      *database,
                          SluiceRightsRequest *request)
{
  return sluice_database_run (database, save, g_object_ref (request), g_object_unref);
}

static DexFuture *
remove_request (SluiceDatabase *database,
                gpointer        data)
{
  GError *error = NULL;

  if (!sluice_database_exec (database, &error, "DELETE FROM request WHERE id = ?", "s",
                             sluice_rights_request_get_id (data)) ||
      !sluice_database_scrub (database, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
sluice_rights_store_remove (SluiceDatabase      *database,
                            SluiceRightsRequest *request)
{
  return sluice_database_run (database, remove_request, g_object_ref (request), g_object_unref);
}
