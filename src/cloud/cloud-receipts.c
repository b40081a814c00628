/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-receipts.h"

#include "cloud-envelope.h"
#include "cloud-token.h"
#include "sluice-cloud-error.h"
#include "sluice-data-category.h"
#include "sluice-json.h"
#include "sluice-key.h"

#include <string.h>

/*
 * Receipts of decisions, for the person to keep: what was decided, about whom,
 * when. After ISO/IEC TS 27560, in words of the Data Privacy Vocabulary. A
 * receipt names nobody: only who knows the account's id can tell whose it is.
 */
#define SCHEMA "sluice.consent-receipt/1"
#define WITHDRAWAL "In Sluice, under Apps and consent, at any time and as easily as it was given."
#define MAX_BYTES (64 * 1024)

/* So that two receipts cannot be told to be of one person. */
static char *
make_principal (const char *account)
{
  g_autofree char *salt = sluice_random_token (16);
  g_autofree char *both = g_strconcat (salt, ".", account, NULL);
  g_autofree char *hash = cloud_tokens_hash (both);

  return g_strconcat (salt, ".", hash, NULL);
}

static JsonArray *
describe_items (const char * const *categories)
{
  JsonArray *items = json_array_new ();

  for (guint i = 0; categories[i] != NULL; i++)
    {
      const SluiceDataCategory *category = sluice_data_category_find (categories[i]);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "category", category->id);
      json_object_set_string_member (item, "class", sluice_data_class_get_name (category->klass));
      json_object_set_string_member (item, "kind", sluice_data_kind_get_name (category->kind));
      json_object_set_string_member (item, "title", category->title);
      json_array_add_object_element (items, item);
    }

  return items;
}

static JsonObject *
describe (CloudContext         *context,
          const CloudStatement *statement,
          const char           *id,
          const char           *supersedes,
          gint64                now)
{
  JsonObject *receipt = json_object_new ();
  g_autofree char *principal = make_principal (statement->account);

  json_object_set_string_member (receipt, "@context", "https://w3id.org/dpv");
  json_object_set_string_member (receipt, "type", "ConsentReceipt");
  json_object_set_string_member (receipt, "id", id);
  json_object_set_string_member (receipt, "schema", SCHEMA);
  json_object_set_string_member (receipt, "issuer", context->url);
  cloud_set_time (receipt, "issued_at", now);
  json_object_set_string_member (receipt, "decision", statement->decision);
  json_object_set_string_member (receipt, "principal", principal);
  json_object_set_object_member (receipt, "controller", cloud_client_describe (statement->client));
  json_object_set_array_member (receipt, "items", describe_items (statement->given));
  json_object_set_array_member (receipt, "refused", describe_items (statement->refused));
  json_object_set_string_member (receipt, "purpose", statement->purpose != NULL ? statement->purpose : "");
  json_object_set_string_member (receipt, "duration", statement->duration);
  if (statement->expires > 0)
    cloud_set_time (receipt, "expires_at", statement->expires);
  else
    json_object_set_null_member (receipt, "expires_at");
  json_object_set_string_member (receipt, "origin", statement->origin);
  json_object_set_string_member (receipt, "notice_url", statement->client->notice_url);
  json_object_set_string_member (receipt, "withdrawal", WITHDRAWAL);
  if (statement->grant != NULL)
    json_object_set_string_member (receipt, "grant_id", statement->grant);
  if (supersedes != NULL)
    json_object_set_string_member (receipt, "supersedes", supersedes);
  return receipt;
}

/* Returns: FALSE without error when there is no row */
static gboolean
step (SluiceStatement  *row,
      GError          **error)
{
  return row != NULL && sluice_statement_step (row, error);
}

/* Returns: (transfer full) (nullable): the receipt of the grant's state until now; NULL without error for none */
static char *
find_newest (CloudContext  *context,
             const char    *grant,
             GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT id FROM receipts WHERE grant_id = ? ORDER BY rowid DESC LIMIT 1", "s", grant);

  return step (row, error) ? g_strdup (sluice_statement_text (row, 0)) : NULL;
}

static gboolean
keep (CloudContext         *context,
      const CloudStatement *statement,
      const char           *id,
      JsonObject           *receipt,
      gint64                now,
      GError              **error)
{
  g_autoptr(GBytes) bytes = sluice_json_object_to_bytes (receipt, FALSE);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr(GBytes) sealed = cloud_store_seal (context->store, statement->account, CLOUD_KEY_PERSONAL, text,
                                               "receipts.body", id, error);

  return sealed != NULL &&
         sluice_database_exec (cloud_store_get_data (context->store), error,
                               "INSERT INTO receipts (id, account, client, decision, grant_id, created, body)"
                               " VALUES (?, ?, ?, ?, ?, ?, ?)", "sssssib",
                               id, statement->account, statement->client->id, statement->decision, statement->grant,
                               now, sealed);
}

/**
 * cloud_receipts_issue:
 * @context: the cloud; the caller may be within a transaction
 * @statement: what was decided
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the receipt, signed and kept
 */
JsonObject *
cloud_receipts_issue (CloudContext          *context,
                      const CloudStatement  *statement,
                      GError               **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *supersedes = NULL;
  g_autoptr(GError) failed = NULL;
  g_autoptr(JsonObject) receipt = NULL;
  gint64 now = sluice_clock_now_seconds (context->clock);

  if (statement->grant != NULL)
    supersedes = find_newest (context, statement->grant, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  receipt = describe (context, statement, id, supersedes, now);
  if (!cloud_receipt_key_sign (context, receipt))
    {
      g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_IDENTITY, "a receipt could not be signed");
      return NULL;
    }
  return keep (context, statement, id, receipt, now, error) ? g_steal_pointer (&receipt) : NULL;
}

/* Columns 0 and 1 of @row: id, body. */
static JsonObject *
read_row (CloudContext     *context,
          const char       *account,
          SluiceStatement  *row,
          GError          **error)
{
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 1);
  g_autofree char *text = cloud_store_unseal (context->store, account, CLOUD_KEY_PERSONAL, sealed, "receipts.body",
                                              sluice_statement_text (row, 0), error);
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  return bytes != NULL ? sluice_json_parse_object (bytes, MAX_BYTES, error) : NULL;
}

/**
 * cloud_receipts_find:
 * @context: the cloud
 * @account: whose
 * @id: which
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the receipt
 */
JsonObject *
cloud_receipts_find (CloudContext  *context,
                     const char    *account,
                     const char    *id,
                     GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error, "SELECT id, body FROM receipts WHERE account = ? AND id = ?", "ss",
    account, id);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  if (step (row, &failed))
    return read_row (context, account, row, error);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    cloud_tokens_set_not_found (error);
  return NULL;
}

/** cloud_receipts_find_last: (transfer full) (nullable): of the last answer to @client; %NULL without @error for none. */
JsonObject *
cloud_receipts_find_last (CloudContext  *context,
                          const char    *account,
                          const char    *client,
                          GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT id, body FROM receipts WHERE account = ? AND client = ? AND decision IN ('approve', 'deny')"
    " ORDER BY rowid DESC LIMIT 1", "ss", account, client);

  return step (row, error) ? read_row (context, account, row, error) : NULL;
}

/** cloud_receipts_list: (transfer full) (nullable): an account's receipts, newest first. */
JsonArray *
cloud_receipts_list (CloudContext  *context,
                     const char    *account,
                     gint64         limit,
                     gint64         offset,
                     gint64        *out_total,
                     GError       **error)
{
  SluiceDatabase *database = cloud_store_get_data (context->store);
  g_autoptr(JsonArray) list = json_array_new ();
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) count = sluice_database_query (database, &failed,
                                                            "SELECT count(*) FROM receipts WHERE account = ?", "s",
                                                            account);
  g_autoptr(SluiceStatement) row = NULL;

  if (step (count, &failed))
    {
      *out_total = sluice_statement_int (count, 0);
      row = sluice_database_query (database, &failed, "SELECT id, body FROM receipts WHERE account = ?"
                                   " ORDER BY rowid DESC LIMIT ? OFFSET ?", "sii", account, limit, offset);
    }
  while (failed == NULL && step (row, &failed))
    {
      JsonObject *receipt = read_row (context, account, row, &failed);

      if (receipt != NULL)
        json_array_add_object_element (list, receipt);
    }

  if (failed == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}
