/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "at-driver.h"
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

static void
expect (Fixture    *fixture,
        const char *fragment)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = at_driver_wait_text (fixture->driver, fragment, &error);

  g_assert_no_error (error);
}

static void
work (Fixture    *fixture,
      AtspiRole   role,
      const char *name)
{
  g_autoptr(GError) error = NULL;

  at_driver_activate (fixture->driver, role, name, &error);
  g_assert_no_error (error);
}

static void
click (Fixture    *fixture,
       const char *name)
{
  work (fixture, ATSPI_ROLE_BUTTON, name);
}

static void
go_to (Fixture    *fixture,
       const char *screen)
{
  g_autoptr(GError) error = NULL;

  at_driver_select_row (fixture->driver, screen, &error);
  g_assert_no_error (error);
}

static gboolean
is_focused (AtDriver *driver,
            gpointer  data)
{
  return at_element_has_state (data, ATSPI_STATE_FOCUSED);
}

static void
press_escape (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  at_driver_press (fixture->driver, "Escape", &error);
  g_assert_no_error (error);
}

/* The question is over, and what it was over is there again, with the focus in it. */
static void
close_question (Fixture    *fixture,
                const char *focus)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AtspiAccessible) button = NULL;

  press_escape (fixture);
  button = at_driver_wait_for (fixture->driver, ATSPI_ROLE_BUTTON, focus, &error);
  g_assert_no_error (error);
  at_driver_wait (fixture->driver, is_focused, button, "the page to have the focus", &error);
  g_assert_no_error (error);
  go_to (fixture, "Overview");
  go_to (fixture, "Apps & Consent");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char *argv[] = { "sluice", NULL };
  g_autofree char *sluice = g_build_filename (g_get_user_data_dir (), "sluice", NULL);
  g_autofree char *cloud = g_build_filename (sluice, "home-cloud", NULL);
  g_autoptr(GSettings) settings = g_settings_new (APP_ID);
  g_autoptr(GError) error = NULL;

  g_settings_reset (settings, "last-place");
  g_settings_sync ();
  test_remove_folder (sluice);
  fixture->folder = test_make_folder ();
  fixture->driver = at_driver_start (argv, &error);
  g_assert_no_error (error);

  click (fixture, "Try it here");
  go_to (fixture, "Apps & Consent");
  expect (fixture, "Nobody Can See Your Data");
  fixture->partner = test_cloud_partner_join (cloud);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  at_driver_stop (fixture->driver, &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->driver);
  test_cloud_partner_free (fixture->partner);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* What sluicectl ends with; its standard output in @output. */
static int
run_sluicectl (char       **output,
               const char  *first,
               ...)
{
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  int status;
  va_list args;

  g_ptr_array_add (argv, (char *) "sluicectl");
  va_start (args, first);
  for (const char *arg = first; arg != NULL; arg = va_arg (args, const char *))
    g_ptr_array_add (argv, (char *) arg);
  va_end (args);
  g_ptr_array_add (argv, NULL);

  g_spawn_sync (NULL, (char **) argv->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static char *
be_asked (Fixture *fixture)
{
  guint status;
  char *handle = test_cloud_partner_ask (fixture->partner, THREE, &status);

  g_assert_cmpuint (status, ==, 200);
  expect (fixture, "Asks for 3 kinds of data");
  click (fixture, "Review…");
  expect (fixture, "See what that is: Print history");
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
  g_autofree char *list = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *id = NULL;

  g_assert_cmpint (run_sluicectl (&list, "receipt", "list", NULL), ==, 0);
  id = g_strndup (list, strcspn (list, " \t\n"));
  g_assert_cmpint (run_sluicectl (&nothing, "receipt", "save", id, path, NULL), ==, 0);
  return path;
}

static void
assert_receipt_holds (Fixture *fixture)
{
  g_autofree char *path = save_receipt (fixture);
  g_autofree char *verdict = NULL;
  g_autofree char *other = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_cmpint (run_sluicectl (&verdict, "receipt", "verify", path, NULL), ==, 0);

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  text[length / 2] ^= 1;
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (run_sluicectl (&other, "receipt", "verify", path, NULL), ==, 1);
}

static void
test_one_of_three (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *handle = be_asked (fixture);
  g_autoptr(JsonObject) tokens = NULL;
  guint status;

  assert_nothing_is_given (fixture);
  work (fixture, ATSPI_ROLE_CHECK_BOX, "Print history, Private until consent");
  click (fixture, "Share 1 item");
  expect (fixture, "Shared 1 item with Partner");

  tokens = test_cloud_partner_poll (fixture->partner, handle, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "prints.jobs", NULL), ==, 200);
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "prints.names", NULL), ==, 403);
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "designs.library", NULL), ==, 403);
  assert_receipt_holds (fixture);

  close_question (fixture, "Enter a Code…");
  work (fixture, ATSPI_ROLE_LIST_ITEM, "Partner");
  click (fixture, "Take Back…");
  click (fixture, "Take Back");
  expect (fixture, "Nobody has your data");
  g_assert_cmpuint (test_cloud_partner_read (fixture->partner, "prints.jobs", NULL), >=, 401);
}

static void
test_deny (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *handle = be_asked (fixture);
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  click (fixture, "Deny");
  expect (fixture, "Nothing was shared with Partner");
  answer = test_cloud_partner_poll (fixture->partner, handle, &status);
  g_assert_cmpuint (status, ==, 400);
  g_assert_cmpstr (sluice_json_get_string (answer, "error"), ==, "access_denied");
  close_question (fixture, "Enter a Code…");
  expect (fixture, "Denied to Partner");
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
  expect (fixture, "They do not ask any more");
  close_question (fixture, "Enter a Code…");
}

/* A link says where the question is; one that says anything else is refused. */
static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *link = test_cloud_partner_link (fixture->partner, THREE);
  g_autofree char *wrong = g_strconcat (link, "&scope=privacy.consent", NULL);
  const char *open_wrong[] = { "sluice", wrong, NULL };
  const char *open_link[] = { "sluice", link, NULL };
  g_autoptr(GError) error = NULL;

  at_driver_run_beside (fixture->driver, open_wrong, &error);
  g_assert_no_error (error);
  expect (fixture, "not one that asks for your consent");
  press_escape (fixture);

  at_driver_run_beside (fixture->driver, open_link, &error);
  g_assert_no_error (error);
  expect (fixture, "See what that is");
  assert_nothing_is_given (fixture);
  press_escape (fixture);
  expect (fixture, "Asks for 3 kinds of data");
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
