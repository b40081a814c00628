/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-auth-error.h"
#include "sluice-oauth-client.h"
#include "test-clock.h"
#include "test-collection.h"
#include "test-oauth-server.h"
#include "test-util.h"

#include <string.h>

/* Signing in and out with a real keyring in each of its states; what docs/keyring.md says of them. */

/* Monday, 23 November 2026, 12:00:00 UTC */
#define NOON G_GINT64_CONSTANT (1795435200)

typedef struct
{
  TestOAuthServer   *server;
  char              *folder;
  TestClock         *clock;
  SluiceKeyring     *keyring;
  SluiceLedger      *ledger;
  SluiceGate        *gate;
  SluiceSession     *door;
  SluiceTokenStore  *store;
  SluiceOAuthClient *client;
} Fixture;

/* As a program that was started anew has it: nothing in memory. */
static void
make_client (Fixture *fixture)
{
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->store);
  fixture->store = sluice_token_store_new (fixture->keyring, "cloud", "anna", "client");
  fixture->client = sluice_oauth_client_new (fixture->door, fixture->store, SLUICE_CLOCK (fixture->clock),
                                             test_oauth_server_get_url (fixture->server), "client", "account.user.read");
}

static void
set_up (Fixture *fixture)
{
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture->server = test_oauth_server_new ();
  test_oauth_server_set_fault (fixture->server, TEST_OAUTH_GOOD);
  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = test_clock_new (NOON);
  fixture->keyring = sluice_keyring_new ();
  fixture->ledger = sluice_ledger_new (path, SLUICE_CLOCK (fixture->clock));
  fixture->gate = sluice_gate_new (NULL, fixture->ledger);
  endpoint = sluice_endpoint_new ("cloud", "Cloud", test_oauth_server_get_url (fixture->server), SLUICE_ENDPOINT_CLOUD,
                                  test_server_get_database (test_oauth_server_get_server (fixture->server)), NULL, &error);
  g_assert_no_error (error);
  fixture->door = sluice_session_new (endpoint, fixture->gate, NULL, SLUICE_CLOCK (fixture->clock));
  make_client (fixture);
}

static void
tear_down (Fixture *fixture)
{
  g_assert_true (test_settle (sluice_ledger_finish (fixture->ledger), NULL));
  g_assert_true (test_settle (sluice_ledger_verify (fixture->ledger), NULL));
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->door);
  test_oauth_server_free (fixture->server);
  g_clear_object (&fixture->gate);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->keyring);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static gboolean
sign_in (Fixture  *fixture,
         GError  **error)
{
  return test_settle (sluice_oauth_client_sign_in_by_browser (fixture->client, test_oauth_server_launch, fixture->server,
                                                              NULL), error);
}

static void
assert_keyring_has (Fixture  *fixture,
                    gboolean  has)
{
  g_autoptr(GError) error = NULL;
  gboolean found = test_settle (sluice_keyring_lookup (fixture->keyring, SLUICE_KEYRING_REFRESH_TOKEN, "cloud", "anna",
                                                       "client"), &error);

  g_assert_cmpint (found, ==, has);
  if (!has)
    g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
}

/* Kept, with its key; found by a program that starts later; gone after signing out. */
static void
check_kept (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *revoked = NULL;

  set_up (&fixture);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  assert_keyring_has (&fixture, TRUE);

  make_client (&fixture);
  g_assert_false (sluice_oauth_client_is_signed_in (fixture.client));
  test_settle (sluice_oauth_client_resume (fixture.client), &error);
  g_assert_no_error (error);
  test_settle (sluice_oauth_client_sign_out (fixture.client), &error);
  g_assert_no_error (error);
  revoked = test_oauth_server_dup_revoked (fixture.server);
  g_assert_cmpstr (revoked, ==, "refresh-2");
  assert_keyring_has (&fixture, FALSE);
  tear_down (&fixture);
}

/* Locked while signed in: what is in memory goes on, a refresh says why not, and signing out says what may be left. */
static void
test_locked_midway (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *revoked = NULL;

  set_up (&fixture);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  test_collection_lock ();
  g_assert_true (test_settle (sluice_authorizer_dup_token (SLUICE_AUTHORIZER (fixture.client)), &error));

  test_clock_advance (fixture.clock, 700);
  g_assert_false (test_settle (sluice_authorizer_dup_token (SLUICE_AUTHORIZER (fixture.client)), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_assert_cmpint (test_oauth_server_count_tokens (fixture.server), ==, 1);
  g_clear_error (&error);

  g_assert_false (test_settle (sluice_oauth_client_sign_out (fixture.client), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, "may be left"));
  g_assert_false (sluice_oauth_client_is_signed_in (fixture.client));
  revoked = test_oauth_server_dup_revoked (fixture.server);
  g_assert_cmpstr (revoked, ==, "access-1");
  g_clear_error (&error);

  test_collection_unlock ();
  g_assert_true (test_settle (sluice_oauth_client_sign_out (fixture.client), &error));
  g_assert_no_error (error);
  assert_keyring_has (&fixture, FALSE);
  tear_down (&fixture);
}

/* Nobody is sent to a browser for what could not be kept; for this session only, it works, and leaves nothing. */
static void
check_session_only (int code)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;

  set_up (&fixture);
  g_assert_false (sign_in (&fixture, &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, code);
  g_assert_nonnull (strstr (error->message, "this session only"));
  g_assert_cmpint (test_server_get_requests (test_oauth_server_get_server (fixture.server)), ==, 0);
  g_clear_error (&error);

  sluice_token_store_set_session_only (fixture.store, TRUE);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  test_clock_advance (fixture.clock, 700);
  g_assert_true (test_settle (sluice_authorizer_dup_token (SLUICE_AUTHORIZER (fixture.client)), &error));
  g_assert_cmpint (test_oauth_server_count_tokens (fixture.server), ==, 2);
  g_assert_true (test_settle (sluice_oauth_client_sign_out (fixture.client), &error));
  g_assert_cmpint (test_oauth_server_count_revoked (fixture.server), ==, 1);
  tear_down (&fixture);
}

static void
test_locked_from_start (void)
{
  check_session_only (SLUICE_AUTH_ERROR_LOCKED);
  test_collection_unlock ();
  check_kept ();
}

static void
run_subprocess (const char *path,
                const char *name,
                const char *value)
{
  g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), name, value, TRUE);

  g_test_trap_subprocess_with_envp (path, (const char * const *) environment, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_absent (void)
{
  if (g_test_subprocess ())
    check_session_only (SLUICE_AUTH_ERROR_NO_SERVICE);
  else
    run_subprocess ("/oauth-keyring/absent", "DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
}

/* What libsecret keeps in a sandbox, with the portal's key. */
static void
test_file (void)
{
  if (g_test_subprocess ())
    check_kept ();
  else
    {
      g_auto(GStrv) environment = g_environ_setenv (g_get_environ (), "SECRET_BACKEND", "file", TRUE);

      environment = g_environ_setenv (environment, "SECRET_FILE_TEST_PASSWORD", "password", TRUE);
      g_test_trap_subprocess_with_envp ("/oauth-keyring/file", (const char * const *) environment, 0,
                                        G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  if (test_is_locked ())
    {
      g_test_add_func ("/oauth-keyring/locked-from-start", test_locked_from_start);
      return test_run ();
    }

  g_test_add_func ("/oauth-keyring/kept", check_kept);
  g_test_add_func ("/oauth-keyring/locked-midway", test_locked_midway);
  g_test_add_func ("/oauth-keyring/absent", test_absent);
  g_test_add_func ("/oauth-keyring/file", test_file);
  return test_run ();
}
