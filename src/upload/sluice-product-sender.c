/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-product-sender.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_ANSWER (64 * 1024)
#define UPLOAD_TIMEOUT_SECONDS 3600

typedef struct
{
  SluiceSession *session;
  char          *path;
  char          *name;
  const char    *content_type;
  guint64        size;
  char          *group_id;
  char          *file_id;
  DexFuture     *stop; /* borrowed from the fiber */
} Sending;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->session);
  g_free (sending->path);
  g_free (sending->name);
  g_free (sending->group_id);
  g_free (sending->file_id);
  g_free (sending);
}

static GInputStream *
open_file (gpointer   data,
           GError   **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (data);

  return G_INPUT_STREAM (g_file_read (file, NULL, error));
}

static void
set_misunderstood (GError **error)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The cloud's answer about the upload is not one that Sluice understands."));
}

/* A fiber's call; the `data` object of the vendor's envelope. */
static JsonObject *
await_data (Sending        *sending,
            SluiceRequest  *request,
            GError        **error)
{
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) data = NULL;

  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_set_subject (request, sending->group_id, sending->file_id);
  response = dex_await_object (sluice_until (sluice_session_send (sending->session, request), sending->stop), error);
  data = response != NULL ? sluice_response_parse_data (response, error) : NULL;
  if (data == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (data))
    {
      set_misunderstood (error);
      return NULL;
    }

  return json_node_dup_object (data);
}

/* Announces the upload (PUT cura/v1/jobs/upload). The name of a job is product data. */
static JsonObject *
await_announce (Sending  *sending,
                GError  **error)
{
  g_autoptr(JsonObject) envelope = json_object_new ();
  g_autoptr(GBytes) json = NULL;
  g_autoptr(SluiceProductBody) body = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "job_name", sending->name);
  json_object_set_int_member (data, "file_size", sending->size);
  json_object_set_string_member (data, "content_type", sending->content_type);
  json_object_set_object_member (envelope, "data", data);
  json = sluice_json_object_to_bytes (envelope, FALSE);
  body = sluice_product_body_new (json, "application/json");
  request = sluice_request_new_product ("PUT", "/cura/v1/jobs/upload", g_steal_pointer (&body));
  return await_data (sending, request, error);
}

/* The one-time URL takes no bearer; it must be of the place itself. */
static gboolean
await_put (Sending     *sending,
           const char  *upload_url,
           GError     **error)
{
  g_autoptr(GUri) uri = g_uri_parse (upload_url, G_URI_FLAGS_ENCODED, NULL);
  GUri *base = sluice_endpoint_get_base_uri (sluice_session_get_endpoint (sending->session));
  g_autoptr(SluiceProductBody) body = NULL;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  /* Only its path is used, and that has to be one that a request may have. */
  if (uri == NULL || !g_str_has_prefix (g_uri_get_path (uri), "/") || g_str_has_prefix (g_uri_get_path (uri), "//") ||
      strpbrk (g_uri_get_path (uri), "\\ \r\n") != NULL || g_uri_get_query (uri) != NULL)
    {
      set_misunderstood (error);
      return FALSE;
    }
  if (g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (base)) != 0 ||
      g_uri_get_port (uri) != g_uri_get_port (base))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("The cloud wants the file at another address than its own. It was not sent."));
      return FALSE;
    }

  body = sluice_product_body_new_stream (sending->size, sending->content_type,
                                         open_file, g_strdup (sending->path), g_free);
  request = sluice_request_new_product ("PUT", g_uri_get_path (uri), g_steal_pointer (&body));
  sluice_request_set_route (request, "/cura/v1/uploads/{id}");
  sluice_request_set_subject (request, sending->group_id, sending->file_id);
  sluice_request_set_timeout (request, UPLOAD_TIMEOUT_SECONDS);
  response = dex_await_object (sluice_until (sluice_session_send (sending->session, request), sending->stop), error);
  return response != NULL;
}

static char *
await_print (Sending     *sending,
             const char  *job_id,
             GError     **error)
{
  g_autofree char *cluster = g_uri_escape_string (sending->group_id, NULL, FALSE);
  g_autofree char *job = g_uri_escape_string (job_id, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/connect/v1/clusters/%s/print/%s", cluster, job);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("POST", path);
  g_autoptr(JsonObject) data = NULL;
  const char *uuid;

  sluice_request_set_route (request, "/connect/v1/clusters/{id}/print/{job}");
  data = await_data (sending, request, error);
  if (data == NULL)
    return NULL;

  uuid = sluice_json_get_string (data, "job_instance_uuid");
  if (uuid == NULL)
    set_misunderstood (error);
  return g_strdup (uuid);
}

static DexFuture *
send_fiber (DexFuture *stop,
            gpointer   data)
{
  Sending *sending = data;
  g_autoptr(JsonObject) job = NULL;
  g_autoptr(GError) error = NULL;
  const char *job_id;
  const char *upload_url;
  char *uuid;

  sending->stop = stop;
  job = await_announce (sending, &error);
  if (job == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  job_id = sluice_json_get_string (job, "job_id");
  upload_url = sluice_json_get_string (job, "upload_url");
  if (job_id == NULL || upload_url == NULL)
    {
      set_misunderstood (&error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }
  if (!await_put (sending, upload_url, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (sending->group_id == NULL)
    return dex_future_new_for_string ("");

  uuid = await_print (sending, job_id, &error);
  if (uuid == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_string (uuid);
}

static const char *
get_content_type (const char *format)
{
  if (g_strcmp0 (format, "ufp") == 0)
    return "application/x-ufp";
  if (g_strcmp0 (format, "gcode") == 0)
    return "text/x-gcode";
  return "application/octet-stream";
}

/**
 * sluice_product_sender_send:
 * @session: signed in to the place
 * @path: the file
 * @name: the job's name, as the person agreed that the cloud may know it
 * @format: the file's format, as a split names it
 * @size: bytes of the file
 * @group_id: (nullable): the group whose printers shall print it
 * @file_id: (nullable): the file, as the policy knows it
 *
 * Announces the file, sends it, and asks for the print.
 *
 * Returns: (transfer full): a future of a string: the print job's uuid, empty
 *   when nothing is printed; rejects with #SluiceNetError
 */
DexFuture *
sluice_product_sender_send (SluiceSession *session,
                            const char    *path,
                            const char    *name,
                            const char    *format,
                            guint64        size,
                            const char    *group_id,
                            const char    *file_id)
{
  Sending *sending;

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  sending = g_new0 (Sending, 1);
  sending->session = g_object_ref (session);
  sending->path = g_strdup (path);
  sending->name = g_strdup (name);
  sending->content_type = get_content_type (format);
  sending->size = size;
  sending->group_id = g_strdup (group_id);
  sending->file_id = g_strdup (file_id);
  return sluice_fiber_spawn (send_fiber, sending, (GDestroyNotify) sending_free);
}
