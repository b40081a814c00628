/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-auth-error.h"
#include "sluice-loopback.h"
#include "sluice-net-error.h"
#include "sluice-oauth-client.h"
#include "test-clock.h"
#include "test-oauth-server.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* The OAuth client against a server that is wrong in one way at a time. */

/* Monday, 23 November 2026, 12:00:00 UTC */
#define NOON G_GINT64_CONSTANT (1795435200)
#define SCOPE "account.user.read process.record.read"

typedef struct
{
  TestOAuthServer   *server;
  TestServer        *other; /* nullable: whose authority is trusted by mistake */
  char              *folder;
  TestClock         *clock;
  SluiceLedger      *ledger;
  SluiceGate        *gate;
  SluiceSession     *door;
  SluiceSession     *session;
  SluiceTokenStore  *store;
  SluiceOAuthClient *client;
} Fixture;

static void
set_up (Fixture        *fixture,
        TestOAuthFault  fault,
        gboolean        other_authority)
{
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;
  TestServer *server;

  fixture->server = test_oauth_server_new ();
  test_oauth_server_set_fault (fixture->server, fault);
  fixture->other = other_authority ? test_server_new (TEST_SERVER_DEFAULT, NULL, NULL) : NULL;
  server = test_oauth_server_get_server (fixture->server);
  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->clock = test_clock_new (NOON);
  fixture->ledger = sluice_ledger_new (path, SLUICE_CLOCK (fixture->clock));
  fixture->gate = sluice_gate_new (NULL, fixture->ledger);
  endpoint = sluice_endpoint_new ("cloud", "Cloud", test_server_get_uri (server), SLUICE_ENDPOINT_CLOUD,
                                  test_server_get_database (fixture->other != NULL ? fixture->other : server), NULL, &error);
  g_assert_no_error (error);
  fixture->door = sluice_session_new (endpoint, fixture->gate, NULL, SLUICE_CLOCK (fixture->clock));
  fixture->store = sluice_token_store_new (NULL, "cloud", "anna", "client");
  fixture->client = sluice_oauth_client_new (fixture->door, fixture->store, SLUICE_CLOCK (fixture->clock),
                                             test_server_get_uri (server), "client", SCOPE);
  fixture->session = sluice_session_new (endpoint, fixture->gate, SLUICE_AUTHORIZER (fixture->client),
                                         SLUICE_CLOCK (fixture->clock));
}

static void
tear_down (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (sluice_ledger_finish (fixture->ledger), &error));
  g_assert_true (test_settle (sluice_ledger_verify (fixture->ledger), &error));
  g_clear_object (&fixture->session);
  g_clear_object (&fixture->client);
  g_clear_object (&fixture->store);
  g_clear_object (&fixture->door);
  test_oauth_server_free (fixture->server);
  g_clear_object (&fixture->other);
  g_clear_object (&fixture->gate);
  g_clear_object (&fixture->ledger);
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

/* The refresh token that is kept, with whatever is kept with it. */
static char *
dup_kept (Fixture *fixture)
{
  g_autoptr(DexFuture) future = sluice_token_store_lookup (fixture->store);

  if (!test_settle (dex_ref (future), NULL))
    return NULL;
  return g_value_dup_boxed (dex_future_get_value (future, NULL));
}

static char *
dup_token (Fixture  *fixture,
           GError  **error)
{
  g_autoptr(DexFuture) future = sluice_authorizer_dup_token (SLUICE_AUTHORIZER (fixture->client));

  if (!test_settle (dex_ref (future), error))
    return NULL;
  return g_value_dup_boxed (dex_future_get_value (future, NULL));
}

/* What came with a request to a resource. */
static char *
dup_shown (Fixture *fixture)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/resource");
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;

  sluice_request_set_bearer (request, TRUE);
  response = test_settle_object (sluice_session_send (fixture->session, request), &error);
  g_assert_no_error (error);
  object = sluice_response_parse_object (response, &error);
  return g_strdup (json_object_get_string_member (object, "data"));
}

static void
check_good (TestOAuthFault  fault,
            const char     *shown_first)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  char *kept;

  set_up (&fixture, fault, FALSE);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  g_assert_true (sluice_oauth_client_is_signed_in (fixture.client));
  g_assert_cmpstr (sluice_oauth_client_get_granted_scope (fixture.client), ==, SCOPE);
  kept = dup_kept (&fixture);
  g_assert_true (g_str_has_prefix (kept, "refresh-1\n"));
  sluice_secret_free (kept);
  shown = dup_shown (&fixture);
  g_assert_cmpstr (shown, ==, shown_first);
  tear_down (&fixture);
}

static void
test_plain (void)
{
  check_good (TEST_OAUTH_PLAIN, "Bearer access-1");
}

static void
test_bound (void)
{
  check_good (TEST_OAUTH_GOOD, "DPoP access-1 proven");
}

static void
test_nonce (void)
{
  check_good (TEST_OAUTH_NONCE, "DPoP access-1 proven");
}

/* What each fault comes to. */
static const struct
{
  const char     *name;
  TestOAuthFault  fault;
  GQuark        (*domain) (void);
  int             code;
  const char     *words; /* of the sentence that a person reads */
} faults[] = {
  { "other-issuer", TEST_OAUTH_OTHER_ISSUER, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "says that it is another one" },
  { "tokens-elsewhere", TEST_OAUTH_TOKENS_ELSEWHERE, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "to another address than its own" },
  { "page-in-clear", TEST_OAUTH_PAGE_IN_CLEAR, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "is not encrypted" },
  { "no-s256", TEST_OAUTH_NO_S256, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "considers safe" },
  { "metadata-bad-json", TEST_OAUTH_METADATA_BAD_JSON, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "not one that Sluice understands" },
  { "metadata-wrong-types", TEST_OAUTH_METADATA_WRONG_TYPES, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "does not say how to sign in" },
  { "pushed-nothing", TEST_OAUTH_PUSHED_NOTHING, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "where it goes on" },
  { "wrong-state", TEST_OAUTH_WRONG_STATE, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "did not ask" },
  { "no-state", TEST_OAUTH_NO_STATE, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "did not ask" },
  { "two-states", TEST_OAUTH_TWO_STATES, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "says something twice" },
  { "wrong-iss", TEST_OAUTH_WRONG_ISS, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "of another cloud" },
  { "no-iss", TEST_OAUTH_NO_ISS, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "which cloud it is from" },
  { "no-code", TEST_OAUTH_NO_CODE, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "without an answer" },
  { "denied", TEST_OAUTH_DENIED, sluice_auth_error_quark, SLUICE_AUTH_ERROR_CANCELLED,
    "refused in the browser" },
  { "nobody-comes", TEST_OAUTH_NOBODY_COMES, sluice_auth_error_quark, SLUICE_AUTH_ERROR_TIMEOUT,
    "Nobody signed in" },
  { "code-replayed", TEST_OAUTH_CODE_REPLAYED, sluice_net_error_quark, SLUICE_NET_ERROR_SIGN_IN,
    "Sign in again" },
  { "token-redirects", TEST_OAUTH_TOKEN_REDIRECTS, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "at another address" },
  { "token-500", TEST_OAUTH_TOKEN_500, sluice_net_error_quark, SLUICE_NET_ERROR_SERVER,
    "has a fault" },
  { "token-drips", TEST_OAUTH_TOKEN_DRIPS, sluice_net_error_quark, SLUICE_NET_ERROR_TIMEOUT,
    "did not answer in time" },
  { "token-without-end", TEST_OAUTH_TOKEN_WITHOUT_END, sluice_net_error_quark, SLUICE_NET_ERROR_TOO_LARGE,
    "larger than it can rightly be" },
  { "token-bad-json", TEST_OAUTH_TOKEN_BAD_JSON, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "cannot be read" },
  { "token-not-object", TEST_OAUTH_TOKEN_NOT_OBJECT, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "cannot be read" },
  { "token-wrong-types", TEST_OAUTH_TOKEN_WRONG_TYPES, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "tokens that are none" },
  { "token-line-feed", TEST_OAUTH_TOKEN_LINE_FEED, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "tokens that are none" },
  { "token-negative-life", TEST_OAUTH_TOKEN_NEGATIVE_LIFE, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "how long its tokens last" },
  { "token-not-bound", TEST_OAUTH_TOKEN_NOT_BOUND, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "did not bind" },
  { "clock-skew", TEST_OAUTH_CLOCK_SKEW, sluice_net_error_quark, SLUICE_NET_ERROR_PROTOCOL,
    "clock" },
};

static void
assert_nothing_kept (Fixture *fixture)
{
  g_assert_false (sluice_oauth_client_is_signed_in (fixture->client));
  g_assert_null (dup_kept (fixture));
}

static void
test_fault (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data);
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean slow = faults[index].fault == TEST_OAUTH_NOBODY_COMES || faults[index].fault == TEST_OAUTH_TOKEN_DRIPS;

  set_up (&fixture, faults[index].fault, FALSE);
  if (slow)
    sluice_oauth_client_set_time_outs (fixture.client, 1, 1);
  g_assert_false (sign_in (&fixture, &error));
  g_assert_error (error, faults[index].domain (), faults[index].code);
  /* A sentence for a person, without the server's words or anything secret. */
  if (strstr (error->message, faults[index].words) == NULL)
    g_error ("%s: %s", faults[index].name, error->message);
  g_assert_null (strstr (error->message, "used before"));
  g_assert_null (strstr (error->message, "access-"));
  assert_nothing_kept (&fixture);
  tear_down (&fixture);
}

static void
test_wrong_authority (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_OAUTH_GOOD, TRUE);
  g_assert_false (sign_in (&fixture, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS);
  g_assert_cmpint (test_server_get_requests (test_oauth_server_get_server (fixture.server)), ==, 0);
  assert_nothing_kept (&fixture);
  tear_down (&fixture);
}

/* Everybody who needs a token at the same time waits for one refresh, and what it gave is kept. */
static void
test_refresh_once (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  DexFuture *waiting[5];
  char *kept;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  /* Before it ends, not after. */
  test_clock_advance (fixture.clock, 550);
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    waiting[i] = sluice_authorizer_dup_token (SLUICE_AUTHORIZER (fixture.client));
  for (guint i = 0; i < G_N_ELEMENTS (waiting); i++)
    {
      g_assert_true (test_settle (dex_ref (waiting[i]), &error));
      g_assert_cmpstr (g_value_get_boxed (dex_future_get_value (waiting[i], NULL)), ==, "access-2");
      dex_unref (waiting[i]);
    }
  g_assert_cmpint (test_oauth_server_count_tokens (fixture.server), ==, 2);
  kept = dup_kept (&fixture);
  g_assert_true (g_str_has_prefix (kept, "refresh-2\n"));
  sluice_secret_free (kept);
  tear_down (&fixture);
}

/* A refresh that the server refuses ends the sign-in, and says so; the next program finds what is kept. */
static void
test_refresh_refused (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  test_clock_advance (fixture.clock, 700);
  test_oauth_server_set_fault (fixture.server, TEST_OAUTH_CODE_REPLAYED);
  g_assert_null (dup_token (&fixture, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
  g_assert_false (sluice_oauth_client_is_signed_in (fixture.client));
  tear_down (&fixture);
}

static void
test_sign_out (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *revoked = NULL;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  sign_in (&fixture, &error);
  test_settle (sluice_oauth_client_sign_out (fixture.client), &error);
  g_assert_no_error (error);
  revoked = test_oauth_server_dup_revoked (fixture.server);
  g_assert_cmpstr (revoked, ==, "refresh-1");
  assert_nothing_kept (&fixture);
  g_assert_null (dup_token (&fixture, &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* Nothing to end is a success. */
  g_assert_true (test_settle (sluice_oauth_client_sign_out (fixture.client), &error));
  g_assert_cmpint (test_oauth_server_count_revoked (fixture.server), ==, 1);
  tear_down (&fixture);
}

/* The server does not hear of it: said, and nothing is left here all the same. */
static void
test_sign_out_not_told (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  sign_in (&fixture, &error);
  g_assert_no_error (error);
  test_oauth_server_set_fault (fixture.server, TEST_OAUTH_TOKEN_500);
  g_assert_false (test_settle (sluice_oauth_client_sign_out (fixture.client), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED);
  assert_nothing_kept (&fixture);
  tear_down (&fixture);
}

/* More is asked for when it is needed; what is there needs no browser. */
static void
test_require_scope (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  sign_in (&fixture, &error);
  g_assert_true (test_settle (sluice_oauth_client_require_scope (fixture.client, "process.record.read",
                                                                 test_oauth_server_launch, fixture.server, NULL),
                              &error));
  g_assert_cmpint (test_oauth_server_count_tokens (fixture.server), ==, 1);
  g_assert_true (test_settle (sluice_oauth_client_require_scope (fixture.client, "connect.cluster.read",
                                                                 test_oauth_server_launch, fixture.server, NULL),
                              &error));
  g_assert_cmpint (test_oauth_server_count_tokens (fixture.server), ==, 2);
  g_assert_cmpstr (sluice_oauth_client_get_granted_scope (fixture.client), ==, SCOPE " connect.cluster.read");

  /* A no leaves what there was. */
  test_oauth_server_set_fault (fixture.server, TEST_OAUTH_DENIED);
  g_assert_false (test_settle (sluice_oauth_client_require_scope (fixture.client, "connect.cluster.write",
                                                                  test_oauth_server_launch, fixture.server, NULL),
                               &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_CANCELLED);
  g_assert_true (sluice_oauth_client_is_signed_in (fixture.client));
  g_assert_cmpstr (sluice_oauth_client_get_granted_scope (fixture.client), ==, SCOPE " connect.cluster.read");
  tear_down (&fixture);
}

static void
show_code (const SluiceDeviceCode *code,
           gpointer                data)
{
  g_assert_cmpstr (code->user_code, ==, "WDJB-MJHT");
  g_assert_cmpstr (code->uri, ==, "https://cloud.example/device");
  g_assert_null (code->complete_uri);
  *(gboolean *) data = TRUE;
}

static void
test_device (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  gboolean shown = FALSE;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  test_settle (sluice_oauth_client_sign_in_by_device (fixture.client, show_code, &shown, NULL), &error);
  g_assert_no_error (error);
  g_assert_true (shown);
  g_assert_true (sluice_oauth_client_is_signed_in (fixture.client));
  tear_down (&fixture);
}

static void
test_api_token (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *token = NULL;

  set_up (&fixture, TEST_OAUTH_GOOD, FALSE);
  g_assert_false (test_settle (sluice_oauth_client_use_api_token (fixture.client, "something else"), &error));
  g_assert_error (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED);
  assert_nothing_kept (&fixture);
  g_clear_error (&error);

  g_assert_true (test_settle (sluice_oauth_client_use_api_token (fixture.client, "umapi-abc|main"), &error));
  shown = dup_shown (&fixture);
  g_assert_cmpstr (shown, ==, "Bearer umapi-abc|main");
  g_assert_cmpint (test_oauth_server_count_tokens (fixture.server), ==, 0);

  /* Refused by the other side, it is not tried for ever. */
  sluice_authorizer_invalidate (SLUICE_AUTHORIZER (fixture.client), "umapi-abc|main");
  token = dup_token (&fixture, &error);
  g_assert_null (token);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
  tear_down (&fixture);
}

/* Reads what a loopback address answers to @head. */
static char *
knock (SluiceLoopback *loopback,
       const char     *head)
{
  g_autoptr(GUri) uri = g_uri_parse (sluice_loopback_get_uri (loopback), G_URI_FLAGS_NONE, NULL);
  g_autoptr(GSocketClient) client = g_socket_client_new ();
  g_autoptr(GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", g_uri_get_port (uri),
                                                                             NULL, NULL);
  g_autofree char *text = g_strdup_printf ("%s\r\nHost: 127.0.0.1:%d\r\n\r\n", head, g_uri_get_port (uri));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(DexFuture) read = NULL;

  if (connection == NULL)
    return NULL;
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL, NULL, NULL);
  read = dex_output_stream_splice (memory, g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                   G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT);
  if (!test_settle (dex_ref (read), NULL))
    return NULL;
  return g_strndup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (memory)),
                    g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (memory)));
}

/* It answers one GET of its very path, and is gone. */
static void
test_loopback (void)
{
  static const struct
  {
    const char *head;
    const char *answer;
  } wrong[] = {
    { "GET / HTTP/1.1", "HTTP/1.1 404" },
    { "GET /callback/ HTTP/1.1", "HTTP/1.1 404" },
    { "GET /callbacks?code=x HTTP/1.1", "HTTP/1.1 404" },
    { "GET http://127.0.0.1/callback?code=x HTTP/1.1", "HTTP/1.1 404" },
    { "POST /callback?code=x HTTP/1.1", "HTTP/1.1 405" },
    { "HEAD /callback?code=x HTTP/1.1", "HTTP/1.1 200" },
    { "GET /callback?code=x HTTP/1.1\r\nHost: evil.example", "HTTP/1.1 400" },
    { "GET /callback?code=x", "HTTP/1.1 400" },
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceLoopback) loopback = sluice_loopback_new (&error);
  g_autoptr(DexFuture) waiting = NULL;
  g_autofree char *page = NULL;

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (sluice_loopback_get_uri (loopback), "http://127.0.0.1:"));
  waiting = sluice_loopback_wait (loopback);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *answer = knock (loopback, wrong[i].head);

      g_assert_true (g_str_has_prefix (answer, wrong[i].answer));
      g_assert_true (dex_future_is_pending (waiting));
    }

  page = knock (loopback, "GET /callback?code=x&state=y HTTP/1.1");
  g_assert_nonnull (strstr (page, "go back to Sluice"));
  g_assert_nonnull (strstr (page, "default-src 'none'"));
  g_assert_null (strstr (page, "code=x"));
  g_assert_true (test_settle (dex_ref (waiting), &error));
  g_assert_cmpstr (g_value_get_string (dex_future_get_value (waiting, NULL)), ==, "code=x&state=y");
  g_assert_null (knock (loopback, "GET /callback?code=x HTTP/1.1"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add_func ("/oauth-client/plain", test_plain);
  g_test_add_func ("/oauth-client/bound", test_bound);
  g_test_add_func ("/oauth-client/nonce", test_nonce);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/oauth-client/hostile/", faults[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }
  g_test_add_func ("/oauth-client/hostile/wrong-authority", test_wrong_authority);
  g_test_add_func ("/oauth-client/refresh-once", test_refresh_once);
  g_test_add_func ("/oauth-client/refresh-refused", test_refresh_refused);
  g_test_add_func ("/oauth-client/sign-out", test_sign_out);
  g_test_add_func ("/oauth-client/sign-out-not-told", test_sign_out_not_told);
  g_test_add_func ("/oauth-client/require-scope", test_require_scope);
  g_test_add_func ("/oauth-client/device", test_device);
  g_test_add_func ("/oauth-client/api-token", test_api_token);
  g_test_add_func ("/oauth-client/loopback", test_loopback);
  return test_run ();
}
