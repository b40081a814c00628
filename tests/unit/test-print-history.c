/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-past-prints.h"
#include "sluice-print-history.h"
#include "sluice-printers-private.h"
#include "test-clock.h"
#include "test-util.h"

#include <string.h>

/* The prints that were seen: kept sealed, taken up again, and exported. */

#define NOW 1700000000

typedef struct
{
  char                *folder;
  char                *path;
  SluiceKey           *key;
  TestClock           *clock;
  GListStore          *groups;
  SluiceObservation   *observation;
  SluicePrinterGroup  *group;
  SluicePrinter       *printer;
  SluicePrinterEvents *events;
  SluicePrintHistory  *history;
} Fixture;

/* A run of the program: it has seen nothing yet. */
static void
start (Fixture *fixture)
{
  g_autoptr(GPtrArray) printers = g_ptr_array_new ();

  fixture->groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  fixture->observation = sluice_observation_new ("A cloud");
  fixture->group = sluice_printer_group_new ("lab", fixture->observation);
  sluice_printer_group_set_name (fixture->group, "Lab");
  fixture->printer = sluice_printer_new ("p1", fixture->observation);
  g_ptr_array_add (printers, fixture->printer);
  sluice_printer_group_set_printers (fixture->group, printers);
  g_list_store_append (fixture->groups, fixture->group);
  fixture->events = sluice_printer_events_new (G_LIST_MODEL (fixture->groups), SLUICE_CLOCK (fixture->clock));
  fixture->history = sluice_print_history_new (fixture->path, SLUICE_CLOCK (fixture->clock));
  sluice_print_history_follow (fixture->history, fixture->events);
}

static void
stop (Fixture *fixture)
{
  g_assert_true (test_settle (sluice_print_history_finish (fixture->history), NULL));
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->events);
  g_clear_object (&fixture->groups);
  g_clear_object (&fixture->group);
  g_clear_object (&fixture->printer);
  g_clear_object (&fixture->observation);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "history.db", NULL);
  fixture->key = sluice_key_new_random ();
  fixture->clock = test_clock_new (NOW);
  start (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  stop (fixture);
  g_clear_object (&fixture->clock);
  sluice_key_unref (fixture->key);
  test_remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
open_history (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  sluice_print_history_set_key (fixture->history, fixture->key);
  g_assert_true (test_settle (sluice_print_history_load (fixture->history), &error));
  g_assert_no_error (error);
}

static void
look (Fixture        *fixture,
      const char     *uuid,
      const char     *name,
      SluiceJobState  state,
      gint64          elapsed)
{
  g_autoptr(SluicePrintJob) job = uuid != NULL ? sluice_print_job_new (uuid) : NULL;
  const char * const materials[] = { "AA 0.4, PLA", NULL };

  if (job != NULL)
    sluice_print_job_update (job, &(SluicePrintJobValues) { .name = name, .state = state, .time_total = 1000,
                                                            .time_elapsed = elapsed });
  sluice_printer_update (fixture->printer, &(SluicePrinterValues) {
                                             .name = "Left", .model = "S5", .state = SLUICE_PRINTER_IDLE,
                                             .job = job, .materials = materials });
  test_clock_advance (fixture->clock, 10);
  sluice_observation_succeed (fixture->observation, sluice_clock_now (SLUICE_CLOCK (fixture->clock)));
}

static SluicePastPrint *
get (Fixture *fixture,
     guint    i)
{
  g_autoptr(SluicePastPrint) print = g_list_model_get_item (G_LIST_MODEL (fixture->history), i);

  g_assert_nonnull (print);
  return print; /* the history has it */
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->history));
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;
  gsize length;

  /* Seen before the vault was open. */
  look (fixture, "j1", "Secret bracket", SLUICE_JOB_PRINTING, 100);
  g_assert_cmpuint (count (fixture), ==, 1);
  open_history (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpint (sluice_past_print_get_started (get (fixture, 0)), ==, NOW + 10 - 100);

  /* The program ends, and comes back while it goes on; then it is done. */
  stop (fixture);
  start (fixture);
  look (fixture, "j1", "Secret bracket", SLUICE_JOB_PRINTING, 120);
  open_history (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  look (fixture, "j1", "Secret bracket", SLUICE_JOB_FINISHED, 1000);
  g_assert_cmpint (sluice_past_print_get_result (get (fixture, 0)), ==, SLUICE_PAST_FINISHED);
  g_assert_cmpstr (sluice_past_print_get_text (get (fixture, 0), "material"), ==, "AA 0.4, PLA");
  g_assert_cmpint (sluice_past_print_get_seconds (get (fixture, 0)), ==, 120);

  stop (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &text, &length, NULL));
  g_assert_null (memmem (text, length, "bracket", strlen ("bracket")));
  start (fixture);
  open_history (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpint (sluice_past_print_get_result (get (fixture, 0)), ==, SLUICE_PAST_FINISHED);
  g_assert_cmpstr (sluice_past_print_get_text (get (fixture, 0), "name"), ==, "Secret bracket");
}

static void
test_unseen_end (Fixture       *fixture,
                 gconstpointer  data)
{
  open_history (fixture);
  look (fixture, "j1", "Bracket", SLUICE_JOB_PRINTING, 100);
  stop (fixture);

  /* Another job is on the plate when the program comes back. */
  start (fixture);
  open_history (fixture);
  look (fixture, "j2", "Whistle", SLUICE_JOB_PRINTING, 5);
  g_assert_cmpuint (count (fixture), ==, 2);
  g_assert_cmpstr (sluice_past_print_get_text (get (fixture, 0), "name"), ==, "Whistle");
  g_assert_cmpint (sluice_past_print_get_result (get (fixture, 1)), ==, SLUICE_PAST_UNSEEN);
  g_assert_cmpstr (sluice_past_print_get_text (get (fixture, 1), "name"), ==, "Bracket");
  g_assert_cmpint (sluice_past_print_get_ended (get (fixture, 1)), ==, 0);

  /* Gone before it could be done. */
  look (fixture, NULL, NULL, SLUICE_JOB_UNKNOWN, 0);
  g_assert_cmpint (sluice_past_print_get_result (get (fixture, 0)), ==, SLUICE_PAST_STOPPED);
}

static void
test_clear (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  open_history (fixture);
  look (fixture, "j1", "Bracket", SLUICE_JOB_PRINTING, 100);
  g_assert_true (test_settle (sluice_print_history_clear (fixture->history), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count (fixture), ==, 0);
  stop (fixture);
  start (fixture);
  open_history (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_export (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GListStore) prints = g_list_store_new (SLUICE_TYPE_PAST_PRINT);
  g_autoptr(SluicePastPrint) done = sluice_past_print_new ("1", NOW);
  g_autoptr(SluicePastPrint) running = sluice_past_print_new ("2", NOW + 5);
  g_autoptr(GBytes) csv = NULL;
  g_autoptr(GBytes) json = NULL;
  SluicePastSum sum;

  sluice_past_print_set_text (done, "name", "=HYPERLINK(\"x\"), a");
  sluice_past_print_end (done, SLUICE_PAST_FINISHED, NOW + 3600);
  g_list_store_append (prints, done);
  g_list_store_append (prints, running);

  sluice_past_prints_sum (G_LIST_MODEL (prints), &sum);
  g_assert_cmpuint (sum.n_prints, ==, 1);
  g_assert_cmpint (sum.seconds, ==, 3600);

  csv = sluice_past_prints_to_csv (G_LIST_MODEL (prints));
  g_assert_cmpstr (g_bytes_get_data (csv, NULL), ==,
                   "started,ended,seconds,result,name,printer,group,model,material,source\r\n"
                   "\"2023-11-14T22:13:20Z\",\"2023-11-14T23:13:20Z\",\"3600\",\"finished\","
                   "\"'=HYPERLINK(\"\"x\"\"), a\",,,,,\r\n"
                   "\"2023-11-14T22:13:25Z\",,,\"running\",,,,,,\r\n");
  json = sluice_past_prints_to_json (G_LIST_MODEL (prints));
  g_assert_nonnull (strstr (g_bytes_get_data (json, NULL), "\"kind\" : \"product\""));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/print-history/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("kept", test_kept);
  ADD ("unseen-end", test_unseen_end);
  ADD ("clear", test_clear);
  ADD ("export", test_export);
#undef ADD

  return test_run ();
}
