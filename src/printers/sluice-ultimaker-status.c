/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ultimaker-status.h"

#include "sluice-base-error.h"
#include "sluice-json.h"
#include "sluice-printers-private.h"

#include <glib/gi18n-lib.h>

/*
 * Every enumeration of this wire is open: a word that is not in these tables is
 * shown as unknown, and never as something that it may not be.
 */
static const struct
{
  const char    *word;
  SluiceJobState state;
} job_states[] = {
  { "queued", SLUICE_JOB_QUEUED },
  { "error", SLUICE_JOB_BLOCKED },
  { "sent_to_printer", SLUICE_JOB_PREPARING },
  { "pre_print", SLUICE_JOB_PREPARING },
  { "printing", SLUICE_JOB_PRINTING },
  { "pausing", SLUICE_JOB_PRINTING },
  { "resuming", SLUICE_JOB_PRINTING },
  { "post_print", SLUICE_JOB_PRINTING },
  { "paused", SLUICE_JOB_PAUSED },
  { "wait_user_action", SLUICE_JOB_PAUSED },
  { "wait_cleanup", SLUICE_JOB_WAIT_CLEANUP },
  { "finished", SLUICE_JOB_FINISHED },
  { "aborting", SLUICE_JOB_ABORTED },
  { "aborted", SLUICE_JOB_ABORTED },
  { "aborted_post_print", SLUICE_JOB_ABORTED },
  { "aborted_wait_user_action", SLUICE_JOB_ABORTED },
  { "aborted_wait_cleanup", SLUICE_JOB_ABORTED },
  { "failed", SLUICE_JOB_FAILED },
  { "failed_post_print", SLUICE_JOB_FAILED },
  { "failed_wait_user_action", SLUICE_JOB_FAILED },
  { "failed_wait_cleanup", SLUICE_JOB_FAILED },
};

static const struct
{
  const char        *word;
  SluicePrinterState state;
} printer_states[] = {
  { "idle", SLUICE_PRINTER_IDLE },
  { "printing", SLUICE_PRINTER_PRINTING },
  { "pre_print", SLUICE_PRINTER_PREPARING },
  { "maintenance", SLUICE_PRINTER_MAINTENANCE },
  { "error", SLUICE_PRINTER_ERROR },
  { "booting", SLUICE_PRINTER_STARTING },
  { "waiting_for_peripherals", SLUICE_PRINTER_STARTING },
  { "unreachable", SLUICE_PRINTER_OFFLINE },
};

/**
 * sluice_ultimaker_job_state:
 * @job: a ClusterPrintJobStatus
 *
 * Returns: its state in Sluice's words
 */
SluiceJobState
sluice_ultimaker_job_state (JsonObject *job)
{
  const char *word = sluice_json_get_string (job, "status");
  gint64 total = -1;
  gint64 elapsed = -1;
  JsonArray *changes = sluice_json_get_array (job, "configuration_changes_required");
  JsonArray *impediments = sluice_json_get_array (job, "impediments_to_printing");
  SluiceJobState state = SLUICE_JOB_UNKNOWN;

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (job_states); i++)
    if (g_str_equal (word, job_states[i].word))
      state = job_states[i].state;

  /* Some firmware reports an aborted job as waiting for clean-up, before its time was over. */
  sluice_json_get_int (job, "time_total", &total);
  sluice_json_get_int (job, "time_elapsed", &elapsed);
  if (state == SLUICE_JOB_WAIT_CLEANUP && elapsed >= 0 && total > elapsed)
    state = SLUICE_JOB_ABORTED;

  if (state == SLUICE_JOB_QUEUED &&
      ((changes != NULL && json_array_get_length (changes) > 0) ||
       (impediments != NULL && json_array_get_length (impediments) > 0)))
    state = SLUICE_JOB_BLOCKED;

  return state;
}

/**
 * sluice_ultimaker_printer_state:
 * @printer: a ClusterPrinterStatus
 *
 * Returns: its state in Sluice's words
 */
SluicePrinterState
sluice_ultimaker_printer_state (JsonObject *printer)
{
  const char *word = sluice_json_get_string (printer, "status");
  gboolean enabled = TRUE;

  sluice_json_get_boolean (printer, "enabled", &enabled);
  if (!enabled)
    return SLUICE_PRINTER_DISABLED;

  for (guint i = 0; word != NULL && i < G_N_ELEMENTS (printer_states); i++)
    if (g_str_equal (word, printer_states[i].word))
      return printer_states[i].state;

  return SLUICE_PRINTER_UNKNOWN;
}

static char *
describe_change (JsonObject *change)
{
  const char *type = sluice_json_get_string (change, "type_of_change");
  const char *target = sluice_json_get_string (change, "target_name");
  const char *origin = sluice_json_get_string (change, "origin_name");
  gint64 index = 0;

  sluice_json_get_int (change, "index", &index);
  if (target == NULL)
    target = sluice_json_get_string (change, "target_id");
  if (target == NULL || type == NULL)
    return g_strdup (_("The printer is set up in another way than this job needs"));

  if (g_str_equal (type, "print_core_change"))
    /* Translators: %s is a print core such as "AA 0.4" */
    return g_strdup_printf (_("Put print core %s into extruder %d"), target, (int) index + 1);
  if (g_str_equal (type, "buildplate_change"))
    /* Translators: %s is a build plate such as "glass" */
    return g_strdup_printf (_("Change the build plate to %s"), target);
  if (origin != NULL && *origin != '\0')
    /* Translators: two materials, such as "Tough PLA" and "ABS" */
    return g_strdup_printf (_("Load %s instead of %s in extruder %d"), target, origin, (int) index + 1);
  /* Translators: %s is a material */
  return g_strdup_printf (_("Load %s in extruder %d"), target, (int) index + 1);
}

static char *
describe_block (JsonObject *job)
{
  const char *status = sluice_json_get_string (job, "status");
  JsonArray *changes = sluice_json_get_array (job, "configuration_changes_required");
  JsonArray *impediments = sluice_json_get_array (job, "impediments_to_printing");

  if (g_strcmp0 (status, "wait_user_action") == 0)
    return g_strdup (_("The printer asks for something on its screen"));
  if (g_strcmp0 (status, "error") == 0)
    return g_strdup (_("The printer could not take this job"));

  if (impediments != NULL && json_array_get_length (impediments) > 0)
    {
      JsonObject *first = sluice_json_array_get_object (impediments, 0);
      const char *key = first != NULL ? sluice_json_get_string (first, "translation_key") : NULL;

      if (g_strcmp0 (key, "does_not_fit_in_build_volume") == 0)
        return g_strdup (_("The object does not fit into any printer of this group"));
      return g_strdup (_("No printer of this group can print this job"));
    }

  if (changes != NULL && json_array_get_length (changes) > 0)
    {
      JsonObject *first = sluice_json_array_get_object (changes, 0);

      return first != NULL ? describe_change (first) : g_strdup (_("The printer needs another set-up"));
    }

  return NULL;
}

static SluicePrintJob *
read_job (SluicePrinterGroup *group,
          JsonObject         *object)
{
  const char *uuid = sluice_json_get_string (object, "uuid");
  g_autoptr(SluicePrintJob) job = NULL;
  g_autofree char *blocked = NULL;
  SluicePrintJobValues values = { .time_total = -1, .time_elapsed = -1 };

  if (uuid == NULL)
    return NULL;

  job = sluice_printer_group_find_job (group, uuid);
  if (job == NULL)
    job = sluice_print_job_new (uuid);

  blocked = describe_block (object);
  values.name = sluice_json_get_string (object, "name");
  values.state = sluice_ultimaker_job_state (object);
  values.printer_uuid = sluice_json_get_string (object, "printer_uuid");
  values.blocked_reason = blocked;
  sluice_json_get_int (object, "time_total", &values.time_total);
  sluice_json_get_int (object, "time_elapsed", &values.time_elapsed);
  if (values.time_total > 0 && values.time_elapsed >= 0)
    values.progress = (double) values.time_elapsed / values.time_total;
  sluice_print_job_update (job, &values);

  return g_steal_pointer (&job);
}

static char *
describe_extruder (JsonObject *configuration)
{
  const char *core = sluice_json_get_string (configuration, "print_core_id");
  JsonObject *material = sluice_json_get_object (configuration, "material");
  const char *brand = material != NULL ? sluice_json_get_string (material, "brand") : NULL;
  const char *type = material != NULL ? sluice_json_get_string (material, "material") : NULL;
  g_autoptr(GString) text = g_string_new (core);

  if (type == NULL)
    return g_string_free_and_steal (g_steal_pointer (&text));

  if (text->len > 0)
    g_string_append (text, ", ");
  if (g_str_equal (type, "empty"))
    g_string_append (text, C_("material", "empty"));
  else if (brand != NULL && *brand != '\0')
    g_string_append_printf (text, "%s %s", brand, type);
  else
    g_string_append (text, type);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char **
describe_materials (JsonObject *printer)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *configuration = sluice_json_get_array (printer, "configuration");

  for (guint i = 0; configuration != NULL && i < json_array_get_length (configuration); i++)
    {
      JsonObject *extruder = sluice_json_array_get_object (configuration, i);
      g_autofree char *text = extruder != NULL ? describe_extruder (extruder) : NULL;

      if (text != NULL && *text != '\0')
        g_strv_builder_add (builder, text);
    }

  return g_strv_builder_end (builder);
}

/* The state of a printer that is at work is the state of its job. */
static SluicePrinterState
state_with_job (SluicePrinterState  state,
                SluicePrintJob     *job)
{
  if (job == NULL || state == SLUICE_PRINTER_OFFLINE || state == SLUICE_PRINTER_ERROR)
    return state;
  if (sluice_print_job_get_blocked_reason (job) != NULL)
    return SLUICE_PRINTER_ATTENTION;

  switch (sluice_print_job_get_state (job))
    {
    case SLUICE_JOB_PREPARING:
      return SLUICE_PRINTER_PREPARING;
    case SLUICE_JOB_PRINTING:
      return SLUICE_PRINTER_PRINTING;
    case SLUICE_JOB_PAUSED:
      return SLUICE_PRINTER_PAUSED;
    case SLUICE_JOB_WAIT_CLEANUP:
    case SLUICE_JOB_ABORTED:
    case SLUICE_JOB_FAILED:
      return SLUICE_PRINTER_WAIT_CLEANUP;
    case SLUICE_JOB_BLOCKED:
      return SLUICE_PRINTER_ATTENTION;
    case SLUICE_JOB_UNKNOWN:
    case SLUICE_JOB_QUEUED:
    case SLUICE_JOB_FINISHED:
    default:
      return state;
    }
}

static const char *
describe_attention (SluicePrinterState  state,
                    SluicePrintJob     *job)
{
  if (state == SLUICE_PRINTER_ATTENTION && job != NULL)
    return sluice_print_job_get_blocked_reason (job);
  return sluice_printer_state_get_need (state);
}

static gboolean
is_on_a_printer (SluicePrintJob *job)
{
  SluiceJobState state = sluice_print_job_get_state (job);

  return sluice_print_job_get_printer_uuid (job) != NULL &&
         state != SLUICE_JOB_QUEUED && state != SLUICE_JOB_BLOCKED && state != SLUICE_JOB_FINISHED;
}

static SluicePrintJob *
find_job_on (GPtrArray  *jobs,
             const char *printer_uuid)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      SluicePrintJob *job = g_ptr_array_index (jobs, i);

      if (is_on_a_printer (job) && g_str_equal (sluice_print_job_get_printer_uuid (job), printer_uuid))
        return job;
    }

  return NULL;
}

static gboolean
is_update_waiting (JsonObject *printer)
{
  const char *status = sluice_json_get_string (printer, "firmware_update_status");

  return g_strcmp0 (status, "update_available") == 0 || g_strcmp0 (status, "pending_update") == 0;
}

static SluicePrinter *
read_printer (SluicePrinterGroup *group,
              JsonObject         *object,
              GPtrArray          *jobs)
{
  const char *uuid = sluice_json_get_string (object, "uuid");
  g_autoptr(SluicePrinter) printer = NULL;
  g_auto(GStrv) materials = NULL;
  SluicePrinterValues values = { 0 };

  if (uuid == NULL)
    return NULL;

  printer = sluice_printer_group_find_printer (group, uuid);
  if (printer == NULL)
    printer = sluice_printer_new (uuid, sluice_printer_group_get_observation (group));

  materials = describe_materials (object);
  values.name = sluice_json_get_string (object, "friendly_name");
  values.model = sluice_json_get_string (object, "machine_variant");
  values.job = find_job_on (jobs, uuid);
  values.state = state_with_job (sluice_ultimaker_printer_state (object), values.job);
  values.attention = describe_attention (values.state, values.job);
  values.materials = (const char * const *) materials;
  values.firmware = sluice_json_get_string (object, "firmware_version");
  if (is_update_waiting (object))
    values.new_firmware = sluice_json_get_string (object, "latest_available_firmware");
  sluice_json_get_boolean (object, "maintenance_required", &values.maintenance_due);
  sluice_printer_update (printer, &values);

  return g_steal_pointer (&printer);
}

/**
 * sluice_ultimaker_status_apply:
 * @group: the group that was asked about
 * @status: a CloudClusterStatus, from anywhere: nothing in it is trusted to be there
 * @error: #SluiceBaseError: %SLUICE_BASE_ERROR_FORMAT; @group is untouched then
 *
 * Brings the printers and the queue of @group up to date.
 */
gboolean
sluice_ultimaker_status_apply (SluicePrinterGroup  *group,
                               JsonObject          *status,
                               GError             **error)
{
  JsonArray *printer_array = sluice_json_get_array (status, "printers");
  JsonArray *job_array = sluice_json_get_array (status, "print_jobs");
  g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) waiting = g_ptr_array_new ();
  g_autoptr(GPtrArray) printers = g_ptr_array_new_with_free_func (g_object_unref);

  if (printer_array == NULL || job_array == NULL)
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT,
                           _("The answer about this group could not be understood"));
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (job_array); i++)
    {
      JsonObject *object = sluice_json_array_get_object (job_array, i);
      SluicePrintJob *job = object != NULL ? read_job (group, object) : NULL;

      if (job == NULL)
        continue;
      g_ptr_array_add (jobs, job);
      if (sluice_print_job_get_state (job) == SLUICE_JOB_QUEUED ||
          sluice_print_job_get_state (job) == SLUICE_JOB_BLOCKED)
        g_ptr_array_add (waiting, job);
    }

  for (guint i = 0; i < json_array_get_length (printer_array); i++)
    {
      JsonObject *object = sluice_json_array_get_object (printer_array, i);
      SluicePrinter *printer = object != NULL ? read_printer (group, object, jobs) : NULL;

      if (printer != NULL)
        g_ptr_array_add (printers, printer);
    }

  sluice_printer_group_set_queue (group, waiting);
  sluice_printer_group_set_printers (group, printers);
  return TRUE;
}
