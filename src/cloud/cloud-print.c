/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-print.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-upload.h"
#include "sluice-json.h"

/* Sending something to a group's queue, from a process record or from an upload. */

/* What the vendor's cloud would read from the file; this one does not open product data. */
#define UNKNOWN_TIME_TOTAL 3600

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
  g_autofree char *uuid = NULL;
  g_autofree char *generated = cloud_timestamp (sluice_clock_now (request->context->clock));
  JsonObject *answer;

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
  job->created = cloud_request_now (request);
  job->cleanup = CLOUD_CLEANUP_SECONDS;
  uuid = cloud_jobs_add (request->context, job, &error);
  if (uuid == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  answer = json_object_new ();
  json_object_set_string_member (answer, "job_id", job->origin_id);
  json_object_set_string_member (answer, "job_instance_uuid", uuid);
  json_object_set_string_member (answer, "cluster_job_id", uuid);
  json_object_set_string_member (answer, "status", "queued");
  json_object_set_string_member (answer, "generated_time", generated);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (answer));
}

/** cloud_connect_print: prints an uploaded file; refused while the file is not there. */
void
cloud_connect_print (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudFile) file = cloud_upload_find (request->context, request->account, request->params[1], &error);
  g_autoptr(JsonObject) details = json_object_new ();
  CloudNewJob job = { 0 };

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

  job.account = request->account;
  job.cluster = request->params[0];
  job.origin = "upload";
  job.origin_id = file->id;
  job.product_name = file->name;
  job.time_total = UNKNOWN_TIME_TOTAL;
  job.details = details;
  cloud_print_reply (request, &job);
}
