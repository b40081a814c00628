/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-print.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-tokens.h"
#include "cloud-upload.h"
#include "sluice-field-value.h"
#include "sluice-json.h"

#include <string.h>

/* Sending something to a group's queue, from a process record or from an upload. */

/* What the vendor's cloud would read from the file; this one does not open product data. */
#define UNKNOWN_TIME_TOTAL 3600
#define KEY_LIMIT 255 /* bytes */

/* The group's own name for the machine, when it has such a machine: virtual
 * printers print what was made for others, too. */
static void
fit_machine (CloudFleet *fleet,
             JsonObject *details)
{
  const char *wanted = sluice_json_get_string (details, "machine_variant");

  for (guint i = 0; wanted != NULL && i < fleet->printer_facts->len; i++)
    {
      CloudPrinterFacts *facts = g_ptr_array_index (fleet->printer_facts, i);

      if (g_ascii_strcasecmp (wanted, facts->machine_variant) == 0)
        return;
    }

  if (fleet->printer_facts->len > 0)
    {
      CloudPrinterFacts *first = g_ptr_array_index (fleet->printer_facts, 0);

      json_object_set_string_member (details, "machine_variant", first->machine_variant);
    }
}

/* As the vendor's CloudPrintResponse. */
static void
reply_job (CloudRequest *request,
           CloudNewJob  *job,
           const char   *uuid)
{
  g_autofree char *generated = cloud_timestamp (sluice_clock_now (request->context->clock));
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "job_id", job->origin_id);
  json_object_set_string_member (answer, "job_instance_uuid", uuid);
  json_object_set_string_member (answer, "cluster_job_id", uuid);
  json_object_set_string_member (answer, "status", "queued");
  json_object_set_string_member (answer, "generated_time", generated);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (answer));
}

/* The hash of the request's key, NULL when it has none; keys are the clients' own, and may tell something. */
static gboolean
read_key (CloudRequest  *request,
          char         **out_hash)
{
  const char *field = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message),
                                                     "Idempotency-Key");
  g_autofree char *key = sluice_field_parse_string (field);

  *out_hash = NULL;
  if (field == NULL)
    return TRUE;
  if (key == NULL || *key == '\0' || strlen (key) > KEY_LIMIT)
    return FALSE;

  *out_hash = cloud_tokens_hash (key);
  return TRUE;
}

/**
 * cloud_print_reply_again:
 * @request: a request to print
 * @job: what: account, cluster, origin and its id
 *
 * A request may come again because its answer was lost. With the same
 * Idempotency-Key it gets the answer of the first time then, whatever became of
 * that job (draft-ietf-httpapi-idempotency-key-header).
 *
 * Returns: whether the request is answered
 */
gboolean
cloud_print_reply_again (CloudRequest *request,
                         CloudNewJob  *job)
{
  g_autofree char *asked = NULL;
  g_autofree char *uuid = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_same = FALSE;

  if (!read_key (request, &asked))
    {
      cloud_reply_error (request, SOUP_STATUS_BAD_REQUEST, "invalidIdempotencyKey",
                         "The key is a string in quotation marks of 1 to 255 bytes");
      return TRUE;
    }
  if (asked == NULL)
    return FALSE;

  job->asked = asked;
  uuid = cloud_jobs_find_asked (request->context, job, &is_same, &error);
  job->asked = NULL;
  if (error != NULL)
    cloud_reply_gerror (request, error);
  else if (uuid != NULL && !is_same)
    cloud_reply_error (request, SOUP_STATUS_UNPROCESSABLE_ENTITY, "idempotencyKeyReused",
                       "This key was given for another job");
  else if (uuid != NULL)
    reply_job (request, job, uuid);
  return error != NULL || uuid != NULL;
}

/**
 * cloud_print_reply:
 * @request: a request to print
 * @job: what; the time of its creation and of its clean-up are filled in here
 *
 * Queues @job and answers the request, as the vendor's CloudPrintResponse.
 */
void
cloud_print_reply (CloudRequest *request,
                   CloudNewJob  *job)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudFleet) fleet = cloud_fleet_load (request->context, request->account, job->cluster, &error);
  g_autofree char *asked = NULL;
  g_autofree char *uuid = NULL;

  if (fleet == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }
  if (fleet->jobs->len >= CLOUD_MAX_QUEUE)
    {
      cloud_reply_error (request, SOUP_STATUS_CONFLICT, "queueFull", "The queue of this group is full");
      return;
    }

  fit_machine (fleet, job->details);
  /* One that cannot be read was answered before: cloud_print_reply_again(). */
  read_key (request, &asked);
  job->asked = asked;
  job->created = cloud_request_now (request);
  job->cleanup = CLOUD_CLEANUP_SECONDS;
  uuid = cloud_jobs_add (request->context, job, &error);
  job->asked = NULL;
  if (uuid != NULL)
    reply_job (request, job, uuid);
  else
    cloud_reply_gerror (request, error);
}

/** cloud_connect_print: prints an uploaded file; refused while the file is not there. */
void
cloud_connect_print (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudFile) file = NULL;
  g_autoptr(JsonObject) details = json_object_new ();
  CloudNewJob job = { .account = request->account, .cluster = request->params[0], .origin = "upload",
                      .origin_id = request->params[1] };

  if (cloud_print_reply_again (request, &job))
    return;

  file = cloud_upload_find (request->context, request->account, request->params[1], &error);
  if (file == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }
  if (!file->is_uploaded)
    {
      cloud_reply_error (request, SOUP_STATUS_CONFLICT, "jobNotUploaded", "The file of this job was not uploaded");
      return;
    }

  job.product_name = file->name;
  job.time_total = UNKNOWN_TIME_TOTAL;
  job.details = details;
  cloud_print_reply (request, &job);
}
