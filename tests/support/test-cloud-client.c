/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-cloud-client.h"

#include "sluice-json.h"
#include "test-util.h"

#include <string.h>

#define VERIFIER "test-verifier-test-verifier-test-verifier-0123456789"

typedef struct
{
  GBytes  *body;
  GError  *error;
  gboolean done;
} Answer;

TestCloudClient *
test_cloud_client_new (const char *url,
                       const char *ca_file)
{
  TestCloudClient *self = g_new0 (TestCloudClient, 1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GTlsDatabase) database = g_tls_file_database_new (ca_file, &error);

  g_assert_no_error (error);
  self->session = soup_session_new_with_options ("tls-database", database, "timeout", TEST_PATIENCE_SECONDS, NULL);
  self->url = g_strdup (url);
  return self;
}

void
test_cloud_client_free (TestCloudClient *self)
{
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self->url);
  g_free (self->access);
  g_free (self->refresh);
  g_free (self->location);
  g_free (self);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Answer *answer = data;

  answer->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &answer->error);
  answer->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Answer *) data)->done;
}

/** test_cloud_client_exchange: (transfer full): sends a message as it is, and gives what came back. */
GBytes *
test_cloud_client_exchange (TestCloudClient *self,
                            SoupMessage     *message)
{
  Answer answer = { 0 };

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (self->access != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->access, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }

  soup_session_send_and_read_async (self->session, message, G_PRIORITY_DEFAULT, NULL, answered_cb, &answer);
  test_wait_until (is_done, &answer, "an answer of the cloud");
  g_assert_no_error (answer.error);
  g_set_str (&self->location, soup_message_headers_get_one (soup_message_get_response_headers (message), "Location"));
  return answer.body;
}

/**
 * test_cloud_client_send:
 * @self: a client
 * @method: HTTP method
 * @path: path and query, or a whole address
 * @content_type: (nullable): of @body
 * @body: (nullable): what to send
 * @out_status: (out): HTTP status
 *
 * Returns: (transfer full): what came back
 */
GBytes *
test_cloud_client_send (TestCloudClient *self,
                        const char      *method,
                        const char      *path,
                        const char      *content_type,
                        GBytes          *body,
                        guint           *out_status)
{
  g_autofree char *address = g_str_has_prefix (path, "https:") ? g_strdup (path) : g_strconcat (self->url, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, address);
  GBytes *answer;

  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  answer = test_cloud_client_exchange (self, message);
  *out_status = soup_message_get_status (message);
  return answer;
}

/**
 * test_cloud_client_fetch:
 * @self: a client
 * @method: HTTP method
 * @address: a whole address
 *
 * Returns: (transfer full): the message, for its status and headers
 */
SoupMessage *
test_cloud_client_fetch (TestCloudClient *self,
                         const char      *method,
                         const char      *address)
{
  SoupMessage *message = soup_message_new (method, address);
  g_autoptr(GBytes) answer = test_cloud_client_exchange (self, message);

  return message;
}

/** test_cloud_client_call: (transfer full) (nullable): as test_cloud_client_send(), for JSON; %NULL when empty. */
JsonObject *
test_cloud_client_call (TestCloudClient *self,
                        const char      *method,
                        const char      *path,
                        const char      *content_type,
                        const char      *body,
                        guint           *out_status)
{
  g_autoptr(GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr(GBytes) answer = test_cloud_client_send (self, method, path, content_type, bytes, out_status);
  g_autoptr(GError) error = NULL;
  JsonObject *object = NULL;

  if (g_bytes_get_size (answer) > 0)
    {
      object = sluice_json_parse_object (answer, 16 * 1024 * 1024, &error);
      g_assert_no_error (error);
    }
  return object;
}

/** test_cloud_challenge: (transfer full): of @verifier (RFC 7636, section 4.2: S256). */
char *
test_cloud_challenge (const char *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  char *text;

  g_checksum_update (checksum, (const guint8 *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);
  text = g_base64_encode (digest, length);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  *strchr (text, '=') = '\0';
  return text;
}

/**
 * test_cloud_client_code:
 * @self: a client
 * @owner_secret: what signs the owner in, right or wrong
 * @scope: what to ask for
 * @verifier: (nullable): the PKCE verifier to commit to
 *
 * Returns: (transfer full) (nullable): an authorization code; @location has the whole answer
 */
char *
test_cloud_client_code (TestCloudClient *self,
                        const char      *owner_secret,
                        const char      *scope,
                        const char      *verifier)
{
  g_autofree char *challenge = test_cloud_challenge (verifier != NULL ? verifier : VERIFIER);
  g_autofree char *form = soup_form_encode ("response_type", "code", "client_id", "sluice-desktop",
                                            "redirect_uri", TEST_CLOUD_REDIRECT, "scope", scope, "state", "st&te",
                                            "code_challenge", challenge, "code_challenge_method", "S256",
                                            "owner_secret", owner_secret, NULL);
  g_autoptr(GBytes) body = g_bytes_new (form, strlen (form));
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GHashTable) query = NULL;
  g_autoptr(GUri) uri = NULL;
  guint status;

  answer = test_cloud_client_send (self, "POST", "/authorize", SOUP_FORM_MIME_TYPE_URLENCODED, body, &status);
  if (status != SOUP_STATUS_FOUND)
    return NULL;

  g_assert_true (g_str_has_prefix (self->location, TEST_CLOUD_REDIRECT "?"));
  uri = g_uri_parse (self->location, SOUP_HTTP_URI_FLAGS, NULL);
  query = soup_form_decode (g_uri_get_query (uri));
  g_assert_cmpstr (g_hash_table_lookup (query, "state"), ==, "st&te");
  g_assert_cmpstr (g_hash_table_lookup (query, "iss"), ==, self->url);
  return g_strdup (g_hash_table_lookup (query, "code"));
}

/** test_cloud_client_token: (transfer full): asks the token endpoint; the client goes on with what it gets. */
JsonObject *
test_cloud_client_token (TestCloudClient *self,
                         const char      *form,
                         guint           *out_status)
{
  g_autofree char *access = g_steal_pointer (&self->access);
  JsonObject *answer = test_cloud_client_call (self, "POST", "/token", SOUP_FORM_MIME_TYPE_URLENCODED, form,
                                               out_status);

  self->access = g_steal_pointer (&access);
  if (*out_status == SOUP_STATUS_OK)
    {
      g_set_str (&self->access, sluice_json_get_string (answer, "access_token"));
      g_set_str (&self->refresh, sluice_json_get_string (answer, "refresh_token"));
    }
  return answer;
}

/** test_cloud_client_sign_in: signs the owner in, with @scope. */
void
test_cloud_client_sign_in (TestCloudClient *self,
                           const char      *owner_secret,
                           const char      *scope)
{
  g_autofree char *code = test_cloud_client_code (self, owner_secret, scope, NULL);
  g_autofree char *form = NULL;
  g_autoptr(JsonObject) answer = NULL;
  guint status;

  g_assert_nonnull (code);
  form = soup_form_encode ("grant_type", "authorization_code", "client_id", "sluice-desktop", "code", code,
                           "redirect_uri", TEST_CLOUD_REDIRECT, "code_verifier", VERIFIER, NULL);
  answer = test_cloud_client_token (self, form, &status);
  g_assert_cmpuint (status, ==, SOUP_STATUS_OK);
}

/** test_cloud_error_code: (transfer full): the code of an answer's first error. */
char *
test_cloud_error_code (JsonObject *answer)
{
  JsonArray *errors = sluice_json_get_array (answer, "errors");

  g_assert_nonnull (errors);
  return g_strdup (sluice_json_get_string (sluice_json_array_get_object (errors, 0), "code"));
}

/** test_cloud_assert_refused: @answer of @status came with @expected_status, and its first error is @expected. */
void
test_cloud_assert_refused (JsonObject *answer,
                           guint       status,
                           guint       expected_status,
                           const char *expected)
{
  g_autofree char *code = test_cloud_error_code (answer);

  g_assert_cmpuint (status, ==, expected_status);
  g_assert_cmpstr (code, ==, expected);
}
