/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"
#include "test-util.h"

#include <string.h>

/* The real sluicectl, with the keyring and the home of a throw-away desktop. */

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
    g_auto(CtlOutcome) added = ctl_run_at (folder, NULL, NULL, "vault add part.gcode");
    g_auto(CtlOutcome) listed = ctl_run_at (folder, NULL, NULL, "vault list");

    g_assert_cmpint (added.status, ==, 0);
    g_assert_cmpstr (added.out, ==, listed.out);
    g_assert_nonnull (strstr (listed.out, "part.gcode"));
    id = g_strndup (listed.out, 12);
  }
  {
    g_auto(CtlOutcome) shown = ctl_run_at (folder, NULL, NULL, "vault show %s", id);
    g_auto(CtlOutcome) refused = ctl_run_at (folder, NULL, NULL, "vault restore %s", id);
    g_auto(CtlOutcome) done = ctl_run_at (folder, NULL, NULL, "vault restore %s -o back.gcode", id);
    g_auto(CtlOutcome) verified = ctl_run_at (folder, NULL, NULL, "vault verify");

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
    g_auto(CtlOutcome) removed = ctl_run_at (folder, NULL, NULL, "vault remove %s", id);
    g_auto(CtlOutcome) again = ctl_run_at (folder, NULL, NULL, "vault remove %s", id);
    g_auto(CtlOutcome) listed = ctl_run_at (folder, NULL, NULL, "vault list");

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
  g_auto(CtlOutcome) folder_added = ctl_run_at (folder, NULL, NULL, "vault add %s", folder);
  g_auto(CtlOutcome) nothing = ctl_run_at (folder, NULL, NULL, "vault add no-such-file");
  g_auto(CtlOutcome) usage = ctl_run_at (folder, NULL, NULL, "vault add");
  g_auto(CtlOutcome) unknown = ctl_run_at (folder, NULL, NULL, "vault burn x");

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
  g_auto(CtlOutcome) listed = ctl_run_at (folder, NULL, NULL, "vault list");

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

  if (test_is_locked ())
    g_test_add_func ("/vault-commands/locked", test_locked);
  else
    {
      g_test_add_func ("/vault-commands/round-trip", test_round_trip);
      g_test_add_func ("/vault-commands/refusals", test_refusals);
    }
  return test_run ();
}
