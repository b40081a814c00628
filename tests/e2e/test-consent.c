/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"
#include "newcomer.h"
#include "test-cloud-partner.h"
#include "test-util.h"

#include "sluice-json.h"

#include <string.h>

/*
 * Somebody asks for data of the person who sits before the real app; the person
 * decides there, and it is tried from the other side what that has opened.
 */
#define THREE "\"prints.jobs\",\"prints.names\",\"designs.library\""

typedef struct
{
  AtDriver         *driver;
  TestCloudPartner *partner; /* who asks */
  char             *folder;
} Fixture;

static gboolean
is_focused (AtDriver *driver,
            gpointer  data)
{
  return at_element_has_state (data, ATSPI_STATE_FOCUSED);
}

/* The question is over, and what it was over is there again, with the focus in it. */
static void
close_question (Fixture    *fixture,
                const char *focus)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AtspiAccessible) button = NULL;

  newcomer_press (fixture->driver, "Escape");
  button = at_driver_wait_for (fixture->driver, ATSPI_ROLE_BUTTON, focus, &error);
  g_assert_no_error (error);
  at_driver_wait (fixture->driver, is_focused, button, "the page to have the focus", &error);
  g_assert_no_error (error);
  newcomer_go_to (fixture->driver, "Overview");
  newcomer_go_to (fixture->driver, "Apps & Consent");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *data_folder = newcomer_dup_data ();
  g_autofree char *cloud = g_build_filename (data_folder, "home-cloud", NULL);

  fixture->folder = test_make_folder ();
  fixture->driver = newcomer_start ();
  newcomer_click (fixture->driver, "Try it here");
  newcomer_go_to (fixture->driver, "Apps & Consent");
  newcomer_expect (fixture->driver, "Nobody Can See Your Data");
  fixture->partner = test_cloud_partner_join (cloud);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  newcomer_stop (g_steal_pointer (&fixture->driver));
  test_cloud_partner_free (fixture->partner);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static char *
be_asked (Fixture *fixture)
{
  guint status;
  char *handle = test_cloud_partner_ask (fixture->partner, THREE, &status);

  g_assert_cmpuint (status, ==, 200);
  newcomer_expect (fixture->driver, "Asks for 3 kinds of data");
  newcomer_click (fixture->driver, "Review…");
  newcomer_expect (fixture->driver, "See what that is: Print history");
  return handle;
}

/* Nothing is ticked, nothing can be shared, and the way out has the focus. */
static void
assert_nothing_is_given (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AtspiAccessible) deny = at_driver_wait_for (fixture->driver, ATSPI_ROLE_BUTTON, "Deny", &error);
  g_autoptr(AtspiAccessible) share = at_driver_wait_for (fixture->driver, ATSPI_ROLE_BUTTON, "Share", &error);

  g_assert_no_error (error);
  at_driver_wait (fixture->driver, is_focused, deny, "Deny to have the focus", &error);
  g_assert_no_error (error);
  g_assert_false (at_element_has_state (share, ATSPI_STATE_SENSITIVE));
}

/* The newest receipt, saved as a file. */
static char *
save_receipt (Fixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "receipt.json", NULL);
  g_auto(CtlOutcome) list = ctl_run ("receipt list");
  g_auto(CtlOutcome) saved = { 0 };
  g_autofree char *id = NULL;

  ctl_assert_status (&list, 0);
  id = g_strndup (list.out, strcspn (list.out, " \t\n"));
  saved = ctl_run ("receipt save %s %s", id, path);
  ctl_assert_status (&saved, 0);
  return path;
}

static void
assert_receipt_holds (Fixture *fixture)
{
  g_autofree char *path = save_receipt (fixture);
  g_auto(CtlOutcome) verdict = ctl_run ("receipt verify %s", path);
  g_auto(CtlOutcome) other = { 0 };
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  ctl_assert_status (&verdict, 0);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  text[length / 2] ^= 1;
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  other = ctl_run ("receipt verify %s", path);
  ctl_assert_status (&other, 1);
}

static void
test_one_of_three (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *handle = be_asked (fixture);
  g_autoptr(JsonObject) tokens = NULL;
  guint status;

  assert_nothing_is_given (fixture);
  newcomer_activate (fixture->driver, ATSPI_ROLE_CHECK_BOX, "Print history, Private until consent");
  newcomer_click (fixture->driver, "Share 1 item");
  newcomer_expect (fixture->driver, "Shared 1 item with Partner");

  tokens = test_cloud_partner_poll (fixture->partner, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "prints.jobs", NULL), ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "prints.names", NULL), ==, 403);
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "designs.library", NULL), ==, 403);
  assert_receipt_holds (fixture);

  close_question (fixture, "Enter a Code…");
  newcomer_activate (fixture->driver, ATSPI_ROLE_LIST_ITEM, "Partner");
  newcomer_click (fixture->driver, "Take Back…");
  newcomer_click (fixture->driver, "Take Back");
  newcomer_expect (fixture->driver, "Nobody has your data");
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "prints.jobs", NULL), >=, 401);
}

static void
test_deny (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *handle = be_asked (fixture);
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  newcomer_click (fixture->driver, "Deny");
  newcomer_expect (fixture->driver, "Nothing was shared with Partner");
  answer = test_cloud_partner_poll (fixture->partner, handle, &status);
  g_assert_cmpuint (status, ==, 400);
  g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==, "access_denied");
  close_question (fixture, "Enter a Code…");
  newcomer_expect (fixture->driver, "Denied to Partner");
}

/* Who asked does not ask any more: the open question says so, and stays until the person closes it. */
static void
test_withdrawn (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *handle = be_asked (fixture);
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  answer = test_cloud_partner_post (fixture->partner, "/revoke", &status, "token", handle, NULL);
  g_assert_cmpuint (status, ==, 200);
  newcomer_expect (fixture->driver, "They do not ask any more");
  close_question (fixture, "Enter a Code…");
}

/* A link says where the question is; one that says anything else is refused. */
static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *link = test_cloud_partner_link (fixture->partner, THREE);
  g_autofree char *wrong = g_strconcat (link, "&scope=privacy.consent", NULL);

  newcomer_open (fixture->driver, wrong);
  newcomer_expect (fixture->driver, "not one that asks for your consent");
  newcomer_press (fixture->driver, "Escape");

  newcomer_open (fixture->driver, link);
  newcomer_expect (fixture->driver, "See what that is");
  assert_nothing_is_given (fixture);
  newcomer_press (fixture->driver, "Escape");
  newcomer_expect (fixture->driver, "Asks for 3 kinds of data");
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/consent/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("one-of-three", test_one_of_three);
  ADD ("deny", test_deny);
  ADD ("withdrawn", test_withdrawn);
  ADD ("link", test_link);
#undef ADD

  return test_run ();
}
