/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"

#include "cloud-tokens.h"
#include "sluice-cloud-error.h"
#include "sluice-key.h"
#include "sluice-log.h"

#include <sodium.h>
#include <string.h>

/*
 * Which client a request comes from (RFC 6749 §2.3): public clients say who
 * they are, the others prove it with their secret, in the header or in the form.
 */
typedef struct
{
  char *id;
  char *secret;
  gboolean is_basic;
} Credentials;

static void
credentials_clear (Credentials *credentials)
{
  g_free (credentials->id);
  sluice_secret_free (credentials->secret);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Credentials, credentials_clear)

/** cloud_reply_oauth_error: RFC 6749 §5.2; the vendor's clients read the description without looking. */
void
cloud_reply_oauth_error (CloudRequest *request,
                         guint         status,
                         const char   *error,
                         const char   *description)
{
  JsonObject *body = json_object_new ();

  json_object_set_string_member (body, "error", error);
  json_object_set_string_member (body, "error_description", description);
  cloud_reply_json (request, status, body);
}

static void
reply_unknown (CloudRequest *request)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "WWW-Authenticate",
                                "Basic realm=\"sluice-cloud\"");
  cloud_reply_oauth_error (request, SOUP_STATUS_UNAUTHORIZED, "invalid_client",
                           "This client is not known here, or did not prove who it is");
}

/* RFC 6749 §2.3.1: both halves are encoded as in a form before they are joined. */
static char *
decode_half (const char *text,
             gsize       length)
{
  g_autofree char *half = g_strndup (text, length);

  g_strdelimit (half, "+", ' ');
  return g_uri_unescape_string (half, NULL);
}

static gboolean
read_basic (const char  *header,
            Credentials *credentials)
{
  const char *encoded = header + strlen ("Basic ");
  g_autofree guint8 *decoded = NULL;
  gsize length = 0;
  const char *colon;

  decoded = g_base64_decode (encoded, &length);
  colon = decoded != NULL ? memchr (decoded, ':', length) : NULL;
  if (colon == NULL || memchr (decoded, '\0', length) != NULL)
    return FALSE;

  credentials->is_basic = TRUE;
  credentials->id = decode_half ((const char *) decoded, colon - (const char *) decoded);
  credentials->secret = decode_half (colon + 1, length - (colon + 1 - (const char *) decoded));
  sodium_memzero (decoded, length);
  return credentials->id != NULL && credentials->secret != NULL;
}

/* Returns: whether the request names one client, in one way; if not, it is answered */
static gboolean
read_credentials (CloudRequest *request,
                  GHashTable   *form,
                  Credentials  *credentials)
{
  const char *header = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message),
                                                      "Authorization");
  const char *id = g_hash_table_lookup (form, "client_id");
  const char *secret = g_hash_table_lookup (form, "client_secret");

  /* Other schemes prove other things: some clients send their access token along. */
  if (header == NULL || g_ascii_strncasecmp (header, "Basic ", strlen ("Basic ")) != 0)
    {
      credentials->id = g_strdup (id);
      credentials->secret = g_strdup (secret);
      return TRUE;
    }

  if (!read_basic (header, credentials))
    {
      reply_unknown (request);
      return FALSE;
    }
  if (secret != NULL || (id != NULL && !g_str_equal (id, credentials->id)))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                               "The client says who it is in two ways");
      return FALSE;
    }
  return TRUE;
}

static gboolean
secret_fits (const CloudClient *client,
             const Credentials *credentials)
{
  g_autofree char *hash = NULL;

  /* The vendor's own program, public, sends an empty secret. */
  if (!cloud_client_is_confidential (client))
    return !credentials->is_basic && (credentials->secret == NULL || *credentials->secret == '\0');
  if (credentials->secret == NULL)
    return FALSE;

  hash = cloud_tokens_hash (credentials->secret);
  return strlen (hash) == strlen (client->secret_hash) &&
         sodium_memcmp (hash, client->secret_hash, strlen (hash)) == 0;
}

/**
 * cloud_client_authenticate:
 * @request: a request of a client's own, such as to the token endpoint
 * @form: its form
 *
 * Returns: (transfer full) (nullable): who sent it; %NULL after a reply that says why not
 */
CloudClient *
cloud_client_authenticate (CloudRequest *request,
                           GHashTable   *form)
{
  g_auto(Credentials) credentials = { 0 };
  g_autoptr(CloudClient) client = NULL;
  g_autoptr(GError) error = NULL;

  if (!read_credentials (request, form, &credentials))
    return NULL;
  if (credentials.id == NULL)
    {
      reply_unknown (request);
      return NULL;
    }

  client = cloud_clients_find (request->context, credentials.id, &error);
  if (client != NULL && secret_fits (client, &credentials))
    return g_steal_pointer (&client);

  if (error != NULL && !g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a client could not be looked up", error);
      cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "The cloud could not do this");
    }
  else
    reply_unknown (request);
  return NULL;
}

/**
 * cloud_client_identify:
 * @request: a request with a form
 * @out_form: (out) (transfer full): the form
 *
 * The beginning of every endpoint that clients talk to.
 *
 * Returns: (transfer full) (nullable): who sent it; %NULL after a reply that says why not
 */
CloudClient *
cloud_client_identify (CloudRequest  *request,
                       GHashTable   **out_form)
{
  g_autoptr(GHashTable) form = cloud_request_form (request);
  CloudClient *client;

  if (form == NULL)
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                               "The body is not a form, or a field comes twice");
      return NULL;
    }

  client = cloud_client_authenticate (request, form);
  if (client != NULL)
    *out_form = g_steal_pointer (&form);
  return client;
}
