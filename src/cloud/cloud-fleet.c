/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-fleet.h"

#include "cloud-farm.h"
#include "cloud-jobs.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"

/* Printer groups in the store, and what they do right now. */
#define CLUSTER_COLUMNS \
  "SELECT id, host_guid, host_name, friendly_name, printer_type," \
  " (SELECT count(*) FROM printers WHERE cluster = clusters.id)," \
  " EXISTS (SELECT 1 FROM printers WHERE cluster = clusters.id AND condition <> 'unreachable') "

static void
printer_facts_free (CloudPrinterFacts *facts)
{
  g_free (facts->friendly_name);
  g_free (facts->machine_variant);
  g_free (facts->configuration);
  g_free (facts);
}

static void
printer_clear (VirtualPrinter *printer)
{
  g_free (printer->uuid);
}

static void
job_clear (VirtualJob *job)
{
  g_free (job->uuid);
  g_free (job->wants_printer);
}

void
cloud_cluster_free (CloudCluster *cluster)
{
  g_free (cluster->id);
  g_free (cluster->host_guid);
  g_free (cluster->host_name);
  g_free (cluster->friendly_name);
  g_free (cluster->printer_type);
  g_free (cluster);
}

void
cloud_fleet_free (CloudFleet *self)
{
  g_clear_pointer (&self->cluster, cloud_cluster_free);
  g_array_unref (self->printers);
  g_ptr_array_unref (self->printer_facts);
  g_array_unref (self->jobs);
  g_ptr_array_unref (self->job_facts);
  g_free (self);
}

static CloudCluster *
read_cluster (CloudContext     *context,
              const char       *account,
              SluiceStatement  *row,
              GError          **error)
{
  g_autoptr(CloudCluster) cluster = g_new0 (CloudCluster, 1);
  g_autoptr(GBytes) host_name = sluice_statement_bytes (row, 2);
  g_autoptr(GBytes) friendly_name = sluice_statement_bytes (row, 3);

  cluster->id = g_strdup (sluice_statement_text (row, 0));
  cluster->host_guid = g_strdup (sluice_statement_text (row, 1));
  cluster->printer_type = g_strdup (sluice_statement_text (row, 4));
  cluster->n_printers = sluice_statement_int (row, 5);
  cluster->is_online = sluice_statement_int (row, 6) != 0;
  cluster->host_name = cloud_store_unseal (context->store, account, CLOUD_KEY_PERSONAL, host_name,
                                           "clusters.host_name", cluster->id, error);
  if (cluster->host_name == NULL)
    return NULL;
  cluster->friendly_name = cloud_store_unseal (context->store, account, CLOUD_KEY_PERSONAL, friendly_name,
                                               "clusters.friendly_name", cluster->id, error);
  return cluster->friendly_name != NULL ? g_steal_pointer (&cluster) : NULL;
}

/**
 * cloud_fleet_list_clusters:
 * @context: the cloud
 * @account: whose
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (element-type CloudCluster) (nullable): the groups, oldest first
 */
GPtrArray *
cloud_fleet_list_clusters (CloudContext  *context,
                           const char    *account,
                           GError       **error)
{
  g_autoptr(GPtrArray) clusters = g_ptr_array_new_with_free_func ((GDestroyNotify) cloud_cluster_free);
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    CLUSTER_COLUMNS "FROM clusters WHERE account = ?"
    " ORDER BY created, rowid", "s", account);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  while (sluice_statement_step (row, &failed))
    {
      CloudCluster *cluster = read_cluster (context, account, row, error);

      if (cluster == NULL)
        return NULL;
      g_ptr_array_add (clusters, cluster);
    }

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  return g_steal_pointer (&clusters);
}

/** cloud_fleet_get_cluster: (transfer full) (nullable): %SLUICE_CLOUD_ERROR_NOT_FOUND when @account has none such. */
CloudCluster *
cloud_fleet_get_cluster (CloudContext  *context,
                         const char    *account,
                         const char    *id,
                         GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    CLUSTER_COLUMNS "FROM clusters WHERE account = ? AND id = ?",
    "ss", account, id);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return NULL;
  if (sluice_statement_step (row, &failed))
    return read_cluster (context, account, row, error);

  if (failed != NULL)
    g_propagate_error (error, g_steal_pointer (&failed));
  else
    g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND, "no such group");
  return NULL;
}

/* All in one question, as a group is asked about often. */
static gboolean
load_printer_times (CloudContext  *context,
                    CloudFleet    *fleet,
                    GError       **error)
{
  g_autoptr(GString) uuids = g_string_new ("[");
  g_autoptr(SluiceStatement) row = NULL;
  g_autoptr(GError) failed = NULL;

  for (guint i = 0; i < fleet->printers->len; i++)
    g_string_append_printf (uuids, "%s\"%s\"", i > 0 ? "," : "",
                            g_array_index (fleet->printers, VirtualPrinter, i).uuid);
  g_string_append_c (uuids, ']');
  row = sluice_database_query (cloud_store_get_process (context->store), error,
                               "SELECT key, free_at FROM json_each (?) JOIN printer_times ON printer = value", "s",
                               uuids->str);
  if (row == NULL)
    return FALSE;
  while (sluice_statement_step (row, &failed))
    g_array_index (fleet->printers, VirtualPrinter, sluice_statement_int (row, 0)).free_at = sluice_statement_int (row, 1);

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return TRUE;
}

static int
index_of (const char         *name,
          const char * const *names)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;

  return 0;
}

static const char * const conditions[] = { "ready", "maintenance", "error", "unreachable", NULL };
static const char * const tempers[] = { "steady", "hungry", "sticky", "distant", "halted", NULL };

static gboolean
load_printers (CloudContext  *context,
               const char    *account,
               CloudFleet    *fleet,
               GError       **error)
{
  g_autoptr(SluiceStatement) row = sluice_database_query (
    cloud_store_get_data (context->store), error,
    "SELECT uuid, friendly_name, machine_variant, configuration, condition, temper, life FROM printers"
    " WHERE cluster = ? ORDER BY position", "s", fleet->cluster->id);
  g_autoptr(GError) failed = NULL;

  if (row == NULL)
    return FALSE;
  while (sluice_statement_step (row, &failed))
    {
      g_autoptr(GBytes) name = sluice_statement_bytes (row, 1);
      CloudPrinterFacts *facts = g_new0 (CloudPrinterFacts, 1);
      VirtualPrinter printer = { 0 };

      g_ptr_array_add (fleet->printer_facts, facts);
      printer.uuid = g_strdup (sluice_statement_text (row, 0));
      printer.condition = index_of (sluice_statement_text (row, 4), conditions);
      printer.temper = index_of (sluice_statement_text (row, 5), tempers);
      printer.life = sluice_statement_int (row, 6);
      g_array_append_val (fleet->printers, printer);
      facts->machine_variant = g_strdup (sluice_statement_text (row, 2));
      facts->configuration = g_strdup (sluice_statement_text (row, 3));
      facts->friendly_name = cloud_store_unseal (context->store, account, CLOUD_KEY_PERSONAL, name,
                                                 "printers.friendly_name", printer.uuid, error);
      if (facts->friendly_name == NULL)
        return FALSE;
    }

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  return load_printer_times (context, fleet, error);
}

/**
 * cloud_fleet_load:
 * @context: the cloud
 * @account: whose
 * @cluster: which group
 * @error: %SLUICE_CLOUD_ERROR_NOT_FOUND; #SluiceBaseError
 *
 * Works out what the group does right now. Jobs that are over by now are
 * written down as such, so that the next look is cheap.
 *
 * Returns: (transfer full) (nullable): the group at this moment
 */
CloudFleet *
cloud_fleet_load (CloudContext  *context,
                  const char    *account,
                  const char    *cluster,
                  GError       **error)
{
  g_autoptr(CloudFleet) self = g_new0 (CloudFleet, 1);
  g_autoptr(GArray) spells = NULL;

  self->printers = g_array_new (FALSE, TRUE, sizeof (VirtualPrinter));
  g_array_set_clear_func (self->printers, (GDestroyNotify) printer_clear);
  self->jobs = g_array_new (FALSE, TRUE, sizeof (VirtualJob));
  g_array_set_clear_func (self->jobs, (GDestroyNotify) job_clear);
  self->printer_facts = g_ptr_array_new_with_free_func ((GDestroyNotify) printer_facts_free);
  self->job_facts = g_ptr_array_new_with_free_func ((GDestroyNotify) cloud_job_facts_free);
  self->now = sluice_clock_now_seconds (context->clock);

  self->cluster = cloud_fleet_get_cluster (context, account, cluster, error);
  if (self->cluster == NULL ||
      !load_printers (context, account, self, error) ||
      !cloud_jobs_load_open (context, account, self, error))
    return NULL;

  virtual_printers_plan ((VirtualPrinter *) self->printers->data, self->printers->len,
                         (VirtualJob *) self->jobs->data, self->jobs->len);
  spells = cloud_farm_find_spells (self);
  if (!cloud_jobs_settle (context, self, error))
    return NULL;
  cloud_farm_take_spells (self, g_steal_pointer (&spells));
  return g_steal_pointer (&self);
}

/** cloud_fleet_make_cluster: (transfer full) (nullable): the id of a new, empty group. */
char *
cloud_fleet_make_cluster (CloudContext  *context,
                          const char    *account,
                          const char    *friendly_name,
                          const char    *printer_type,
                          GError       **error)
{
  g_autofree char *id = sluice_random_token (33); /* 44 characters, as the vendor's */
  g_autofree char *host_guid = g_uuid_string_random ();
  g_autofree char *host_name = g_strdup_printf ("ultimakersystem-%.12s", host_guid + 24);
  g_autoptr(GBytes) sealed_host = cloud_store_seal (context->store, account, CLOUD_KEY_PERSONAL, host_name,
                                                    "clusters.host_name", id, error);
  g_autoptr(GBytes) sealed_name = NULL;

  if (sealed_host == NULL)
    return NULL;
  sealed_name = cloud_store_seal (context->store, account, CLOUD_KEY_PERSONAL, friendly_name,
                                  "clusters.friendly_name", id, error);
  if (sealed_name == NULL ||
      !sluice_database_exec (cloud_store_get_data (context->store), error,
                             "INSERT INTO clusters (id, account, host_guid, host_name, friendly_name, printer_type,"
                             " created) VALUES (?, ?, ?, ?, ?, ?, ?)", "sssbbsi",
                             id, account, host_guid, sealed_host, sealed_name, printer_type,
                             sluice_clock_now_seconds (context->clock)))
    return NULL;

  return g_steal_pointer (&id);
}

/** cloud_fleet_make_printer: (transfer full) (nullable): the uuid of a new printer in a group. */
char *
cloud_fleet_make_printer (CloudContext           *context,
                          const char             *account,
                          const char             *cluster,
                          guint                   position,
                          const CloudNewPrinter  *printer,
                          GError                **error)
{
  g_autofree char *uuid = g_uuid_string_random ();
  g_autoptr(GBytes) sealed = cloud_store_seal (context->store, account, CLOUD_KEY_PERSONAL, printer->friendly_name,
                                               "printers.friendly_name", uuid, error);

  if (sealed == NULL ||
      !sluice_database_exec (cloud_store_get_data (context->store), error,
                             "INSERT INTO printers (uuid, cluster, position, friendly_name, machine_variant,"
                             " configuration, condition, temper, life) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "ssibssssi",
                             uuid, cluster, (gint64) position, sealed, printer->machine_variant,
                             printer->configuration, conditions[printer->condition], tempers[printer->temper],
                             (gint64) printer->life))
    return NULL;

  return g_steal_pointer (&uuid);
}
