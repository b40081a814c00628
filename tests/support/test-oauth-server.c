/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-oauth-server.h"

#include <string.h>

#define NONCE "nonce-of-the-server"

struct _TestOAuthServer
{
  TestServer  *server;
  SoupSession *browser;
  GMutex       mutex;

  /* Under the mutex. */
  char *redirect;  /* of the request that is under way */
  char *state;
  char *challenge;
  char *scope;
  char *revoked;   /* the token that was given back last */

  /* Atomic. */
  int fault;
  int n_tokens;
  int n_revoked;
  int n_polls;
};

static void
answer (SoupServerMessage *message,
        guint              status,
        const char        *format,
        ...) G_GNUC_PRINTF (3, 4);

static void
answer (SoupServerMessage *message,
        guint              status,
        const char        *format,
        ...)
{
  g_autofree char *body = NULL;
  va_list args;

  va_start (args, format);
  body = g_strdup_vprintf (format, args);
  va_end (args);
  test_server_answer (message, status, "application/json", body);
}

static void
answer_metadata (TestOAuthServer   *self,
                 SoupServerMessage *message,
                 TestOAuthFault     fault)
{
  const char *url = test_server_get_uri (self->server);
  g_autofree char *token_host = g_strdup (fault == TEST_OAUTH_TOKENS_ELSEWHERE ? "https://elsewhere.example" : url);
  g_autoptr(GString) page = g_string_new (url);

  if (fault == TEST_OAUTH_PAGE_IN_CLEAR)
    g_string_replace (page, "https://", "http://", 1);
  if (fault == TEST_OAUTH_METADATA_BAD_JSON)
    answer (message, 200, "{\"issuer\": \"%s\"", url);
  else if (fault == TEST_OAUTH_METADATA_WRONG_TYPES)
    answer (message, 200, "{\"issuer\":\"%s\",\"authorization_endpoint\":7,\"token_endpoint\":[\"%s/token\"]}", url, url);
  else
    answer (message, 200,
            "{\"issuer\":\"%s\",\"authorization_endpoint\":\"%s/authorize\",\"token_endpoint\":\"%s/token\","
            "\"revocation_endpoint\":\"%s/revoke\",\"device_authorization_endpoint\":\"%s/device\",%s%s%s"
            "\"code_challenge_methods_supported\":[\"%s\"],\"authorization_response_iss_parameter_supported\":true}",
            fault == TEST_OAUTH_OTHER_ISSUER ? "https://another.example" : url, page->str, token_host, url, url,
            fault == TEST_OAUTH_PLAIN ? "" : "\"pushed_authorization_request_endpoint\":\"",
            fault == TEST_OAUTH_PLAIN ? "" : url,
            fault == TEST_OAUTH_PLAIN ? "" : "/par\",\"dpop_signing_alg_values_supported\":[\"ES256\"],",
            fault == TEST_OAUTH_NO_S256 ? "plain" : "S256");
}

static void
keep_request (TestOAuthServer *self,
              GHashTable      *request)
{
  g_mutex_lock (&self->mutex);
  g_set_str (&self->redirect, g_hash_table_lookup (request, "redirect_uri"));
  g_set_str (&self->state, g_hash_table_lookup (request, "state"));
  g_set_str (&self->challenge, g_hash_table_lookup (request, "code_challenge"));
  g_set_str (&self->scope, g_hash_table_lookup (request, "scope"));
  g_mutex_unlock (&self->mutex);
}

/* Whether the proof is there, and has the nonce when that is wanted; what else it says, certified servers look at. */
static gboolean
check_proof (SoupServerMessage *message,
             TestOAuthFault     fault)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *proof = soup_message_headers_get_one (headers, "DPoP");
  g_auto(GStrv) parts = NULL;
  g_autofree guchar *claims = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (fault == TEST_OAUTH_PLAIN)
    return proof == NULL;
  if (proof == NULL)
    return FALSE;
  if (fault != TEST_OAUTH_NONCE)
    return TRUE;

  parts = g_strsplit (proof, ".", 3);
  g_strdelimit (parts[1], "-", '+');
  g_strdelimit (parts[1], "_", '/');
  text = g_strconcat (parts[1], &"==="[(strlen (parts[1]) + 3) % 4], NULL);
  claims = g_base64_decode (text, &length);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "DPoP-Nonce", NONCE);
  return g_strstr_len ((char *) claims, length, "\"nonce\":\"" NONCE "\"") != NULL;
}

static gboolean
check_verifier (TestOAuthServer *self,
                GHashTable      *form)
{
  const char *verifier = g_hash_table_lookup (form, "code_verifier");
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *challenge = NULL;
  gboolean same;

  if (verifier == NULL)
    return FALSE;
  g_checksum_update (checksum, (const guchar *) verifier, -1);
  g_checksum_get_digest (checksum, digest, &length);
  challenge = g_base64_encode (digest, length);
  g_strdelimit (challenge, "+", '-');
  g_strdelimit (challenge, "/", '_');
  g_strdelimit (challenge, "=", '\0');
  g_mutex_lock (&self->mutex);
  same = g_strcmp0 (challenge, self->challenge) == 0 &&
         g_strcmp0 (g_hash_table_lookup (form, "redirect_uri"), self->redirect) == 0;
  g_mutex_unlock (&self->mutex);
  return same;
}

static void
answer_good_tokens (TestOAuthServer   *self,
                    SoupServerMessage *message,
                    TestOAuthFault     fault)
{
  int number = g_atomic_int_add (&self->n_tokens, 1) + 1;
  gboolean bound = fault != TEST_OAUTH_PLAIN && fault != TEST_OAUTH_TOKEN_NOT_BOUND;
  g_autofree char *scope = NULL;

  g_mutex_lock (&self->mutex);
  scope = g_strdup (self->scope);
  g_mutex_unlock (&self->mutex);
  answer (message, 200, "{\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\",\"token_type\":\"%s\","
          "\"expires_in\":%d,\"scope\":\"%s\"}", number, number, bound ? "DPoP" : "Bearer",
          fault == TEST_OAUTH_TOKEN_NEGATIVE_LIFE ? -5 : 600, scope);
}

static void
answer_token (TestOAuthServer   *self,
              SoupServerMessage *message,
              GHashTable        *form,
              TestOAuthFault     fault)
{
  const char *grant_type = g_hash_table_lookup (form, "grant_type");

  if (!check_proof (message, fault))
    answer (message, 400, "{\"error\":\"%s\"}", fault == TEST_OAUTH_NONCE ? "use_dpop_nonce" : "invalid_dpop_proof");
  else if (g_str_equal (grant_type, "authorization_code") && !check_verifier (self, form))
    answer (message, 400, "{\"error\":\"invalid_grant\"}");
  else if (g_str_has_suffix (grant_type, "device_code") && g_atomic_int_add (&self->n_polls, 1) < 1)
    answer (message, 400, "{\"error\":\"authorization_pending\"}");
  else if (fault == TEST_OAUTH_CODE_REPLAYED)
    answer (message, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"used before\"}");
  else if (fault == TEST_OAUTH_CLOCK_SKEW)
    answer (message, 400, "{\"error\":\"invalid_dpop_proof\"}");
  else if (fault == TEST_OAUTH_TOKEN_REDIRECTS)
    {
      /* With tokens all the same, which are no answer. */
      answer_good_tokens (self, message, fault);
      soup_server_message_set_redirect (message, 307, "https://elsewhere.example/token");
    }
  else if (fault == TEST_OAUTH_TOKEN_500)
    answer (message, 500, "<html>oh</html>");
  else if (fault == TEST_OAUTH_TOKEN_DRIPS)
    test_server_drip (self->server, message, 1, 50);
  else if (fault == TEST_OAUTH_TOKEN_WITHOUT_END)
    test_server_drip (self->server, message, 32 * 1024, 1);
  else if (fault == TEST_OAUTH_TOKEN_BAD_JSON)
    answer (message, 200, "{\"access_token\":\"abc\",}");
  else if (fault == TEST_OAUTH_TOKEN_NOT_OBJECT)
    answer (message, 200, "[\"access_token\"]");
  else if (fault == TEST_OAUTH_TOKEN_WRONG_TYPES)
    answer (message, 200, "{\"access_token\":{\"a\":1},\"refresh_token\":7,\"token_type\":true,\"expires_in\":\"600\"}");
  else if (fault == TEST_OAUTH_TOKEN_LINE_FEED)
    answer (message, 200, "{\"access_token\":\"abc\\r\\nX-Evil: 1\",\"refresh_token\":\"r\",\"token_type\":\"DPoP\","
            "\"expires_in\":600}");
  else
    answer_good_tokens (self, message, fault);
}

static void
answer_pushed (TestOAuthServer   *self,
               SoupServerMessage *message,
               GHashTable        *form,
               TestOAuthFault     fault)
{
  keep_request (self, form);
  if (!check_proof (message, fault))
    answer (message, 400, "{\"error\":\"%s\"}", fault == TEST_OAUTH_NONCE ? "use_dpop_nonce" : "invalid_dpop_proof");
  else if (fault == TEST_OAUTH_PUSHED_NOTHING)
    answer (message, 201, "{\"expires_in\":60}");
  else
    answer (message, 201, "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:x\",\"expires_in\":60}");
}

static void
answer_revocation (TestOAuthServer   *self,
                   SoupServerMessage *message,
                   GHashTable        *form,
                   TestOAuthFault     fault)
{
  if (fault == TEST_OAUTH_TOKEN_500)
    {
      answer (message, 500, "oh");
      return;
    }

  g_mutex_lock (&self->mutex);
  g_set_str (&self->revoked, g_hash_table_lookup (form, "token"));
  g_mutex_unlock (&self->mutex);
  g_atomic_int_inc (&self->n_revoked);
  answer (message, 200, "{}");
}

static void
handle (TestServer        *server,
        SoupServerMessage *message,
        gpointer           data)
{
  TestOAuthServer *self = data;
  TestOAuthFault fault = g_atomic_int_get (&self->fault);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *text = g_strndup (body->data != NULL ? body->data : "", body->length);
  g_autoptr(GHashTable) form = soup_form_decode (text);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (g_str_equal (path, "/.well-known/oauth-authorization-server"))
    answer_metadata (self, message, fault);
  else if (g_str_equal (path, "/par"))
    answer_pushed (self, message, form, fault);
  else if (g_str_equal (path, "/token"))
    answer_token (self, message, form, fault);
  else if (g_str_equal (path, "/revoke"))
    answer_revocation (self, message, form, fault);
  else if (g_str_equal (path, "/device"))
    {
      keep_request (self, form);
      answer (message, 200, "{\"device_code\":\"device\",\"user_code\":\"WDJB-MJHT\",\"interval\":1,\"expires_in\":300,"
              "\"verification_uri\":\"https://cloud.example/device\"}");
    }
  else if (g_str_equal (path, "/resource"))
    answer (message, 200, "{\"data\":\"%s%s\"}", soup_message_headers_get_one (headers, "Authorization"),
            soup_message_headers_get_one (headers, "DPoP") != NULL ? " proven" : "");
  else
    answer (message, 404, "{}");
}

TestOAuthServer *
test_oauth_server_new (void)
{
  TestOAuthServer *self = g_new0 (TestOAuthServer, 1);

  g_mutex_init (&self->mutex);
  self->browser = soup_session_new ();
  self->server = test_server_new (TEST_SERVER_DEFAULT, handle, self);
  return self;
}

void
test_oauth_server_free (TestOAuthServer *self)
{
  test_server_stop (self->server);
  g_object_unref (self->server);
  g_object_unref (self->browser);
  g_mutex_clear (&self->mutex);
  g_free (self->redirect);
  g_free (self->state);
  g_free (self->challenge);
  g_free (self->scope);
  g_free (self->revoked);
  g_free (self);
}

void
test_oauth_server_set_fault (TestOAuthServer *self,
                             TestOAuthFault   fault)
{
  g_atomic_int_set (&self->fault, fault);
}

const char *
test_oauth_server_get_url (TestOAuthServer *self)
{
  return test_server_get_uri (self->server);
}

TestServer *
test_oauth_server_get_server (TestOAuthServer *self)
{
  return self->server;
}

/** test_oauth_server_count_tokens: how often it gave tokens. */
int
test_oauth_server_count_tokens (TestOAuthServer *self)
{
  return g_atomic_int_get (&self->n_tokens);
}

/** test_oauth_server_count_revoked: how often a token was given back. */
int
test_oauth_server_count_revoked (TestOAuthServer *self)
{
  return g_atomic_int_get (&self->n_revoked);
}

/** test_oauth_server_dup_revoked: (nullable): the token that was given back last. */
char *
test_oauth_server_dup_revoked (TestOAuthServer *self)
{
  char *revoked;

  g_mutex_lock (&self->mutex);
  revoked = g_strdup (self->revoked);
  g_mutex_unlock (&self->mutex);
  return revoked;
}

/* What the browser comes back with. */
static char *
make_answer (TestOAuthServer *self,
             TestOAuthFault   fault)
{
  const char *url = test_server_get_uri (self->server);

  switch ((int) fault)
    {
    case TEST_OAUTH_WRONG_STATE:
      return g_strdup_printf ("code=abc&state=guessed&iss=%s", url);
    case TEST_OAUTH_NO_STATE:
      return g_strdup_printf ("code=abc&iss=%s", url);
    case TEST_OAUTH_TWO_STATES:
      return g_strdup_printf ("code=abc&state=guessed&state=%s&iss=%s", self->state, url);
    case TEST_OAUTH_WRONG_ISS:
      return g_strdup_printf ("code=abc&state=%s&iss=%s/", self->state, url);
    case TEST_OAUTH_NO_ISS:
      return g_strdup_printf ("code=abc&state=%s", self->state);
    case TEST_OAUTH_NO_CODE:
      return g_strdup_printf ("state=%s&iss=%s", self->state, url);
    case TEST_OAUTH_DENIED:
      return g_strdup_printf ("error=access_denied&state=%s&iss=%s", self->state, url);
    default:
      return g_strdup_printf ("code=abc&state=%s&iss=%s", self->state, url);
    }
}

/** test_oauth_server_launch: a #SluiceUriLauncher: the browser of a person who agrees at once. */
DexFuture *
test_oauth_server_launch (const char *uri,
                          gpointer    data)
{
  TestOAuthServer *self = data;
  TestOAuthFault fault = g_atomic_int_get (&self->fault);
  g_autoptr(GUri) page = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr(GHashTable) query = soup_form_decode (g_uri_get_query (page));
  g_autofree char *come_back = NULL;
  g_autofree char *back = NULL;
  g_autoptr(SoupMessage) message = NULL;

  /* What was pushed is not in the address. */
  if (fault == TEST_OAUTH_PLAIN)
    keep_request (self, query);
  else
    g_assert_cmpuint (g_hash_table_size (query), ==, 2);
  if (fault == TEST_OAUTH_NOBODY_COMES)
    return dex_future_new_true ();

  g_mutex_lock (&self->mutex);
  come_back = make_answer (self, fault);
  back = g_strconcat (self->redirect, "?", come_back, NULL);
  g_mutex_unlock (&self->mutex);
  message = soup_message_new ("GET", back);
  soup_session_send_and_read_async (self->browser, message, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  return dex_future_new_true ();
}
