/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-auth-error.h"
#include "sluice-net-error.h"
#include "sluice-key.h"
#include "sluice-oauth-client.h"
#include "sluice-secret.h"
#include "test-clock.h"
#include "test-memory.h"
#include "test-net-doubles.h"
#include "test-util.h"

/*
 * What is wiped is gone from all of this process's memory. Nothing here goes over
 * the wire: what libsoup and TLS had is theirs (docs/keyring.md).
 */

/* Monday, 23 November 2026, 12:00:00 UTC */
#define NOON G_GINT64_CONSTANT (1795435200)

typedef struct
{
  char              *folder;
  TestClock         *clock;
  SluicePolicy      *policy;
  SluiceLedger      *ledger;
  SluiceGate        *gate;
  SluiceSession     *door;
  SluiceTokenStore  *store;
  SluiceOAuthClient *client;
  SluiceSession     *session;
} Fixture;

static void
set_up (Fixture *fixture)
{
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = test_clock_new (NOON);
  /* It lets everything out: here it is looked at what stays. */
  fixture->policy = SLUICE_POLICY (test_policy_new (SLUICE_UPLOAD_MODE_ALL));
  fixture->ledger = sluice_ledger_new (path, SLUICE_CLOCK (fixture->clock));
  fixture->gate = sluice_gate_new (fixture->policy, fixture->ledger);
  endpoint = sluice_endpoint_new ("cloud", "Cloud", "https://127.0.0.1:1", SLUICE_ENDPOINT_CLOUD, NULL, NULL, &error);
  g_assert_no_error (error);
  fixture->door = sluice_session_new (endpoint, fixture->gate, NULL, SLUICE_CLOCK (fixture->clock));
  fixture->store = sluice_token_store_new (NULL, "cloud", "anna", "client");
  fixture->client = sluice_oauth_client_new (fixture->door, fixture->store, SLUICE_CLOCK (fixture->clock),
                                             "https://127.0.0.1:1", "client", "");
  fixture->session = sluice_session_new (endpoint, fixture->gate, SLUICE_AUTHORIZER (fixture->client),
                                         SLUICE_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  test_settle (sluice_ledger_finish (fixture->ledger), &error);
  g_assert_no_error (error);
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->door);
  g_clear_object (&fixture->gate);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->policy);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

/* As long as an API token may be, so that there is much of it to be found; made now, so that it is in no file. */
static char *
make_token (TestMemory **out_memory)
{
  char *random = sluice_random_token (192);
  char *token = g_strconcat ("umapi-", random, NULL);

  *out_memory = test_memory_new (random);
  sluice_secret_free (random);
  return token;
}

/* Signs in, and drops the test's own token. */
static TestMemory *
sign_in (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  TestMemory *memory;
  char *token = make_token (&memory);

  test_settle (sluice_oauth_client_use_api_token (fixture->client, token), &error);
  g_assert_no_error (error);
  sluice_secret_free (token);
  /* In memory while it is needed, and found there: the search works. */
  g_assert_cmpuint (test_memory_count (memory), >, 0);
  return memory;
}

/* Everybody who asks has a copy, and drops it. */
static void
use_token (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(DexFuture) future = sluice_authorizer_dup_token (SLUICE_AUTHORIZER (fixture->client));
      g_autoptr(GError) error = NULL;
      char *token;

      test_settle (dex_ref (future), &error);
      g_assert_no_error (error);
      token = g_value_dup_boxed (dex_future_get_value (future, NULL));
      g_assert_true (g_str_has_prefix (token, "umapi-"));
      sluice_secret_free (token);
    }
}

static GInputStream *
open_nothing (gpointer   data,
              GError   **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file");
  return NULL;
}

/* A request that has its token, and ends before there is anything to send. */
static void
use_session (Fixture *fixture)
{
  g_autoptr(SluiceProductBody) body = sluice_product_body_new_stream (100, "application/x-ufp", open_nothing, NULL, NULL);
  g_autoptr(SluiceRequest) request = sluice_request_new_product ("PUT", "/upload", g_steal_pointer (&body));
  g_autoptr(GError) error = NULL;

  sluice_request_set_bearer (request, TRUE);
  g_assert_false (test_settle (sluice_session_send (fixture->session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
}

static gboolean
skip (void)
{
  if (!test_memory_works ())
    g_test_skip ("the sanitizer's memory is too large to be looked through");
  return !test_memory_works ();
}

/* A boxed value and a future of it, as whoever carries a secret has them. */
static void
test_boxed (void)
{
  g_autoptr(TestMemory) memory = NULL;
  g_auto(GValue) value = G_VALUE_INIT;
  DexFuture *future;
  char *copy;

  if (skip ())
    return;

  future = dex_future_new_take_boxed (SLUICE_TYPE_SECRET, make_token (&memory));
  g_value_init (&value, SLUICE_TYPE_SECRET);
  g_value_copy (dex_future_get_value (future, NULL), &value);
  copy = g_value_dup_boxed (&value);
  g_assert_cmpuint (test_memory_count (memory), >=, 3);
  sluice_secret_free (copy);
  g_value_reset (&value);
  g_assert_cmpuint (test_memory_count (memory), >, 0);
  dex_unref (future);
  g_assert_cmpuint (test_memory_count (memory), ==, 0);
}

static void
test_sign_out (void)
{
  Fixture fixture = { 0 };
  g_autoptr(TestMemory) memory = NULL;
  g_autoptr(GError) error = NULL;

  if (skip ())
    return;

  set_up (&fixture);
  memory = sign_in (&fixture);
  use_token (&fixture);
  use_session (&fixture);
  /* Nobody can be told that an API token ends. */
  g_assert_false (test_settle (sluice_oauth_client_sign_out (fixture.client), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED);
  g_assert_cmpuint (test_memory_count (memory), ==, 0);
  tear_down (&fixture);
}

/* The program lets go of a sign-in without ending it, as when it is closed. */
static void
test_forgotten (void)
{
  Fixture fixture = { 0 };
  g_autoptr(TestMemory) memory = NULL;

  if (skip ())
    return;

  set_up (&fixture);
  memory = sign_in (&fixture);
  use_token (&fixture);
  use_session (&fixture);
  tear_down (&fixture);
  g_assert_cmpuint (test_memory_count (memory), ==, 0);
}

/* What is sent in a form is wiped by whoever was last to hold it. */
static void
test_form (void)
{
  g_autoptr(TestMemory) memory = NULL;
  SluiceCredentialsBody *body;
  SluiceRequest *request;

  if (skip ())
    return;

  body = sluice_credentials_body_new_take (make_token (&memory), "application/x-www-form-urlencoded");
  request = sluice_request_new_credentials ("POST", "/token", body);
  g_assert_cmpuint (test_memory_count (memory), >, 0);
  g_object_unref (request);
  g_assert_cmpuint (test_memory_count (memory), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/secret/boxed", test_boxed);
  g_test_add_func ("/secret/form", test_form);
  g_test_add_func ("/secret/sign-out", test_sign_out);
  g_test_add_func ("/secret/forgotten", test_forgotten);
  return test_run ();
}
