/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-history-dialog.h"
#include "sluice-notice-dialog.h"
#include "sluice-notice-rules.h"
#include "sluice-printer-dialog.h"
#include "sluice-printer-lines.h"
#include "sluice-printers-private.h"
#include "test-clock.h"
#include "test-util.h"

/* What is known of one printer, the history of prints, and what a person wants to be told. */

#define NOW 1700000000

typedef struct
{
  char              *folder;
  TestClock         *clock;
  SluiceTicker      *ticker;
  SluiceObservation *observation;
  SluicePrinter     *printer;
  SluicePrintJob    *job;
  GtkWidget         *window;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = test_make_folder ();
  self->clock = test_clock_new (NOW);
  self->ticker = sluice_ticker_new (SLUICE_CLOCK (self->clock));
  self->observation = sluice_observation_new ("OctoPrint in your network");
  self->printer = sluice_printer_new ("p1", self->observation);
  self->job = sluice_print_job_new ("j1");
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), adw_bin_new ());
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 900);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_unref (self->ticker);
  g_object_unref (self->printer);
  g_object_unref (self->job);
  g_object_unref (self->observation);
  g_object_unref (self->clock);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

static void
look (Fixture *self,
      guint    n)
{
  const char * const materials[] = { "AA 0.4, PLA", NULL };
  const gint64 now = sluice_clock_now (SLUICE_CLOCK (self->clock));
  const SluiceTemperature temperatures[] = { { "tool0", 20 + n, 215 }, { "bed", 60, 60 } };

  sluice_print_job_update (self->job, &(SluicePrintJobValues) { .name = "Whistle", .state = SLUICE_JOB_PRINTING,
                                                                .progress = 0.25, .is_measured = TRUE,
                                                                .time_total = 8811, .time_elapsed = 2500,
                                                                .time_left = 6000 });
  sluice_printer_update (self->printer, &(SluicePrinterValues) {
                                          .name = "Kitchen", .model = "MK3", .state = SLUICE_PRINTER_PRINTING,
                                          .job = self->job, .materials = materials, .firmware = "7.0",
                                          .new_firmware = "8.1", .maintenance_due = TRUE,
                                          .temperatures = temperatures, .n_temperatures = 2, .observed_at = now });
  sluice_observation_succeed (self->observation, now);
}

static void
test_printer (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *dialog = GTK_WIDGET (sluice_printer_dialog_new (self->printer, self->ticker));

  for (guint i = 0; i < 60; i++)
    {
      look (self, i * 3);
      test_clock_advance (self->clock, 10);
    }
  adw_dialog_present (ADW_DIALOG (dialog), self->window);
  app_wait_shows (dialog, "Printing");
  app_wait_mapped (dialog, "Whistle");
  app_wait_mapped (dialog, "1 h 40 min to 2 h 5 min left");
  app_wait_mapped (dialog, "The slicer, the printer and the pace so far need not agree");
  app_wait_mapped (dialog, "197 °C, to become 215 °C");
  app_wait_mapped (dialog, "60 °C, as set");
  app_wait_mapped (dialog, "7.0; 8.1 is available");
  app_audit_names (dialog);

  /* What is old says so, and why. */
  sluice_observation_fail (self->observation, SLUICE_STALE_NETWORK, "The printer does not answer.");
  test_clock_advance (self->clock, 600);
  sluice_ticker_tick (self->ticker);
  app_wait_shows (dialog, "The printer does not answer.");
  app_wait_shows (dialog, "as of 10 min ago");

  /* Without a job there is none to be seen. */
  sluice_printer_update (self->printer, &(SluicePrinterValues) { .name = "Kitchen", .model = "MK3",
                                                                 .state = SLUICE_PRINTER_IDLE });
  app_wait_hides (dialog, "Whistle");
}

static void
test_history (Fixture       *self,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "history.db", NULL);
  g_autoptr(GListStore) groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  g_autoptr(SluicePrinterEvents) events = sluice_printer_events_new (G_LIST_MODEL (groups), SLUICE_CLOCK (self->clock));
  g_autoptr(SluicePrintHistory) history = sluice_print_history_new (path, SLUICE_CLOCK (self->clock));
  g_autoptr(SluicePrinterGroup) group = sluice_printer_group_new ("lab", NULL);
  GtkWidget *dialog = GTK_WIDGET (sluice_history_dialog_new (history));
  const SluicePrinterEventKind kinds[] = { SLUICE_PRINTER_EVENT_STARTED, SLUICE_PRINTER_EVENT_FINISHED };

  adw_dialog_present (ADW_DIALOG (dialog), self->window);
  app_wait_mapped (dialog, "No Prints Seen Yet");

  sluice_print_history_follow (history, events);
  sluice_printer_group_set_name (group, "Lab");
  look (self, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(SluicePrinterEvent) event =
        sluice_printer_event_new (kinds[i], sluice_clock_now (SLUICE_CLOCK (self->clock)), group, self->printer, self->job);

      g_signal_emit_by_name (events, "event", event);
    }
  app_wait_mapped (dialog, "Whistle");
  app_wait_mapped (dialog, "Finished");
  app_wait_shows (dialog, "1 print seen to its end");
  app_audit_names (dialog);

  gtk_editable_set_text (GTK_EDITABLE (app_find (dialog, GTK_TYPE_SEARCH_ENTRY, NULL)), "nothing like it");
  app_wait_mapped (dialog, "Nothing Found");
}

static void
test_notices (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(GListStore) groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  g_autoptr(SluicePrinterGroup) group = sluice_printer_group_new ("lab", NULL);
  GtkWidget *dialog;
  GtkWidget *row;

  sluice_printer_group_set_name (group, "Lab <1>");
  g_list_store_append (groups, group);
  g_settings_set (settings, "notify-quiet", "(bii)", TRUE, 22 * 60, 6 * 60 + 30);
  dialog = GTK_WIDGET (sluice_notice_dialog_new (settings, G_LIST_MODEL (groups)));
  adw_dialog_present (ADW_DIALOG (dialog), self->window);
  app_wait_shows (dialog, "Tell Me When");
  app_audit_names (dialog);

  for (row = app_find (dialog, GTK_TYPE_LABEL, "Lab <1>"); !ADW_IS_SWITCH_ROW (row);)
    row = gtk_widget_get_parent (row);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_true (sluice_notice_rules_is_silent (settings, "lab"));
  for (row = app_find (dialog, GTK_TYPE_LABEL, "A print begins"); !ADW_IS_SWITCH_ROW (row);)
    row = gtk_widget_get_parent (row);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
  g_assert_true (sluice_notice_rules_has_kind (settings, SLUICE_PRINTER_EVENT_STARTED));
  g_assert_nonnull (app_find (dialog, GTK_TYPE_TEXT, NULL));
  g_settings_reset (settings, "notify-quiet");
  g_settings_reset (settings, "notify-silent");
  g_settings_reset (settings, "notify-events");
}

static SluicePrinter *
add_printer (GPtrArray          *printers,
             SluiceObservation  *observation,
             const char         *name,
             SluicePrinterState  state,
             gint64              time_left)
{
  SluicePrinter *printer = sluice_printer_new (name, observation);
  g_autoptr(SluicePrintJob) job = time_left > 0 ? sluice_print_job_new (name) : NULL;

  if (job != NULL)
    sluice_print_job_update (job, &(SluicePrintJobValues) { .name = name, .state = SLUICE_JOB_PRINTING, .time_total = -1,
                                                            .time_elapsed = -1, .time_left = time_left });
  sluice_printer_update (printer, &(SluicePrinterValues) {
                                    .name = name, .model = "S5", .state = state, .job = job,
                                    .attention = state == SLUICE_PRINTER_ERROR ? "See to it" : NULL });
  g_ptr_array_add (printers, printer);
  return printer;
}

/* (transfer full): the lines as text: sections in brackets, printers by name. */
static char *
spell (SluicePrinterLines *lines)
{
  GString *text = g_string_new (NULL);
  guint end = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (lines)); i++)
    {
      g_autoptr(SluicePrinterLine) line = g_list_model_get_item (G_LIST_MODEL (lines), i);
      SluicePrinterGroup *section = sluice_printer_line_get_section (line);
      guint start;

      if (i == end)
        {
          gtk_section_model_get_section (GTK_SECTION_MODEL (lines), i, &start, &end);
          g_assert_cmpuint (start, ==, i);
          g_string_append_printf (text, "[%s] ", section != NULL ? sluice_printer_group_get_name (section) : "!");
        }
      for (guint j = 0; j < sluice_printer_line_get_n_printers (line); j++)
        g_string_append_printf (text, "%s ", sluice_printer_get_name (sluice_printer_line_get_printer (line, j)));
      g_string_append (text, "/ ");
    }
  return g_string_free_and_steal (text);
}

static void
expect_lines (SluicePrinterLines *lines,
              const char         *expected)
{
  g_autofree char *text = spell (lines);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_lines (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(GListStore) groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  g_autoptr(SluicePrinterGroup) lab = sluice_printer_group_new ("lab", self->observation);
  g_autoptr(SluicePrinterGroup) farm = sluice_printer_group_new ("farm", self->observation);
  g_autoptr(GPtrArray) in_lab = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) in_farm = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(SluicePrinterLines) lines = sluice_printer_lines_new (G_LIST_MODEL (groups));
  g_autoptr(SluicePrinterLine) kept = NULL;
  g_autoptr(SluicePrinterLine) same = NULL;
  SluicePrinter *cc;

  sluice_printer_group_set_name (lab, "Lab");
  sluice_printer_group_set_name (farm, "Farm");
  cc = add_printer (in_lab, self->observation, "cc", SLUICE_PRINTER_IDLE, 0);
  add_printer (in_lab, self->observation, "bb", SLUICE_PRINTER_PRINTING, 900);
  add_printer (in_lab, self->observation, "aa", SLUICE_PRINTER_PRINTING, 100);
  add_printer (in_farm, self->observation, "dd", SLUICE_PRINTER_OFFLINE, 0);
  sluice_printer_group_set_printers (lab, in_lab);
  sluice_printer_group_set_printers (farm, in_farm);
  g_list_store_append (groups, lab);
  g_list_store_append (groups, farm);

  sluice_printer_lines_set_columns (lines, 2);
  expect_lines (lines, "[Lab] cc bb / aa / [Farm] dd / ");
  kept = g_list_model_get_item (G_LIST_MODEL (lines), 2);

  /* Who needs a person goes up; what did not change stays as it is. */
  sluice_printer_update (cc, &(SluicePrinterValues) { .name = "cc", .model = "S5", .state = SLUICE_PRINTER_ERROR,
                                                      .attention = "See to it" });
  sluice_printer_group_count_attention (lab);
  expect_lines (lines, "[!] cc / [Lab] bb aa / [Farm] dd / ");
  same = g_list_model_get_item (G_LIST_MODEL (lines), 2);
  g_assert_true (same == kept);

  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_ALL, SLUICE_PRINTER_ORDER_NAME, "");
  expect_lines (lines, "[!] cc / [Lab] aa bb / [Farm] dd / ");
  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_BUSY, SLUICE_PRINTER_ORDER_TIME, "");
  expect_lines (lines, "[Lab] aa bb / ");
  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_AWAY, SLUICE_PRINTER_ORDER_SOURCE, "");
  expect_lines (lines, "[Farm] dd / ");
  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_ATTENTION, SLUICE_PRINTER_ORDER_SOURCE, "");
  expect_lines (lines, "[!] cc / ");
  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_ALL, SLUICE_PRINTER_ORDER_SOURCE, " FARM ");
  expect_lines (lines, "[Farm] dd / ");
  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_ALL, SLUICE_PRINTER_ORDER_SOURCE, "nobody");
  expect_lines (lines, "");

  /* One that goes away is not followed any more. */
  sluice_printer_lines_show (lines, SLUICE_PRINTER_FILTER_ALL, SLUICE_PRINTER_ORDER_SOURCE, "");
  g_list_store_remove (groups, 0);
  sluice_printer_group_set_printers (lab, in_farm);
  expect_lines (lines, "[Farm] dd / ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  app_prepare ();

#define ADD(path, func) g_test_add ("/app-printers/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("lines", test_lines);
  ADD ("printer", test_printer);
  ADD ("history", test_history);
  ADD ("notices", test_notices);
#undef ADD

  return test_run ();
}
