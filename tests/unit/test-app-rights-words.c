/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-words.h"
#include "sluice-rights.h"
#include "test-clock.h"
#include "test-util.h"

/* What is said about a formal request, on each day of its life. */

#define DAY 86400.0

static void
expect (SluiceRights        *rights,
        SluiceRightsRequest *request,
        const char          *text)
{
  g_autofree char *said = sluice_rights_describe_state (request, sluice_rights_get_today (rights));

  g_assert_cmpstr (said, ==, text);
}

static DexFuture *
states (gpointer data)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(GDateTime) noon = g_date_time_new_local (2026, 3, 3, 12, 0, 0);
  g_autoptr(TestClock) clock = test_clock_new (g_date_time_to_unix (noon));
  g_autoptr(SluiceRights) rights = sluice_rights_new (folder, SLUICE_CLOCK (clock));
  g_autoptr(SluiceRightsRequest) request = sluice_rights_request_new (SLUICE_RIGHT_ACCESS, "Example Ltd", NULL, NULL, NULL);

  g_assert_true (dex_await (sluice_rights_add (rights, request), NULL));
  expect (rights, request, "Not sent yet");
  g_assert_true (dex_await (sluice_rights_mark_sent (rights, request), NULL));
  expect (rights, request, "Answer due in 31 days");
  test_clock_advance (clock, 30 * DAY);
  expect (rights, request, "Answer due in 1 day");
  test_clock_advance (clock, DAY);
  expect (rights, request, "Answer due today");
  test_clock_advance (clock, DAY);
  expect (rights, request, "Answer overdue by 1 day");
  g_assert_true (dex_await (sluice_rights_close (rights, request), NULL));
  expect (rights, request, "Closed without an answer on 4 April 2026");
  test_clock_advance (clock, DAY);
  g_assert_true (dex_await (sluice_rights_file_answer (rights, request, "late", NULL), NULL));
  expect (rights, request, "Answered, filed on 5 April 2026");
  g_clear_object (&rights);
  test_remove_folder (folder);
  return dex_future_new_true ();
}

static void
overdue (void)
{
  g_autofree char *one = sluice_rights_describe_overdue (1);
  g_autofree char *two = sluice_rights_describe_overdue (2);

  g_assert_cmpstr (one, ==, "1 formal request was not answered in time");
  g_assert_cmpstr (two, ==, "2 formal requests were not answered in time");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  test_add_fiber ("/app-rights-words/states", states);
  g_test_add_func ("/app-rights-words/overdue", overdue);
  return test_run ();
}
