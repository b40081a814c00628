/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-product-sender.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/*
 * A file goes in three steps, each of which can be taken in another run of the
 * program than the one before: it is announced, it is put (sluice-product-put.c),
 * and it is printed.
 */
#define MAX_ANSWER (64 * 1024)

typedef struct
{
  SluiceSession *session;
  SluiceRequest *request;
  guint64        size;
  char          *content_type; /* nullable */
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->session);
  g_clear_object (&call->request);
  g_free (call->content_type);
  g_free (call);
}

static void
set_misunderstood (GError **error)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The cloud's answer about the upload is not one that Sluice understands."));
}

/* A fiber's call; the `data` object of the vendor's envelope. */
static JsonObject *
await_data (Call       *call,
            DexFuture  *stop,
            GError    **error)
{
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) data = NULL;

  response = dex_await_object (sluice_until (sluice_session_send (call->session, call->request), stop), error);
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

/* Returns: (transfer full) (nullable): where the file is to go: the path of an address at the place itself. */
static char *
read_upload_url (Call        *call,
                 const char  *upload_url,
                 GError     **error)
{
  g_autoptr(GUri) uri = upload_url != NULL ? g_uri_parse (upload_url, G_URI_FLAGS_ENCODED, NULL) : NULL;
  GUri *base = sluice_endpoint_get_base_uri (sluice_session_get_endpoint (call->session));

  /* Only its path is used, and that has to be one that a request may have. */
  if (uri == NULL || g_uri_get_query (uri) != NULL || !sluice_upload_ticket_is_path (g_uri_get_path (uri)))
    {
      set_misunderstood (error);
      return NULL;
    }
  if (g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (base)) != 0 ||
      g_uri_get_port (uri) != g_uri_get_port (base))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("The cloud wants the file at another address than its own. It was not sent."));
      return NULL;
    }

  return g_strdup (g_uri_get_path (uri));
}

static DexFuture *
announce_fiber (DexFuture *stop,
                gpointer   data)
{
  Call *call = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) job = await_data (call, stop, &error);
  g_autofree char *path = NULL;
  const char *job_id;
  gboolean resumable = FALSE;

  if (job == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  job_id = sluice_json_get_string (job, "job_id");
  if (job_id == NULL)
    set_misunderstood (&error);
  else
    path = read_upload_url (call, sluice_json_get_string (job, "upload_url"), &error);
  if (path == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  sluice_json_get_boolean (job, "resumable", &resumable);
  return dex_future_new_take_boxed (SLUICE_TYPE_UPLOAD_TICKET,
                                    sluice_upload_ticket_new (job_id, path, call->content_type, call->size, resumable));
}

static DexFuture *
print_fiber (DexFuture *stop,
             gpointer   data)
{
  Call *call = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) job = await_data (call, stop, &error);
  const char *uuid;

  if (job == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  uuid = sluice_json_get_string (job, "job_instance_uuid");
  if (uuid != NULL)
    return dex_future_new_for_string (uuid);

  set_misunderstood (&error);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

static DexFuture *
spawn_call (SluiceSession   *session,
            SluiceRequest   *request,
            const char      *content_type,
            guint64          size,
            const char      *group_id,
            const char      *file_id,
            SluiceFiberFunc  fiber)
{
  Call *call = g_new0 (Call, 1);

  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_set_subject (request, group_id, file_id);
  call->session = g_object_ref (session);
  call->request = request;
  call->content_type = g_strdup (content_type);
  call->size = size;
  return sluice_fiber_spawn (fiber, call, (GDestroyNotify) call_free);
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
 * sluice_product_sender_announce:
 * @session: signed in to the place
 * @name: the job's name, as the person agreed that the cloud may know it
 * @format: the file's format, as a split names it
 * @size: bytes of the file
 * @group_id: (nullable): the group whose printers shall print it; the policy may depend on it
 * @file_id: (nullable): the file, as the policy knows it
 *
 * Announces the upload (PUT cura/v1/jobs/upload). The name of a job is product data.
 *
 * Returns: (transfer full): a future of a #SluiceUploadTicket; rejects with #SluiceNetError
 */
DexFuture *
sluice_product_sender_announce (SluiceSession *session,
                                const char    *name,
                                const char    *format,
                                guint64        size,
                                const char    *group_id,
                                const char    *file_id)
{
  g_autoptr(JsonObject) envelope = json_object_new ();
  g_autoptr(GBytes) json = NULL;
  JsonObject *data;

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));
  dex_return_error_if_fail (name != NULL);

  data = json_object_new ();
  json_object_set_string_member (data, "job_name", name);
  json_object_set_int_member (data, "file_size", size);
  json_object_set_string_member (data, "content_type", get_content_type (format));
  json_object_set_object_member (envelope, "data", data);
  json = sluice_json_object_to_bytes (envelope, FALSE);
  return spawn_call (session,
                     sluice_request_new_product ("PUT", "/cura/v1/jobs/upload",
                                                 sluice_product_body_new (json, "application/json")),
                     get_content_type (format), size, group_id, file_id, announce_fiber);
}

/**
 * sluice_product_sender_print:
 * @session: signed in to the place
 * @job_id: of a file that is there
 * @group_id: the group whose printers shall print it
 * @idempotency_key: (nullable): made up for this print, and given again when it
 *   is asked for again: a place that knows of such keys makes no second job
 * @file_id: (nullable): the file, as the policy knows it
 *
 * Returns: (transfer full): a future of a string: the print job's uuid; rejects with #SluiceNetError
 */
DexFuture *
sluice_product_sender_print (SluiceSession *session,
                             const char    *job_id,
                             const char    *group_id,
                             const char    *idempotency_key,
                             const char    *file_id)
{
  g_autofree char *cluster = NULL;
  g_autofree char *job = NULL;
  g_autofree char *path = NULL;
  SluiceRequest *request;

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));
  dex_return_error_if_fail (job_id != NULL && group_id != NULL);

  cluster = g_uri_escape_string (group_id, NULL, FALSE);
  job = g_uri_escape_string (job_id, NULL, FALSE);
  path = g_strdup_printf ("/connect/v1/clusters/%s/print/%s", cluster, job);
  request = sluice_request_new_read ("POST", path);
  sluice_request_set_route (request, "/connect/v1/clusters/{id}/print/{job}");
  sluice_request_set_idempotency_key (request, idempotency_key);
  return spawn_call (session, request, NULL, 0, group_id, file_id, print_fiber);
}
