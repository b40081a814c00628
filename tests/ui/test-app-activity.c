/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app-acts.h"
#include "app-audit.h"
#include "sluice-activity-page.h"
#include "sluice-ledger-exporting.h"
#include "test-clock.h"
#include "test-util.h"

#include <string.h>

/* What left this computer, with a ledger of two places. */

#define RECORD "{\"schema\": \"sluice.process-record/1\"}"

typedef struct
{
  char         *folder;
  TestClock    *clock;
  SluiceTicker *ticker;
  SluiceLedger *ledger;
  GtkWidget    *window;
  GtkWidget    *page; /* the window's */
} Fixture;

static void
write_entries (Fixture    *self,
               const char *id,
               const char *name,
               const char *address)
{
  g_autoptr(SluiceEndpoint) endpoint = sluice_endpoint_new (id, name, address, SLUICE_ENDPOINT_CLOUD, NULL, NULL, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_static (RECORD, strlen (RECORD));
  g_autoptr(SluiceRequest) record = sluice_request_new_process ("POST", "/process/v1/records",
                                                                sluice_process_body_new (bytes, "text/plain"));
  g_autoptr(SluiceRequest) read = sluice_request_new_read ("GET", "/connect/v1/clusters");
  g_autoptr(SluiceLedgerEntry) leaving = NULL;
  g_autoptr(GError) error = NULL;

  leaving = test_settle_object (sluice_ledger_append_leaving (self->ledger, endpoint, record, "policy:process"), &error);
  g_assert_no_error (error);
  test_settle (sluice_ledger_append_outcome (self->ledger, leaving, SLUICE_LEDGER_ANSWERED, 201, strlen (RECORD), 10), &error);
  g_assert_no_error (error);
  test_settle (sluice_ledger_append_read (self->ledger, endpoint, read, SLUICE_LEDGER_ANSWERED, 200, 10), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  GtkWidget *toasts = adw_toast_overlay_new ();
  g_autofree char *path = NULL;

  self->folder = test_make_folder ();
  path = g_build_filename (self->folder, "ledger.db", NULL);
  self->clock = test_clock_new (1750000000);
  self->ticker = sluice_ticker_new (SLUICE_CLOCK (self->clock));
  self->ledger = sluice_ledger_new (path, SLUICE_CLOCK (self->clock));
  test_settle (sluice_ledger_load (self->ledger, 1000), NULL);

  self->page = g_object_new (SLUICE_TYPE_ACTIVITY_PAGE, NULL);
  sluice_activity_page_set_ledger (SLUICE_ACTIVITY_PAGE (self->page), self->ledger, self->ticker);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), self->page);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 700, 900);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_assert_finalize_object (self->ticker);
  g_object_unref (self->ledger);
  g_object_unref (self->clock);
  test_remove_folder (self->folder);
  g_free (self->folder);
}

static GtkWidget *
find_choice (Fixture    *self,
             const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (self->page, SLUICE_TYPE_ACTIVITY_PAGE, name));
}

static void
choose (Fixture    *self,
        const char *name,
        guint       position)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (find_choice (self, name)), position);
}

static void
test_places (Fixture       *self,
             gconstpointer  data)
{
  app_wait_mapped (self->page, "Nothing Has Left");
  write_entries (self, "home", "Home cloud", "https://127.0.0.1:8443");
  app_wait_shows (self->page, "to Home cloud");
  g_assert_false (gtk_widget_get_visible (find_choice (self, "place")));

  write_entries (self, "away", "Elsewhere", "https://cloud.example");
  app_wait_shows (self->page, "to Elsewhere");
  g_assert_true (gtk_widget_get_visible (find_choice (self, "place")));
  app_audit_names (self->window);

  choose (self, "place", 1);
  app_wait_hides (self->page, "to Elsewhere");
  app_wait_shows (self->page, "to Home cloud");
  choose (self, "place", 2);
  app_wait_hides (self->page, "to Home cloud");
  choose (self, "filter", 2);
  app_wait_mapped (self->page, "Nothing Like That");
  choose (self, "filter", 1);
  app_wait_shows (self->page, "to Elsewhere");
  choose (self, "place", 0);
  app_wait_shows (self->page, "to Home cloud");
}

static void
test_body (Fixture       *self,
           gconstpointer  data)
{
  GtkWidget *list = app_find (self->page, GTK_TYPE_LIST_VIEW, NULL);
  GtkWidget *text;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *shown = NULL;

  write_entries (self, "home", "Home cloud", "https://127.0.0.1:8443");
  app_wait_shows (self->page, "to Home cloud");
  choose (self, "filter", 1);
  g_signal_emit_by_name (list, "activate", 0);
  text = app_find (GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (self->window))), GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_nonnull (text);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (text)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (shown, ==, RECORD);
}

static gint64
count_in_file (const char *path)
{
  g_autoptr(DexFuture) future = sluice_ledger_verify_file (path);

  g_assert_true (test_settle (dex_ref (future), NULL));
  return g_value_get_int64 (dex_future_get_value (future, NULL));
}

/* Where to is the desktop's to ask. */
static void
test_export (Fixture       *self,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "activity.jsonl", NULL);
  GtkWidget *bar = find_choice (self, "exporting");

  write_entries (self, "home", "Home cloud", "https://127.0.0.1:8443");
  g_assert_false (gtk_widget_get_visible (bar));
  sluice_ledger_exporting_begin (SLUICE_LEDGER_EXPORTING (bar), self->ledger, path);
  g_assert_true (gtk_widget_get_visible (bar));
  g_assert_false (gtk_widget_get_sensitive (find_choice (self, "export")));
  app_wait_shows (self->window, "3 entries are in the file");
  g_assert_false (gtk_widget_get_visible (bar));
  g_assert_true (gtk_widget_get_sensitive (find_choice (self, "export")));
  g_assert_cmpint (count_in_file (path), ==, 3);

  sluice_ledger_exporting_begin (SLUICE_LEDGER_EXPORTING (bar), self->ledger, "/proc/sluice/activity.jsonl");
  app_wait_shows (self->window, "The List Was Not Exported");
}

static void
test_verify (Fixture       *self,
             gconstpointer  data)
{
  write_entries (self, "home", "Home cloud", "https://127.0.0.1:8443");
  app_click (self->page, "_Verify");
  app_wait_shows (self->window, "Nothing Was Changed");
  app_wait_shows (self->window, "3 entries were checked");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  app_prepare ();
#define ADD(path, func) g_test_add ("/app/activity/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("places", test_places);
  ADD ("body", test_body);
  ADD ("export", test_export);
  ADD ("verify", test_verify);
#undef ADD
  return test_run ();
}
