/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-notice-rules.h"
#include "sluice-notice-words.h"
#include "sluice-printer-events.h"
#include "sluice-printer-notifier.h"
#include "sluice-printers-private.h"
#include "test-clock.h"
#include "test-util.h"

/* What happens to printers, and what a person is told of it. */

#define NOW 1700000000

typedef struct
{
  TestClock           *clock;
  GListStore          *groups;
  SluiceObservation   *observation;
  SluicePrinterGroup  *group;
  SluicePrinter       *printer;
  SluicePrintJob      *job;
  SluicePrinterEvents *events;
  GString             *seen; /* nicks of what happened */
} Fixture;

static void
event_cb (Fixture            *fixture,
          SluicePrinterEvent *event)
{
  g_autoptr(GEnumClass) class = g_type_class_ref (SLUICE_TYPE_PRINTER_EVENT_KIND);

  g_string_append_printf (fixture->seen, "%s ",
                          g_enum_get_value (class, sluice_printer_event_get_kind (event))->value_nick);
}

static void
look (Fixture            *fixture,
      SluicePrinterState  state,
      SluiceJobState      job_state)
{
  sluice_print_job_update (fixture->job, &(SluicePrintJobValues) {
                                           .name = "Job 1", .state = job_state, .time_total = 1000, .time_elapsed = 500 });
  sluice_printer_update (fixture->printer, &(SluicePrinterValues) {
                                             .name = "Left", .model = "S5", .state = state,
                                             .job = job_state != SLUICE_JOB_UNKNOWN ? fixture->job : NULL });
  test_clock_advance (fixture->clock, 1);
  sluice_observation_succeed (fixture->observation, sluice_clock_now (SLUICE_CLOCK (fixture->clock)));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GPtrArray) printers = g_ptr_array_new ();

  fixture->clock = test_clock_new (NOW);
  fixture->groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  fixture->observation = sluice_observation_new ("A cloud");
  fixture->group = sluice_printer_group_new ("lab", fixture->observation);
  sluice_printer_group_set_name (fixture->group, "Lab");
  fixture->printer = sluice_printer_new ("p1", fixture->observation);
  fixture->job = sluice_print_job_new ("j1");
  sluice_print_job_set_local_name (fixture->job, "Bracket");
  g_ptr_array_add (printers, fixture->printer);
  sluice_printer_group_set_printers (fixture->group, printers);
  g_list_store_append (fixture->groups, fixture->group);
  fixture->seen = g_string_new (NULL);
  fixture->events = sluice_printer_events_new (G_LIST_MODEL (fixture->groups), SLUICE_CLOCK (fixture->clock));
  g_signal_connect_swapped (fixture->events, "event", G_CALLBACK (event_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->events);
  g_clear_object (&fixture->groups);
  g_clear_object (&fixture->group);
  g_clear_object (&fixture->printer);
  g_clear_object (&fixture->job);
  g_clear_object (&fixture->observation);
  g_clear_object (&fixture->clock);
  g_string_free (fixture->seen, TRUE);
}

static void
expect (Fixture    *fixture,
        const char *seen)
{
  g_assert_cmpstr (fixture->seen->str, ==, seen);
  g_string_truncate (fixture->seen, 0);
}

static void
test_life_of_a_job (Fixture       *fixture,
                    gconstpointer  data)
{
  /* What is so when it is first seen did not happen. */
  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  expect (fixture, "");
  look (fixture, SLUICE_PRINTER_PAUSED, SLUICE_JOB_PAUSED);
  expect (fixture, "paused ");
  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  expect (fixture, "");
  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  expect (fixture, "finished ");
  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  expect (fixture, "");
  look (fixture, SLUICE_PRINTER_IDLE, SLUICE_JOB_UNKNOWN);
  expect (fixture, "");
  look (fixture, SLUICE_PRINTER_PREPARING, SLUICE_JOB_PREPARING);
  expect (fixture, "started ");
  look (fixture, SLUICE_PRINTER_ERROR, SLUICE_JOB_FAILED);
  expect (fixture, "failed attention ");
}

static void
test_gone_between_two_looks (Fixture       *fixture,
                             gconstpointer  data)
{
  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  look (fixture, SLUICE_PRINTER_IDLE, SLUICE_JOB_UNKNOWN);
  expect (fixture, "aborted ");

  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  expect (fixture, "started ");
  test_clock_advance (fixture->clock, 600);
  look (fixture, SLUICE_PRINTER_IDLE, SLUICE_JOB_UNKNOWN);
  expect (fixture, "finished ");
}

static void
test_away_for_long (Fixture       *fixture,
                    gconstpointer  data)
{
  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  look (fixture, SLUICE_PRINTER_OFFLINE, SLUICE_JOB_UNKNOWN);
  test_clock_advance (fixture->clock, SLUICE_OFFLINE_SECONDS - 10);
  sluice_printer_events_check (fixture->events);
  expect (fixture, "");
  test_clock_advance (fixture->clock, 20);
  sluice_printer_events_check (fixture->events);
  sluice_printer_events_check (fixture->events);
  expect (fixture, "offline ");
  /* It went on meanwhile. */
  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  expect (fixture, "");
}

static void
test_plate_and_queue (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(SluicePrintJob) waiting = sluice_print_job_new ("j2");
  g_autoptr(GPtrArray) queue = g_ptr_array_new ();

  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  expect (fixture, "finished ");

  sluice_print_job_update (waiting, &(SluicePrintJobValues) { .name = "Job 2", .state = SLUICE_JOB_BLOCKED,
                                                              .time_total = -1, .time_elapsed = -1,
                                                              .blocked_reason = "Load PLA" });
  g_ptr_array_add (queue, waiting);
  sluice_printer_group_set_queue (fixture->group, queue);
  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  expect (fixture, "clear-plate blocked ");
  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  expect (fixture, "");
}

static SluicePrinterEvent *
new_event (Fixture                *fixture,
           SluicePrinterEventKind  kind)
{
  return sluice_printer_event_new (kind, 0, fixture->group, fixture->printer, fixture->job);
}

static void
test_rules (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.sluice_desktop.Sluice");
  g_autoptr(SluicePrinterEvent) finished = new_event (fixture, SLUICE_PRINTER_EVENT_FINISHED);
  g_autoptr(SluicePrinterEvent) started = new_event (fixture, SLUICE_PRINTER_EVENT_STARTED);
  g_autoptr(GDateTime) evening = g_date_time_new_utc (2026, 3, 1, 23, 30, 20);
  g_autoptr(GDateTime) noon = g_date_time_new_utc (2026, 3, 1, 12, 0, 0);
  g_autoptr(GDateTime) morning = g_date_time_new_utc (2026, 3, 2, 7, 0, 0);

  g_assert_true (sluice_notice_rules_want (settings, finished));
  g_assert_false (sluice_notice_rules_want (settings, started));
  sluice_notice_rules_set_kind (settings, SLUICE_PRINTER_EVENT_STARTED, TRUE);
  g_assert_true (sluice_notice_rules_want (settings, started));
  sluice_notice_rules_set_silent (settings, "lab", TRUE);
  g_assert_false (sluice_notice_rules_want (settings, started));
  sluice_notice_rules_set_silent (settings, "lab", FALSE);
  g_assert_true (sluice_notice_rules_want (settings, started));

  g_assert_cmpint (sluice_notice_rules_hold_until (settings, evening), ==, 0);
  g_settings_set (settings, "notify-quiet", "(bii)", TRUE, 22 * 60, 7 * 60);
  g_assert_cmpint (sluice_notice_rules_hold_until (settings, evening), ==, g_date_time_to_unix (morning));
  g_assert_cmpint (sluice_notice_rules_hold_until (settings, noon), ==, 0);
  g_assert_cmpint (sluice_notice_rules_hold_until (settings, morning), ==, 0);
  g_settings_set_int (settings, "notify-digest", 60);
  g_assert_cmpint (sluice_notice_rules_hold_until (settings, noon), ==, g_date_time_to_unix (noon) + 3600);
  g_assert_cmpint (sluice_notice_rules_hold_until (settings, evening), ==, g_date_time_to_unix (morning));
  g_settings_reset (settings, "notify-quiet");
  g_settings_reset (settings, "notify-digest");
  g_settings_reset (settings, "notify-events");
}

static void
show_cb (const char    *id,
         GNotification *notification,
         gpointer       data)
{
  g_string_append_printf (data, "%s ", id);
}

static void
test_notifier (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new ("io.github.sluice_desktop.Sluice");
  g_autoptr(GString) shown = g_string_new (NULL);
  g_autoptr(SluicePrinterNotifier) notifier =
    sluice_printer_notifier_new (fixture->events, settings, SLUICE_CLOCK (fixture->clock), show_cb, shown);

  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  sluice_printer_notifier_flush (notifier);
  g_assert_cmpstr (shown->str, ==, "printer-p1 ");

  /* A burst is one notification. */
  g_string_truncate (shown, 0);
  for (guint i = 0; i < 5; i++)
    {
      look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
      look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
    }
  sluice_printer_notifier_flush (notifier);
  g_assert_cmpstr (shown->str, ==, "printers-digest ");

  /* What nobody wants to know. */
  g_string_truncate (shown, 0);
  sluice_notice_rules_set_silent (settings, "lab", TRUE);
  look (fixture, SLUICE_PRINTER_PRINTING, SLUICE_JOB_PRINTING);
  look (fixture, SLUICE_PRINTER_ERROR, SLUICE_JOB_FAILED);
  sluice_printer_notifier_flush (notifier);
  g_assert_cmpstr (shown->str, ==, "");
  g_settings_reset (settings, "notify-silent");
}

static void
expect_text (char       *text,
             const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

/* Screens that are locked show notifications. */
static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(SluicePrinterEvent) event = new_event (fixture, SLUICE_PRINTER_EVENT_FINISHED);
  g_autoptr(GListStore) events = g_list_store_new (SLUICE_TYPE_PRINTER_EVENT);

  look (fixture, SLUICE_PRINTER_WAIT_CLEANUP, SLUICE_JOB_WAIT_CLEANUP);
  for (int kind = SLUICE_PRINTER_EVENT_STARTED; kind <= SLUICE_PRINTER_EVENT_OFFLINE; kind++)
    {
      g_autoptr(SluicePrinterEvent) each = new_event (fixture, kind);
      g_autofree char *title = sluice_notice_dup_title (each, FALSE);
      g_autofree char *body = sluice_notice_dup_body (each, FALSE);

      g_assert_null (strstr (title, "Bracket"));
      g_assert_null (strstr (title, "Left"));
      g_assert_null (strstr (body, "Left"));
      g_assert_null (strstr (body, "Lab"));
      g_list_store_append (events, each);
    }
  expect_text (sluice_notice_dup_title (event, TRUE), "“Bracket” is finished");
  expect_text (sluice_notice_dup_body (event, TRUE), "Left, Lab");
  expect_text (sluice_notice_dup_digest (G_LIST_MODEL (events)),
               "1 print finished, 1 print failed, 1 print was stopped, 4 times you are needed, "
               "1 printer does not answer, 1 print began");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/printer-events/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("job", test_life_of_a_job);
  ADD ("gone", test_gone_between_two_looks);
  ADD ("away", test_away_for_long);
  ADD ("plate-and-queue", test_plate_and_queue);
  ADD ("rules", test_rules);
  ADD ("notifier", test_notifier);
  ADD ("words", test_words);
#undef ADD

  return g_test_run ();
}
