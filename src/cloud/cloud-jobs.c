/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-jobs.h"

#include "cloud-envelope.h"
#include "sluice-json.h"

#include <string.h>

/*
 * Print jobs. What a job is called is product data and lives in product.db,
 * apart from everything else about it; a job made from a process record has no
 * name anywhere, only a pseudonym that follows from the record's random id.
 */
#define DETAILS_LIMIT (64 * 1024)

void
cloud_job_facts_free (CloudJobFacts *facts)
{
  g_free (facts->name);
  g_free (facts->origin);
  g_free (facts->origin_id);
  g_clear_pointer (&facts->details, json_object_unref);
  g_free (facts);
}

/** cloud_jobs_pseudonym: (transfer full): what a job is called whose name nobody gave away. */
char *
cloud_jobs_pseudonym (const char *record_id)
{
  g_autofree char *upper = g_ascii_strup (record_id, -1);

  return g_strdup_printf ("Job %.4s-%.4s", upper, upper + 4);
}

static gboolean
add_name (CloudContext       *context,
          const CloudNewJob  *job,
          const char         *uuid,
          GError            **error)
{
  g_autoptr(GBytes) sealed = cloud_store_seal (context->store, job->account, CLOUD_KEY_PRODUCT, job->product_name,
                                               "job_names.name", uuid, error);

  return sealed != NULL &&
         sluice_database_exec (cloud_store_get_product (context->store), error,
                               "INSERT INTO job_names (job, account, name) VALUES (?, ?, ?)", "ssb",
                               uuid, job->account, sealed);
}

/**
 * cloud_jobs_add:
 * @context: the cloud
 * @job: what to print
 * @error: #SluiceBaseError
 *
 * Puts a job at the end of a group's queue.
 *
 * Returns: (transfer full) (nullable): its uuid
 */
char *
cloud_jobs_add (CloudContext       *context,
                const CloudNewJob  *job,
                GError            **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr(GBytes) text = sluice_json_object_to_bytes (job->details, FALSE);
  g_autofree char *details = g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
  g_autoptr(GBytes) sealed = cloud_store_seal (context->store, job->account, CLOUD_KEY_PROCESS, details,
                                               "jobs.details", uuid, error);

  /* The name first: a name without a job is never shown. */
  if (sealed == NULL ||
      (job->product_name != NULL && !add_name (context, job, uuid, error)) ||
      !sluice_database_exec (cloud_store_get_process (context->store), error,
                             "INSERT INTO jobs (uuid, account, cluster, origin, origin_id, created, time_total,"
                             " cleanup, details, is_blocked, wants_printer, asked)"
                             " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "sssssiiibiss",
                             uuid, job->account, job->cluster, job->origin, job->origin_id, job->created,
                             job->time_total, job->cleanup, sealed, (gint64) job->is_blocked, job->wants_printer,
                             job->asked))
    return NULL;

  return g_steal_pointer (&uuid);
}

/**
 * cloud_jobs_find_asked:
 * @context: the cloud
 * @job: what is asked for, with a key
 * @out_is_same: (out): whether the job that was asked for with that key is of the same thing, in the same group
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the uuid of that job; %NULL without @error when there is none
 */
char *
cloud_jobs_find_asked (CloudContext       *context,
                       const CloudNewJob  *job,
                       gboolean           *out_is_same,
                       GError            **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_process (context->store), error,
    "SELECT uuid, cluster = ? AND origin = ? AND origin_id = ? FROM jobs WHERE account = ? AND asked = ?", "sssss",
    job->cluster, job->origin, job->origin_id, job->account, job->asked);

  if (row == NULL || !sluice_statement_step (row, error))
    return NULL;

  *out_is_same = sluice_statement_int (row, 1);
  return g_strdup (sluice_statement_text (row, 0));
}

static char *
load_name (CloudContext  *context,
           const char    *account,
           const char    *uuid,
           const char    *origin,
           const char    *origin_id,
           GError       **error)
{
  g_autoptr(SluiceStatement) row = NULL;
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(GError) failed = NULL;

  if (g_str_equal (origin, "record"))
    return cloud_jobs_pseudonym (origin_id);

  row = sluice_database_query (cloud_store_get_product (context->store), error,
                               "SELECT name FROM job_names WHERE job = ?", "s", uuid);
  if (row == NULL)
    return NULL;
  if (!sluice_statement_step (row, &failed))
    {
      if (failed == NULL)
        return cloud_jobs_pseudonym (uuid);
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }

  sealed = sluice_statement_bytes (row, 0);
  return cloud_store_unseal (context->store, account, CLOUD_KEY_PRODUCT, sealed, "job_names.name", uuid, error);
}

/* Columns 0 to 3 of @row: uuid, origin, origin_id, details. */
static CloudJobFacts *
read_facts (CloudContext     *context,
            const char       *account,
            SluiceStatement  *row,
            GError          **error)
{
  const char *uuid = sluice_statement_text (row, 0);
  CloudJobFacts *facts = g_new0 (CloudJobFacts, 1);
  g_autoptr(GBytes) sealed = sluice_statement_bytes (row, 3);
  g_autofree char *details = cloud_store_unseal (context->store, account, CLOUD_KEY_PROCESS, sealed, "jobs.details",
                                                 uuid, error);

  if (details != NULL)
    {
      g_autoptr(GBytes) text = g_bytes_new (details, strlen (details));

      facts->details = sluice_json_parse_object (text, DETAILS_LIMIT, error);
    }
  facts->origin = g_strdup (sluice_statement_text (row, 1));
  facts->origin_id = g_strdup (sluice_statement_text (row, 2));
  if (facts->details != NULL)
    facts->name = load_name (context, account, uuid, facts->origin, facts->origin_id, error);
  if (facts->name == NULL)
    g_clear_pointer (&facts, cloud_job_facts_free);
  return facts;
}

/** cloud_jobs_load_open: fills @fleet with the jobs of its group that are not over. */
gboolean
cloud_jobs_load_open (CloudContext  *context,
                      const char    *account,
                      CloudFleet    *fleet,
                      GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_process (context->store), error,
    "SELECT uuid, origin, origin_id, details, created, time_total, cleanup, is_blocked, wants_printer FROM jobs"
    " WHERE cluster = ? AND outcome IS NULL ORDER BY number", "s", fleet->cluster->id);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return FALSE;
  while (sluice_statement_step (row, &failed))
    {
      CloudJobFacts *facts = read_facts (context, account, row, error);
      VirtualJob job = { 0 };

      if (facts == NULL)
        return FALSE;
      g_ptr_array_add (fleet->job_facts, facts);
      job.uuid = g_strdup (sluice_statement_text (row, 0));
      job.created = sluice_statement_int (row, 4);
      job.time_total = sluice_statement_int (row, 5);
      job.cleanup = sluice_statement_int (row, 6);
      job.is_blocked = sluice_statement_int (row, 7) != 0;
      job.wants_printer = g_strdup (sluice_statement_text (row, 8));
      job.printer = -1;
      g_array_append_val (fleet->jobs, job);
    }

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return TRUE;
}

static gboolean
settle_one (CloudContext  *context,
            CloudFleet    *fleet,
            VirtualJob    *job,
            const char    *outcome,
            GError       **error)
{
  SluiceDatabase *database = cloud_store_get_process (context->store);
  const char *printer = g_array_index (fleet->printers, VirtualPrinter, job->printer).uuid;

  if (!sluice_database_begin (database, error))
    return FALSE;
  if (!sluice_database_exec (database, error,
                             "UPDATE jobs SET outcome = ?, printer = ?, started = ?, ended = ? WHERE uuid = ?", "ssiis",
                             outcome, printer, job->plan.begins, job->plan.ends, job->uuid) ||
      !sluice_database_exec (database, error,
                             "INSERT INTO printer_times (printer, free_at) VALUES (?, ?)"
                             " ON CONFLICT (printer) DO UPDATE SET free_at = excluded.free_at", "si",
                             printer, job->plan.cleared))
    {
      sluice_database_rollback (database);
      return FALSE;
    }

  return sluice_database_commit (database, error);
}

/**
 * cloud_jobs_settle:
 * @context: the cloud
 * @fleet: a group that was planned
 * @error: #SluiceBaseError
 *
 * Writes down what is over, and takes it off @fleet. It would be worked out the
 * same again: this only keeps queues short.
 */
gboolean
cloud_jobs_settle (CloudContext  *context,
                   CloudFleet    *fleet,
                   GError       **error)
{
  for (guint i = 0; i < fleet->jobs->len; )
    {
      VirtualJob *job = &g_array_index (fleet->jobs, VirtualJob, i);
      VirtualMoment moment = virtual_printers_at (job, fleet->now);

      if (!moment.is_over)
        {
          i++;
          continue;
        }
      if (!settle_one (context, fleet, job, moment.job_status, error))
        return FALSE;
      g_array_remove_index (fleet->jobs, i);
      g_ptr_array_remove_index (fleet->job_facts, i);
    }

  return TRUE;
}

static JsonObject *
describe_over (CloudJobFacts   *facts,
               SluiceStatement *row)
{
  JsonObject *job = json_object_new ();
  JsonArray *configuration = sluice_json_get_array (facts->details, "configuration");

  json_object_set_string_member (job, "uuid", sluice_statement_text (row, 0));
  json_object_set_string_member (job, "name", facts->name);
  json_object_set_string_member (job, "status", sluice_statement_text (row, 8));
  json_object_set_string_member (job, "cluster_id", sluice_statement_text (row, 4));
  cloud_set_time (job, "created_at", sluice_statement_int (row, 5));
  json_object_set_int_member (job, "time_total", sluice_statement_int (row, 6));
  /* Heating is not printing. */
  json_object_set_int_member (job, "time_elapsed",
                              MIN (sluice_statement_int (row, 11) - sluice_statement_int (row, 10),
                                   sluice_statement_int (row, 6)));
  json_object_set_string_member (job, "printer_uuid", sluice_statement_text (row, 9));
  cloud_set_time (job, "started_at", sluice_statement_int (row, 10));
  cloud_set_time (job, "finished_at", sluice_statement_int (row, 11));
  json_object_set_boolean_member (job, "started", TRUE);
  json_object_set_boolean_member (job, "force", FALSE);
  json_object_set_string_member (job, "machine_variant",
                                 sluice_json_get_string (facts->details, "machine_variant") ?: "");
  json_object_set_array_member (job, "configuration",
                                configuration != NULL ? json_array_ref (configuration) : json_array_new ());
  return job;
}

/**
 * cloud_jobs_list_over:
 * @context: the cloud
 * @account: whose
 * @outcome: (nullable): `finished` or `failed`; %NULL for both
 * @limit: at most so many
 * @offset: how many of the newest to leave out
 * @out_total: (out): how many there are
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): the jobs that are over, newest first
 */
JsonArray *
cloud_jobs_list_over (CloudContext  *context,
                      const char    *account,
                      const char    *outcome,
                      gint64         limit,
                      gint64         offset,
                      gint64        *out_total,
                      GError       **error)
{
  SluiceDatabase *database = cloud_store_get_process (context->store);
  g_autoptr(JsonArray) list = json_array_new ();
  g_autoptr(SluiceStatement) count = sluice_database_query (
    database, error,
    "SELECT count(*) FROM jobs WHERE account = ? AND outcome IS NOT NULL AND outcome = coalesce (?, outcome)", "ss",
    account, outcome);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    database, error,
    "SELECT uuid, origin, origin_id, details, cluster, created, time_total, cleanup, outcome, printer, started, ended"
    " FROM jobs WHERE account = ? AND outcome IS NOT NULL AND outcome = coalesce (?, outcome)"
    " ORDER BY ended DESC, number DESC LIMIT ? OFFSET ?", "ssii", account, outcome, limit, offset);
  g_autoptr(GError) failed = NULL;

  if (count == NULL || row == NULL || !sluice_statement_step (count, error))
    return NULL;
  *out_total = sluice_statement_int (count, 0);

  while (sluice_statement_step (row, &failed))
    {
      CloudJobFacts *facts = read_facts (context, account, row, error);

      if (facts == NULL)
        return NULL;
      json_array_add_object_element (list, describe_over (facts, row));
      cloud_job_facts_free (facts);
    }

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  return g_steal_pointer (&list);
}
