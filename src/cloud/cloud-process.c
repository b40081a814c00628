/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-print.h"
#include "cloud-record.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-process-record.h"

#include <string.h>

/*
 * /process/v1: process records. What is not exactly a process record is refused
 * before it touches the disk, and no handler here can reach the product store.
 */
#define RECORD_TYPE "application/vnd.sluice.process-record+json"
#define PAGE_DEFAULT 50
#define PAGE_MOST 100

typedef struct
{
  gint64  received; /* microseconds */
  char   *text;
} Record;

static void
record_free (Record *record)
{
  g_free (record->text);
  g_free (record);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Record, record_free)

/* Returns: NULL without error when there is none of that id */
static Record *
load_record (CloudRequest  *request,
             const char    *id,
             GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_process (request->context->store), error,
    "SELECT received, body FROM records WHERE account = ? AND id = ?", "ss", request->account, id);
  g_autoptr(Record) record = NULL;
  g_autoptr(GBytes) sealed = NULL;

  if (row == NULL || !sluice_statement_step (row, error))
    return NULL;

  record = g_new0 (Record, 1);
  record->received = sluice_statement_int (row, 0);
  sealed = sluice_statement_bytes (row, 1);
  record->text = cloud_store_unseal (request->context->store, request->account, CLOUD_KEY_PROCESS, sealed,
                                     "records.body", id, error);
  return record->text != NULL ? g_steal_pointer (&record) : NULL;
}

static JsonObject *
parse_text (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return sluice_json_parse_object (bytes, SLUICE_PROCESS_RECORD_MAX_BYTES, NULL);
}

static void
reply_received (CloudRequest *request,
                const char   *id,
                gint64        received)
{
  JsonObject *answer = json_object_new ();
  g_autofree char *time = cloud_timestamp (received);

  json_object_set_string_member (answer, "record_id", id);
  json_object_set_string_member (answer, "received_at", time);
  cloud_reply_json (request, SOUP_STATUS_CREATED, cloud_envelope_object (answer));
}

static gboolean
are_equal (JsonObject *one,
           JsonObject *two)
{
  g_autoptr(JsonNode) first = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(JsonNode) second = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (first, one);
  json_node_set_object (second, two);
  return json_node_equal (first, second);
}

static void
keep_record (CloudRequest *request,
             const char   *id,
             JsonObject   *record)
{
  gint64 now = sluice_clock_now (request->context->clock);
  /* What was checked, written anew: a member that came twice is in the body, too, but not in @record. */
  g_autoptr(GBytes) body = sluice_json_object_to_bytes (record, FALSE);
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) sealed = cloud_store_seal (request->context->store, request->account, CLOUD_KEY_PROCESS, text,
                                               "records.body", id, &error);

  if (sealed == NULL ||
      !sluice_database_exec (cloud_store_get_process (request->context->store), &error,
                             "INSERT INTO records (account, id, received, body) VALUES (?, ?, ?, ?)", "ssib",
                             request->account, id, now, sealed))
    cloud_reply_gerror (request, error);
  else
    reply_received (request, id, now);
}

/** cloud_process_post: keeps a record. The same one again gets the same answer. */
void
cloud_process_post (CloudRequest *request)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr(GBytes) body = cloud_request_body (request);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(Record) known = NULL;
  const char *id;

  if (g_strcmp0 (type, RECORD_TYPE) != 0)
    {
      cloud_reply_error (request, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType",
                         "Only " RECORD_TYPE " is taken here");
      return;
    }

  object = sluice_json_parse_object (body, SLUICE_PROCESS_RECORD_MAX_BYTES, NULL);
  /* What is wrong with it is not repeated: the message might quote product data. */
  if (object == NULL || !sluice_process_record_validate (object, NULL))
    {
      cloud_reply_error (request, SOUP_STATUS_BAD_REQUEST, "notAProcessRecord",
                         "The body is not a process record; nothing of it was kept");
      return;
    }

  id = sluice_json_get_string (object, "record_id");
  known = load_record (request, id, &error);
  if (error != NULL)
    cloud_reply_gerror (request, error);
  else if (known == NULL)
    keep_record (request, id, object);
  else
    {
      g_autoptr(JsonObject) before = parse_text (known->text);

      if (before != NULL && are_equal (before, object))
        reply_received (request, id, known->received);
      else
        cloud_reply_error (request, SOUP_STATUS_CONFLICT, "recordDiffers",
                           "There is another record of that id; nothing was changed");
    }
}

static JsonObject *
describe_record (const char *id,
                 gint64      received,
                 const char *text)
{
  JsonObject *entry = json_object_new ();
  JsonObject *record = parse_text (text);
  g_autofree char *time = cloud_timestamp (received);

  json_object_set_string_member (entry, "record_id", id);
  json_object_set_string_member (entry, "received_at", time);
  if (record != NULL)
    json_object_set_object_member (entry, "record", record);
  return entry;
}

/** cloud_process_list: the account's records, newest first; `limit` and `offset`. */
void
cloud_process_list (CloudRequest *request)
{
  CloudContext *context = request->context;
  SluiceDatabase *database = cloud_store_get_process (context->store);
  gint64 limit = cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST);
  gint64 offset = cloud_request_query_number (request, "offset", 0, G_MAXINT32);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonArray) list = json_array_new ();
  g_autoptr(SluiceStatement) count = sluice_database_query (database, &error,
                                                            "SELECT count(*) FROM records WHERE account = ?", "s",
                                                            request->account);
  g_autoptr(SluiceStatement) row = NULL;

  if (count != NULL && sluice_statement_step (count, &error))
    row = sluice_database_query (database, &error,
                                 "SELECT id, received, body FROM records WHERE account = ?"
                                 " ORDER BY received DESC, id LIMIT ? OFFSET ?", "sii",
                                 request->account, limit, offset);

  while (row != NULL && error == NULL && sluice_statement_step (row, &error))
    {
      const char *id = sluice_statement_text (row, 0);
      g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 2);
      g_autofree char *text = cloud_store_unseal (context->store, request->account, CLOUD_KEY_PROCESS, sealed,
                                                  "records.body", id, &error);

      if (text != NULL)
        json_array_add_object_element (list, describe_record (id, sluice_statement_int (row, 1), text));
    }

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK,
                      cloud_envelope_list (g_steal_pointer (&list), sluice_statement_int (count, 0), limit));
}

/* Returns: the record the path names, or NULL after an answer */
static Record *
require_record (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  Record *record = load_record (request, request->params[0], &error);

  if (record == NULL && error != NULL)
    cloud_reply_gerror (request, error);
  else if (record == NULL)
    cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "notFound", "There is no such record in this account");
  return record;
}

void
cloud_process_get (CloudRequest *request)
{
  g_autoptr(Record) record = require_record (request);

  if (record != NULL)
    cloud_reply_json (request, SOUP_STATUS_OK,
                      cloud_envelope_object (describe_record (request->params[0], record->received, record->text)));
}

/** cloud_process_delete: the record is gone from the file and its log when this answers. */
void
cloud_process_delete (CloudRequest *request)
{
  SluiceDatabase *database = cloud_store_get_process (request->context->store);
  g_autoptr(GError) error = NULL;

  if (!sluice_database_exec (database, &error, "DELETE FROM records WHERE account = ? AND id = ?", "ss",
                             request->account, request->params[0]))
    cloud_reply_gerror (request, error);
  else if (sluice_database_changes (database) == 0)
    cloud_reply_error (request, SOUP_STATUS_NOT_FOUND, "notFound", "There is no such record in this account");
  else if (!sluice_database_scrub (database, &error))
    cloud_reply_gerror (request, error);
  else
    cloud_reply_empty (request, SOUP_STATUS_NO_CONTENT);
}

/** cloud_process_print: prints from a record: the printer learns how to print, the cloud never what. */
void
cloud_process_print (CloudRequest *request)
{
  g_autoptr(JsonObject) data = cloud_request_data (request);
  g_autoptr(Record) record = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(JsonObject) details = NULL;
  CloudNewJob job = { .account = request->account, .origin = "record", .origin_id = request->params[0] };

  if (data == NULL)
    return;

  job.cluster = sluice_json_get_string (data, "cluster_id");
  if (job.cluster == NULL)
    {
      cloud_reply_field_error (request, "cluster_id", "The group to print in is missing");
      return;
    }
  if (cloud_print_reply_again (request, &job))
    return;

  record = require_record (request);
  if (record == NULL)
    return;

  object = parse_text (record->text);
  if (object == NULL)
    return;

  details = cloud_record_describe (object);
  job.time_total = cloud_record_get_time (object);
  job.details = details;
  cloud_print_reply (request, &job);
}
