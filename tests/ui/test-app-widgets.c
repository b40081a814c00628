/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-badge.h"
#include "sluice-printer-card.h"
#include "sluice-printer-header.h"
#include "sluice-printer-line-row.h"
#include "sluice-printers-page.h"
#include "sluice-printers-private.h"
#include "sluice-record-sheet.h"
#include "sluice-split-bar.h"
#include "sluice-welcome-page.h"
#include "test-clock.h"
#include "test-util.h"

#include <adwaita.h>
#include <string.h>

/* Widgets one by one, on the models that the services fill. */

#define NOW_SECONDS 1700000000

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static gboolean
has_size (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

/* Icon and word, never colour alone, and the sentence that explains it. */
static void
test_badge (void)
{
  GtkWidget *badge = g_object_ref_sink (sluice_badge_new ());

  for (int kind = SLUICE_KIND_NONE; kind <= SLUICE_KIND_LAST; kind++)
    {
      GtkWidget *icon;

      sluice_badge_set_kind (SLUICE_BADGE (badge), kind);
      icon = app_find (badge, GTK_TYPE_IMAGE, NULL);
      g_assert_nonnull (app_find (badge, GTK_TYPE_LABEL, sluice_kind_get_title (kind)));
      g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (icon)), ==, sluice_kind_get_icon_name (kind));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (badge), ==, sluice_kind_get_explanation (kind));
      g_assert_true (gtk_widget_has_css_class (badge, sluice_kind_get_css_class (kind)));
      gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL, sluice_kind_get_title (kind));
      gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                           sluice_kind_get_explanation (kind));
    }
  g_assert_finalize_object (badge);
}

/* Icons that the theme does not have would be a broken picture in every row. */
static void
test_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (int kind = SLUICE_KIND_NONE; kind <= SLUICE_KIND_LAST; kind++)
    g_assert_true (gtk_icon_theme_has_icon (theme, sluice_kind_get_icon_name (kind)));
}

static void
test_split_bar (void)
{
  GtkWidget *bar = sluice_split_bar_new ();
  GtkWidget *picture = gtk_widget_get_first_child (bar);
  GtkWidget *window = show (bar);
  const char *description;
  int parts = 0;

  sluice_split_bar_set_bytes (SLUICE_SPLIT_BAR (bar), 4096, 246000000, 12000);
  test_wait_until (has_size, bar, "the bar to have a size");

  for (GtkWidget *part = gtk_widget_get_first_child (picture); part != NULL; part = gtk_widget_get_next_sibling (part))
    {
      g_assert_cmpint (gtk_widget_get_width (part), >=, 8);
      parts += gtk_widget_get_width (part);
    }
  /* All of the width but two gaps. */
  g_assert_cmpint (parts, ==, gtk_widget_get_width (bar) - 4);

  description = sluice_split_bar_get_description (SLUICE_SPLIT_BAR (bar));
  g_assert_nonnull (strstr (description, "is process data"));
  gtk_test_accessible_assert_property (picture, GTK_ACCESSIBLE_PROPERTY_LABEL, description);
  gtk_window_destroy (GTK_WINDOW (window));
}

static SluicePrinterGroup *
create_group (SluicePrinter *printer)
{
  SluicePrinterGroup *group = sluice_printer_group_new ("group", sluice_printer_get_observation (printer));
  g_autoptr(GPtrArray) printers = g_ptr_array_new ();

  g_ptr_array_add (printers, printer);
  sluice_printer_group_set_name (group, "Lab");
  sluice_printer_group_set_printers (group, printers);
  sluice_observation_succeed (sluice_printer_get_observation (printer), NOW_SECONDS * G_TIME_SPAN_SECOND);
  return group;
}

static void
update (SluicePrinterGroup *group,
        SluicePrinter      *printer,
        SluicePrintJob     *job,
        const char         *attention)
{
  const char * const materials[] = { "AA 0.4, PLA", NULL };
  g_autoptr(GPtrArray) printers = g_ptr_array_new ();

  sluice_printer_update (printer, &(SluicePrinterValues) {
                                    .name = "Bench",
                                    .model = "Ultimaker S5",
                                    .state = attention != NULL ? SLUICE_PRINTER_ERROR : SLUICE_PRINTER_PRINTING,
                                    .job = job,
                                    .materials = materials,
                                    .attention = attention,
                                  });
  g_ptr_array_add (printers, printer);
  if (group != NULL)
    sluice_printer_group_set_printers (group, printers);
}

/* Whether the only card is among those that need a person. */
static gboolean
is_lifted (GtkWidget *page)
{
  GtkWidget *card = app_find (page, SLUICE_TYPE_PRINTER_CARD, NULL);
  g_autofree char *place = NULL;

  g_object_get (card, "place", &place, NULL);
  return place != NULL;
}

/* The page follows the models: what needs a person moves up and back, ages tick, a job gets its own name. */
static void
test_printers (void)
{
  TestClock *clock = test_clock_new (NOW_SECONDS + 12);
  g_autoptr(SluiceTicker) ticker = sluice_ticker_new (SLUICE_CLOCK (clock));
  g_autoptr(GListStore) groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  g_autoptr(SluiceObservation) observation = sluice_observation_new ("A cloud");
  g_autoptr(SluicePrinter) printer = sluice_printer_new ("printer", observation);
  g_autoptr(SluicePrintJob) job = sluice_print_job_new ("job");
  g_autoptr(SluicePrinterGroup) group = NULL;
  GtkWidget *page = g_object_new (SLUICE_TYPE_PRINTERS_PAGE, NULL);
  GtkWidget *window = show (page);
  GtkWidget *card;

  sluice_print_job_update (job, &(SluicePrintJobValues) { .name = "job-7f3a",
                                                          .state = SLUICE_JOB_PRINTING,
                                                          .progress = 0.5,
                                                          .time_total = 3600,
                                                          .time_elapsed = 1800 });
  update (NULL, printer, job, NULL);
  group = create_group (printer);
  g_list_store_append (groups, group);
  sluice_printers_page_set_groups (SLUICE_PRINTERS_PAGE (page), G_LIST_MODEL (groups), ticker);

  card = app_find (page, SLUICE_TYPE_PRINTER_CARD, NULL);
  test_wait_until (has_size, card, "the card to have a size");
  g_assert_false (app_shows (page, "Needs You"));
  g_assert_true (app_shows (page, "as of 12 s ago"));
  g_assert_true (app_shows (card, "job-7f3a"));
  g_assert_true (app_shows (card, "50 %"));
  g_assert_true (app_shows (card, "about 30 min left"));
  g_assert_true (app_shows (card, "AA 0.4, PLA"));
  g_assert_false (app_shows (card, "known only here"));
  app_audit_names (window);

  /* One timer, and the card is the same one. */
  test_clock_advance (clock, 1);
  sluice_ticker_tick (ticker);
  g_assert_true (app_shows (page, "as of 13 s ago"));
  g_assert_true (app_find (page, SLUICE_TYPE_PRINTER_CARD, NULL) == card);

  sluice_print_job_set_local_name (job, "Bracket.ufp");
  g_assert_true (app_shows (card, "Bracket.ufp"));
  g_assert_true (app_shows (card, "known only here"));

  update (group, printer, job, "Extruder 2 does not heat up.");
  g_assert_true (app_shows (page, "Needs You"));
  g_assert_true (app_shows (page, "Extruder 2 does not heat up."));
  g_assert_true (is_lifted (page));
  update (group, printer, NULL, NULL);
  g_assert_false (app_shows (page, "Needs You"));
  g_assert_false (app_shows (page, "Bracket.ufp"));
  g_assert_false (is_lifted (page));

  sluice_observation_fail (observation, SLUICE_STALE_CLOUD, "The cloud did not answer.");
  g_assert_true (app_shows (page, "The cloud did not answer."));

  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (clock);
}

static gboolean
shows_empty (gpointer page)
{
  return app_shows (page, "No Printers Yet");
}

static void
test_no_printers (void)
{
  g_autoptr(SluiceClock) clock = sluice_clock_new ();
  g_autoptr(SluiceTicker) ticker = sluice_ticker_new (clock);
  g_autoptr(GListStore) groups = g_list_store_new (SLUICE_TYPE_PRINTER_GROUP);
  GtkWidget *page = g_object_new (SLUICE_TYPE_PRINTERS_PAGE, NULL);
  GtkWidget *window = show (page);

  sluice_printers_page_set_groups (SLUICE_PRINTERS_PAGE (page), G_LIST_MODEL (groups), ticker);
  test_wait_until (shows_empty, page, "the page to say that there are none");
  gtk_window_destroy (GTK_WINDOW (window));
}

static char *
get_buffer_text (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* "Exact bytes" are the bytes. */
static void
test_record_sheet (void)
{
  g_autoptr(SluiceProcessRecord) record = sluice_process_record_new ("ufp");
  g_autoptr(GBytes) json = sluice_process_record_to_json (record, FALSE);
  GtkWidget *sheet = g_object_new (SLUICE_TYPE_RECORD_SHEET, NULL);
  GtkWidget *window = show (sheet);
  g_autofree char *text = NULL;
  gsize length;
  const char *data = g_bytes_get_data (json, &length);

  sluice_record_sheet_set_record (SLUICE_RECORD_SHEET (sheet), record, NULL);
  text = get_buffer_text (app_find (sheet, GTK_TYPE_TEXT_VIEW, NULL));
  g_assert_cmpmem (text, strlen (text), data, length);
  g_assert_true (app_shows (sheet, "Format"));
  app_audit_names (window);

  /* Another one replaces it, and does not add to it. */
  sluice_record_sheet_set_record (SLUICE_RECORD_SHEET (sheet), NULL, NULL);
  g_assert_false (app_shows (sheet, "Format"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_cb (guint *count)
{
  *count += 1;
}

/* A choice is a button with more than one line in it. */
static void
choose (GtkWidget  *page,
        const char *title)
{
  GtkWidget *label = app_find (page, GTK_TYPE_LABEL, title);

  g_assert_nonnull (label);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static void
test_welcome (void)
{
  GtkWidget *page = g_object_new (SLUICE_TYPE_WELCOME_PAGE, NULL);
  GtkWidget *window = show (page);
  guint n_tries = 0;
  guint n_elsewheres = 0;
  guint n_cancels = 0;

  g_signal_connect_swapped (page, "try-here", G_CALLBACK (count_cb), &n_tries);
  g_signal_connect_swapped (page, "elsewhere", G_CALLBACK (count_cb), &n_elsewheres);
  g_signal_connect_swapped (page, "cancel", G_CALLBACK (count_cb), &n_cancels);
  choose (page, "Try it here");
  g_assert_cmpuint (n_tries, ==, 1);
  choose (page, "A Sluice cloud elsewhere");
  g_assert_cmpuint (n_elsewheres, ==, 1);

  sluice_welcome_page_show_busy (SLUICE_WELCOME_PAGE (page));
  app_click (page, "_Cancel");
  g_assert_cmpuint (n_cancels, ==, 1);

  /* Text of a problem is text, whatever is in it. */
  sluice_welcome_page_show_problem (SLUICE_WELCOME_PAGE (page), "The disk <is> full & nothing was lost.", FALSE);
  g_assert_true (app_shows (page, "The disk &lt;is&gt; full &amp; nothing was lost."));
  app_click (page, "Try _Again");
  g_assert_cmpuint (n_tries, ==, 2);
  sluice_welcome_page_show_problem (SLUICE_WELCOME_PAGE (page), "The keyring is locked.", TRUE);
  g_assert_nonnull (app_find (page, GTK_TYPE_BUTTON, "_Unlock"));
  app_audit_names (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  app_prepare ();
  g_test_add_func ("/app/badge", test_badge);
  g_test_add_func ("/app/icons", test_icons);
  g_test_add_func ("/app/split-bar", test_split_bar);
  g_test_add_func ("/app/printers", test_printers);
  g_test_add_func ("/app/no-printers", test_no_printers);
  g_test_add_func ("/app/record-sheet", test_record_sheet);
  g_test_add_func ("/app/welcome", test_welcome);
  return test_run ();
}
