/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-personal.h"

#include "cloud-envelope.h"
#include "cloud-fleet.h"
#include "cloud-upload.h"
#include "sluice-json.h"
#include "sluice-process-record.h"

#include <string.h>

/*
 * A person's data, category by category as the catalogue has it. Each reader
 * reads its own tables and no others, so that a category holds nothing of
 * another: the history of prints has no names in it. A category without a
 * reader has no data in this cloud; what is never shared has none on purpose.
 */
#define MAX_DETAILS (64 * 1024)

/* What to read, and what came of it. */
typedef struct
{
  CloudContext *context;
  const char   *account;
  gint64        limit;
  gint64        offset;
  gint64        total;
  JsonArray    *items;
} Reading;

static char *
unseal (Reading          *reading,
        CloudKeyUse       use,
        SluiceStatement  *row,
        int               column,
        const char       *name,
        const char       *id,
        GError          **error)
{
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, column);

  return cloud_store_unseal (reading->context->store, reading->account, use, sealed, name, id, error);
}

typedef JsonObject *(*DescribeRow) (Reading          *reading,
                                    SluiceStatement  *row,
                                    GError          **error);

/* Counts with @count, and describes what @select gives of the page that is asked for. */
static gboolean
read_rows (Reading         *reading,
           SluiceDatabase  *database,
           const char      *count,
           const char      *select,
           DescribeRow      describe,
           GError         **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) total = sluice_database_query (database, &failed, count, "s", reading->account);
  g_autoptr(SluiceStatement) row = NULL;

  if (total != NULL && sluice_statement_step (total, &failed))
    {
      reading->total = sluice_statement_int (total, 0);
      row = sluice_database_query (database, &failed, select, "sii", reading->account, reading->limit,
                                   reading->offset);
    }
  while (failed == NULL && row != NULL && sluice_statement_step (row, &failed))
    {
      JsonObject *item = describe (reading, row, &failed);

      if (item != NULL)
        json_array_add_object_element (reading->items, item);
    }

  if (failed == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

static gboolean
read_username (Reading  *reading,
               GError  **error)
{
  g_autofree char *username = cloud_store_dup_username (reading->context->store, reading->account, error);
  JsonObject *item;

  if (username == NULL)
    return FALSE;

  reading->total = 1;
  if (reading->offset > 0 || reading->limit < 1)
    return TRUE;
  item = json_object_new ();
  json_object_set_string_member (item, "username", username);
  json_array_add_object_element (reading->items, item);
  return TRUE;
}

static JsonArray *
describe_printers (CloudFleet *fleet)
{
  JsonArray *printers = json_array_new ();

  for (guint i = 0; i < fleet->printers->len; i++)
    {
      VirtualPrinter *printer = &g_array_index (fleet->printers, VirtualPrinter, i);
      CloudPrinterFacts *facts = g_ptr_array_index (fleet->printer_facts, i);
      g_autoptr(GBytes) bytes = g_bytes_new (facts->configuration, strlen (facts->configuration));
      g_autoptr(JsonNode) configuration = sluice_json_parse (bytes, MAX_DETAILS, NULL);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "printer_id", printer->uuid);
      json_object_set_string_member (object, "name", facts->friendly_name);
      json_object_set_string_member (object, "machine", facts->machine_variant);
      json_object_set_string_member (object, "status", virtual_condition_status (printer->condition));
      if (configuration != NULL)
        json_object_set_member (object, "configuration", g_steal_pointer (&configuration));
      json_array_add_object_element (printers, object);
    }

  return printers;
}

static gboolean
read_groups (Reading  *reading,
             GError  **error)
{
  g_autoptr(GPtrArray) clusters = cloud_fleet_list_clusters (reading->context, reading->account, error);

  if (clusters == NULL)
    return FALSE;

  reading->total = clusters->len;
  for (gint64 i = reading->offset; i < clusters->len && i - reading->offset < reading->limit; i++)
    {
      CloudCluster *cluster = clusters->pdata[i];
      g_autoptr(CloudFleet) fleet = cloud_fleet_load (reading->context, reading->account, cluster->id, error);
      JsonObject *item;

      if (fleet == NULL)
        return FALSE;
      item = json_object_new ();
      json_object_set_string_member (item, "group_id", cluster->id);
      json_object_set_string_member (item, "name", cluster->friendly_name);
      json_object_set_string_member (item, "printer_type", cluster->printer_type);
      json_object_set_array_member (item, "printers", describe_printers (fleet));
      json_array_add_object_element (reading->items, item);
    }
  return TRUE;
}

static JsonObject *
describe_job (Reading          *reading,
              SluiceStatement  *row,
              GError          **error)
{
  const char *id = sluice_statement_text (row, 0);
  g_autofree char *text = unseal (reading, CLOUD_KEY_PROCESS, row, 7, "jobs.details", id, error);
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr(JsonObject) details = bytes != NULL ? sluice_json_parse_object (bytes, MAX_DETAILS, error) : NULL;
  JsonArray *configuration;
  JsonObject *item;

  if (details == NULL)
    return NULL;

  item = json_object_new ();
  configuration = sluice_json_get_array (details, "configuration");
  json_object_set_string_member (item, "job_id", id);
  cloud_set_time (item, "created_at", sluice_statement_int (row, 1));
  json_object_set_int_member (item, "time_total", sluice_statement_int (row, 2));
  json_object_set_string_member (item, "status",
                                 sluice_statement_is_null (row, 3) ? "in_progress" : sluice_statement_text (row, 3));
  if (!sluice_statement_is_null (row, 4))
    json_object_set_string_member (item, "printer_id", sluice_statement_text (row, 4));
  if (!sluice_statement_is_null (row, 5))
    cloud_set_time (item, "started_at", sluice_statement_int (row, 5));
  if (!sluice_statement_is_null (row, 6))
    cloud_set_time (item, "ended_at", sluice_statement_int (row, 6));
  json_object_set_string_member (item, "machine", sluice_json_get_string (details, "machine_variant") ?: "");
  json_object_set_array_member (item, "configuration",
                                configuration != NULL ? json_array_ref (configuration) : json_array_new ());
  return item;
}

static gboolean
read_jobs (Reading  *reading,
           GError  **error)
{
  return read_rows (reading, cloud_store_get_process (reading->context->store),
                    "SELECT count(*) FROM jobs WHERE account = ?",
                    "SELECT uuid, created, time_total, outcome, printer, started, ended, details FROM jobs"
                    " WHERE account = ? ORDER BY number DESC LIMIT ? OFFSET ?", describe_job, error);
}

static JsonObject *
describe_record (Reading          *reading,
                 SluiceStatement  *row,
                 GError          **error)
{
  const char *id = sluice_statement_text (row, 0);
  g_autofree char *text = unseal (reading, CLOUD_KEY_PROCESS, row, 2, "records.body", id, error);
  g_autoptr(GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  JsonObject *record = bytes != NULL ? sluice_json_parse_object (bytes, SLUICE_PROCESS_RECORD_MAX_BYTES, error) : NULL;
  g_autofree char *time = cloud_timestamp (sluice_statement_int (row, 1));
  JsonObject *machine;
  JsonObject *item;

  if (record == NULL)
    return NULL;

  machine = sluice_json_get_object (record, "machine");
  item = json_object_new ();
  json_object_set_string_member (item, "machine",
                                 (machine != NULL ? sluice_json_get_string (machine, "name") : NULL) ?: "");
  json_object_set_string_member (item, "record_id", id);
  json_object_set_string_member (item, "received_at", time);
  json_object_set_object_member (item, "record", record);
  return item;
}

static gboolean
read_records (Reading  *reading,
              GError  **error)
{
  return read_rows (reading, cloud_store_get_process (reading->context->store),
                    "SELECT count(*) FROM records WHERE account = ?",
                    "SELECT id, received, body FROM records WHERE account = ? ORDER BY received DESC, id"
                    " LIMIT ? OFFSET ?", describe_record, error);
}

static JsonObject *
describe_name (Reading          *reading,
               SluiceStatement  *row,
               GError          **error)
{
  const char *id = sluice_statement_text (row, 0);
  g_autofree char *name = unseal (reading, CLOUD_KEY_PRODUCT, row, 1, "job_names.name", id, error);
  JsonObject *item;

  if (name == NULL)
    return NULL;

  item = json_object_new ();
  json_object_set_string_member (item, "job_id", id);
  json_object_set_string_member (item, "name", name);
  return item;
}

static gboolean
read_names (Reading  *reading,
            GError  **error)
{
  return read_rows (reading, cloud_store_get_product (reading->context->store),
                    "SELECT count(*) FROM job_names WHERE account = ?",
                    "SELECT job, name FROM job_names WHERE account = ? ORDER BY rowid DESC LIMIT ? OFFSET ?",
                    describe_name, error);
}

static JsonObject *
describe_file (Reading          *reading,
               SluiceStatement  *row,
               GError          **error)
{
  g_autoptr(CloudFile) file = cloud_upload_read (reading->context, reading->account, row, error);
  JsonObject *item;

  if (file == NULL)
    return NULL;

  item = json_object_new ();
  json_object_set_string_member (item, "file_id", file->id);
  json_object_set_string_member (item, "name", file->name);
  json_object_set_string_member (item, "content_type", file->content_type);
  json_object_set_int_member (item, "size", file->size);
  cloud_set_time (item, "created_at", file->created);
  return item;
}

static gboolean
read_uploads (Reading  *reading,
              GError  **error)
{
  return read_rows (reading, cloud_store_get_product (reading->context->store),
                    "SELECT count(*) FROM files WHERE account = ? AND project IS NULL",
                    "SELECT " CLOUD_FILE_COLUMNS " FROM files WHERE account = ? AND project IS NULL"
                    " ORDER BY rowid DESC LIMIT ? OFFSET ?", describe_file, error);
}

static JsonArray *
read_files (Reading     *reading,
            const char  *project,
            GError     **error)
{
  g_autoptr(JsonArray) files = json_array_new ();
  g_autoptr(GError) failed = NULL;
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_product (reading->context->store), &failed,
    "SELECT " CLOUD_FILE_COLUMNS " FROM files WHERE account = ? AND project = ? ORDER BY created, rowid", "ss",
    reading->account, project);

  while (failed == NULL && row != NULL && sluice_statement_step (row, &failed))
    {
      JsonObject *file = describe_file (reading, row, &failed);

      if (file != NULL)
        json_array_add_object_element (files, file);
    }

  if (failed == NULL)
    return g_steal_pointer (&files);
  g_propagate_error (error, g_steal_pointer (&failed));
  return NULL;
}

static JsonObject *
describe_project (Reading          *reading,
                  SluiceStatement  *row,
                  GError          **error)
{
  const char *id = sluice_statement_text (row, 0);
  g_autofree char *name = unseal (reading, CLOUD_KEY_PRODUCT, row, 1, "projects.name", id, error);
  JsonArray *files = name != NULL ? read_files (reading, id, error) : NULL;
  JsonObject *item;

  if (files == NULL)
    return NULL;

  item = json_object_new ();
  json_object_set_string_member (item, "project_id", id);
  json_object_set_string_member (item, "name", name);
  cloud_set_time (item, "created_at", sluice_statement_int (row, 2));
  json_object_set_array_member (item, "files", files);
  return item;
}

static gboolean
read_library (Reading  *reading,
              GError  **error)
{
  return read_rows (reading, cloud_store_get_product (reading->context->store),
                    "SELECT count(*) FROM projects WHERE account = ?",
                    "SELECT id, name, created FROM projects WHERE account = ? ORDER BY created, rowid"
                    " LIMIT ? OFFSET ?", describe_project, error);
}

/* How a category is read, and what a line of it shows: two members of an item. */
static const struct
{
  const char *category;
  gboolean  (*read) (Reading *reading, GError **error);
  const char *label;
  const char *value;
} readers[] = {
  { "profile.username", read_username, NULL, "username" },
  { "printers.groups", read_groups, "name", "printer_type" },
  { "prints.jobs", read_jobs, "created_at", "status" },
  { "prints.records", read_records, "received_at", "machine" },
  { "prints.names", read_names, NULL, "name" },
  { "designs.library", read_library, NULL, "name" },
  { "designs.uploads", read_uploads, "created_at", "name" },
};

static int
find_reader (const char *category)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_equal (readers[i].category, category))
      return i;

  return -1;
}

/**
 * cloud_personal_read:
 * @context: the cloud
 * @account: whose
 * @category: of the catalogue
 * @limit: at most so many
 * @offset: how many to leave out
 * @out_total: (out): how many there are
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the data; empty for what this cloud does not have
 */
JsonArray *
cloud_personal_read (CloudContext  *context,
                     const char    *account,
                     const char    *category,
                     gint64         limit,
                     gint64         offset,
                     gint64        *out_total,
                     GError       **error)
{
  g_autoptr(JsonArray) items = json_array_new ();
  Reading reading = { context, account, limit, offset, 0, items };
  int reader = find_reader (category);

  if (reader >= 0 && !readers[reader].read (&reading, error))
    return NULL;

  *out_total = reading.total;
  return g_steal_pointer (&items);
}

/**
 * cloud_personal_sample:
 * @context: the cloud
 * @account: whose
 * @category: of the catalogue
 * @limit: at most so many lines
 * @out_total: (out): how many items there are
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): `{"label", "value"}` for some of the
 *   items, to show the person what a category is; times are told as RFC 3339
 */
JsonArray *
cloud_personal_sample (CloudContext  *context,
                       const char    *account,
                       const char    *category,
                       gint64         limit,
                       gint64        *out_total,
                       GError       **error)
{
  g_autoptr(JsonArray) items = cloud_personal_read (context, account, category, limit, 0, out_total, error);
  int reader = find_reader (category);
  JsonArray *lines;

  if (items == NULL)
    return NULL;

  lines = json_array_new ();
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      JsonObject *line = json_object_new ();
      const char *label = readers[reader].label;

      json_object_set_string_member (line, "label", label != NULL ? json_object_get_string_member (item, label) : "");
      json_object_set_string_member (line, "value", json_object_get_string_member (item, readers[reader].value));
      json_array_add_object_element (lines, line);
    }
  return lines;
}
