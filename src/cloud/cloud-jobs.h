/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-fleet.h"

G_BEGIN_DECLS

/** CLOUD_CLEANUP_SECONDS: how long it takes until somebody clears the plate. */
#define CLOUD_CLEANUP_SECONDS 600
/** CLOUD_MAX_QUEUE: jobs that may wait in one group. */
#define CLOUD_MAX_QUEUE 100

/**
 * CloudNewJob:
 * @account: whose
 * @cluster: where it is to be printed
 * @origin: `record`, `upload` or `seed`
 * @origin_id: what of
 * @asked: (nullable): the hash of the key that it was asked for with; no other job of the account has it
 * @product_name: (nullable): its name, product data; %NULL for a job from a process record
 * @created: seconds since the epoch
 * @time_total: seconds it prints
 * @cleanup: seconds until the plate is cleared
 * @wants_printer: (nullable): the only printer it may go to
 * @is_blocked: whether it waits for a change to that printer
 * @details: `configuration`, `changes`, `machine_variant`, as the vendor has them
 */
typedef struct
{
  const char *account;
  const char *cluster;
  const char *origin;
  const char *origin_id;
  const char *asked;
  const char *product_name;
  gint64      created;
  gint64      time_total;
  gint64      cleanup;
  const char *wants_printer;
  gboolean    is_blocked;
  JsonObject *details;
} CloudNewJob;

char      *cloud_jobs_add         (CloudContext       *context,
                                   const CloudNewJob  *job,
                                   GError            **error);
char      *cloud_jobs_find_asked  (CloudContext       *context,
                                   const CloudNewJob  *job,
                                   gboolean           *out_is_same,
                                   GError            **error);
gboolean   cloud_jobs_load_open   (CloudContext       *context,
                                   const char         *account,
                                   CloudFleet         *fleet,
                                   GError            **error);
gboolean   cloud_jobs_settle      (CloudContext       *context,
                                   CloudFleet         *fleet,
                                   GError            **error);
JsonArray *cloud_jobs_list_over   (CloudContext       *context,
                                   const char         *account,
                                   const char         *outcome,
                                   gint64              limit,
                                   gint64              offset,
                                   gint64             *out_total,
                                   GError            **error);
char      *cloud_jobs_pseudonym   (const char         *record_id);
void       cloud_job_facts_free   (CloudJobFacts      *facts);

G_END_DECLS
