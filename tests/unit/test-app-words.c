/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-access-words.h"
#include "sluice-activity-model.h"
#include "sluice-activity-words.h"
#include "sluice-auth-error.h"
#include "sluice-format.h"
#include "sluice-ledger-entry-private.h"
#include "sluice-overview-words.h"
#include "sluice-place-words.h"
#include "sluice-printer-look.h"
#include "sluice-printers-private.h"
#include "sluice-record-rows.h"
#include "sluice-security-words.h"
#include "sluice-ticker.h"
#include "sluice-upload-words.h"
#include "sluice-vault-words.h"
#include "sluice-watch-model.h"
#include "test-clock.h"
#include "test-util.h"

#include <string.h>

/* What the app says, without a window to say it in. */

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NOW (G_GINT64_CONSTANT (1700000000) * SECOND)

/* @text: (transfer full). GLib keeps a figure and its unit on one line; here any space will do. */
static void
expect (char       *text,
        const char *expected)
{
  g_autofree char *owned = text;
  g_autoptr(GString) plain = text != NULL ? g_string_new (text) : NULL;

  if (plain != NULL)
    g_string_replace (plain, "\302\240", " ", 0);
  g_assert_cmpstr (plain != NULL ? plain->str : NULL, ==, expected);
}

static void
test_bytes (void)
{
  expect (sluice_format_exact_bytes (1), "1 byte");
  expect (sluice_format_exact_bytes (0), "0 bytes");
  expect (sluice_format_exact_bytes (1659), "1659 bytes"); /* the C locale has no separator */
  expect (sluice_format_bytes (1200000), "1.2 MB");
  expect (sluice_format_share (4000, 246000000), "4.0 kB of 246.0 MB");
}

static void
test_times (void)
{
  expect (sluice_format_duration (0), "0 s");
  expect (sluice_format_duration (59), "59 s");
  expect (sluice_format_duration (60), "1 min");
  expect (sluice_format_duration (65), "1 min 5 s");
  expect (sluice_format_duration (3600), "1 h");
  expect (sluice_format_duration (4879), "1 h 21 min");
  expect (sluice_format_duration (-5), "0 s");

  expect (sluice_format_time_left (-1), NULL);
  expect (sluice_format_time_left (59), "less than a minute left");
  expect (sluice_format_time_left (60), "about 1 min left");
  expect (sluice_format_time_left (9 * 60 + 40), "about 10 min left");
  expect (sluice_format_time_left (22 * 60), "about 20 min left");
  expect (sluice_format_time_left (23 * 60), "about 25 min left");
  expect (sluice_format_time_left (3600 + 20 * 60), "about 1 h 20 min left");
}

static void
test_ages (void)
{
  expect (sluice_format_age (NOW, NOW + 5 * SECOND), "just now");
  expect (sluice_format_age (NOW, NOW - 1 * SECOND), "just now");
  expect (sluice_format_age (NOW, NOW - 12 * SECOND), "12 s ago");
  expect (sluice_format_age (NOW, NOW - 60 * SECOND), "1 min ago");
  expect (sluice_format_age (NOW, NOW - 3600 * SECOND), "1 h ago");
  expect (sluice_format_age (NOW, NOW - 24 * 3600 * SECOND), "1 day ago");
  expect (sluice_format_age (NOW, NOW - 50 * 3600 * SECOND), "2 days ago");
  expect (sluice_format_as_of (NOW, NOW - 12 * SECOND), "as of 12 s ago");
  expect (sluice_format_as_of (NOW, 0), "not seen yet");
}

static void
test_days (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_utc (2025, 3, 1, 0, 30, 0);
  g_autoptr(GDateTime) evening = g_date_time_new_utc (2025, 2, 28, 23, 50, 0);
  g_autoptr(GDateTime) before = g_date_time_new_utc (2025, 2, 27, 23, 50, 0);
  g_autoptr(GDateTime) last_year = g_date_time_new_utc (2024, 2, 29, 0, 30, 0);

  expect (sluice_format_day (now, now), "Today");
  expect (sluice_format_day (evening, now), "Yesterday");
  expect (sluice_format_day (before, now), "Thursday, 27 February 2025");
  expect (sluice_format_day (last_year, now), "Thursday, 29 February 2024");
}

static void
test_percent (void)
{
  expect (sluice_format_percent (0), "0 %");
  expect (sluice_format_percent (0.29), "29 %");
  expect (sluice_format_percent (0.999), "99 %");
  expect (sluice_format_percent (1), "100 %");
  expect (sluice_format_percent (7), "100 %");
}

/* A sliver is seen, all of the width is used, and what is not there takes none of it. */
static void
test_share_layout (void)
{
  const guint64 typical[] = { 4096, 246000000, 12000 };
  const guint64 even[] = { 100, 100, 200 };
  const guint64 nothing[] = { 0, 0, 0 };
  const guint64 product[] = { 0, 5, 0 };
  int widths[SLUICE_SHARE_PARTS];

  sluice_share_layout (typical, 804, 2, 8, widths);
  g_assert_cmpint (widths[0], ==, 8);
  g_assert_cmpint (widths[2], ==, 8);
  g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, 800);

  sluice_share_layout (even, 404, 2, 8, widths);
  g_assert_cmpint (widths[0], ==, 100);
  g_assert_cmpint (widths[1], ==, 100);
  g_assert_cmpint (widths[2], ==, 200);

  sluice_share_layout (nothing, 400, 2, 8, widths);
  g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, 0);

  sluice_share_layout (product, 400, 2, 8, widths);
  g_assert_cmpint (widths[0], ==, 0);
  g_assert_cmpint (widths[1], ==, 400);

  /* Too narrow for the minimum: still no overlap. */
  sluice_share_layout (typical, 13, 2, 8, widths);
  g_assert_cmpint (widths[0] + widths[1] + widths[2], ==, 9);
}

static void
test_split_words (void)
{
  const guint64 typical[] = { 4000, 246000000, 12000 };
  const guint64 without[] = { 4000, 1000, 0 };

  expect (sluice_split_describe (typical),
          "4.0 kB of 246.0 MB is process data; 246.0 MB is product data and 12.0 kB is structure.");
  expect (sluice_split_describe (without), "4.0 kB of 5.0 kB is process data; 1.0 kB is product data.");
}

static void
test_upload_words (void)
{
  expect (sluice_upload_dup_result (1234, FALSE, 1200000),
          "Sent 1234 bytes of process data. 1.2 MB of product data stayed on this computer.");
  expect (sluice_upload_dup_result (0, FALSE, 1200000),
          "Nothing was sent. 1.2 MB of product data stayed on this computer.");
  expect (sluice_upload_dup_result (1201234, TRUE, 1200000),
          "Sent 1201234 bytes of product and process data. A copy stayed on this computer.");

  g_assert_cmpstr (sluice_upload_get_send_label ("nothing"), ==, "_Keep here");
  g_assert_cmpstr (sluice_upload_get_send_label ("process"), ==, "_Send process data");
  g_assert_cmpstr (sluice_upload_get_send_label ("all"), ==, "_Send product and process data");
  /* A word of a newer Sluice allows nothing. */
  g_assert_cmpstr (sluice_upload_get_send_label ("more"), ==, "_Keep here");
  g_assert_cmpstr (sluice_upload_get_print_label ("nothing"), ==, "_Print, and send nothing");
  g_assert_cmpstr (sluice_upload_get_print_label ("process"), ==, "_Print, and send process data");
  g_assert_cmpstr (sluice_upload_get_print_label ("all"), ==, "_Print, and send all of it");
}

static const SluiceRecordRow *
find_row (GPtrArray  *rows,
          const char *title)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const SluiceRecordRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->title, title))
        return row;
    }

  return NULL;
}

/* What is unknown gets no row: nothing is invented. */
static void
test_record_rows (void)
{
  g_autoptr(SluiceProcessRecord) record = sluice_process_record_new ("gcode");
  g_autoptr(GPtrArray) empty = sluice_record_rows_new (record);
  g_autoptr(GPtrArray) rows = NULL;

  g_assert_cmpuint (empty->len, ==, 3);
  g_assert_cmpstr (find_row (empty, "Format")->value, ==, "G-code");
  g_assert_nonnull (find_row (empty, "Record number, random"));

  record->stated_time_s = 4879;
  record->layer_height_mm = 0.1;
  record->support = 0;
  record->extruders[1].material_type = "PLA";
  record->extruders[1].filament_length_mm = 1484.58;
  record->extruders[1].initial_temperature_c = 215;
  record->extruders[1].setpoints = (SluiceSetpoints) { 2, { 210, 215 } };
  rows = sluice_record_rows_new (record);

  g_assert_cmpstr (find_row (rows, "Print time, as stated")->value, ==, "1 h 21 min");
  g_assert_cmpstr (find_row (rows, "Layer height")->value, ==, "0.1 mm");
  g_assert_cmpstr (find_row (rows, "Support")->value, ==, "No");
  g_assert_cmpstr (find_row (rows, "Extruder 2")->value, ==, "PLA, 215 °C");
  g_assert_cmpstr (find_row (rows, "Temperatures of extruder 2")->value, ==, "210 to 215 °C");
  g_assert_cmpstr (find_row (rows, "Filament of extruder 2")->value, ==, "1.48 m");
  g_assert_null (find_row (rows, "Extruder 1"));
  g_assert_cmpstr (find_row (rows, "How exact")->value, ==, "Full");
}

/* A raft is counted and not stated, and neither passes for the other. */
static void
test_record_rows_apart (void)
{
  g_autoptr(SluiceProcessRecord) record = sluice_process_record_new ("ufp");
  g_autoptr(SluiceProcessRecord) coarse = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GPtrArray) coarse_rows = NULL;

  record->layer_count = 204;
  record->stated_layer_count = 200;
  record->extruders[0].filament_length_mm = 1484.58;
  record->extruders[0].filament_from = "counted";
  rows = sluice_record_rows_new (record);
  g_assert_cmpstr (find_row (rows, "Format")->value, ==, "UFP");
  g_assert_cmpstr (find_row (rows, "Layers, counted")->value, ==, "204");
  g_assert_cmpstr (find_row (rows, "Layers, as stated")->value, ==, "200");
  g_assert_cmpstr (find_row (rows, "Filament of extruder 1")->value, ==, "1.48 m, counted from the moves");

  coarse = sluice_process_record_coarsen (record);
  coarse_rows = sluice_record_rows_new (coarse);
  g_assert_null (find_row (coarse_rows, "Layers, counted"));
  g_assert_cmpstr (find_row (coarse_rows, "How exact")->value, ==, "Coarse");
  g_assert_cmpstr (find_row (coarse_rows, "Filament of extruder 1")->value, ==, "Small, told as 1.20 m");
}

static SluiceLedgerEntry *
create_entry (gint64      seq,
              gint64      refers,
              const char *status,
              const char *label,
              gint64      http_status)
{
  SluiceLedgerRecord *record = sluice_ledger_record_new (status);

  record->seq = seq;
  record->refers = refers;
  record->time = NOW;
  record->http_status = http_status;
  record->bytes_out = 100;
  g_set_str (&record->label, label);
  g_set_str (&record->place_name, "Home cloud");
  if (g_str_equal (status, "leaving"))
    record->body = g_bytes_new_static ("{}", 2);
  return sluice_ledger_entry_new_take (record);
}

static void
expect_request (const char *route,
                const char *status,
                const char *label,
                const char *expected)
{
  SluiceLedgerRecord *record = sluice_ledger_record_new (status);
  g_autoptr(SluiceLedgerEntry) entry = NULL;

  record->http_status = 200;
  g_set_str (&record->label, label);
  g_set_str (&record->route, route);
  entry = sluice_ledger_entry_new_take (record);
  g_assert_true (!strstr (route, "/print") || !sluice_activity_is_sent (entry, SLUICE_KIND_PROCESS));
  expect (sluice_activity_dup_title (entry), expected);
}

static void
prepend (GListStore *entries,
         gint64      seq,
         gint64      refers,
         const char *status,
         const char *label,
         gint64      http_status)
{
  g_autoptr(SluiceLedgerEntry) entry = create_entry (seq, refers, status, label, http_status);

  g_list_store_insert (entries, 0, entry);
}

static void
expect_shown (GListModel *model,
              guint       position,
              gint64      seq)
{
  g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (model, position);

  g_assert_nonnull (entry);
  g_assert_cmpint (sluice_ledger_entry_get_seq (entry), ==, seq);
}

/* One row for what left; the row of a crash in between stays. */
static void
test_activity_model (void)
{
  g_autoptr(GListStore) entries = g_list_store_new (SLUICE_TYPE_LEDGER_ENTRY);
  g_autoptr(SluiceActivityModel) model = NULL;
  g_autoptr(SluiceLedgerEntry) shown = NULL;

  prepend (entries, 1, 0, "leaving", "process", 0);
  prepend (entries, 2, 0, "leaving", "process", 0);
  prepend (entries, 3, 2, "answered", "process", 201);
  model = sluice_activity_model_new (G_LIST_MODEL (entries));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 2);
  expect_shown (G_LIST_MODEL (model), 0, 3);
  expect_shown (G_LIST_MODEL (model), 1, 1);

  /* Live: first that it leaves, then how it went. */
  prepend (entries, 4, 0, "leaving", "process", 0);
  expect_shown (G_LIST_MODEL (model), 0, 4);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);
  prepend (entries, 5, 4, "answered", "process", 201);
  expect_shown (G_LIST_MODEL (model), 0, 5);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 3);

  /* The bytes are with the entry from before they left. */
  shown = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_nonnull (sluice_activity_model_get_body (model, shown));
}

/* What may leave was ruled otherwise. */
static void
expect_change (const char *scope,
               const char *subject,
               const char *reason,
               const char *expected)
{
  SluiceLedgerRecord *record = sluice_ledger_record_new ("changed");
  g_autoptr(SluiceLedgerEntry) entry = NULL;

  g_set_str (&record->route, scope);
  g_set_str (&record->place_id, subject);
  g_set_str (&record->reason, reason);
  entry = sluice_ledger_entry_new_take (record);
  expect (sluice_activity_dup_title (entry), expected);
}

static void
test_activity_changes (void)
{
  expect_change ("usual", "", "process>all", "What usually may leave was set: product and process data");
  expect_change ("place", "home", ">process", "What may go to one place was set: process data only");
  expect_change ("group", "g", "all>", "What may leave for one group was set: as usual");
  expect_change ("files", "*secret*", ">nothing", "What may leave of files named “*secret*” was set: nothing");
}

static void
test_activity_words (void)
{
  g_autoptr(SluiceLedgerEntry) sent = create_entry (1, 0, "answered", "process", 201);
  g_autoptr(SluiceLedgerEntry) turned_away = create_entry (2, 0, "answered", "process", 403);
  g_autoptr(SluiceLedgerEntry) refused = create_entry (3, 0, "refused", "product", 0);
  g_autoptr(SluiceLedgerEntry) strange = create_entry (4, 0, "answered", "of-the-future", 200);

  expect (sluice_activity_dup_title (sent), "Process data");
  expect (sluice_activity_dup_title (turned_away), "Process data, turned away (answer 403)");
  expect (sluice_activity_dup_title (refused), "Product data, kept here by Sluice");
  expect (sluice_activity_dup_subtitle (sent), "22:13, to Home cloud");
  expect (sluice_activity_dup_bytes (sent), "100 bytes");
  /* What is not known to be less is product data. */
  g_assert_cmpint (sluice_activity_get_kind (strange), ==, SLUICE_KIND_PRODUCT);
  g_assert_true (sluice_activity_is_sent (sent, SLUICE_KIND_PROCESS));
  g_assert_false (sluice_activity_is_sent (turned_away, SLUICE_KIND_PROCESS));
}

/* What carries no print data is told by what it asked for. */
static void
test_activity_requests (void)
{
  expect_request ("/connect/v1/clusters", "answered", "", "Asked for the list of printers");
  expect_request ("/connect/v1/clusters/{id}/status", "failed", "", "Asked how printers are doing, not answered");
  expect_request ("/process/v1/records", "answered", "", "Asked for the process records");
  expect_request ("/process/v1/records", "answered", "process", "Process data");
  expect_request ("/process/v1/records/{id}/print", "answered", "process", "Asked to print");
  expect_request ("/server/files/upload", "answered", "product", "Product data, to print at home");
  expect_request ("/cura/v1/uploads/{id}", "answered", "product", "Product data");
  expect_request ("/server/info", "answered", "none", "Asked a printer what it is");
  expect_request ("/cura/v1/projects", "answered", "", "Asked about files in the cloud");
  expect_request ("/cura/v1/uploads/{id}", "answered", "product", "Product data");
  expect_request ("/authorize", "answered", "credentials", "Sign-in");
  expect_request ("/revoke", "answered", "credentials", "Sign-out");
  expect_request ("/of/the/future", "answered", "", "Request without content");
}

static void
test_sent_summary (void)
{
  g_autoptr(GListStore) entries = g_list_store_new (SLUICE_TYPE_LEDGER_ENTRY);
  SluiceSentSummary summary;

  sluice_overview_sum_sent (G_LIST_MODEL (entries), &summary);
  expect (sluice_overview_describe_sent (&summary), "No print data has left");

  prepend (entries, 1, 0, "leaving", "process", 0);
  prepend (entries, 2, 1, "answered", "process", 201);
  prepend (entries, 3, 0, "answered", "credentials", 200);
  sluice_overview_sum_sent (G_LIST_MODEL (entries), &summary);
  expect (sluice_overview_describe_sent (&summary), "1 process record sent");
  expect (sluice_overview_describe_sent_age (&summary, NOW + 60 * SECOND), "The last one 1 min ago");
}

static SluicePrinter *
create_printer (const char         *uuid,
                SluicePrinterState  state,
                const char         *attention)
{
  const char * const materials[] = { NULL };
  g_autoptr(SluiceObservation) observation = sluice_observation_new ("A cloud");
  SluicePrinter *printer = sluice_printer_new (uuid, observation);

  sluice_printer_update (printer, &(SluicePrinterValues) {
                                    .name = uuid,
                                    .model = "Ultimaker S5",
                                    .state = state,
                                    .materials = materials,
                                    .attention = attention,
                                  });
  return printer;
}

static void
test_printer_words (void)
{
  g_autoptr(SluicePrinter) printer = create_printer ("Left", SLUICE_PRINTER_ERROR, "Extruder 2 does not heat up");
  g_autoptr(SluicePrintJob) job = sluice_print_job_new ("job");

  expect (sluice_printer_dup_description (printer), "Left, Ultimaker S5: Fault. Extruder 2 does not heat up");

  sluice_print_job_update (job, &(SluicePrintJobValues) {
                                  .name = "job-7f3a",
                                  .state = SLUICE_JOB_PRINTING,
                                  .progress = 0.42,
                                  .time_total = 3600,
                                  .time_elapsed = 1500,
                                });
  expect (sluice_print_job_dup_title (job), "job-7f3a");
  expect (sluice_print_job_dup_time_left (job), "about 35 min left");
  sluice_print_job_set_local_name (job, "Bracket.ufp");
  expect (sluice_print_job_dup_title (job), "Bracket.ufp");
}

/* An item that changes is looked at again by what filters behind it. */
static void
test_watch_model (void)
{
  g_autoptr(GListStore) printers = g_list_store_new (SLUICE_TYPE_PRINTER);
  g_autoptr(SluicePrinter) printer = create_printer ("Left", SLUICE_PRINTER_IDLE, NULL);
  g_autoptr(SluiceWatchModel) model = sluice_watch_model_new (G_LIST_MODEL (printers), "needs-attention");
  const char * const materials[] = { NULL };
  guint n_changes = 0;

  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (g_atomic_int_inc), &n_changes);
  g_list_store_append (printers, printer);
  g_assert_cmpuint (n_changes, ==, 1);
  sluice_printer_update (printer, &(SluicePrinterValues) { "Left", "S5", SLUICE_PRINTER_ERROR, NULL, materials,
                                                           "Help" });
  g_assert_cmpuint (n_changes, ==, 2);

  /* One that is gone says nothing any more. */
  g_list_store_remove_all (printers);
  g_assert_cmpuint (n_changes, ==, 3);
  sluice_printer_update (printer, &(SluicePrinterValues) { "Left", "S5", SLUICE_PRINTER_IDLE, NULL, materials,
                                                           NULL });
  g_assert_cmpuint (n_changes, ==, 3);

  /* One that comes back says it once. */
  g_list_store_append (printers, printer);
  g_assert_cmpuint (n_changes, ==, 4);
  sluice_printer_update (printer, &(SluicePrinterValues) { "Left", "S5", SLUICE_PRINTER_ERROR, NULL, materials,
                                                           "Help" });
  g_assert_cmpuint (n_changes, ==, 5);
}

static void
test_ticker (void)
{
  TestClock *clock = test_clock_new (1700000000);
  g_autoptr(SluiceTicker) ticker = sluice_ticker_new (SLUICE_CLOCK (clock));
  guint n_notes = 0;

  g_signal_connect_swapped (ticker, "notify::now", G_CALLBACK (g_atomic_int_inc), &n_notes);
  g_assert_cmpint (sluice_ticker_get_now (ticker), ==, NOW);
  sluice_ticker_tick (ticker);
  g_assert_cmpuint (n_notes, ==, 0);
  test_clock_advance (clock, 1);
  sluice_ticker_tick (ticker);
  g_assert_cmpuint (n_notes, ==, 1);
  g_assert_cmpint (sluice_ticker_get_now (ticker), ==, NOW + SECOND);
  g_object_unref (clock);
}

static void
test_vault_words (void)
{
  expect (sluice_vault_describe_use (1500, 0), "1.5 kB in use");
  expect (sluice_vault_describe_use (1500, 3000), "1.5 kB of 3.0 kB in use");
  expect (sluice_vault_describe_count (1), "1 file");
  expect (sluice_vault_describe_count (2), "2 files");
  expect (sluice_vault_describe_phrase (0), "None yet. If the keyring is lost, nobody can read the files any more.");
  expect (sluice_vault_describe_phrase (NOW / SECOND), "Made on 11/14/23. Brings the key back if the keyring is lost.");
  expect (sluice_vault_describe_check (0), "All files are what was put in");
  expect (sluice_vault_describe_check (1),
          "1 file is not what was put in. Add it again if there is another copy.");
  expect (sluice_vault_describe_removal (3, 2000), "3 files, 2.0 kB");
  expect (sluice_vault_dup_reasons_text (SLUICE_VAULT_REASON_UNPRINTED | SLUICE_VAULT_REASON_LARGE),
          "not printed for long, large");
}

static void
test_addresses (void)
{
  const struct
  {
    const char *typed;
    const char *address; /* NULL when it is none */
    const char *problem; /* a part of what is said then */
  } cases[] = {
    { "cloud.example.org", "https://cloud.example.org", NULL },
    { "  cloud.example.org:8443/ ", "https://cloud.example.org:8443", NULL },
    { "HTTPS://Cloud.example.org/", "https://cloud.example.org", NULL },
    { "https://cloud.example.org:443", "https://cloud.example.org", NULL },
    { "https://cloud.example.org/team/", "https://cloud.example.org/team", NULL },
    { "[::1]:8443", "https://[::1]:8443", NULL },
    { "127.0.0.1:8443", "https://127.0.0.1:8443", NULL },
    { "b\303\274cher.example", "https://xn--bcher-kva.example", NULL },
    { "", NULL, "Type the address" },
    { "   ", NULL, "Type the address" },
    { "http://cloud.example.org", NULL, "begin with https" },
    { "ftp://cloud.example.org", NULL, "begin with https" },
    { "cloud example org", NULL, "not the address" },
    { "https://", NULL, "not the address" },
    { "cloud.example.org:port", NULL, "not the address" },
    { "https://anna@cloud.example.org", NULL, "no name" },
    { "https://cloud.example.org/?next=x", NULL, "no name" },
    { "https://cloud.example.org/#x", NULL, "no name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *problem;
      g_autofree char *address = sluice_place_words_dup_address (cases[i].typed, &problem);

      g_test_message ("%s", cases[i].typed);
      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_true ((problem == NULL) == (cases[i].problem == NULL));
      if (problem != NULL)
        g_assert_nonnull (strstr (problem, cases[i].problem));
    }
}

/* Locked is told apart from absent, and both from what this session only does not mend. */
static void
test_place_words (void)
{
  g_autoptr(GError) locked = g_error_new_literal (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED, "");
  g_autoptr(GError) absent = g_error_new_literal (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NO_SERVICE, "");
  g_autoptr(GError) cancelled = g_error_new_literal (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_CANCELLED, "");
  g_autoptr(GError) not_told = g_error_new_literal (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED, "");

  g_assert_true (sluice_place_words_is_keyring (locked));
  g_assert_true (sluice_place_words_is_keyring (absent));
  g_assert_false (sluice_place_words_is_keyring (cancelled));
  g_assert_cmpstr (sluice_place_words_get_keyring_title (locked), ==, "Your Keyring Is Locked");
  g_assert_cmpstr (sluice_place_words_get_keyring_title (absent), ==, "There Is No Keyring");
  g_assert_nonnull (strstr (sluice_place_words_get_keyring_text (locked), "while it is locked"));
  g_assert_nonnull (strstr (sluice_place_words_get_keyring_text (absent), "has none"));

  g_assert_cmpstr (sluice_place_words_get_sign_out_heading (NULL), ==, "Signed Out");
  g_assert_cmpstr (sluice_place_words_get_sign_out_heading (not_told), ==, "Signed Out on This Computer");
  g_assert_cmpstr (sluice_place_words_get_sign_out_heading (locked), ==, "Something May Be Left");
}

static void
test_connection_words (void)
{
  g_assert_nonnull (strstr (sluice_overview_get_connection (TRUE, TRUE), "your home cloud is encrypted"));
  g_assert_nonnull (strstr (sluice_overview_get_connection (FALSE, TRUE), "your cloud is encrypted"));
  g_assert_nonnull (strstr (sluice_overview_get_connection (FALSE, FALSE), "no connection to your cloud"));
  /* Only the home cloud's certificate was made here. */
  g_assert_nonnull (strstr (sluice_overview_get_trust (TRUE, TRUE), "made on this computer"));
  g_assert_null (strstr (sluice_overview_get_trust (FALSE, TRUE), "this computer"));
}

/* What the person changed is not told as if somebody else had read it. */
static void
test_accesses (void)
{
  static const struct
  {
    const char *action, *title;
  } rows[] = {
    { "read", "Partner read: User name" },
    { "something new", "Partner read: User name" },
    { "correct", "You corrected with Partner: User name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(JsonObject) object = json_object_new ();
      g_autoptr(SluiceAccess) access = NULL;
      g_autofree char *title = NULL;

      json_object_set_int_member (object, "id", 1);
      json_object_set_string_member (object, "when", "2026-03-03T12:00:00Z");
      json_object_set_string_member (object, "client_id", "partner");
      json_object_set_string_member (object, "client_name", "Partner");
      json_object_set_string_member (object, "category", "profile.username");
      json_object_set_string_member (object, "action", rows[i].action);
      access = sluice_access_new (object);
      title = sluice_access_dup_title (access);
      g_assert_cmpstr (title, ==, rows[i].title);
    }
}

static void
expect_printer (const char *address,
                gboolean    has_key,
                const char *part)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceLocalPrinter) printer = sluice_local_printer_new ("Mine", address, SLUICE_PRINTER_KIND_OCTOPRINT, has_key,
                                                                    &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (sluice_security_describe_printer (printer), part));
}

static void
test_local_printers (void)
{
  expect_printer ("http://10.0.0.7", FALSE, "could read what you print there");
  expect_printer ("http://10.0.0.7", TRUE, "with which they could print");
  expect_printer ("https://10.0.0.7", TRUE, "Encrypted");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/format/bytes", test_bytes);
  g_test_add_func ("/app/format/times", test_times);
  g_test_add_func ("/app/format/ages", test_ages);
  g_test_add_func ("/app/format/days", test_days);
  g_test_add_func ("/app/format/percent", test_percent);
  g_test_add_func ("/app/share/layout", test_share_layout);
  g_test_add_func ("/app/split/words", test_split_words);
  g_test_add_func ("/app/upload/words", test_upload_words);
  g_test_add_func ("/app/vault/words", test_vault_words);
  g_test_add_func ("/app/record/rows", test_record_rows);
  g_test_add_func ("/app/record/rows-apart", test_record_rows_apart);
  g_test_add_func ("/app/activity/model", test_activity_model);
  g_test_add_func ("/app/activity/changes", test_activity_changes);
  g_test_add_func ("/app/activity/words", test_activity_words);
  g_test_add_func ("/app-words/activity-requests", test_activity_requests);
  g_test_add_func ("/app/overview/sent", test_sent_summary);
  g_test_add_func ("/app/printers/words", test_printer_words);
  g_test_add_func ("/app/printers/local", test_local_printers);
  g_test_add_func ("/app/places/addresses", test_addresses);
  g_test_add_func ("/app/places/words", test_place_words);
  g_test_add_func ("/app/places/connection", test_connection_words);
  g_test_add_func ("/app/watch-model", test_watch_model);
  g_test_add_func ("/app/ticker", test_ticker);
  g_test_add_func ("/app/accesses", test_accesses);
  return test_run ();
}
