/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-net-error.h"
#include "test-certificate.h"
#include "test-session-scene.h"
#include "test-util.h"

#include <string.h>

/* What a session makes of an answer: a good one, a strange one, none at all, and one from somebody else. */

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
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, echo);
  SluiceConnectionInfo *info;
  const SluiceCertificate *own;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceResponse) response = test_session_scene_get (scene, "/x", &error);
      g_autoptr(JsonNode) data = NULL;

      g_assert_no_error (error);
      data = sluice_response_parse_data (response, &error);
      g_assert_no_error (error);
      g_assert_cmpint (json_object_get_int_member (json_node_get_object (data), "n"), ==, 7);
      g_assert_cmpuint (sluice_response_get_status (response), ==, 200);
      g_assert_cmpstr (sluice_response_get_header (response, "etag"), ==, "\"1\"");
      g_assert_null (sluice_response_get_header (response, "Set-Cookie"));
      g_assert_cmpint (sluice_response_get_observed_at (response), ==, TEST_SESSION_NOON * G_USEC_PER_SEC);
    }

  info = sluice_session_get_connection_info (scene->session);
  g_assert_cmpstr (sluice_connection_info_get_protocol (info), ==, "TLS 1.3");
  own = g_ptr_array_index (sluice_connection_info_get_chain (info), 0);
  g_assert_cmpstr (own->key_type, ==, "RSA");
  g_assert_cmpuint (own->key_bits, ==, 2048);
  g_assert_cmpint (sluice_certificate_get_strength (own), ==, SLUICE_KEY_STRENGTH_WEAK);
  g_assert_cmpstr (own->spki, ==, test_server_get_spki (scene->server));
  g_assert_nonnull (strstr (own->issuer, "Sluice test authority"));
  g_assert_true (g_str_has_prefix (sluice_connection_info_get_cipher (info), "TLS_"));
}

static void
test_concurrent (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, echo);
  g_autoptr(GPtrArray) futures = g_ptr_array_new_with_free_func (dex_unref);
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *path = g_strdup_printf ("/many/%d", i);
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", path);

      g_ptr_array_add (futures, sluice_session_send (scene->session, request));
    }
  g_assert_true (test_settle (dex_future_allv ((DexFuture **) futures->pdata, futures->len), &error));
  g_assert_no_error (error);
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 40);
}

static void
refuse_certificate (TestServerFlags  flags,
                    gboolean         other_authority,
                    gboolean         wrong_pin,
                    const char      *words)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (flags, echo);
  g_autoptr(TestAuthority) authority = test_authority_new ("Sluice test authority");
  g_autoptr(GTlsDatabase) database = NULL;
  g_autofree char *pin = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/x");

  database = other_authority ? test_authority_trust (authority) : g_object_ref (test_server_get_database (scene->server));
  pin = g_strdup (test_server_get_spki (scene->server));
  if (wrong_pin)
    pin[63] = pin[63] == '0' ? '1' : '0';
  g_clear_object (&scene->session);
  scene->session = test_session_scene_connect (scene, database, pin);

  g_assert_false (test_session_scene_send (scene, request, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TLS);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 0);
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
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_table);

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceResponse) response = test_session_scene_get (scene, answers[i].path, &error);

      g_assert_null (response);
      g_assert_error (error, SLUICE_NET_ERROR, (int) answers[i].code);
      g_assert_cmpuint (sluice_net_error_get_status (error), ==, answers[i].status);
      g_assert_cmpuint (sluice_net_error_get_retry_after (error), ==, answers[i].wait);
      g_assert_cmpstr (sluice_net_error_get_server_code (error), ==, answers[i].server_code);
    }
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
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/endless");
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  sluice_request_set_max_answer (request, 300 * 1000);
  g_assert_false (test_session_scene_send (scene, request, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TOO_LARGE);

  /* The session is none the worse for it. */
  g_clear_error (&error);
  response = test_session_scene_get (scene, "/fine", &error);
  g_assert_no_error (error);
}

static void
test_greatest_answer (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);

  for (gsize most = 3; most <= 5; most++)
    {
      g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/four-bytes");
      g_autoptr(GError) error = NULL;

      sluice_request_set_max_answer (request, most);
      g_assert_cmpint (test_session_scene_send (scene, request, &error), ==, most >= 4);
      if (most < 4)
        g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TOO_LARGE);
    }
}

static void
test_slow (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/drip");
  g_autoptr(SluiceLedgerEntry) entry = NULL;
  g_autoptr(GError) error = NULL;

  sluice_request_set_timeout (request, 1);
  g_assert_false (test_session_scene_send (scene, request, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT);
  entry = test_session_scene_newest (scene, 1);
  g_assert_cmpint (sluice_ledger_entry_get_status (entry), ==, SLUICE_LEDGER_FAILED);
}

static void
test_dropped (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);
  const char * const paths[] = { "/drop", "/silent" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceResponse) response = test_session_scene_get (scene, paths[i], &error);

      g_assert_null (response);
      g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
    }
}

static void
test_nobody_there (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  test_server_stop (scene->server);
  response = test_session_scene_get (scene, "/x", &error);
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE);
}

static void
test_redirect_is_not_followed (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  response = test_session_scene_get (scene, "/moved", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_response_get_status (response), ==, 302);
  g_assert_nonnull (sluice_response_get_header (response, "Location"));
  g_assert_cmpint (test_server_get_requests (scene->server), ==, 1);
}

static void
test_bad_answer (void)
{
  g_autoptr(TestSessionScene) scene = test_session_scene_new (TEST_SERVER_DEFAULT, answer_oddly);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceResponse) response = NULL;

  response = test_session_scene_get (scene, "/no-json", &error);
  g_assert_no_error (error);
  g_assert_null (sluice_response_parse_data (response, &error));
  g_assert_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/session/read", test_read);
  g_test_add_func ("/session/concurrent", test_concurrent);
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
  return test_run ();
}
