/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-access.h"

#include "cloud-clients.h"
#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-personal.h"
#include "cloud-router.h"
#include "sluice-data-category.h"
#include "sluice-log.h"
#include "sluice-scope.h"

/*
 * Third parties read: by category, from what was given to them and is theirs
 * at this moment. Every time is written down for the person, before anything
 * is handed out.
 */
#define KEEP_SECONDS ((gint64) 365 * 24 * 60 * 60)
#define PAGE_DEFAULT 50
#define PAGE_MOST 200

/**
 * cloud_access_note:
 * @request: a request with a third party's token
 * @category: what it reads
 * @n_bytes: how much
 * @error: #SluiceBaseError
 */
gboolean
cloud_access_note (CloudRequest  *request,
                   const char    *category,
                   gint64         n_bytes,
                   GError       **error)
{
  SluiceDatabase *database = cloud_store_get_data (request->context->store);
  gint64 now = cloud_request_now (request);

  return sluice_database_exec (database, error,
                               "INSERT INTO access_log (account, client, grant_id, category, at, bytes)"
                               " VALUES (?, ?, ?, ?, ?, ?)", "ssssii",
                               request->account, request->client, request->grant, category, now, n_bytes) &&
         sluice_database_exec (database, error,
                               "UPDATE grant_items SET last_used = ?, use_count = use_count + 1"
                               " WHERE grant_id = ? AND category = ?", "iss", now, request->grant, category);
}

/** cloud_access_note_correction: the same for what the person changes with a program of their own. */
gboolean
cloud_access_note_correction (CloudRequest  *request,
                              const char    *category,
                              gint64         n_bytes,
                              GError       **error)
{
  return sluice_database_exec (cloud_store_get_data (request->context->store), error,
                               "INSERT INTO access_log (account, client, grant_id, category, at, bytes, action)"
                               " VALUES (?, ?, ?, ?, ?, ?, 'correct')", "ssssii",
                               request->account, request->client, request->grant, category, cloud_request_now (request),
                               n_bytes);
}

static gboolean
is_third_party (CloudRequest *request)
{
  g_autoptr(CloudClient) client = cloud_clients_find (request->context, request->client, NULL);

  return client != NULL && !client->is_first_party;
}

/**
 * cloud_access_note_route:
 * @request: one that was answered with success
 *
 * The same for the routes that a scope opens: it counts as a read of all the
 * data that the scope reaches.
 */
void
cloud_access_note_route (CloudRequest *request)
{
  const SluiceScope *scope = sluice_scope_find (request->route->scope);
  SoupServerMessage *message = request->message;
  g_autoptr(GError) error = NULL;
  gint64 n_bytes;

  if (scope == NULL || scope->categories[0] == NULL || request->grant == NULL || !is_third_party (request))
    return;

  /* A file that is streamed has only begun. */
  n_bytes = MAX (soup_server_message_get_response_body (message)->length,
                 soup_message_headers_get_content_length (soup_server_message_get_response_headers (message)));
  for (guint i = 0; error == NULL && scope->categories[i] != NULL; i++)
    cloud_access_note (request, scope->categories[i], n_bytes, &error);
  if (error != NULL)
    sluice_log_error (G_LOG_LEVEL_WARNING, "a read could not be written down", error);
}

/** cloud_access_forget_old: what was read a year ago. */
void
cloud_access_forget_old (CloudContext *context)
{
  sluice_database_exec (cloud_store_get_data (context->store), NULL, "DELETE FROM access_log WHERE at < ?", "i",
                        sluice_clock_now_seconds (context->clock) - KEEP_SECONDS);
}

/* Looked up for every read: what was taken back a moment ago is not handed out. */
static gboolean
may_read (CloudRequest  *request,
          const char    *id,
          GError       **error)
{
  const SluiceDataCategory *category = sluice_data_category_find (id);
  g_autoptr(SluiceStatement) row = NULL;

  if (category == NULL || category->klass == SLUICE_DATA_CLASS_PRIVATE)
    return FALSE;
  if (category->klass == SLUICE_DATA_CLASS_PUBLIC)
    return TRUE;

  row = sluice_database_query (cloud_store_get_data (request->context->store), error,
                               "SELECT 1 FROM grant_items WHERE grant_id = ? AND category = ?", "ss",
                               request->grant, id);
  return row != NULL && sluice_statement_step (row, error);
}

static gsize
count_bytes (JsonArray *items)
{
  g_autoptr(JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  json_node_init_array (node, items);
  text = json_to_string (node, FALSE);
  return strlen (text);
}

/** cloud_privacy_get_data: a category of the person's data; `limit` and `offset`. */
void
cloud_privacy_get_data (CloudRequest *request)
{
  const char *category = request->params[0];
  gint64 limit = MAX (cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST), 1);
  gint64 offset = cloud_request_query_number (request, "offset", 0, G_MAXINT32);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonArray) items = NULL;
  gint64 total = 0;
  gboolean is_allowed = may_read (request, category, &error);

  /* What does not exist and what is never shared are told apart by nobody. */
  if (!is_allowed && error == NULL)
    {
      cloud_reply_error (request, SOUP_STATUS_FORBIDDEN, "categoryNotGranted", "The person did not give that");
      return;
    }
  if (is_allowed)
    items = cloud_personal_read (request->context, request->account, category, limit, offset, &total, &error);
  if (items != NULL && cloud_access_note (request, category, count_bytes (items), &error))
    {
      JsonObject *data = json_object_new ();
      JsonObject *envelope = cloud_envelope_list (g_steal_pointer (&items), total, limit);

      json_object_set_string_member (data, "category", category);
      json_object_set_member (data, "items", json_object_dup_member (envelope, "data"));
      json_object_set_object_member (envelope, "data", data);
      cloud_reply_json (request, SOUP_STATUS_OK, envelope);
    }
  else
    cloud_reply_gerror (request, error);
}

static JsonObject *
describe_access (SluiceStatement *row)
{
  JsonObject *entry = json_object_new ();
  g_autofree char *at = cloud_timestamp (sluice_statement_int (row, 1) * G_USEC_PER_SEC);

  json_object_set_int_member (entry, "id", sluice_statement_int (row, 0));
  json_object_set_string_member (entry, "when", at);
  json_object_set_string_member (entry, "client_id", sluice_statement_text (row, 2));
  json_object_set_string_member (entry, "grant_id", sluice_statement_text (row, 3));
  json_object_set_string_member (entry, "category", sluice_statement_text (row, 4));
  json_object_set_int_member (entry, "bytes", sluice_statement_int (row, 5));
  json_object_set_string_member (entry, "action", sluice_statement_text (row, 6));
  if (sluice_statement_text (row, 7) != NULL)
    json_object_set_string_member (entry, "client_name", sluice_statement_text (row, 7));
  return entry;
}

/** cloud_privacy_list_accesses: who read what and when, newest first; `limit`, `offset`, and `before` the id of one. */
void
cloud_privacy_list_accesses (CloudRequest *request)
{
  SluiceDatabase *database = cloud_store_get_data (request->context->store);
  gint64 limit = MAX (cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST), 1);
  gint64 offset = cloud_request_query_number (request, "offset", 0, G_MAXINT32);
  gint64 before = cloud_request_query_number (request, "before", G_MAXINT64, G_MAXINT64);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonArray) list = json_array_new ();
  g_autoptr(SluiceStatement) count = sluice_database_query (
    database, &error, "SELECT count(*) FROM access_log WHERE account = ?", "s", request->account);
  g_autoptr(SluiceStatement) row = NULL;

  if (count != NULL && sluice_statement_step (count, &error))
    row = sluice_database_query (database, &error,
                                 "SELECT number, at, client, grant_id, category, bytes, action,"
                                 " (SELECT name FROM clients WHERE clients.id = client) FROM access_log"
                                 " WHERE account = ? AND number < ? ORDER BY number DESC LIMIT ? OFFSET ?", "siii",
                                 request->account, before, limit, offset);
  while (row != NULL && sluice_statement_step (row, &error))
    json_array_add_object_element (list, describe_access (row));

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (g_steal_pointer (&list),
                                                                    sluice_statement_int (count, 0), limit));
}
