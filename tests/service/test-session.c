/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-backoff.h"
#include "sluice-net-error.h"
#include "sluice-session.h"
#include "test-certificate.h"
#include "test-clock.h"
#include "test-net-doubles.h"
#include "test-server.h"
#include "test-util.h"

#include <string.h>

/* Monday, 23 November 2026, 12:00:00 UTC */
#define NOON G_GINT64_CONSTANT (1795435200)

typedef struct
{
  TestServer     *server;
  char           *folder;
  SluiceClock    *clock;
  SluicePolicy   *policy;
  TestAuthorizer *authorizer;
  SluiceLedger   *ledger;
  SluiceGate     *gate;
  SluiceSession  *session;
} Fixture;

static SluiceSession *
new_session (Fixture      *fixture,
             const char   *uri,
             GTlsDatabase *database,
             const char   *pin)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceEndpoint) endpoint = sluice_endpoint_new ("home", "Home cloud", uri, SLUICE_ENDPOINT_CLOUD,
                                                            database, pin, &error);

  g_assert_no_error (error);
  return sluice_session_new (endpoint, fixture->gate, SLUICE_AUTHORIZER (fixture->authorizer), fixture->clock);
}

static void
set_up (Fixture           *fixture,
        TestServerFlags    flags,
        TestServerHandler  handler)
{
  g_autofree char *path = NULL;

  fixture->folder = test_make_folder ();
  path = g_build_filename (fixture->folder, "ledger.db", NULL);
  fixture->server = test_server_new (flags, handler, fixture);
  fixture->clock = SLUICE_CLOCK (test_clock_new (NOON));
  /* It lets everything out: here the session is tested, not the gate. */
  fixture->policy = SLUICE_POLICY (test_policy_new (SLUICE_UPLOAD_MODE_ALL));
  fixture->authorizer = test_authorizer_new ("stale", "fresh");
  fixture->ledger = sluice_ledger_new (path, fixture->clock);
  fixture->gate = sluice_gate_new (fixture->policy, fixture->ledger);
  fixture->session = new_session (fixture, test_server_get_uri (fixture->server),
                                  test_server_get_database (fixture->server), test_server_get_spki (fixture->server));
}

static void
tear_down (Fixture *fixture)
{
  GError *error = NULL;

  /* Whatever happened, the ledger is whole. */
  g_assert_true (test_settle (sluice_ledger_flush (fixture->ledger), &error));
  g_assert_true (test_settle (sluice_ledger_verify (fixture->ledger), &error));
  g_clear_object (&fixture->session);
  test_server_stop (fixture->server);
  g_assert_finalize_object (fixture->server);
  g_clear_object (&fixture->gate);
  g_clear_object (&fixture->ledger);
  g_clear_object (&fixture->policy);
  g_clear_object (&fixture->authorizer);
  g_clear_object (&fixture->clock);
  test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static SluiceResponse *
get (Fixture     *fixture,
     const char  *path,
     GError     **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", path);

  return test_settle_object (sluice_session_send (fixture->session, request), error);
}

/* The newest entry's status once the ledger has it, and how many entries there are. */
static SluiceLedgerEntry *
newest (Fixture *fixture,
        guint    expected)
{
  g_autoptr(GError) error = NULL;
  GListModel *entries = sluice_ledger_get_entries (fixture->ledger);

  g_assert_true (test_settle (sluice_ledger_load (fixture->ledger, 100), &error));
  g_assert_cmpuint (g_list_model_get_n_items (entries), ==, expected);
  return g_list_model_get_item (entries, 0);
}

static void
echo (TestServer        *server,
      SoupServerMessage *message,
      gpointer           data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_assert_cmpstr (soup_message_headers_get_one (headers, "User-Agent"), ==, "Sluice/" PACKAGE_VERSION);
  g_assert_null (soup_message_headers_get_one (headers, "Authorization"));
  g_assert_null (soup_message_headers_get_one (headers, "Cookie"));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Set-Cookie", "a=b");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", "\"1\"");
  test_server_answer (message, 200, "application/json", "{\"data\": {\"n\": 7}}");
}

static void
test_read (void)
{
  Fixture fixture = { 0 };
  SluiceConnectionInfo *info;

  set_up (&fixture, TEST_SERVER_DEFAULT, echo);
  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceResponse) response = get (&fixture, "/x", &error);
      g_autoptr(JsonNode) data = NULL;

      g_assert_no_error (error);
      data = sluice_response_parse_data (response, &error);
      g_assert_no_error (error);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (data), "n"), ==, 7);
      g_assert_cmpuint (sluice_response_get_status (response), ==, 200);
      g_assert_cmpstr (sluice_response_get_header (response, "etag"), ==, "\"1\"");
      g_assert_null (sluice_response_get_header (response, "Set-Cookie"));
      g_assert_cmpint (sluice_response_get_observed_at (response), ==, NOON * G_USEC_PER_SEC);
    }

  info = sluice_session_get_connection_info (fixture.session);
  g_assert_cmpstr (sluice_connection_info_get_protocol (info), ==, "TLS 1.3");
  g_assert_cmpstr (sluice_connection_info_get_key_type (info), ==, "RSA");
  g_assert_cmpuint (sluice_connection_info_get_key_bits (info), ==, 2048);
  g_assert_cmpstr (sluice_connection_info_get_spki (info), ==, test_server_get_spki (fixture.server));
  g_assert_nonnull (strstr (sluice_connection_info_get_issuer (info), "Sluice test authority"));
  g_assert_true (g_str_has_prefix (sluice_connection_info_get_cipher (info), "TLS_"));
  tear_down (&fixture);
}

static void
refuse_certificate (TestServerFlags  flags,
                    gboolean         other_authority,
                    gboolean         wrong_pin,
                    const char      *words)
{
  Fixture fixture = { 0 };
  g_autoptr(TestAuthority) authority = test_authority_new ("Sluice test authority");
  g_autoptr(GTlsDatabase) database = NULL;
  g_autofree char *pin = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");

  set_up (&fixture, flags, echo);
  database = other_authority ? test_authority_trust (authority) : g_object_ref (test_server_get_database (fixture.server));
  pin = g_strdup (test_server_get_spki (fixture.server));
  if (wrong_pin)
    pin[63] = pin[63] == '0' ? '1' : '0';
  g_clear_object (&fixture.session);
  fixture.session = new_session (&fixture, test_server_get_uri (fixture.server), database, pin);

  g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 0);
  tear_down (&fixture);
}

static void
test_wrong_pin (void)
{
  refuse_certificate (TEST_SERVER_DEFAULT, FALSE, TRUE, "another key");
}

static void
test_wrong_authority (void)
{
  refuse_certificate (TEST_SERVER_DEFAULT, TRUE, FALSE, "vouches");
}

static void
test_wrong_host (void)
{
  refuse_certificate (TEST_SERVER_WRONG_HOST, FALSE, FALSE, "another address");
}

static void
test_expired (void)
{
  refuse_certificate (TEST_SERVER_EXPIRED, FALSE, FALSE, "expired");
}

/* The error table: what is answered, and what it is to mean. */
static const struct
{
  const char     *path;
  guint           status;
  const char     *retry_after;
  const char     *body;
  SluiceNetError  code;
  guint           wait;
  const char     *server_code;
} answers[] = {
  { "/401", 401, NULL, "", SLUICE_NET_ERROR_SIGN_IN, 0, NULL },
  { "/403", 403, NULL, "no JSON", SLUICE_NET_ERROR_FORBIDDEN, 0, NULL },
  { "/403token", 403, NULL, "{\"errors\":[{\"code\":\"invalidToken\",\"title\":\"t\",\"http_status\":\"403\"}]}",
    SLUICE_NET_ERROR_SIGN_IN, 0, "invalidToken" },
  { "/403expired", 403, NULL, "{\"errors\":[{\"code\":\"tokenExpired\"}]}", SLUICE_NET_ERROR_SIGN_IN, 0, "tokenExpired" },
  { "/404", 404, NULL, "{\"errors\":[]}", SLUICE_NET_ERROR_NOT_FOUND, 0, NULL },
  { "/409", 409, NULL, "{\"errors\":[{\"code\":\"printerInactive\"}]}", SLUICE_NET_ERROR_CONFLICT, 0, "printerInactive" },
  { "/413", 413, NULL, "", SLUICE_NET_ERROR_TOO_LARGE, 0, NULL },
  { "/400max", 400, NULL, "{\"errors\":[{\"code\":\"moreThanMaximum\"}]}", SLUICE_NET_ERROR_TOO_LARGE, 0,
    "moreThanMaximum" },
  { "/429", 429, "7", "", SLUICE_NET_ERROR_BUSY, 7, NULL },
  { "/503", 503, "Mon, 23 Nov 2026 12:01:00 GMT", "", SLUICE_NET_ERROR_BUSY, 60, NULL },
  { "/503past", 503, "Mon, 23 Nov 2026 11:00:00 GMT", "", SLUICE_NET_ERROR_BUSY, 0, NULL },
  { "/503odd", 503, "soon", "", SLUICE_NET_ERROR_BUSY, 0, NULL },
  { "/500", 500, NULL, "{\"errors\":\"broken\"}", SLUICE_NET_ERROR_SERVER, 0, NULL },
  { "/400", 400, NULL, "{\"errors\":[7]}", SLUICE_NET_ERROR_PROTOCOL, 0, NULL },
  { "/400grant", 400, NULL, "{\"error\":\"invalid_grant\",\"error_description\":\"d\"}", SLUICE_NET_ERROR_SIGN_IN, 0,
    "invalid_grant" },
  { "/400pending", 400, NULL, "{\"error\":\"authorization_pending\"}", SLUICE_NET_ERROR_BUSY, 0, "authorization_pending" },
  { "/400deep", 400, NULL, "{\"errors\":{\"errors\":{\"errors\":null}}}", SLUICE_NET_ERROR_PROTOCOL, 0, NULL },
};

static void
answer_table (TestServer        *server,
              SoupServerMessage *message,
              gpointer           data)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    if (g_str_equal (path, answers[i].path))
      {
        if (answers[i].retry_after != NULL)
          soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                        answers[i].retry_after);
        test_server_answer (message, answers[i].status, "application/json", answers[i].body);
        return;
      }

  g_assert_not_reached ();
}

static void
test_errors (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_table);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceResponse) response = get (&fixture, answers[i].path, &error);

      g_assert_null (response);
      g_assert_error (error, SLUICE_NET_ERROR, (int) answers[i].code);
      g_assert_cmpuint (sluice_net_error_get_status (error), ==, answers[i].status);
      g_assert_cmpuint (sluice_net_error_get_retry_after (error), ==, answers[i].wait);
      g_assert_cmpstr (sluice_net_error_get_server_code (error), ==, answers[i].server_code);
    }
  tear_down (&fixture);
}

static void
answer_oddly (TestServer        *server,
              SoupServerMessage *message,
              gpointer           data)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));

  if (g_str_equal (path, "/endless"))
    test_server_drip (server, message, 64 * 1024, 1);
  else if (g_str_equal (path, "/drip"))
    test_server_drip (server, message, 1, 20);
  else if (g_str_equal (path, "/drop"))
    test_server_drop (message, 500);
  else if (g_str_equal (path, "/silent"))
    test_server_drop (message, 0);
  else if (g_str_equal (path, "/moved"))
    soup_server_message_set_redirect (message, 302, "/target");
  else
    test_server_answer (message, 200, "text/plain", "here");
}

static void
test_endless (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/endless");
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  sluice_request_set_max_answer (request, 300 * 1000);
  g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TOO_LARGE);

  /* The session is none the worse for it. */
  g_clear_error (&error);
  response = get (&fixture, "/fine", &error);
  g_assert_no_error (error);
  tear_down (&fixture);
}

static void
test_greatest_answer (void)
{
  Fixture fixture = { 0 };

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  for (gsize most = 3; most <= 5; most++)
    {
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/four-bytes");
      g_autoptr(GError) error = NULL;

      sluice_request_set_max_answer (request, most);
      g_assert_cmpint (test_settle (sluice_session_send (fixture.session, request), &error), ==, most >= 4);
      if (most < 4)
        g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TOO_LARGE);
    }
  tear_down (&fixture);
}

static void
test_slow (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/drip");
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  sluice_request_set_timeout (request, 1);
  g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT);
  entry = newest (&fixture, 1);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_FAILED);
  tear_down (&fixture);
}

static void
test_dropped (void)
{
  Fixture fixture = { 0 };
  const char * const paths[] = { "/drop", "/silent" };

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceResponse) response = get (&fixture, paths[i], &error);

      g_assert_null (response);
      g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
    }
  tear_down (&fixture);
}

static void
test_nobody_there (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  test_server_stop (fixture.server);
  response = get (&fixture, "/x", &error);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
  tear_down (&fixture);
}

static void
test_redirect_is_not_followed (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  response = get (&fixture, "/moved", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_response_get_status (response), ==, 302);
  g_assert_nonnull (sluice_response_get_header (response, "Location"));
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 1);
  tear_down (&fixture);
}

static void
test_bad_answer (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  response = get (&fixture, "/no-json", &error);
  g_assert_no_error (error);
  g_assert_null (sluice_response_parse_data (response, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
  tear_down (&fixture);
}

static gboolean
has_request (gpointer data)
{
  return test_server_get_requests (data) > 0;
}

/* Something has to wake the main context while only the server's thread works. */
static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
has_two_entries (gpointer data)
{
  return g_list_model_get_n_items (data) == 2;
}

static void
test_cancel (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  GListModel *entries;
  DexFuture *future;
  guint wake;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_oddly);
  entries = sluice_ledger_get_entries (fixture.ledger);
  g_assert_true (test_settle (sluice_ledger_load (fixture.ledger, 10), &error));
  request = sluice_request_new_process ("POST", "/drip", sluice_process_body_new (bytes, "application/json"));
  future = sluice_session_send (fixture.session, request);
  wake = g_timeout_add (5, wake_cb, NULL);
  test_wait_until (has_request, fixture.server, "the request to arrive");

  dex_unref (future);
  test_wait_until (has_two_entries, entries, "the cancellation in the ledger");
  entry = g_list_model_get_item (entries, 0);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_CANCELLED);
  g_assert_cmpint (sluice_ledger_entry_get_refers (entry), ==, 1);
  g_source_remove (wake);
  tear_down (&fixture);
}

static void
answer_fresh_only (TestServer        *server,
                   SoupServerMessage *message,
                   gpointer           data)
{
  const char *header = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  gboolean fresh = g_strcmp0 (header, "Bearer fresh") == 0;

  if (g_str_equal (g_uri_get_path (soup_server_message_get_uri (message)), "/never"))
    fresh = FALSE;
  test_server_answer (message, fresh ? 200 : 401, "application/json", "{}");
}

static gboolean
drop_cb (gpointer data)
{
  dex_clear ((DexFuture **) data);
  return G_SOURCE_REMOVE;
}

static void
drop_next_cb (SluiceSession *session,
              GParamSpec    *pspec,
              DexFuture    **future)
{
  g_idle_add_full (G_PRIORITY_HIGH, drop_cb, future, NULL);
}

static gboolean
has_one_entry (gpointer data)
{
  return g_list_model_get_n_items (data) == 1;
}

/* Given up between the headers' coming and their being handed over, as far as that can be met from outside. */
static void
test_cancel_as_it_arrives (void)
{
  for (int i = 0; i < 10; i++)
    {
      Fixture fixture = { 0 };
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/");
      g_autoptr(SluiceLedgerEntry) entry = NULL;
      g_autoptr(GError) error = NULL;
      GListModel *entries;
      DexFuture *future;

      set_up (&fixture, TEST_SERVER_DEFAULT, answer_fresh_only);
      entries = sluice_ledger_get_entries (fixture.ledger);
      g_assert_true (test_settle (sluice_ledger_load (fixture.ledger, 10), &error));
      future = sluice_session_send (fixture.session, request);
      g_signal_connect (fixture.session, "notify::connection-info", G_CALLBACK (drop_next_cb), &future);
      test_wait_until (has_one_entry, entries, "the cancellation in the ledger");
      g_assert_null (future);
      entry = g_list_model_get_item (entries, 0);
      g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_CANCELLED);
      tear_down (&fixture);
    }
}

static void
test_bearer (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(SluiceRequest) never = sluice_request_new_read ("GET", "/never");
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_fresh_only);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_bearer (never, TRUE);

  g_assert_true (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (test_authorizer_get_n_invalidated (fixture.authorizer), ==, 1);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 2);

  /* Once more, and then it is enough. */
  g_assert_false (test_settle (sluice_session_send (fixture.session, never), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 4);
  tear_down (&fixture);
}

/* Waiting for a token counts as waiting. */
static void
test_stuck_authorizer (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_fresh_only);
  test_authorizer_set_fault (fixture.authorizer, TEST_AUTHORIZER_STUCK);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_timeout (request, 1);
  g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 0);
  tear_down (&fixture);
}

/* What keeps the token away is not the other side's fault, and not said to be. */
static void
test_refusing_authorizer (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_fresh_only);
  test_authorizer_set_fault (fixture.authorizer, TEST_AUTHORIZER_REFUSES);
  sluice_request_set_bearer (request, TRUE);
  g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "The keyring is locked");
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 0);
  tear_down (&fixture);
}

static void
test_no_authorizer (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceSession) session = NULL;
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, answer_fresh_only);
  session = sluice_session_new (sluice_session_get_endpoint (fixture.session), fixture.gate, NULL, fixture.clock);
  sluice_request_set_bearer (request, TRUE);
  g_assert_false (test_settle (sluice_session_send (session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 0);
  tear_down (&fixture);
}

static void
take_body (TestServer        *server,
           SoupServerMessage *message,
           gpointer           data)
{
  test_server_answer (message, 201, "text/plain", "taken");
}

static GInputStream *
open_zeros (gpointer   data,
            GError   **error)
{
  gsize size = GPOINTER_TO_SIZE (data);

  return g_memory_input_stream_new_from_data (g_malloc0 (size + 1), size, g_free);
}

static void
test_stream (void)
{
  Fixture fixture = { 0 };
  const gsize size = 3 * 1024 * 1024 + 1;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, take_body);
  request = sluice_request_new_product ("PUT", "/upload",
                                        sluice_product_body_new_stream (size, "application/x-ufp", open_zeros,
                                                                        GSIZE_TO_POINTER (size), NULL));
  g_assert_true (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_server_get_bytes (fixture.server), ==, size);
  entry = newest (&fixture, 2);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_out (entry), ==, size);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_in (entry), ==, 5);
  g_assert_cmpuint (sluice_ledger_entry_get_http_status (entry), ==, 201);
  g_assert_null (sluice_ledger_entry_get_body (entry));
  tear_down (&fixture);
}

/* A file that changed since its size was taken: neither a wait without end nor a byte too many. */
static void
test_stream_of_another_size (void)
{
  const gsize sizes[] = { 99999, 100001 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Fixture fixture = { 0 };
      g_autoptr(SluiceRequest) request = NULL;
      g_autoptr(GError) error = NULL;

      set_up (&fixture, TEST_SERVER_DEFAULT, take_body);
      request = sluice_request_new_product ("PUT", "/upload",
                                            sluice_product_body_new_stream (100000, "application/x-ufp", open_zeros,
                                                                            GSIZE_TO_POINTER (sizes[i]), NULL));
      g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
      g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
      tear_down (&fixture);
    }
}

static GInputStream *
open_nothing (gpointer   data,
              GError   **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file");
  return NULL;
}

/* A file that is gone by the time it is sent. */
static void
test_stream_is_gone (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, take_body);
  request = sluice_request_new_product ("PUT", "/upload", sluice_product_body_new_stream (100, "application/x-ufp",
                                                                                          open_nothing, NULL, NULL));
  g_assert_false (test_settle (sluice_session_send (fixture.session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_CONFLICT);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 0);
  entry = newest (&fixture, 2);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_FAILED);
  g_assert_cmpint (sluice_ledger_entry_get_bytes_out (entry), ==, 0);
  tear_down (&fixture);
}

static void
test_concurrent (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, echo);
  for (int i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/many/%d", i);
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", path);

      g_ptr_array_add (futures, sluice_session_send (fixture.session, request));
    }
  g_assert_true (test_settle (dex_future_allv ((DexFuture **) futures->pdata, futures->len), &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 40);
  tear_down (&fixture);
}

/* What cannot be written down does not leave. */
static void
test_no_ledger_no_body (void)
{
  Fixture fixture = { 0 };
  g_autoptr(SluiceLedger) ledger = NULL;
  g_autoptr(SluiceGate) gate = NULL;
  g_autoptr(SluiceSession) session = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(GError) error = NULL;
  /* It warns, as it should. */
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);

  set_up (&fixture, TEST_SERVER_DEFAULT, take_body);
  ledger = sluice_ledger_new ("/proc/sluice/ledger.db", fixture.clock);
  gate = sluice_gate_new (fixture.policy, ledger);
  session = sluice_session_new (sluice_session_get_endpoint (fixture.session), gate, NULL, fixture.clock);
  request = sluice_request_new_process ("POST", "/x", sluice_process_body_new (bytes, "application/json"));

  g_assert_false (test_settle (sluice_session_send (session, request), &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED);
  g_assert_cmpint (test_server_get_requests (fixture.server), ==, 0);
  g_log_set_always_fatal (fatal);
  tear_down (&fixture);
}

/* The ledger has the record before it leaves, and never the query. */
static void
test_ledger_of_a_record (void)
{
  Fixture fixture = { 0 };
  g_autoptr(GBytes) bytes = g_bytes_new_static ("{\"schema\":1}", 12);
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceLedgerEntry) outcome = NULL;
  g_autoptr(SluiceLedgerEntry) leaving = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&fixture, TEST_SERVER_DEFAULT, take_body);
  request = sluice_request_new_process ("POST", "/process/v1/records/7",
                                        sluice_process_body_new (bytes, "application/json"));
  sluice_request_set_route (request, "/process/v1/records/{id}");
  sluice_request_add_query (request, "secret", "a b&c");
  g_assert_true (test_settle (sluice_session_send (fixture.session, request), &error));

  outcome = newest (&fixture, 2);
  leaving = g_list_model_get_item (sluice_ledger_get_entries (fixture.ledger), 1);
  g_assert_cmpint (sluice_ledger_entry_get_status (leaving), ==, SLUICE_LEDGER_LEAVING);
  g_assert_true (g_bytes_equal (sluice_ledger_entry_get_body (leaving), bytes));
  g_assert_cmpstr (sluice_ledger_entry_get_route (leaving), ==, "/process/v1/records/{id}");
  g_assert_cmpstr (sluice_ledger_entry_get_label (leaving), ==, "process");
  g_assert_cmpstr (sluice_ledger_entry_get_reason (leaving), ==, "policy:all");
  g_assert_cmpint (sluice_ledger_entry_get_status (outcome), ==, SLUICE_LEDGER_ANSWERED);
  g_assert_cmpint (sluice_ledger_entry_get_refers (outcome), ==, sluice_ledger_entry_get_seq (leaving));
  g_assert_cmpint (sluice_ledger_entry_get_bytes_out (outcome), ==, 12);
  tear_down (&fixture);
}

static double
fixed_chance (gpointer data)
{
  return *(double *) data;
}

static void
test_backoff (void)
{
  double chance = 0;
  g_autoptr(SluiceBackoff) backoff = sluice_backoff_new (1000, 10000, fixed_chance, &chance);
  const guint lowest[] = { 500, 1000, 2000, 4000, 5000, 5000 };

  for (guint i = 0; i < G_N_ELEMENTS (lowest); i++)
    g_assert_cmpuint (sluice_backoff_next (backoff, 0), ==, lowest[i]);
  chance = 0.5;
  g_assert_cmpuint (sluice_backoff_next (backoff, 0), ==, 7500);
  g_assert_cmpuint (sluice_backoff_next (backoff, 60), ==, 60000);
  g_assert_cmpuint (sluice_backoff_next (backoff, G_MAXUINT), ==, 3600 * 1000);
  sluice_backoff_reset (backoff);
  g_assert_cmpuint (sluice_backoff_next (backoff, 0), ==, 750);
}

static void
test_endpoints (void)
{
  const char * const bad[] = { "http://cloud.example", "ftp://cloud.example", "https://me:pw@cloud.example", "cloud",
                               "https://cloud.example/?q=1", "https://" };
  g_autoptr(SluiceEndpoint) prefixed = sluice_endpoint_new ("a", "A", "HTTPS://cloud.example:8443/sluice/",
                                                            SLUICE_ENDPOINT_CLOUD, NULL, NULL, NULL);
  g_autoptr(SluiceEndpoint) printer = sluice_endpoint_new ("b", "B", "http://10.0.0.7", SLUICE_ENDPOINT_LOCAL_NETWORK,
                                                           NULL, NULL, NULL);
  g_autoptr(GUri) uri = sluice_endpoint_build_uri (prefixed, "/a/b", "c=d");
  g_autofree char *text = g_uri_to_string (uri);

  g_assert_cmpstr (text, ==, "https://cloud.example:8443/sluice/a/b?c=d");
  g_assert_cmpstr (sluice_endpoint_get_host (prefixed), ==, "cloud.example:8443");
  g_assert_false (sluice_endpoint_is_encrypted (printer));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (sluice_endpoint_new ("c", "C", bad[i], SLUICE_ENDPOINT_CLOUD, NULL, NULL, &error));
      g_assert_nonnull (error);
    }
  g_assert_null (sluice_endpoint_new ("d", "D", "https://cloud.example", SLUICE_ENDPOINT_CLOUD, NULL, "abc", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/session/endpoints", test_endpoints);
  g_test_add_func ("/session/backoff", test_backoff);
  g_test_add_func ("/session/read", test_read);
  g_test_add_func ("/session/certificate/wrong-pin", test_wrong_pin);
  g_test_add_func ("/session/certificate/wrong-authority", test_wrong_authority);
  g_test_add_func ("/session/certificate/wrong-host", test_wrong_host);
  g_test_add_func ("/session/certificate/expired", test_expired);
  g_test_add_func ("/session/errors", test_errors);
  g_test_add_func ("/session/endless", test_endless);
  g_test_add_func ("/session/greatest-answer", test_greatest_answer);
  g_test_add_func ("/session/slow", test_slow);
  g_test_add_func ("/session/dropped", test_dropped);
  g_test_add_func ("/session/nobody-there", test_nobody_there);
  g_test_add_func ("/session/redirect-is-not-followed", test_redirect_is_not_followed);
  g_test_add_func ("/session/bad-answer", test_bad_answer);
  g_test_add_func ("/session/cancel", test_cancel);
  g_test_add_func ("/session/cancel-as-it-arrives", test_cancel_as_it_arrives);
  g_test_add_func ("/session/bearer", test_bearer);
  g_test_add_func ("/session/stuck-authorizer", test_stuck_authorizer);
  g_test_add_func ("/session/refusing-authorizer", test_refusing_authorizer);
  g_test_add_func ("/session/no-authorizer", test_no_authorizer);
  g_test_add_func ("/session/stream", test_stream);
  g_test_add_func ("/session/stream-of-another-size", test_stream_of_another_size);
  g_test_add_func ("/session/stream-is-gone", test_stream_is_gone);
  g_test_add_func ("/session/concurrent", test_concurrent);
  g_test_add_func ("/session/no-ledger-no-body", test_no_ledger_no_body);
  g_test_add_func ("/session/ledger-of-a-record", test_ledger_of_a_record);
  return test_run ();
}
