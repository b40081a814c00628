/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-farm.h"
#include "cloud-handlers.h"
#include "cloud-jobs.h"
#include "cloud-print.h"
#include "sluice-json.h"

#include <string.h>

/* /connect/v1: groups, what they do, and printing; shapes as the vendor's clients read them. */
#define PAGE_DEFAULT 50
#define PAGE_MOST 200

static JsonObject *
describe_cluster (CloudCluster *cluster)
{
  JsonObject *object = json_object_new ();
  JsonArray *capabilities = json_array_new ();

  json_array_add_string_element (capabilities, "queue");
  json_object_set_string_member (object, "cluster_id", cluster->id);
  json_object_set_string_member (object, "host_guid", cluster->host_guid);
  json_object_set_string_member (object, "host_name", cluster->host_name);
  json_object_set_string_member (object, "friendly_name", cluster->friendly_name);
  json_object_set_string_member (object, "host_version", CLOUD_FIRMWARE);
  json_object_set_string_member (object, "status", "active");
  json_object_set_boolean_member (object, "is_online", cluster->is_online);
  json_object_set_string_member (object, "printer_type", cluster->printer_type);
  json_object_set_int_member (object, "printer_count", cluster->n_printers);
  json_object_set_array_member (object, "capabilities", capabilities);
  return object;
}

static JsonArray *
parse_configuration (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(JsonNode) node = sluice_json_parse (bytes, 64 * 1024, NULL);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_dup_array (node) : json_array_new ();
}

static JsonObject *
describe_printer (CloudFleet *fleet,
                  guint       index)
{
  VirtualPrinter *printer = &g_array_index (fleet->printers, VirtualPrinter, index);
  CloudPrinterFacts *facts = g_ptr_array_index (fleet->printer_facts, index);
  JsonObject *object = json_object_new ();
  g_autofree char *unique_name = g_strdup_printf ("ultimakersystem-%.12s", printer->uuid + 24);
  const char *status = virtual_condition_status (printer->condition);

  for (guint i = 0; i < fleet->jobs->len; i++)
    {
      VirtualJob *job = &g_array_index (fleet->jobs, VirtualJob, i);
      VirtualMoment moment = virtual_printers_at (job, fleet->now);

      if (job->printer == (int) index && moment.printer_status != NULL)
        status = moment.printer_status;
    }

  json_object_set_string_member (object, "uuid", printer->uuid);
  json_object_set_string_member (object, "unique_name", unique_name);
  json_object_set_string_member (object, "friendly_name", facts->friendly_name);
  json_object_set_string_member (object, "machine_variant", facts->machine_variant);
  json_object_set_string_member (object, "status", status);
  json_object_set_boolean_member (object, "enabled", TRUE);
  /* It is nowhere on a network; the vendor's clients want the member. */
  json_object_set_string_member (object, "ip_address", "");
  cloud_farm_describe_printer (fleet, index, object);
  json_object_set_array_member (object, "configuration", parse_configuration (facts->configuration));
  return object;
}

static void
set_array_from (JsonObject *object,
                const char *member,
                JsonObject *details,
                const char *source)
{
  JsonArray *array = sluice_json_get_array (details, source);

  if (array != NULL)
    json_object_set_array_member (object, member, json_array_ref (array));
}

static void
describe_place (JsonObject    *object,
                CloudFleet    *fleet,
                VirtualJob    *job,
                VirtualMoment *moment)
{
  if (moment->printer_status != NULL)
    {
      const char *uuid = g_array_index (fleet->printers, VirtualPrinter, job->printer).uuid;

      json_object_set_string_member (object, "printer_uuid", uuid);
      json_object_set_string_member (object, "assigned_to", uuid);
      json_object_set_int_member (object, "network_error_count", g_str_equal (moment->printer_status, "unreachable"));
    }
  else if (job->is_blocked && job->wants_printer != NULL)
    /* A queued job at a printer: somebody has to do something there. */
    json_object_set_string_member (object, "assigned_to", job->wants_printer);
}

static JsonObject *
describe_job (CloudFleet *fleet,
              guint       index,
              const char *owner)
{
  VirtualJob *job = &g_array_index (fleet->jobs, VirtualJob, index);
  CloudJobFacts *facts = g_ptr_array_index (fleet->job_facts, index);
  VirtualMoment moment = virtual_printers_at (job, fleet->now);
  JsonObject *object = json_object_new ();
  g_autofree char *created = cloud_timestamp (job->created * G_USEC_PER_SEC);

  json_object_set_string_member (object, "uuid", job->uuid);
  json_object_set_string_member (object, "name", facts->name);
  json_object_set_string_member (object, "owner", owner);
  json_object_set_string_member (object, "cluster_id", fleet->cluster->id);
  if (!g_str_equal (facts->origin, "seed"))
    json_object_set_string_member (object, "cloud_job_id", facts->origin_id);
  json_object_set_string_member (object, "created_at", created);
  json_object_set_string_member (object, "status", moment.job_status);
  json_object_set_boolean_member (object, "started", moment.printer_status != NULL);
  json_object_set_boolean_member (object, "force", FALSE);
  json_object_set_int_member (object, "time_total", job->time_total);
  json_object_set_int_member (object, "time_elapsed", moment.time_elapsed);
  json_object_set_string_member (object, "machine_variant",
                                 sluice_json_get_string (facts->details, "machine_variant") ?: "");
  json_object_set_object_member (object, "constraints", json_object_new ());
  json_object_set_array_member (object, "configuration", json_array_new ());
  set_array_from (object, "configuration", facts->details, "configuration");
  json_object_set_array_member (object, "configuration_changes_required", json_array_new ());
  set_array_from (object, "configuration_changes_required", facts->details, "changes");
  json_object_set_array_member (object, "impediments_to_printing", json_array_new ());
  describe_place (object, fleet, job, &moment);
  return object;
}

/** cloud_connect_list_clusters: every group is active; there is no other kind here. */
void
cloud_connect_list_clusters (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) clusters = cloud_fleet_list_clusters (request->context, request->account, &error);
  const char *status = cloud_request_query (request, "status");
  g_autoptr(JsonArray) list = json_array_new ();

  for (guint i = 0; clusters != NULL && i < clusters->len; i++)
    if (status == NULL || g_str_equal (status, "active"))
      json_array_add_object_element (list, describe_cluster (g_ptr_array_index (clusters, i)));

  if (error != NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (g_steal_pointer (&list), -1, 0));
}

void
cloud_connect_get_cluster (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudCluster) cluster = cloud_fleet_get_cluster (request->context, request->account, request->params[0],
                                                             &error);

  if (cluster == NULL)
    cloud_reply_gerror (request, error);
  else
    cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (describe_cluster (cluster)));
}

/** cloud_connect_get_status: what the printers of a group do, and what is in its queue. */
void
cloud_connect_get_status (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CloudFleet) fleet = cloud_fleet_load (request->context, request->account, request->params[0], &error);
  g_autofree char *owner = fleet != NULL
    ? cloud_store_dup_username (request->context->store, request->account, &error) : NULL;
  g_autofree char *generated = NULL;
  JsonArray *printers, *jobs;
  JsonObject *status;

  if (owner == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  printers = json_array_new ();
  for (guint i = 0; i < fleet->printers->len; i++)
    json_array_add_object_element (printers, describe_printer (fleet, i));
  jobs = json_array_new ();
  for (guint i = 0; i < fleet->jobs->len; i++)
    json_array_add_object_element (jobs, describe_job (fleet, i, owner));

  status = json_object_new ();
  generated = cloud_timestamp (sluice_clock_now (request->context->clock));
  json_object_set_string_member (status, "generated_time", generated);
  json_object_set_array_member (status, "printers", printers);
  json_object_set_array_member (status, "print_jobs", jobs);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (status));
}

/* Every job of every group that is not over. */
static JsonArray *
list_open_jobs (CloudRequest  *request,
                const char    *owner,
                GError       **error)
{
  g_autoptr(GPtrArray) clusters = cloud_fleet_list_clusters (request->context, request->account, error);
  g_autoptr(JsonArray) list = json_array_new ();

  for (guint i = 0; clusters != NULL && i < clusters->len; i++)
    {
      CloudCluster *cluster = g_ptr_array_index (clusters, i);
      g_autoptr(CloudFleet) fleet = cloud_fleet_load (request->context, request->account, cluster->id, error);

      if (fleet == NULL)
        return NULL;
      for (guint j = 0; j < fleet->jobs->len; j++)
        json_array_add_object_element (list, describe_job (fleet, j, owner));
    }

  return clusters != NULL ? g_steal_pointer (&list) : NULL;
}

/** cloud_connect_list_jobs: `status` is `in_progress`, `finished` or `failed`; without it, all. */
void
cloud_connect_list_jobs (CloudRequest *request)
{
  const char *status = cloud_request_query (request, "status");
  gint64 limit = cloud_request_query_number (request, "limit", PAGE_DEFAULT, PAGE_MOST);
  gint64 offset = cloud_request_query_number (request, "offset", 0, G_MAXINT32);
  gboolean only_open = g_strcmp0 (status, "in_progress") == 0;
  g_autoptr(GError) error = NULL;
  g_autofree char *owner = cloud_store_dup_username (request->context->store, request->account, &error);
  g_autoptr(JsonArray) open = NULL;
  g_autoptr(JsonArray) over = NULL;
  g_autoptr(JsonArray) page = json_array_new ();
  gint64 n_open, n_over = 0;

  /* Looking at the groups first also writes down what is over by now. */
  if (owner == NULL || (open = list_open_jobs (request, owner, &error)) == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }
  if (status != NULL && !only_open)
    g_clear_pointer (&open, json_array_unref);

  n_open = open != NULL ? json_array_get_length (open) : 0;
  for (gint64 i = offset; i < n_open && i < offset + limit; i++)
    json_array_add_element (page, json_array_dup_element (open, i));
  if (!only_open)
    {
      over = cloud_jobs_list_over (request->context, request->account, status, limit - json_array_get_length (page),
                                   MAX (offset - n_open, 0), &n_over, &error);
      if (over == NULL)
        {
          cloud_reply_gerror (request, error);
          return;
        }
      for (guint i = 0; i < json_array_get_length (over); i++)
        json_array_add_element (page, json_array_dup_element (over, i));
    }

  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_list (g_steal_pointer (&page), n_open + n_over, limit));
}
