/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-sender.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-process-record.h"

#include <glib/gi18n-lib.h>

#define RECORD_TYPE "application/vnd.sluice.process-record+json"
#define MAX_ANSWER (64 * 1024)

typedef struct
{
  SluiceSession *session;
  SluiceRequest *request;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->session);
  g_object_unref (call->request);
  g_free (call);
}

static DexFuture *
send_fiber (DexFuture *stop,
            gpointer   data)
{
  Call *call = data;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = dex_await_object (sluice_until (sluice_session_send (call->session, call->request), stop), &error);
  if (response == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_for_uint (sluice_request_get_body_size (call->request));
}

static DexFuture *
print_fiber (DexFuture *stop,
             gpointer   data)
{
  Call *call = data;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) job = NULL;
  g_autoptr(GError) error = NULL;
  const char *uuid = NULL;

  response = dex_await_object (sluice_until (sluice_session_send (call->session, call->request), stop), &error);
  if (response == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  job = sluice_response_parse_data (response, &error);
  if (job == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (JSON_NODE_HOLDS_OBJECT (job))
    uuid = sluice_json_get_string (json_node_get_object (job), "job_instance_uuid");
  if (uuid == NULL)
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                                  "%s", _("The cloud took the job, but did not say which it is"));

  return dex_future_new_for_string (uuid);
}

static DexFuture *
spawn_call (SluiceSession *session,
            SluiceRequest *request,
            const char    *group_id,
            const char    *file_id,
            SluiceFiberFunc   fiber)
{
  Call *call = g_new0 (Call, 1);

  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_set_subject (request, group_id, file_id);
  call->session = g_object_ref (session);
  call->request = request;
  return sluice_fiber_spawn (fiber, call, (GDestroyNotify) call_free);
}

/**
 * sluice_process_sender_write:
 * @record: what to send
 *
 * Returns: (transfer full): the body that sluice_process_sender_send() sends of it, byte for byte: ASCII
 */
GBytes *
sluice_process_sender_write (SluiceProcessRecord *record)
{
  return sluice_process_record_to_json (record, FALSE);
}

/**
 * sluice_process_sender_send:
 * @session: signed in to the place
 * @record: a process record as JSON: these bytes are sent, and nothing else
 * @group_id: (nullable): the group it is for; the policy may depend on it
 * @file_id: (nullable): the file it is of, as the policy knows it
 *
 * Sending the same record again is no second record.
 *
 * Returns: (transfer full): a future of a uint: bytes of the body; rejects with
 *   #SluiceNetError, or with what is wrong with @record
 */
DexFuture *
sluice_process_sender_send (SluiceSession *session,
                            GBytes        *record,
                            const char    *group_id,
                            const char    *file_id)
{
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(SluiceProcessBody) body = NULL;
  GError *error = NULL;

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  /* It may have been on the disk meanwhile: what is no record does not get the label of one. */
  object = sluice_json_parse_object (record, SLUICE_PROCESS_RECORD_MAX_BYTES, &error);
  if (object == NULL || !sluice_process_record_validate (object, &error))
    return dex_future_new_for_error (error);

  body = sluice_process_body_new (record, RECORD_TYPE);
  return spawn_call (session,
                     sluice_request_new_process ("POST", "/process/v1/records", g_steal_pointer (&body)),
                     group_id, file_id, send_fiber);
}

/**
 * sluice_process_sender_print:
 * @session: signed in to the place
 * @record_id: a record that was sent
 * @group_id: the group whose printers shall print
 * @idempotency_key: (nullable): made up for this print, and given again when it
 *   is asked for again: a place that knows of such keys makes no second job
 * @file_id: (nullable): the file it is of, as the policy knows it
 *
 * Returns: (transfer full): a future of a string: the print job's uuid; rejects
 *   with #SluiceNetError
 */
DexFuture *
sluice_process_sender_print (SluiceSession *session,
                             const char    *record_id,
                             const char    *group_id,
                             const char    *idempotency_key,
                             const char    *file_id)
{
  g_autoptr(JsonObject) envelope = json_object_new ();
  g_autoptr(GBytes) json = NULL;
  g_autoptr(SluiceProcessBody) body = NULL;
  g_autofree char *path = g_strdup_printf ("/process/v1/records/%s/print", record_id);
  SluiceRequest *request;
  JsonObject *data = json_object_new ();

  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  json_object_set_string_member (data, "cluster_id", group_id);
  json_object_set_object_member (envelope, "data", data);
  json = sluice_json_object_to_bytes (envelope, FALSE);
  body = sluice_process_body_new (json, "application/json");
  request = sluice_request_new_process ("POST", path, g_steal_pointer (&body));
  sluice_request_set_route (request, "/process/v1/records/{id}/print");
  sluice_request_set_idempotency_key (request, idempotency_key);
  return spawn_call (session, request, group_id, file_id, print_fiber);
}
