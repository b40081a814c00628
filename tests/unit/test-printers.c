/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-json.h"
#include "sluice-list-store.h"
#include "sluice-printers-private.h"
#include "sluice-ultimaker-status.h"

#include <string.h>

/* A CloudClusterStatus with the fields of reference clients, and a few that no version knows. */
static const char status_text[] =
  "{\"generated_time\":\"2026-01-02T03:04:05.000Z\",\"brand_new\":{\"a\":[1]},"
  "\"printers\":["
  " {\"uuid\":\"p1\",\"friendly_name\":\"Left\",\"machine_variant\":\"Ultimaker S5\",\"enabled\":true,"
  "  \"status\":\"printing\",\"configuration\":["
  "   {\"extruder_index\":0,\"print_core_id\":\"AA 0.4\",\"material\":{\"brand\":\"Generic\",\"material\":\"PLA\"}},"
  "   {\"extruder_index\":1,\"print_core_id\":\"BB 0.4\",\"material\":{\"material\":\"empty\"}}]},"
  " {\"uuid\":\"p2\",\"friendly_name\":\"Right\",\"machine_variant\":\"Ultimaker S3\",\"enabled\":true,"
  "  \"status\":\"idle\",\"configuration\":[]},"
  " {\"uuid\":\"p3\",\"friendly_name\":\"Off\",\"machine_variant\":\"Ultimaker 3\",\"enabled\":false,"
  "  \"status\":\"unreachable\",\"configuration\":[]},"
  " {\"uuid\":\"p4\",\"friendly_name\":\"Odd\",\"machine_variant\":\"New\",\"enabled\":true,"
  "  \"status\":\"levitating\",\"configuration\":[]},"
  " 17, {\"friendly_name\":\"no uuid\"}],"
  "\"print_jobs\":["
  " {\"uuid\":\"j1\",\"name\":\"Job A\",\"status\":\"printing\",\"printer_uuid\":\"p1\",\"started\":true,"
  "  \"time_total\":1000,\"time_elapsed\":250},"
  " {\"uuid\":\"j2\",\"name\":\"Job B\",\"status\":\"wait_cleanup\",\"printer_uuid\":\"p2\",\"started\":true,"
  "  \"time_total\":600,\"time_elapsed\":600},"
  " {\"uuid\":\"j3\",\"name\":\"Job C\",\"status\":\"queued\",\"time_total\":60,\"configuration_changes_required\":["
  "   {\"type_of_change\":\"print_core_change\",\"target_id\":\"x\",\"target_name\":\"BB 0.4\",\"index\":1}]},"
  " {\"uuid\":\"j4\",\"name\":\"Job D\",\"status\":\"queued\",\"time_total\":60}]}";

static JsonObject *
parse (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GError) error = NULL;
  JsonObject *object = sluice_json_parse_object (bytes, 1 << 20, &error);

  g_assert_no_error (error);
  return object;
}

static SluicePrinterGroup *
new_group (const char *text)
{
  g_autoptr(JsonObject) status = parse (text);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceObservation) observation = sluice_observation_new ("A cloud");
  SluicePrinterGroup *group = sluice_printer_group_new ("c1", observation);

  g_assert_true (sluice_ultimaker_status_apply (group, status, &error));
  g_assert_no_error (error);
  return group;
}

static void
test_status_is_read (void)
{
  g_autoptr(SluicePrinterGroup) group = new_group (status_text);
  GListModel *printers = sluice_printer_group_get_printers (group);
  GListModel *queue = sluice_printer_group_get_queue (group);
  g_autoptr(SluicePrinter) left = g_list_model_get_item (printers, 0);
  g_autoptr(SluicePrinter) right = g_list_model_get_item (printers, 1);
  g_autoptr(SluicePrinter) off = g_list_model_get_item (printers, 2);
  g_autoptr(SluicePrinter) odd = g_list_model_get_item (printers, 3);
  g_autoptr(SluicePrintJob) blocked = g_list_model_get_item (queue, 0);

  g_assert_cmpuint (g_list_model_get_n_items (printers), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, 2);

  g_assert_cmpint (sluice_printer_get_state (left), ==, SLUICE_PRINTER_PRINTING);
  g_assert_cmpfloat (sluice_print_job_get_progress (sluice_printer_get_job (left)), ==, 0.25);
  g_assert_cmpstr (sluice_printer_get_materials (left)[0], ==, "AA 0.4, Generic PLA");
  g_assert_cmpstr (sluice_printer_get_materials (left)[1], ==, "BB 0.4, empty");
  g_assert_false (sluice_printer_get_needs_attention (left));

  g_assert_cmpint (sluice_printer_get_state (right), ==, SLUICE_PRINTER_WAIT_CLEANUP);
  g_assert_true (sluice_printer_get_needs_attention (right));
  g_assert_cmpint (sluice_printer_get_state (off), ==, SLUICE_PRINTER_DISABLED);
  g_assert_cmpint (sluice_printer_get_state (odd), ==, SLUICE_PRINTER_UNKNOWN);
  g_assert_cmpuint (sluice_printer_group_get_n_attention (group), ==, 1);

  g_assert_cmpint (sluice_print_job_get_state (blocked), ==, SLUICE_JOB_BLOCKED);
  g_assert_cmpstr (sluice_print_job_get_blocked_reason (blocked), ==, "Put print core BB 0.4 into extruder 2");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_only_changes_are_notified (void)
{
  g_autoptr(SluicePrinterGroup) group = new_group (status_text);
  g_autoptr(SluicePrinter) left = g_list_model_get_item (sluice_printer_group_get_printers (group), 0);
  SluicePrintJob *job = sluice_printer_get_job (left);
  g_autofree char *later_text = NULL;
  g_autoptr(JsonObject) same = parse (status_text);
  g_autoptr(JsonObject) later = NULL;
  g_auto(GStrv) parts = g_strsplit (status_text, "\"time_elapsed\":250", 2);
  guint printer_changes = 0;
  guint job_changes = 0;
  guint list_changes = 0;

  g_signal_connect_swapped (left, "notify", G_CALLBACK (count_cb), &printer_changes);
  g_signal_connect_swapped (job, "notify", G_CALLBACK (count_cb), &job_changes);
  g_signal_connect_swapped (sluice_printer_group_get_printers (group), "items-changed",
                            G_CALLBACK (count_cb), &list_changes);

  g_assert_true (sluice_ultimaker_status_apply (group, same, NULL));
  g_assert_cmpuint (printer_changes + job_changes + list_changes, ==, 0);

  later_text = g_strconcat (parts[0], "\"time_elapsed\":500", parts[1], NULL);
  later = parse (later_text);
  g_assert_true (sluice_ultimaker_status_apply (group, later, NULL));
  g_assert_cmpuint (job_changes, ==, 4); /* progress, elapsed time, and the time left at least and at most */
  g_assert_cmpuint (printer_changes + list_changes, ==, 0);
  g_assert_true (sluice_printer_get_job (left) == job);

  g_signal_handlers_disconnect_by_func (left, count_cb, &printer_changes);
  g_signal_handlers_disconnect_by_func (job, count_cb, &job_changes);
}

static void
test_garbage_leaves_the_group_alone (void)
{
  g_autoptr(SluicePrinterGroup) group = new_group (status_text);
  const char * const garbage[] = { "{}", "{\"printers\":3,\"print_jobs\":[]}", "{\"printers\":[],\"print_jobs\":{}}" };

  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_autoptr(JsonObject) object = parse (garbage[i]);
      g_autoptr(GError) error = NULL;

      g_assert_false (sluice_ultimaker_status_apply (group, object, &error));
      g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT);
      g_assert_cmpuint (g_list_model_get_n_items (sluice_printer_group_get_printers (group)), ==, 4);
    }
}

static void
test_aborted_job_that_waits_for_clean_up (void)
{
  g_autoptr(JsonObject) aborted = parse ("{\"status\":\"wait_cleanup\",\"time_total\":600,\"time_elapsed\":20}");
  g_autoptr(JsonObject) finished = parse ("{\"status\":\"wait_cleanup\",\"time_total\":600,\"time_elapsed\":601}");
  g_autoptr(JsonObject) impossible = parse ("{\"status\":\"queued\",\"impediments_to_printing\":"
                                            "[{\"translation_key\":\"does_not_fit_in_build_volume\"}]}");

  g_assert_cmpint (sluice_ultimaker_job_state (aborted), ==, SLUICE_JOB_ABORTED);
  g_assert_cmpint (sluice_ultimaker_job_state (finished), ==, SLUICE_JOB_WAIT_CLEANUP);
  g_assert_cmpint (sluice_ultimaker_job_state (impossible), ==, SLUICE_JOB_BLOCKED);
}

static void
test_list_moves_as_little_as_can_be (void)
{
  g_autoptr(GListStore) store = g_list_store_new (SLUICE_TYPE_PRINT_JOB);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint changes = 0;

  for (int i = 0; i < 5; i++)
    g_ptr_array_add (items, sluice_print_job_new ("x"));
  sluice_list_store_assign (store, items);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 5);

  g_signal_connect_swapped (store, "items-changed", G_CALLBACK (count_cb), &changes);
  sluice_list_store_assign (store, items);
  g_assert_cmpuint (changes, ==, 0);

  g_ptr_array_remove_index (items, 2);
  sluice_list_store_assign (store, items);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 4);

  g_ptr_array_set_size (items, 0);
  sluice_list_store_assign (store, items);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printers/status-is-read", test_status_is_read);
  g_test_add_func ("/printers/only-changes-are-notified", test_only_changes_are_notified);
  g_test_add_func ("/printers/garbage-leaves-the-group-alone", test_garbage_leaves_the_group_alone);
  g_test_add_func ("/printers/aborted-job-that-waits-for-clean-up", test_aborted_job_that_waits_for_clean_up);
  g_test_add_func ("/printers/list-moves-as-little-as-can-be", test_list_moves_as_little_as_can_be);
  return g_test_run ();
}
