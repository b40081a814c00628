/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/* The real sluicectl, with the keyring and the home of a throw-away desktop. */

typedef struct
{
  int   status;
  char *out;
  char *err;
} Outcome;

static void
outcome_clear (Outcome *outcome)
{
  g_clear_pointer (&outcome->out, g_free);
  g_clear_pointer (&outcome->err, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, outcome_clear)

static Outcome
run (const char *folder,
     const char *verb,
     const char *argument,
     const char *output)
{
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  const char *argv[] = { program, "vault", verb, argument, output != NULL ? "-o" : NULL, output, NULL };
  g_autoptr(GError) error = NULL;
  Outcome outcome = { 0 };
  int status;

  g_spawn_sync (folder, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                &outcome.out, &outcome.err, &status, &error);
  g_assert_no_error (error);
  outcome.status = WIFEXITED (status) ? WEXITSTATUS (status) : -1;
  return outcome;
}

static void
test_round_trip (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *source = g_build_filename (folder, "part.gcode", NULL);
  g_autofree char *back = g_build_filename (folder, "back.gcode", NULL);
  g_autoptr(GBytes) restored = NULL;
  g_autofree char *id = NULL;
  const char *text = "G28\nG1 X10\n";

  g_file_set_contents (source, text, -1, NULL);
  {
    g_auto(Outcome) added = run (folder, "add", "part.gcode", NULL);
    g_auto(Outcome) listed = run (folder, "list", NULL, NULL);

    g_assert_cmpint (added.status, ==, 0);
    g_assert_cmpstr (added.out, ==, listed.out);
    g_assert_nonnull (strstr (listed.out, "part.gcode"));
    id = g_strndup (listed.out, 12);
  }
  {
    g_auto(Outcome) shown = run (folder, "show", id, NULL);
    g_auto(Outcome) refused = run (folder, "restore", id, NULL);
    g_auto(Outcome) done = run (folder, "restore", id, "back.gcode");
    g_auto(Outcome) verified = run (folder, "verify", NULL, NULL);

    g_assert_cmpint (shown.status, ==, 0);
    g_assert_nonnull (strstr (shown.out, id));
    /* part.gcode is there already. */
    g_assert_cmpint (refused.status, ==, 1);
    g_assert_cmpstr (refused.err, !=, "");
    g_assert_cmpint (done.status, ==, 0);
    g_assert_cmpint (verified.status, ==, 0);
    g_assert_nonnull (strstr (verified.out, "whole"));
  }
  restored = test_load_file (back);
  g_assert_cmpmem (g_bytes_get_data (restored, NULL), g_bytes_get_size (restored), text, strlen (text));
  {
    g_auto(Outcome) removed = run (folder, "remove", id, NULL);
    g_auto(Outcome) again = run (folder, "remove", id, NULL);
    g_auto(Outcome) listed = run (folder, "list", NULL, NULL);

    g_assert_cmpint (removed.status, ==, 0);
    g_assert_cmpint (again.status, ==, 1);
    g_assert_cmpstr (listed.out, ==, "");
    g_assert_nonnull (strstr (listed.err, "The vault is empty"));
  }

  test_remove_folder (folder);
}

static void
test_refusals (void)
{
  g_autofree char *folder = test_make_folder ();
  g_auto(Outcome) folder_added = run (folder, "add", folder, NULL);
  g_auto(Outcome) nothing = run (folder, "add", "no-such-file", NULL);
  g_auto(Outcome) usage = run (folder, "add", NULL, NULL);
  g_auto(Outcome) unknown = run (folder, "burn", "x", NULL);

  g_assert_cmpint (folder_added.status, ==, 1);
  g_assert_nonnull (strstr (folder_added.err, "folder"));
  g_assert_cmpint (nothing.status, ==, 1);
  g_assert_nonnull (strstr (nothing.err, "no such file"));
  g_assert_cmpint (usage.status, ==, 2);
  g_assert_cmpint (unknown.status, ==, 2);
  test_remove_folder (folder);
}

/* A locked keyring: said so, and no vault of another key is made. */
static void
test_locked (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *vault = g_build_filename (g_get_user_data_dir (), "sluice", "vault", NULL);
  g_auto(Outcome) listed = run (folder, "list", NULL, NULL);

  g_assert_cmpint (listed.status, ==, 1);
  g_assert_nonnull (strstr (listed.err, "locked"));
  g_assert_false (g_file_test (vault, G_FILE_TEST_EXISTS));
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (g_strcmp0 (g_getenv ("SLUICE_SESSION_LOCKED"), "1") == 0)
    g_test_add_func ("/vault-commands/locked", test_locked);
  else
    {
      g_test_add_func ("/vault-commands/round-trip", test_round_trip);
      g_test_add_func ("/vault-commands/refusals", test_refusals);
    }
  return test_run ();
}
