/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"
#include "sluice-ledger.h"
#include "test-clock.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/* The real sluicectl hands the ledger out as a file, and says whether such a file holds. */

/* In the home of a throw-away desktop. */
static void
write_ledger (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "sluice", NULL);
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  g_autoptr(TestClock) clock = test_clock_new (1750000000);
  g_autoptr(SluiceLedger) ledger = sluice_ledger_new (path, SLUICE_CLOCK (clock));
  g_autoptr(SluiceEndpoint) endpoint = sluice_endpoint_new ("home", "Home cloud", "https://127.0.0.1:8443",
                                                            SLUICE_ENDPOINT_CLOUD, NULL, NULL, NULL);
  g_autoptr(SluiceRequest) read = sluice_request_new_read ("GET", "/connect/v1/clusters");
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      test_settle (sluice_ledger_append_read (ledger, endpoint, read, SLUICE_LEDGER_ANSWERED, 200 + i, 10), &error);
      g_assert_no_error (error);
    }
}

static void
test_export (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "activity.jsonl", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;

  write_ledger ();
  {
    g_auto(CtlOutcome) exported = ctl_run_at (folder, NULL, NULL, "ledger export activity.jsonl");
    g_auto(CtlOutcome) verified = ctl_run_at (folder, NULL, NULL, "ledger verify activity.jsonl");
    g_auto(CtlOutcome) whole = ctl_run_at (folder, NULL, NULL, "ledger verify");

    ctl_assert_status (&exported, 0);
    ctl_assert_says (exported.out, "3 entries were written");
    ctl_assert_status (&verified, 0);
    ctl_assert_says (verified.out, "3 entries, unchanged");
    ctl_assert_status (&whole, 0);
  }

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\"http_status\":201", "\"http_status\":204", 1), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  ctl_assert_fails (ctl_run_at (folder, NULL, NULL, "ledger verify activity.jsonl"), 1, "Entry 2");
  ctl_assert_fails (ctl_run_at (folder, NULL, NULL, "ledger verify no-such-file"), 1, "");
  ctl_assert_fails (ctl_run_at (folder, NULL, NULL, "ledger export"), 2, "");
  ctl_assert_fails (ctl_run_at (folder, NULL, NULL, "ledger export /proc/sluice/activity.jsonl"), 1, "");
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/ledger-commands/export", test_export);
  return test_run ();
}
