/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-fiber.h"
#include "sluice-ledger.h"
#include "test-clock.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sqlite3.h>
#include <string.h>

#define ENTRIES 5
#define MANY 600

typedef struct
{
  char           *folder;
  char           *path;
  TestClock      *clock;
  SluiceLedger   *ledger;
  SluiceEndpoint *endpoint;
} Fixture;

static void
set_up (Fixture *fixture)
{
  fixture->folder = test_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = test_clock_new (1000000);
  fixture->ledger = sluice_ledger_new (fixture->path, SLUICE_CLOCK (fixture->clock));
  fixture->endpoint = sluice_endpoint_new ("home", "Home cloud", "https://127.0.0.1:8443", SLUICE_ENDPOINT_CLOUD,
                                           NULL, NULL, NULL);
}

static void
tear_down (Fixture *fixture)
{
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->endpoint);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

/* As a new run of the program would find it. */
static void
reopen (Fixture *fixture)
{
  g_clear_object (&fixture->ledger);
  fixture->ledger = sluice_ledger_new (fixture->path, SLUICE_CLOCK (fixture->clock));
}

static SluiceLedgerEntry *
append (Fixture    *fixture,
        const char *record)
{
  g_autoptr(GBytes) bytes = g_bytes_new (record, strlen (record));
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  SluiceLedgerEntry *entry;

  request = sluice_request_new_process ("POST", "/process/v1/records", sluice_process_body_new (bytes, "text/plain"));
  entry = dex_await_object (sluice_ledger_append_leaving (fixture->ledger, fixture->endpoint, request,
                                                          "policy:process"), &error);
  g_assert_no_error (error);
  return entry;
}

/* Two records with their outcomes, and a read. */
static void
fill (Fixture *fixture)
{
  g_autoptr(SluiceRequest) read = sluice_request_new_read ("GET", "/status");
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(SluiceLedgerEntry) leaving = append (fixture, i == 0 ? "{}" : "");

      g_assert_true (dex_await (sluice_ledger_append_outcome (fixture->ledger, leaving, SLUICE_LEDGER_ANSWERED, 201,
                                                              2, 10), &error));
    }
  g_assert_true (dex_await (sluice_ledger_append_read (fixture->ledger, fixture->endpoint, read,
                                                       SLUICE_LEDGER_ANSWERED, 200, 100), &error));
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture->ledger), &error), ==, ENTRIES);
  g_assert_no_error (error);
}

/* Somebody with an editor for databases. */
static void
tamper (Fixture    *fixture,
        const char *sql)
{
  sqlite3 *handle = NULL;

  g_clear_object (&fixture->ledger);
  g_assert_cmpint (sqlite3_open (fixture->path, &handle), ==, SQLITE_OK);
  /* The ledger's own thread may still be closing it. */
  sqlite3_busy_timeout (handle, TEST_PATIENCE_SECONDS * 1000);
  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  sqlite3_close (handle);
  reopen (fixture);
}

static void
assert_damaged (Fixture    *fixture,
                const char *words)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture->ledger), &error), ==, 0);
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

static DexFuture *
fields_and_order (gpointer data)
{
  Fixture fixture = { 0 };
  GListModel *entries;
  g_autoptr(SluiceLedgerEntry) newest = NULL;
  g_autoptr(SluiceLedgerEntry) oldest = NULL;
  g_autoptr(SluiceLedgerEntry) later = NULL;
  g_autoptr(SluiceLedgerEntry) shown = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  fill (&fixture);
  reopen (&fixture);
  entries = sluice_ledger_get_entries (fixture.ledger);
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, 0);
  g_assert_true (dex_await (sluice_ledger_load (fixture.ledger, 100), &error));
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, ENTRIES);

  newest = g_list_model_get_item (entries, 0);
  oldest = g_list_model_get_item (entries, ENTRIES - 1);
  g_assert_cmpint (sluice_ledger_entry_get_seq (newest), ==, ENTRIES);
  g_assert_cmpint (sluice_ledger_entry_get_status (newest), ==, SLUICE_LEDGER_ANSWERED);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_in (newest), ==, 100);
  g_assert_cmpstr (sluice_ledger_entry_get_label (newest), ==, "none");
  g_assert_null (sluice_ledger_entry_get_body (newest));
  g_assert_cmpint (sluice_ledger_entry_get_seq (oldest), ==, 1);
  g_assert_cmpint (sluice_ledger_entry_get_status (oldest), ==, SLUICE_LEDGER_LEAVING);
  g_assert_cmpint (sluice_ledger_entry_get_time (oldest), ==, G_GINT64_CONSTANT (1000000000000));
  g_assert_cmpstr (sluice_ledger_entry_get_place_name (oldest), ==, "Home cloud");
  g_assert_cmpstr (sluice_ledger_entry_get_host (oldest), ==, "127.0.0.1:8443");
  g_assert_cmpuint (g_bytes_get_size (sluice_ledger_entry_get_body (oldest)), ==, 2);

  /* Live from here on. */
  later = append (&fixture, "later");
  shown = g_list_model_get_item (entries, 0);
  g_assert_true (shown == later);
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, ENTRIES + 1);
  tear_down (&fixture);
  return dex_future_new_true ();
}

/* Every column of every row. */
static DexFuture *
any_change_is_found (gpointer data)
{
  const char * const changes[] = {
    "refers = refers + 1", "time = time - 1", "status = 'failed'", "http_status = http_status + 1",
    "place_id = 'x'", "place_name = 'x'", "host = 'x'", "method = 'x'", "route = route || '?'", "label = 'product'",
    "bytes_out = bytes_out + 1", "bytes_in = bytes_in - 1", "count = 0", "reason = ''",
    "reason = reason || char (0) || 'x'", "body = x'00'", "body = CASE WHEN body IS NULL THEN x'' ELSE NULL END",
    "previous = zeroblob (31)", "hash = zeroblob (32)", "hash = x''", "place_id = '', place_name = place_id || place_name",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    for (int seq = 1; seq <= ENTRIES; seq++)
      {
        Fixture fixture = { 0 };
        g_autofree char *sql = g_strdup_printf ("UPDATE entry SET %s WHERE seq = %d", changes[i], seq);
        g_autofree char *words = g_strdup_printf ("Entry %d of the ledger is not what was written", seq);

        set_up (&fixture);
        fill (&fixture);
        tamper (&fixture, sql);
        assert_damaged (&fixture, words);
        tear_down (&fixture);
      }

  return dex_future_new_true ();
}

static DexFuture *
any_removal_is_found (gpointer data)
{
  const struct
  {
    const char *sql;
    const char *words;
  } cases[] = {
    { "DELETE FROM entry WHERE seq = 1", "Entry 1 of the ledger is missing" },
    { "DELETE FROM entry WHERE seq = 3", "Entry 3 of the ledger is missing" },
    { "DELETE FROM entry WHERE seq BETWEEN 2 AND 4", "Entry 2 of the ledger is missing" },
    { "DELETE FROM entry WHERE seq = 5", "ended with entry 5" },
    { "DELETE FROM entry WHERE seq > 1", "ended with entry 5" },
    { "DELETE FROM entry", "ended with entry 5" },
    { "DELETE FROM entry WHERE seq = 3; UPDATE entry SET seq = seq - 1 WHERE seq > 3", "Entry 3 of the ledger is not" },
    { "UPDATE entry SET seq = -seq WHERE seq = 2", "Entry -2 of the ledger is not" },
    { "INSERT INTO entry SELECT 6, refers, time, status, http_status, place_id, place_name, host, method, route, label,"
      " bytes_out, bytes_in, count, reason, body, hash, hash FROM entry WHERE seq = 5", "Entry 6 of the ledger is not" },
    { "UPDATE entry SET seq = 99 WHERE seq = 4; UPDATE entry SET seq = 4 WHERE seq = 5;"
      " UPDATE entry SET seq = 5 WHERE seq = 99", "Entry 4 of the ledger is not" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture = { 0 };

      set_up (&fixture);
      fill (&fixture);
      tamper (&fixture, cases[i].sql);
      assert_damaged (&fixture, cases[i].words);
      tear_down (&fixture);
    }

  return dex_future_new_true ();
}

/* The next run overwrites the note of where the ledger ends; what the note knew must not go with it. */
static DexFuture *
a_removal_stays_found (gpointer data)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceLedgerEntry) entry = NULL;

  set_up (&fixture);
  fill (&fixture);
  tamper (&fixture, "DELETE FROM entry WHERE seq > 3");
  entry = append (&fixture, "next");
  g_assert_cmpint (sluice_ledger_entry_get_seq (entry), ==, 5);
  reopen (&fixture);
  assert_damaged (&fixture, "Before entry 4");
  tear_down (&fixture);
  return dex_future_new_true ();
}

static DexFuture *
the_note_is_guarded (gpointer data)
{
  Fixture fixture = { 0 };
  g_autofree char *head = NULL;
  g_autofree char *contents = NULL;

  set_up (&fixture);
  fill (&fixture);
  head = g_strconcat (fixture.path, ".head", NULL);
  g_assert_true (g_file_get_contents (head, &contents, NULL, NULL));

  g_assert_true (g_file_set_contents (head, "{}", -1, NULL));
  assert_damaged (&fixture, "where the ledger ends");
  g_unlink (head);
  assert_damaged (&fixture, "where the ledger ends");
  g_assert_true (g_file_set_contents (head, contents, -1, NULL));
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture.ledger), NULL), ==, ENTRIES);
  tear_down (&fixture);
  return dex_future_new_true ();
}

/* Killed between the database and the note: an older note is no sign of tampering. */
static DexFuture *
a_crash_is_no_damage (gpointer data)
{
  Fixture fixture = { 0 };
  g_autofree char *head = NULL;
  g_autofree char *older = NULL;
  g_autoptr(SluiceLedgerEntry) first = NULL;
  g_autoptr(SluiceLedgerEntry) second = NULL;
  g_autoptr(SluiceLedgerEntry) third = NULL;

  set_up (&fixture);
  head = g_strconcat (fixture.path, ".head", NULL);
  first = append (&fixture, "1");
  g_assert_true (g_file_get_contents (head, &older, NULL, NULL));
  second = append (&fixture, "2");
  g_assert_true (g_file_set_contents (head, older, -1, NULL));

  reopen (&fixture);
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture.ledger), NULL), ==, 2);
  third = append (&fixture, "3");
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture.ledger), NULL), ==, 3);
  tear_down (&fixture);
  return dex_future_new_true ();
}

static DexFuture *
clearing_is_an_entry (gpointer data)
{
  Fixture fixture = { 0 };
  GListModel *entries;
  g_autoptr(SluiceLedgerEntry) cleared = NULL;
  g_autoptr(SluiceLedgerEntry) next = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  fill (&fixture);
  entries = sluice_ledger_get_entries (fixture.ledger);
  g_assert_true (dex_await (sluice_ledger_load (fixture.ledger, 100), NULL));
  cleared = dex_await_object (sluice_ledger_clear (fixture.ledger), &error);
  g_assert_no_error (error);
  g_assert_cmpint (sluice_ledger_entry_get_seq (cleared), ==, ENTRIES + 1);
  g_assert_cmpint (sluice_ledger_entry_get_count (cleared), ==, ENTRIES);
  g_assert_cmpint (sluice_ledger_entry_get_status (cleared), ==, SLUICE_LEDGER_CLEARED);
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, 1);

  next = append (&fixture, "next");
  reopen (&fixture);
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture.ledger), &error), ==, 2);
  g_assert_no_error (error);

  /* To hide what was done after it as well is found again. */
  tamper (&fixture, "DELETE FROM entry WHERE seq = 6");
  assert_damaged (&fixture, "Entry 1 of the ledger is missing");
  tear_down (&fixture);
  return dex_future_new_true ();
}

static DexFuture *
polls_are_counted (gpointer data)
{
  Fixture fixture = { 0 };
  const int counts[] = { 6, 60, 59, 1 };
  GListModel *entries;

  set_up (&fixture);
  entries = sluice_ledger_get_entries (fixture.ledger);
  g_assert_true (dex_await (sluice_ledger_load (fixture.ledger, 100), NULL));

  /* Every 10 s for 20 minutes and a bit: the first, two summaries, and what is left at the end. */
  for (int i = 0; i <= 125; i++)
    {
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/status");

      g_assert_true (dex_await (sluice_ledger_append_read (fixture.ledger, fixture.endpoint, request,
                                                           SLUICE_LEDGER_ANSWERED, 200, 7), NULL));
      test_clock_advance (fixture.clock, 10);
    }
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, 3);
  g_assert_true (dex_await (sluice_ledger_flush (fixture.ledger), NULL));
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, 4);

  /* All 126 are accounted for: 1, 59, 60, 6. */
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);

      g_assert_cmpint (sluice_ledger_entry_get_bytes_in (entry), ==, 7 * sluice_ledger_entry_get_count (entry));
      g_assert_cmpint (sluice_ledger_entry_get_count (entry), ==, counts[i]);
    }
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (fixture.ledger), NULL), ==, 4);
  tear_down (&fixture);
  return dex_future_new_true ();
}

/* Who ends the program waits for what nobody waited for. */
static DexFuture *
flush_waits_for_all (gpointer data)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/status");
  g_autoptr(SluiceLedger) other = NULL;

  set_up (&fixture);
  dex_future_disown (sluice_ledger_append_read (fixture.ledger, fixture.endpoint, request, SLUICE_LEDGER_ANSWERED, 200, 7));
  g_assert_true (dex_await (sluice_ledger_flush (fixture.ledger), NULL));

  other = sluice_ledger_new (fixture.path, SLUICE_CLOCK (fixture.clock));
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify (other), NULL), ==, 1);
  tear_down (&fixture);
  return dex_future_new_true ();
}

/* Nothing is kept back until the clock has caught up with where it once was. */
static DexFuture *
polls_survive_the_clock (gpointer data)
{
  Fixture fixture = { 0 };
  GListModel *entries;

  set_up (&fixture);
  entries = sluice_ledger_get_entries (fixture.ledger);
  g_assert_true (dex_await (sluice_ledger_load (fixture.ledger, 100), NULL));
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/status");

      g_assert_true (dex_await (sluice_ledger_append_read (fixture.ledger, fixture.endpoint, request,
                                                           SLUICE_LEDGER_ANSWERED, 200, 7), NULL));
      if (i == 1)
        test_clock_advance (fixture.clock, -24 * 60 * 60);
    }

  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, 2);
  tear_down (&fixture);
  return dex_future_new_true ();
}

static gint64
write_export (Fixture     *fixture,
              const char  *path,
              GError     **error)
{
  return dex_await_int64 (sluice_ledger_export (fixture->ledger, path, NULL, NULL, NULL), error);
}

static DexFuture *
export_holds_all (gpointer data)
{
  Fixture fixture = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  fill (&fixture);
  path = g_build_filename (fixture.folder, "export.jsonl", NULL);
  g_assert_cmpint (write_export (&fixture, path, &error), ==, ENTRIES);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, ENTRIES + 1);

  for (int i = 0; i < ENTRIES; i++)
    {
      g_autoptr(JsonNode) node = json_from_string (lines[i], &error);
      g_autoptr(JsonNode) before = i > 0 ? json_from_string (lines[i - 1], NULL) : NULL;

      g_assert_no_error (error);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (node), "seq"), ==, i + 1);
      if (before != NULL)
        g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "previous"), ==,
                         json_object_get_string_member (json_node_get_object (before), "hash"));
    }

  /* Where nothing can be written, what was there stays. */
  g_assert_cmpint (write_export (&fixture, "/proc/sluice/export", &error), ==, 0);
  g_assert_nonnull (error);
  tear_down (&fixture);
  return dex_future_new_true ();
}

typedef struct
{
  DexFuture *export; /* owned; NULL once it was let go of */
  gint64     n_done;
  guint      n_told;
} Watch;

static void
watch_cb (gint64   n_done,
          gint64   n_all,
          gpointer data)
{
  Watch *watch = data;

  g_assert_cmpint (n_done, >, watch->n_done);
  g_assert_cmpint (n_done, <=, n_all);
  watch->n_done = n_done;
  watch->n_told++;
}

static void
let_go_cb (gint64   n_done,
           gint64   n_all,
           gpointer data)
{
  Watch *watch = data;

  g_assert_cmpint (n_done, <, n_all);
  watch->n_told++;
  dex_clear (&watch->export);
}

static gboolean
nobody_writes (gpointer data)
{
  return !sluice_fiber_any_running ();
}

/* More than is read at once: it says how far it is, and who lets it go has the file that was there. */
static DexFuture *
a_long_export_can_be_stopped (gpointer data)
{
  Fixture fixture = { 0 };
  Watch watch = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gint64 count;

  set_up (&fixture);
  for (int i = 0; i < MANY; i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = append (&fixture, "{}");
    }
  path = g_build_filename (fixture.folder, "export.jsonl", NULL);
  count = dex_await_int64 (sluice_ledger_export (fixture.ledger, path, watch_cb, &watch, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (count, ==, MANY);
  g_assert_cmpint (watch.n_done, ==, MANY);
  g_assert_cmpuint (watch.n_told, >, 1);
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify_file (path), NULL), ==, MANY);

  g_assert_true (g_file_set_contents (path, "as it was", -1, NULL));
  watch.n_told = 0;
  watch.export = sluice_ledger_export (fixture.ledger, path, let_go_cb, &watch, NULL);
  while (watch.export != NULL || !nobody_writes (NULL))
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpuint (watch.n_told, ==, 1);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "as it was");
  tear_down (&fixture);
  return dex_future_new_true ();
}

/* The script in the documentation, as a stranger would copy it from there. */
static char *
documented_script (Fixture *fixture)
{
  g_autofree char *page = g_test_build_filename (G_TEST_DIST, "..", "docs", "network.md", NULL);
  g_autofree char *text = NULL;
  char *path = g_build_filename (fixture->folder, "verify.py", NULL);
  char *start;
  char *end;

  g_assert_true (g_file_get_contents (page, &text, NULL, NULL));
  start = strstr (text, "```python\n");
  g_assert_nonnull (start);
  start += strlen ("```python\n");
  end = strstr (start, "```");
  g_assert_nonnull (end);
  g_assert_true (g_file_set_contents (path, start, end - start, NULL));
  return path;
}

static gboolean
stranger_agrees (const char *script,
                 const char *export)
{
  const char *arguments[] = { "python3", script, export, NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL,
                               G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                               NULL, NULL, NULL, NULL, &status, NULL));
  return g_spawn_check_wait_status (status, NULL);
}

static DexFuture *
a_stranger_can_verify (gpointer data)
{
  Fixture fixture = { 0 };
  g_autofree char *script = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;
  g_autoptr(SluiceLedgerEntry) next = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  fill (&fixture);
  script = documented_script (&fixture);
  path = g_build_filename (fixture.folder, "export.jsonl", NULL);
  g_assert_cmpint (write_export (&fixture, path, &error), ==, ENTRIES);
  g_assert_true (stranger_agrees (script, path));
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify_file (path), NULL), ==, ENTRIES);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\"bytes_in\":100", "\"bytes_in\":99", 1), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  g_assert_false (stranger_agrees (script, path));
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify_file (path), &error), ==, 0);
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT);

  /* After a clearing, what is there is a whole again. */
  g_assert_true (dex_await (sluice_ledger_clear (fixture.ledger), NULL));
  next = append (&fixture, "next");
  g_assert_cmpint (write_export (&fixture, path, NULL), ==, 2);
  g_assert_true (stranger_agrees (script, path));
  g_assert_cmpint (dex_await_int64 (sluice_ledger_verify_file (path), NULL), ==, 2);
  tear_down (&fixture);
  return dex_future_new_true ();
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  test_add_fiber ("/ledger/fields-and-order", fields_and_order);
  test_add_fiber ("/ledger/any-change-is-found", any_change_is_found);
  test_add_fiber ("/ledger/any-removal-is-found", any_removal_is_found);
  test_add_fiber ("/ledger/a-removal-stays-found", a_removal_stays_found);
  test_add_fiber ("/ledger/the-note-is-guarded", the_note_is_guarded);
  test_add_fiber ("/ledger/a-crash-is-no-damage", a_crash_is_no_damage);
  test_add_fiber ("/ledger/clearing-is-an-entry", clearing_is_an_entry);
  test_add_fiber ("/ledger/polls-are-counted", polls_are_counted);
  test_add_fiber ("/ledger/flush-waits-for-all", flush_waits_for_all);
  test_add_fiber ("/ledger/polls-survive-the-clock", polls_survive_the_clock);
  test_add_fiber ("/ledger/export-holds-all", export_holds_all);
  test_add_fiber ("/ledger/a-long-export-can-be-stopped", a_long_export_can_be_stopped);
  test_add_fiber ("/ledger/a-stranger-can-verify", a_stranger_can_verify);
  return test_run ();
}
