/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-auth-error.h"
#include "sluice-cloud-place.h"
#include "sluice-context.h"
#include "test-elsewhere.h"
#include "test-util.h"

/* From the home cloud to one elsewhere and back, with real clouds and a real keyring. */

typedef struct
{
  char          *folder;
  SluiceContext *context;
  TestCloud     *cloud;
} Fixture;

static void
start (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  fixture->context = sluice_context_new (fixture->folder, "sluice-desktop");
  test_settle (sluice_context_start (fixture->context), &error);
  g_assert_no_error (error);
}

static void
stop (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_context_stop (fixture->context), &error);
  g_assert_no_error (error);
  g_assert_finalize_object (fixture->context);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_make_folder ();
  fixture->cloud = test_elsewhere_start ();
  start (fixture);
  g_assert_null (sluice_context_get_place (fixture->context));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GSettings) settings = g_object_ref (sluice_context_get_settings (fixture->context));

  stop (fixture);
  /* They are in memory and common to all tests of this program. */
  g_settings_reset (settings, "last-place");
  g_settings_reset (settings, "accounts");
  test_cloud_free (fixture->cloud);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
use (Fixture   *fixture,
     DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  test_settle (future, &error);
  g_assert_no_error (error);
}

/* (transfer full): signed in to, and not used yet */
static SluicePlace *
sign_in (Fixture  *fixture,
         gboolean  session_only)
{
  g_autoptr(SluiceAccount) account = sluice_account_new (test_cloud_get_url (fixture->cloud), "sluice-desktop",
                                                         test_cloud_get_ca_file (fixture->cloud), NULL);
  SluicePlace *place = sluice_context_make_place (fixture->context, account);

  sluice_cloud_place_set_session_only (SLUICE_CLOUD_PLACE (place), session_only);
  use (fixture, sluice_cloud_place_sign_in (SLUICE_CLOUD_PLACE (place), test_elsewhere_launch, fixture->cloud, NULL));
  if (!session_only)
    sluice_accounts_add (sluice_context_get_accounts (fixture->context), account);
  return place;
}

static void
assert_last_place (Fixture    *fixture,
                   const char *id)
{
  g_autofree char *last_place = g_settings_get_string (sluice_context_get_settings (fixture->context), "last-place");

  g_assert_cmpstr (last_place, ==, id);
}

static gboolean
has_groups (gpointer context)
{
  return g_list_model_get_n_items (sluice_context_get_groups (context)) > 0;
}

static gboolean
consents_are_known (gpointer context)
{
  return sluice_consents_get_observed_at (sluice_context_get_consents (context)) != 0;
}

static gboolean
is_not_allowed (gpointer context)
{
  return sluice_consents_get_not_allowed (sluice_context_get_consents (context));
}

static gboolean
is_home (gpointer context)
{
  SluicePlace *place = sluice_context_get_place (context);

  return place != NULL && g_str_equal (sluice_place_get_id (place), "home") &&
         sluice_place_get_state (place) == SLUICE_PLACE_READY;
}

static gboolean
is_nowhere (gpointer context)
{
  return sluice_context_get_place (context) == NULL;
}

/* The moment it is another place, nothing is left of what was seen at the one before. */
static void
place_changed_cb (SluiceContext *context,
                  GParamSpec    *pspec,
                  guint         *n_changes)
{
  g_assert_cmpuint (g_list_model_get_n_items (sluice_context_get_groups (context)), ==, 0);
  g_assert_cmpint (sluice_consents_get_observed_at (sluice_context_get_consents (context)), ==, 0);
  g_assert_false (is_not_allowed (context));
  *n_changes += 1;
}

static void
test_there_and_back (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(SluicePlace) place = sign_in (fixture, FALSE);
  g_autofree char *id = g_strdup (sluice_place_get_id (place));
  guint n_changes = 0;

  use (fixture, sluice_context_use_home (fixture->context));
  assert_last_place (fixture, "home");
  test_wait_until (has_groups, fixture->context, "the printers at home");
  test_wait_until (consents_are_known, fixture->context, "the consents at home");
  g_signal_connect (fixture->context, "notify::place", G_CALLBACK (place_changed_cb), &n_changes);

  use (fixture, sluice_context_use_place (fixture->context, place));
  g_assert_true (sluice_context_get_place (fixture->context) == place);
  assert_last_place (fixture, id);

  /* It may not decide there before that was asked for; then it may. */
  test_wait_until (is_not_allowed, fixture->context, "the cloud to refuse");
  g_assert_false (consents_are_known (fixture->context));
  use (fixture, sluice_cloud_place_require_scope (SLUICE_CLOUD_PLACE (place), "privacy.consent", test_elsewhere_launch,
                                                  fixture->cloud, NULL));
  sluice_consents_refresh (sluice_context_get_consents (fixture->context));
  test_wait_until (consents_are_known, fixture->context, "the cloud to answer");
  g_assert_false (is_not_allowed (fixture->context));

  use (fixture, sluice_context_use_home (fixture->context));
  assert_last_place (fixture, "home");
  g_assert_cmpint (sluice_place_get_state (place), ==, SLUICE_PLACE_OFF);
  test_wait_until (has_groups, fixture->context, "the printers at home, again");
  g_assert_cmpuint (n_changes, ==, 2);
}

/* Chosen last is where the next start goes; signed out of, the one that is left. */
static void
test_starts_there_again (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  use (fixture, sluice_context_use_home (fixture->context));
  {
    g_autoptr(SluicePlace) place = sign_in (fixture, FALSE);

    id = g_strdup (sluice_place_get_id (place));
    use (fixture, sluice_context_use_place (fixture->context, place));
  }
  stop (fixture);

  start (fixture);
  g_assert_cmpstr (sluice_place_get_id (sluice_context_get_place (fixture->context)), ==, id);
  g_assert_cmpint (sluice_place_get_state (sluice_context_get_place (fixture->context)), ==, SLUICE_PLACE_READY);
  g_assert_cmpstr (sluice_place_get_name (sluice_context_get_place (fixture->context)), !=, "Home cloud");

  use (fixture, sluice_context_sign_out (fixture->context, sluice_context_get_place (fixture->context)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sluice_context_get_accounts (fixture->context))), ==, 0);
  test_wait_until (is_home, fixture->context, "the home cloud");
}

/* Neither an account nor a place to come back to; but while the program runs, it is one of its places. */
static void
test_session_only (Fixture       *fixture,
                   gconstpointer  data)
{
  GListModel *session_places = sluice_context_get_session_places (fixture->context);
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(SluicePlace) place = sign_in (fixture, TRUE);

    use (fixture, sluice_context_use_place (fixture->context, place));
    assert_last_place (fixture, "");
    g_assert_cmpuint (g_list_model_get_n_items (session_places), ==, 1);

    use (fixture, sluice_context_use_home (fixture->context));
    use (fixture, sluice_context_use_place (fixture->context, place));
    assert_last_place (fixture, "home");
    g_assert_cmpuint (g_list_model_get_n_items (session_places), ==, 1);
  }
  stop (fixture);

  start (fixture);
  g_assert_true (is_home (fixture->context));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sluice_context_get_accounts (fixture->context))), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (sluice_context_get_session_places (fixture->context)), ==, 0);
}

/* Without a home cloud there is nowhere to go on, and the next start welcomes. */
static void
test_last_one (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(SluicePlace) place = sign_in (fixture, TRUE);

  use (fixture, sluice_context_use_place (fixture->context, place));
  use (fixture, sluice_context_sign_out (fixture->context, place));
  test_wait_until (is_nowhere, fixture->context, "no place to be left");
  g_assert_cmpuint (g_list_model_get_n_items (sluice_context_get_session_places (fixture->context)), ==, 0);
  g_assert_false (sluice_context_has_place (fixture->context));
  g_assert_cmpint (sluice_place_get_state (place), ==, SLUICE_PLACE_OFF);
}

typedef struct
{
  gboolean is_freed;
  guint    n_opened;
} Browser;

static DexFuture *
open_nothing (const char *uri,
              gpointer    data)
{
  Browser *browser = data;

  g_assert_false (browser->is_freed);
  browser->n_opened++;
  return dex_future_new_infinite ();
}

static void
free_browser (gpointer data)
{
  ((Browser *) data)->is_freed = TRUE;
}

static gboolean
is_freed (gpointer data)
{
  return ((Browser *) data)->is_freed;
}

/* Given up at any moment: what the browser is opened with is there as long as it may be opened, and then goes. */
static void
test_given_up (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(SluiceAccount) account = sluice_account_new (test_cloud_get_url (fixture->cloud), "sluice-desktop",
                                                         test_cloud_get_ca_file (fixture->cloud), NULL);
  /* All of them stay, so that whoever comes late is seen. */
  g_autoptr(GPtrArray) browsers = g_ptr_array_new_with_free_func (g_free);
  guint n_opened = 0;

  for (guint turns = 0; n_opened == 0; turns++)
    {
      g_autoptr(SluicePlace) place = sluice_context_make_place (fixture->context, account);
      Browser *browser = g_new0 (Browser, 1);
      g_autoptr(DexFuture) signing_in = sluice_cloud_place_sign_in (SLUICE_CLOUD_PLACE (place), open_nothing, browser,
                                                                    free_browser);

      g_ptr_array_add (browsers, browser);
      for (guint i = 0; i < turns && browser->n_opened == 0; i++)
        g_main_context_iteration (NULL, TRUE);
      n_opened = browser->n_opened;
      dex_clear (&signing_in);
      test_wait_until (is_freed, browser, "what the browser was opened with to go");
    }
}

/* The cloud cannot be told: nothing is left here all the same, and that is said. */
static void
test_not_told (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(SluicePlace) place = sign_in (fixture, FALSE);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sluice_place_get_id (place), -1);
  g_autofree char *lists = g_build_filename (fixture->folder, "inventory", NULL);
  g_autofree char *list = g_build_filename (lists, name, NULL);
  g_autoptr(GError) error = NULL;

  use (fixture, sluice_context_use_place (fixture->context, place));
  /* What the place held, as it would be kept. */
  g_assert_cmpint (g_mkdir_with_parents (lists, 0700), ==, 0);
  g_assert_true (g_file_set_contents (list, "sealed", -1, NULL));
  test_cloud_stop (fixture->cloud);
  test_settle (sluice_context_sign_out (fixture->context, place), &error);
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED);
  g_assert_false (g_file_test (list, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (sluice_context_get_accounts (fixture->context))), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
#define ADD(path, func) g_test_add ("/context/places/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("there-and-back", test_there_and_back);
  ADD ("starts-there-again", test_starts_there_again);
  ADD ("session-only", test_session_only);
  ADD ("last-one", test_last_one);
  ADD ("given-up", test_given_up);
  ADD ("not-told", test_not_told);
#undef ADD
  return test_run ();
}
