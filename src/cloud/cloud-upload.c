/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-upload.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-partial.h"
#include "cloud-tokens.h"
#include "sluice-cloud-error.h"
#include "sluice-json.h"

#include <string.h>

/*
 * Files of product data, as they are announced and listed: to announce one gives
 * an address that takes it once (cloud-upload-body.c).
 */
#define ADDRESS_SECONDS 3600
#define KEEP_EXPIRED_SECONDS ((gint64) 24 * 60 * 60)
#define NAME_LIMIT 500

void
cloud_file_free (CloudFile *file)
{
  g_free (file->id);
  g_free (file->project);
  g_free (file->name);
  g_free (file->content_type);
  g_free (file);
}

/** cloud_upload_read: (transfer full) (nullable): the file of a row of %CLOUD_FILE_COLUMNS. */
CloudFile *
cloud_upload_read (CloudContext     *context,
                   const char       *account,
                   SluiceStatement  *row,
                   GError          **error)
{
  g_autoptr(CloudFile) file = g_new0 (CloudFile, 1);
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 2);

  file->id = g_strdup (sluice_statement_text (row, 0));
  file->project = g_strdup (sluice_statement_text (row, 1));
  file->content_type = g_strdup (sluice_statement_text (row, 3));
  file->size = sluice_statement_int (row, 4);
  file->created = sluice_statement_int (row, 5);
  file->uploaded = sluice_statement_int (row, 6);
  file->is_uploaded = g_str_equal (sluice_statement_text (row, 7), "uploaded");
  file->name = cloud_store_unseal (context->store, account, CLOUD_KEY_PRODUCT, sealed, "files.name", file->id, error);
  return file->name != NULL ? g_steal_pointer (&file) : NULL;
}

/** cloud_upload_find: (transfer full) (nullable): %SLUICE_CLOUD_ERROR_NOT_FOUND when @account has none of that id. */
CloudFile *
cloud_upload_find (CloudContext  *context,
                   const char    *account,
                   const char    *id,
                   GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_product (context->store), error,
    "SELECT " CLOUD_FILE_COLUMNS " FROM files WHERE account = ? AND id = ?", "ss", account, id);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  if (sluice_statement_step (row, &failed))
    return cloud_upload_read (context, account, row, error);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "no such file");
  return NULL;
}

/**
 * cloud_upload_make:
 * @context: the cloud
 * @account: whose
 * @file: project, name, content type and size of what will come
 * @out_token: (out): the secret part of the address that takes it
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the id of the new file
 */
char *
cloud_upload_make (CloudContext     *context,
                   const char       *account,
                   const CloudFile  *file,
                   char            **out_token,
                   GError          **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *token = sluice_random_token (32);
  g_autofree char *hash = cloud_tokens_hash (token);
  gint64 now = sluice_clock_now_seconds (context->clock);
  g_autoptr(GBytes) sealed = cloud_store_seal (context->store, account, CLOUD_KEY_PRODUCT, file->name, "files.name",
                                               id, error);

  if (sealed == NULL ||
      !sluice_database_exec (cloud_store_get_product (context->store), error,
                             "INSERT INTO files (id, account, project, name, content_type, size, status, created,"
                             " upload_hash, upload_expires) VALUES (?, ?, ?, ?, ?, ?, 'uploading', ?, ?, ?)",
                             "sssbsiisi", id, account, file->project, sealed, file->content_type, file->size, now,
                             hash, now + ADDRESS_SECONDS))
    return NULL;

  *out_token = g_steal_pointer (&token);
  return g_steal_pointer (&id);
}

/** cloud_upload_forget_old: removes what was announced, and never came or not to its end. */
void
cloud_upload_forget_old (CloudContext *context)
{
  const gint64 now = sluice_clock_now_seconds (context->clock);
  SluiceDatabase *database = cloud_store_get_product (context->store);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database, NULL, "SELECT id FROM files WHERE status = 'uploading' AND upload_expires < ?", "i",
    now - KEEP_EXPIRED_SECONDS);

  while (row != NULL && sluice_statement_step (row, NULL))
    cloud_partials_forget (context, sluice_statement_text (row, 0));
  g_clear_pointer (&row, sqlite3_finalize);

  sluice_database_exec (database, NULL, "DELETE FROM files WHERE status = 'uploading' AND upload_expires < ?", "i",
                        now - KEEP_EXPIRED_SECONDS);
  sluice_database_exec (database, NULL, "UPDATE files SET upload_hash = NULL"
                        " WHERE status = 'uploaded' AND upload_hash IS NOT NULL AND upload_expires < ?", "i", now);
}

static JsonObject *
describe (CloudContext *context,
          CloudFile    *file,
          const char   *token)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "job_id", file->id);
  json_object_set_string_member (object, "job_name", file->name);
  json_object_set_string_member (object, "content_type", file->content_type);
  json_object_set_string_member (object, "status", file->is_uploaded ? "uploaded" : "uploading");
  if (token != NULL)
    {
      g_autofree char *address = g_strconcat (context->url, "/upload/", token, NULL);

      json_object_set_string_member (object, "upload_url", address);
      json_object_set_boolean_member (object, "resumable", TRUE);
    }
  if (file->is_uploaded)
    {
      g_autofree char *address = g_strconcat (context->url, "/cura/v1/jobs/", file->id, "/download", NULL);

      json_object_set_string_member (object, "download_url", address);
    }
  return object;
}

static gboolean
is_known_type (const char *type)
{
  static const char * const types[] = {
    "application/x-ufp", "text/x-gcode", "text/plain", "application/gzip", "application/x-makerbot",
    "application/vnd.ms-package.3dmanufacturing-3dmodel+xml", "model/3mf", "model/stl", "application/octet-stream", NULL
  };

  return type != NULL && g_strv_contains (types, type);
}

/** cloud_upload_announce: says what will come, and gets the address that takes it. */
void
cloud_upload_announce (CloudRequest *request)
{
  g_autoptr(JsonObject) data = cloud_request_data (request);
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *token = NULL;
  CloudFile file = { 0 };

  if (data == NULL)
    return;

  file.name = (char *) sluice_json_get_string (data, "job_name");
  file.content_type = (char *) sluice_json_get_string (data, "content_type");
  file.project = (char *) sluice_json_get_string (data, "library_project_id");
  if (file.name == NULL || *file.name == '\0' || strlen (file.name) > NAME_LIMIT)
    cloud_reply_field_error (request, "job_name", "A name of 1 to 500 bytes is needed");
  else if (!is_known_type (file.content_type))
    cloud_reply_field_error (request, "content_type", "This kind of file is not taken");
  else if (!sluice_json_get_int (data, "file_size", &file.size) || file.size < 1 ||
           file.size > request->context->max_upload)
    cloud_reply_field_error (request, "file_size", "The size is missing or too large");
  else if ((id = cloud_upload_make (request->context, request->account, &file, &token, &error)) == NULL)
    cloud_reply_gerror (request, error);
  else
    {
      file.id = id;
      cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (describe (request->context, &file, token)));
    }
}

void
cloud_upload_get (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudFile) file = cloud_upload_find (request->context, request->account, request->params[0], &error);

  if (file == NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (describe (request->context, file, NULL)));
}
