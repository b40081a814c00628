/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluicectl-command.h"

#include "sluice-context.h"
#include "sluice-fiber.h"

#include <glib/gi18n-lib.h>

/* What the services know: printer groups, and the ledger. Each command is one fiber. */

#define LEDGER_USAGE "ledger [list | verify [FILE] | export FILE]"
#define LEDGER_LINES 200

static void
print_group (SluicePrinterGroup *group)
{
  GListModel *printers = sluice_printer_group_get_printers (group);
  g_autofree char *group_name = sluicectl_dup_printable (sluice_printer_group_get_name (group));

  g_print ("%s\n", group_name);
  for (guint i = 0; i < g_list_model_get_n_items (printers); i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (printers, i);
      SluicePrintJob *job = sluice_printer_get_job (printer);
      SluiceObservation *observation = sluice_printer_get_observation (printer);
      g_autofree char *name = sluicectl_dup_printable (sluice_printer_get_name (printer));
      g_autofree char *model = sluicectl_dup_printable (sluice_printer_get_model (printer));
      g_autofree char *attention = sluicectl_dup_printable (sluice_printer_get_attention (printer));
      g_autofree char *title = NULL;

      g_print ("  %-20s %-16s %-12s", name, model,
               sluicectl_get_nick (SLUICE_TYPE_PRINTER_STATE, sluice_printer_get_state (printer)));
      if (job != NULL)
        {
          title = sluicectl_dup_printable (sluice_print_job_get_local_name (job) ?: sluice_print_job_get_name (job));
          g_print (" %3.0f %%  %s", sluice_print_job_get_progress (job) * 100, title);
        }
      if (*attention != '\0')
        g_print ("  (%s)", attention);
      if (sluice_observation_get_reason (observation) != NULL)
        g_print ("  [%s]", sluice_observation_get_reason (observation));
      g_print ("\n");
    }
}

static JsonObject *
describe_job (SluicePrintJob *job)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "uuid", sluice_print_job_get_uuid (job));
  json_object_set_string_member (object, "name", sluice_print_job_get_name (job));
  json_object_set_string_member (object, "local_name", sluice_print_job_get_local_name (job));
  json_object_set_string_member (object, "state", sluicectl_get_nick (SLUICE_TYPE_JOB_STATE, sluice_print_job_get_state (job)));
  json_object_set_double_member (object, "progress", sluice_print_job_get_progress (job));
  json_object_set_int_member (object, "time_total_s", sluice_print_job_get_time_total (job));
  json_object_set_int_member (object, "time_elapsed_s", sluice_print_job_get_time_elapsed (job));
  json_object_set_string_member (object, "blocked_reason", sluice_print_job_get_blocked_reason (job));
  return object;
}

static JsonObject *
describe_printer (SluicePrinter *printer)
{
  JsonObject *object = json_object_new ();
  SluiceObservation *observation = sluice_printer_get_observation (printer);

  json_object_set_string_member (object, "uuid", sluice_printer_get_uuid (printer));
  json_object_set_string_member (object, "name", sluice_printer_get_name (printer));
  json_object_set_string_member (object, "model", sluice_printer_get_model (printer));
  json_object_set_string_member (object, "state",
                                 sluicectl_get_nick (SLUICE_TYPE_PRINTER_STATE, sluice_printer_get_state (printer)));
  json_object_set_string_member (object, "attention", sluice_printer_get_attention (printer));
  json_object_set_string_member (object, "firmware", sluice_printer_get_firmware (printer));
  json_object_set_boolean_member (object, "maintenance_due", sluice_printer_get_maintenance_due (printer));
  json_object_set_string_member (object, "source", sluice_observation_get_source (observation));
  json_object_set_int_member (object, "observed_at_us", sluice_observation_get_observed_at (observation));
  json_object_set_string_member (object, "stale", sluicectl_get_nick (SLUICE_TYPE_STALE_CAUSE,
                                                                    sluice_observation_get_cause (observation)));
  json_object_set_string_member (object, "stale_reason", sluice_observation_get_reason (observation));
  if (sluice_printer_get_job (printer) != NULL)
    json_object_set_object_member (object, "job", describe_job (sluice_printer_get_job (printer)));
  return object;
}

static JsonObject *
describe_group (SluicePrinterGroup *group)
{
  JsonObject *object = json_object_new ();
  JsonArray *printers = json_array_new ();
  JsonArray *queue = json_array_new ();
  SluiceObservation *observation = sluice_printer_group_get_observation (group);
  GListModel *printer_model = sluice_printer_group_get_printers (group);
  GListModel *queue_model = sluice_printer_group_get_queue (group);

  for (guint i = 0; i < g_list_model_get_n_items (printer_model); i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (printer_model, i);

      json_array_add_object_element (printers, describe_printer (printer));
    }
  for (guint i = 0; i < g_list_model_get_n_items (queue_model); i++)
    {
      g_autoptr(SluicePrintJob) job = g_list_model_get_item (queue_model, i);

      json_array_add_object_element (queue, describe_job (job));
    }

  json_object_set_string_member (object, "name", sluice_printer_group_get_name (group));
  if (observation != NULL)
    json_object_set_int_member (object, "observed_at_us", sluice_observation_get_observed_at (observation));
  json_object_set_array_member (object, "printers", printers);
  json_object_set_array_member (object, "queue", queue);
  return object;
}

static void
print_groups (GListModel *groups,
              gboolean    json)
{
  g_autoptr(JsonArray) array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (groups, i);

      if (json)
        json_array_add_object_element (array, describe_group (group));
      else
        print_group (group);
    }
  if (json)
    sluicectl_print_array (array);
}

static DexFuture *
groups_fiber (DexFuture *stop,
              gpointer   data)
{
  gboolean *json = data;
  g_autofree char *folder = sluicectl_dup_data_folder ();
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluicectl");
  g_autoptr(GError) error = NULL;
  gboolean seen = TRUE;

  if (!sluice_context_has_home (context) &&
      g_list_model_get_n_items (G_LIST_MODEL (sluice_context_get_local_printers (context))) == 0)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                                  _("Sluice has no place to look at yet. Start the app and choose “Try it here” first, or add a printer of your network."));

  if (sluice_context_has_home (context))
    seen = dex_await (sluice_context_visit_home (context), &error) &&
           dex_await (sluice_context_look_once (context), &error);
  /* Who does not answer there is in the list, with the reason. */
  dex_await (sluice_context_look_around (context), NULL);
  if (seen)
    print_groups (sluice_context_get_fleet (context), *json);
  dex_await (sluice_context_stop (context), NULL);

  return seen ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

static int
run_groups (int    argc,
            char **argv)
{
  gboolean json = argc == 2 && g_str_equal (argv[1], "--json");

  if (argc > 2 || (argc == 2 && !json))
    return sluicectl_usage ("groups [--json]");

  return sluicectl_run_fiber (groups_fiber, &json);
}

static SluiceLedger *
dup_ledger (void)
{
  g_autofree char *folder = sluicectl_dup_data_folder ();
  g_autoptr(SluiceContext) context = sluice_context_new (folder, "sluicectl");

  return g_object_ref (sluice_context_get_ledger (context));
}

static void
print_entry (SluiceLedgerEntry *entry)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_local_usec (sluice_ledger_entry_get_time (entry));
  g_autofree char *when = g_date_time_format (time, "%F %T");

  g_print ("%6" G_GINT64_FORMAT "  %s  %-10s  %-11s  %8" G_GINT64_FORMAT " B  %s  %s %s",
           sluice_ledger_entry_get_seq (entry), when,
           sluice_ledger_status_to_nick (sluice_ledger_entry_get_status (entry)),
           sluice_ledger_entry_get_label (entry), sluice_ledger_entry_get_bytes_out (entry),
           sluice_ledger_entry_get_host (entry), sluice_ledger_entry_get_method (entry),
           sluice_ledger_entry_get_route (entry));
  if (sluice_ledger_entry_get_count (entry) > 1)
    g_print (" (%" G_GINT64_FORMAT " ×)", sluice_ledger_entry_get_count (entry));
  g_print ("\n");
}

static DexFuture *
list_ledger_fiber (DexFuture *stop,
                   gpointer   data)
{
  g_autoptr(SluiceLedger) ledger = dup_ledger ();
  g_autoptr(GError) error = NULL;
  GListModel *entries = sluice_ledger_get_entries (ledger);

  if (!dex_await (sluice_ledger_load (ledger, LEDGER_LINES), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  /* Oldest first, as a log is read. */
  for (guint i = g_list_model_get_n_items (entries); i > 0; i--)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i - 1);

      print_entry (entry);
    }
  return dex_future_new_true ();
}

static DexFuture *
verify_ledger_fiber (DexFuture *stop,
                     gpointer   data)
{
  g_autoptr(SluiceLedger) ledger = dup_ledger ();
  g_autoptr(GError) error = NULL;
  gint64 n_entries = dex_await_int64 (data != NULL ? sluice_ledger_verify_file (data) : sluice_ledger_verify (ledger),
                                      &error);

  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_print (ngettext ("The ledger is whole: %d entry, unchanged.\n",
                     "The ledger is whole: %d entries, unchanged.\n", n_entries), (int) n_entries);
  return dex_future_new_true ();
}

static DexFuture *
export_ledger_fiber (DexFuture *stop,
                     gpointer   data)
{
  g_autoptr(SluiceLedger) ledger = dup_ledger ();
  g_autoptr(GError) error = NULL;
  gint64 n_entries = dex_await_int64 (sluice_until (sluice_ledger_export (ledger, data, NULL, NULL, NULL), stop), &error);

  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_print (ngettext ("%d entry was written.\n", "%d entries were written.\n", (gulong) n_entries), (int) n_entries);
  return dex_future_new_true ();
}

static int
run_ledger (int    argc,
            char **argv)
{
  if (argc == 1 || (argc == 2 && g_str_equal (argv[1], "list")))
    return sluicectl_run_fiber (list_ledger_fiber, NULL);
  if ((argc == 2 || argc == 3) && g_str_equal (argv[1], "verify"))
    return sluicectl_run_fiber (verify_ledger_fiber, argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "export"))
    return sluicectl_run_fiber (export_ledger_fiber, argv[2]);

  return sluicectl_usage (LEDGER_USAGE);
}

const SluicectlCommand sluicectl_service_commands[] = {
  { "groups", N_("show the printer groups of the place that Sluice uses"), run_groups },
  { "ledger", N_("list what left this computer, verify that the list is whole, or export it"), run_ledger },
  { NULL },
};
