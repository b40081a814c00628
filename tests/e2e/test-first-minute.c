/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"
#include "test-cloud-client.h"
#include "test-util.h"

#include "sluice-json.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/*
 * The first minutes of a newcomer, in the real app with a real cloud and a real
 * keyring, driven as a person drives it; then what came of it is looked for
 * where it has to be: in the cloud, in the ledger and in the vault.
 */

#define PRINT_FILE "13_UMS5_Turbine-Bracket.ufp"
#define SENT "of process data."

typedef struct
{
  AtDriver *driver;
  char     *data; /* what Sluice keeps on this computer */
  char     *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *argv[] = { "sluice", NULL };
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(GError) error = NULL;

  /* Each time somebody new. */
  g_settings_reset (settings, "last-place");
  g_settings_sync ();
  fixture->data = g_build_filename (g_get_user_data_dir (), "sluice", NULL);
  test_remove_folder (fixture->data);
  fixture->file = test_corpus_file (PRINT_FILE);
  g_assert_nonnull (fixture->file);
  fixture->driver = at_driver_start (argv, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  at_driver_stop (fixture->driver, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->driver);
  g_free (fixture->data);
  g_free (fixture->file);
}

static void
click (Fixture    *fixture,
       const char *name)
{
  g_autoptr(GError) error = NULL;

  at_driver_activate (fixture->driver, ATSPI_ROLE_BUTTON, name, &error);
  g_assert_no_error (error);
}

static void
go_to (Fixture    *fixture,
       const char *name)
{
  g_autoptr(GError) error = NULL;

  at_driver_select_row (fixture->driver, name, &error);
  g_assert_no_error (error);
}

static char *
wait_text (Fixture    *fixture,
           const char *fragment)
{
  g_autoptr(GError) error = NULL;
  char *text = at_driver_wait_text (fixture->driver, fragment, &error);

  g_assert_no_error (error);
  return text;
}

static void
expect (Fixture    *fixture,
        const char *fragment)
{
  g_autofree char *text = wait_text (fixture, fragment);

  g_assert_nonnull (text);
}

/* As a file manager opens a file with Sluice. */
static void
open_file (Fixture    *fixture,
           const char *path)
{
  const char *argv[] = { "sluice", path, NULL };
  g_autoptr(GError) error = NULL;

  at_driver_run_beside (fixture->driver, argv, &error);
  g_assert_no_error (error);
}

/* sluicectl's standard output; it has to succeed. */
static char *
run_sluicectl (const char *first,
               ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  char *output = NULL;
  int status;
  va_list args;

  g_ptr_array_add (argv, (char *) "sluicectl");
  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
  return output;
}

/* The records that the home cloud has, asked by a client that knows nothing of Sluice's own. */
static JsonArray *
fetch_records (Fixture *fixture)
{
  g_autofree char *ready_path = g_build_filename (fixture->data, "home-cloud", "ready.json", NULL);
  g_autofree char *secret_path = g_build_filename (fixture->data, "home-cloud", "owner.secret", NULL);
  g_autoptr(GBytes) ready_text = test_load_file (ready_path);
  g_autoptr(GBytes) secret_bytes = test_load_file (secret_path);
  g_autofree char *secret = test_dup_text (secret_bytes);
  g_autoptr(JsonObject) ready = sluice_json_parse_object (ready_text, 4096, NULL);
  g_autoptr(TestCloudClient) client = NULL;
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  client = test_cloud_client_new (sluice_json_get_string (ready, "url"), sluice_json_get_string (ready, "ca_file"));
  test_cloud_client_sign_in (client, g_strstrip (secret), "process.record.read");
  answer = test_cloud_client_call (client, "GET", "/process/v1/records", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  return json_array_ref (sluice_json_get_array (answer, "data"));
}

static void
assert_is_the_same_file (const char *one,
                         const char *other)
{
  g_autoptr(GBytes) first = test_load_file (one);
  g_autoptr(GBytes) second = test_load_file (other);

  g_assert_true (g_bytes_equal (first, second));
}

static char *
vault_id_of (const char *name)
{
  g_autofree char *list = run_sluicectl ("vault", "list", NULL);
  g_auto(GStrv) lines = g_strsplit (list, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], name) != NULL)
      return g_strndup (lines[i], strcspn (lines[i], " \t"));

  g_error ("the vault does not list %s, but:\n%s", name, list);
  return NULL;
}

static void
test_process_only (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *sentence = NULL;
  g_autofree char *ledger = NULL;
  g_autofree char *verified = NULL;
  g_autofree char *id = NULL;
  g_autofree char *restored = g_build_filename (fixture->data, "restored.ufp", NULL);
  g_autoptr(JsonArray) records = NULL;

  click (fixture, "Try it here");
  go_to (fixture, "Printers");
  expect (fixture, "S5 farm");

  open_file (fixture, fixture->file);
  expect (fixture, "Nothing has been sent");
  click (fixture, "Send process data");
  sentence = wait_text (fixture, SENT);
  g_assert_nonnull (strstr (sentence, "stayed on this computer"));

  records = fetch_records (fixture);
  g_assert_cmpuint (json_array_get_length (records), ==, 1);

  go_to (fixture, "Activity");
  expect (fixture, "Process data");
  ledger = run_sluicectl ("ledger", "list", NULL);
  g_assert_nonnull (strstr (ledger, "/process/v1/records"));
  g_assert_null (strstr (ledger, "product"));
  verified = run_sluicectl ("ledger", "verify", NULL);

  id = vault_id_of (PRINT_FILE);
  g_free (run_sluicectl ("vault", "restore", id, "-o", restored, NULL));
  assert_is_the_same_file (fixture->file, restored);
}

static void
test_cloud_dies (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *children = NULL;
  g_autofree char *path = NULL;

  click (fixture, "Try it here");
  go_to (fixture, "Printers");
  expect (fixture, "S5 farm");

  path = g_strdup_printf ("/proc/%d/task/%d/children", at_driver_get_pid (fixture->driver),
                          at_driver_get_pid (fixture->driver));
  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  g_assert_cmpint (atoi (children), >, 1);
  kill (atoi (children), SIGKILL);

  expect (fixture, "The home cloud has stopped");
  click (fixture, "Start Again");
  expect (fixture, "as of just now");
}

static void
test_strange_files (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *empty = g_build_filename (g_get_tmp_dir (), "sluice-e2e-empty.gcode", NULL);
  g_autofree char *cut = g_build_filename (g_get_tmp_dir (), "sluice-e2e-cut.ufp", NULL);
  g_autoptr(GBytes) whole = test_load_file (fixture->file);

  click (fixture, "Try it here");
  go_to (fixture, "Uploads");
  expect (fixture, "Drop a Print File Here");

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  open_file (fixture, empty);
  expect (fixture, "empty");

  g_assert_true (g_file_set_contents (cut, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole) / 2, NULL));
  open_file (fixture, cut);
  expect (fixture, "sluice-e2e-cut.ufp");
  expect (fixture, "cut short");

  g_unlink (empty);
  g_unlink (cut);
}

/* In a session whose keyring nobody has unlocked. */
static void
test_locked_keyring (Fixture       *fixture,
                     gconstpointer  data)
{
  click (fixture, "Try it here");
  expect (fixture, "locked");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/first-minute/" name, Fixture, NULL, set_up, func, tear_down)
  if (g_strcmp0 (g_getenv ("SLUICE_SESSION_LOCKED"), "1") != 0)
    {
      ADD ("process-only", test_process_only);
      ADD ("cloud-dies", test_cloud_dies);
      ADD ("strange-files", test_strange_files);
    }
  else
    ADD ("locked-keyring", test_locked_keyring);
#undef ADD

  return test_run ();
}
