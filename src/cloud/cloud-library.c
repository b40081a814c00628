/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-library.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-upload.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"

#include <string.h>

/* /cura/v1: library projects and their files: product data, read-only so far. */
#define PAGE_DEFAULT 50
#define PAGE_MOST 200

/** cloud_library_make_project: (transfer full) (nullable): the id of a new, empty project. */
char *
cloud_library_make_project (CloudContext  *context,
                            const char    *account,
                            const char    *name,
                            GError       **error)
{
  g_autofree char *id = g_uuid_string_random ();
  gint64 now = sluice_clock_now_seconds (context->clock);
  g_autoptr(GBytes) sealed = cloud_store_seal (context->store, account, CLOUD_KEY_PRODUCT, name, "projects.name", id,
                                               error);

  if (sealed == NULL ||
      !sluice_database_exec (cloud_store_get_product (context->store), error,
                             "INSERT INTO projects (id, account, name, created, updated) VALUES (?, ?, ?, ?, ?)",
                             "ssbii", id, account, sealed, now, now))
    return NULL;

  return g_steal_pointer (&id);
}

static JsonObject *
describe_project (CloudRequest     *request,
                  SluiceStatement  *row,
                  const char       *username,
                  GError          **error)
{
  const char *id = sluice_statement_text (row, 0);
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 1);
  g_autofree char *name = cloud_store_unseal (request->context->store, request->account, CLOUD_KEY_PRODUCT, sealed,
                                              "projects.name", id, error);
  JsonObject *object;

  if (name == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "library_project_id", id);
  json_object_set_string_member (object, "display_name", name);
  json_object_set_string_member (object, "username", username);
  json_object_set_boolean_member (object, "organization_shared", FALSE);
  cloud_set_time (object, "created_at", sluice_statement_int (row, 2));
  cloud_set_time (object, "last_updated", sluice_statement_int (row, 3));
  return object;
}

/** cloud_library_list_projects: `limit`, and `page` from 1, as the vendor counts. */
void
cloud_library_list_projects (CloudRequest *request)
{
  SluiceDatabase *database = cloud_store_get_product (request->context->store);
  gint64 limit = MAX (cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST), 1);
  gint64 page = MAX (cloud_request_query_number (request, "page", 1, G_MAXINT32), 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonArray) list = json_array_new ();
  g_autofree char *username = cloud_store_dup_username (request->context->store, request->account, &error);
  g_autoptr(SluiceStatement) count = NULL;
  g_autoptr(SluiceStatement) row = NULL;

  if (username != NULL)
    count = sluice_database_query (database, &error, "SELECT count(*) FROM projects WHERE account = ?", "s",
                                   request->account);
  if (count != NULL && sluice_statement_step (count, &error))
    row = sluice_database_query (database, &error,
                                 "SELECT id, name, created, updated FROM projects WHERE account = ?"
                                 " ORDER BY created, rowid LIMIT ? OFFSET ?", "sii",
                                 request->account, limit, (page - 1) * limit);
  while (row != NULL && error == NULL && sluice_statement_step (row, &error))
    {
      JsonObject *project = describe_project (request, row, username, &error);

      if (project != NULL)
        json_array_add_object_element (list, project);
    }

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK,
                      cloud_envelope_list (g_steal_pointer (&list), sluice_statement_int (count, 0), limit));
}

static JsonObject *
describe_file (CloudRequest *request,
               CloudFile    *file,
               const char   *username)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "file_id", file->id);
  json_object_set_string_member (object, "file_name", file->name);
  json_object_set_string_member (object, "content_type", file->content_type);
  json_object_set_string_member (object, "library_project_id", file->project);
  json_object_set_string_member (object, "client_id", request->client);
  json_object_set_string_member (object, "user_id", request->account);
  json_object_set_string_member (object, "username", username);
  json_object_set_string_member (object, "status", file->is_uploaded ? "uploaded" : "uploading");
  json_object_set_int_member (object, "file_size", file->size);
  cloud_set_time (object, "uploaded_at", file->is_uploaded ? file->uploaded : file->created);
  if (file->is_uploaded)
    {
      g_autofree char *address = g_strconcat (request->context->url, "/cura/v1/jobs/", file->id, "/download", NULL);

      json_object_set_string_member (object, "download_url", address);
    }
  return object;
}

static gboolean
has_project (CloudRequest  *request,
             GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_product (request->context->store), error,
    "SELECT 1 FROM projects WHERE account = ? AND id = ?", "ss", request->account, request->params[0]);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return FALSE;
  if (sluice_statement_step (row, &failed))
    return TRUE;

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "no such project");
  return FALSE;
}

void
cloud_library_list_files (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonArray) list = json_array_new ();
  g_autofree char *username = cloud_store_dup_username (request->context->store, request->account, &error);
  g_autoptr(SluiceStatement) row = NULL;

  if (username != NULL && has_project (request, &error))
    row = sluice_database_query (cloud_store_get_product (request->context->store), &error,
                                 "SELECT " CLOUD_FILE_COLUMNS " FROM files WHERE account = ? AND project = ?"
                                 " ORDER BY created, rowid", "ss", request->account, request->params[0]);
  while (row != NULL && error == NULL && sluice_statement_step (row, &error))
    {
      g_autoptr(CloudFile) file = cloud_upload_read (request->context, request->account, row, &error);

      if (file != NULL)
        json_array_add_object_element (list, describe_file (request, file, username));
    }

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (g_steal_pointer (&list), -1, 0));
}

/** cloud_library_get_budgets: a cloud of one's own limits nothing and sells nothing. */
void
cloud_library_get_budgets (CloudRequest *request)
{
  JsonObject *budgets = json_object_new ();

  json_object_set_boolean_member (budgets, "library_can_use_business_value", FALSE);
  json_object_set_boolean_member (budgets, "library_can_use_comments", FALSE);
  json_object_set_boolean_member (budgets, "library_can_use_status", FALSE);
  json_object_set_boolean_member (budgets, "library_can_use_tags", FALSE);
  json_object_set_boolean_member (budgets, "library_can_use_technical_requirements", FALSE);
  json_object_set_int_member (budgets, "library_max_private_projects", -1);
  json_object_set_int_member (budgets, "library_max_team_shared_projects", 0);
  json_object_set_int_member (budgets, "library_max_organization_shared_projects", 0);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (budgets));
}
