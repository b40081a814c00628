/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"
#include "newcomer.h"
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
  fixture->data = newcomer_dup_data ();
  fixture->file = test_corpus_file (PRINT_FILE);
  g_assert_nonnull (fixture->file);
  fixture->driver = newcomer_start ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  newcomer_stop (g_steal_pointer (&fixture->driver));
  g_free (fixture->data);
  g_free (fixture->file);
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
  g_auto(CtlOutcome) list = ctl_run ("vault list");
  g_auto(GStrv) lines = g_strsplit (list.out, "\n", -1);

  ctl_assert_status (&list, 0);
  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], name) != NULL)
      return g_strndup (lines[i], strcspn (lines[i], " \t"));

  g_error ("the vault does not list %s, but:\n%s", name, list.out);
  return NULL;
}

static void
test_process_only (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *sentence = NULL;
  g_auto(CtlOutcome) ledger = { 0 };
  g_auto(CtlOutcome) verified = { 0 };
  g_auto(CtlOutcome) taken = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *restored = g_build_filename (fixture->data, "restored.ufp", NULL);
  g_autoptr(JsonArray) records = NULL;

  newcomer_click (fixture->driver, "Try it here");
  newcomer_go_to (fixture->driver, "Printers");
  newcomer_expect (fixture->driver, "S5 farm");

  newcomer_open (fixture->driver, fixture->file);
  newcomer_expect (fixture->driver, "Nothing has been sent");
  newcomer_click (fixture->driver, "Send process data");
  sentence = newcomer_wait_text (fixture->driver, SENT);
  g_assert_nonnull (strstr (sentence, "stayed on this computer"));

  records = fetch_records (fixture);
  g_assert_cmpuint (json_array_get_length (records), ==, 1);

  newcomer_go_to (fixture->driver, "Activity");
  newcomer_expect (fixture->driver, "Process data");
  ledger = ctl_run ("ledger list");
  ctl_assert_status (&ledger, 0);
  ctl_assert_says (ledger.out, "/process/v1/records");
  g_assert_null (strstr (ledger.out, "product"));
  verified = ctl_run ("ledger verify");
  ctl_assert_status (&verified, 0);

  id = vault_id_of (PRINT_FILE);
  taken = ctl_run ("vault restore %s -o %s", id, restored);
  ctl_assert_status (&taken, 0);
  assert_is_the_same_file (fixture->file, restored);
}

static void
test_cloud_dies (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *children = NULL;
  g_autofree char *path = NULL;

  newcomer_click (fixture->driver, "Try it here");
  newcomer_go_to (fixture->driver, "Printers");
  newcomer_expect (fixture->driver, "S5 farm");

  path = g_strdup_printf ("/proc/%d/task/%d/children", at_driver_get_pid (fixture->driver),
                          at_driver_get_pid (fixture->driver));
  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  g_assert_cmpint (atoi (children), >, 1);
  kill (atoi (children), SIGKILL);

  newcomer_expect (fixture->driver, "The home cloud has stopped");
  newcomer_click (fixture->driver, "Start Again");
  newcomer_expect (fixture->driver, "as of just now");
}

static void
test_strange_files (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *empty = g_build_filename (g_get_tmp_dir (), "sluice-e2e-empty.gcode", NULL);
  g_autofree char *cut = g_build_filename (g_get_tmp_dir (), "sluice-e2e-cut.ufp", NULL);
  g_autoptr(GBytes) whole = test_load_file (fixture->file);

  newcomer_click (fixture->driver, "Try it here");
  newcomer_go_to (fixture->driver, "Uploads");
  newcomer_expect (fixture->driver, "Drop a Print File Here");

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  newcomer_open (fixture->driver, empty);
  newcomer_expect (fixture->driver, "empty");

  g_assert_true (g_file_set_contents (cut, g_bytes_get_data (whole, NULL), g_bytes_get_size (whole) / 2, NULL));
  newcomer_open (fixture->driver, cut);
  newcomer_expect (fixture->driver, "sluice-e2e-cut.ufp");
  newcomer_expect (fixture->driver, "cut short");

  g_unlink (empty);
  g_unlink (cut);
}

/* In a session whose keyring nobody has unlocked. */
static void
test_locked_keyring (Fixture       *fixture,
                     gconstpointer  data)
{
  newcomer_click (fixture->driver, "Try it here");
  newcomer_expect (fixture->driver, "locked");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/first-minute/" name, Fixture, NULL, set_up, func, tear_down)
  if (!test_is_locked ())
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
