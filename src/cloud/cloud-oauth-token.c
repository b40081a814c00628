/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"
#include "cloud-codes.h"
#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-tokens.h"
#include "sluice-cloud-error.h"
#include "sluice-log.h"

#include <string.h>

/* The token endpoint (RFC 6749 §3.2), revocation (RFC 7009) and the vendor's check. */

static void
reply_tokens (CloudRequest *request,
              CloudTokens  *tokens,
              const GError *error)
{
  JsonObject *body;

  if (tokens == NULL)
    {
      if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
        cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_grant",
                                 "The code or token is not valid any more; sign in again");
      else if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
        cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_scope",
                                 "That is more than was granted");
      else
        {
          sluice_log_error (G_LOG_LEVEL_WARNING, "a token request failed", error);
          cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error",
                                   "The cloud could not do this");
        }
      return;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "access_token", tokens->access);
  json_object_set_string_member (body, "refresh_token", tokens->refresh);
  json_object_set_string_member (body, "token_type", "Bearer");
  json_object_set_int_member (body, "expires_in", CLOUD_ACCESS_SECONDS);
  json_object_set_string_member (body, "scope", tokens->scope);
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Pragma", "no-cache");
  cloud_reply_json (request, SOUP_STATUS_OK, body);
}

static gboolean
has_all (GHashTable *form,
         ...)
{
  const char *name;
  gboolean complete = TRUE;
  va_list args;

  va_start (args, form);
  while ((name = va_arg (args, const char *)) != NULL)
    complete = complete && g_hash_table_lookup (form, name) != NULL;
  va_end (args);
  return complete;
}

static void
exchange_code (CloudRequest *request,
               GHashTable   *form,
               const char   *client)
{
  g_autoptr(CloudTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  if (!has_all (form, "code", "redirect_uri", "code_verifier", NULL))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request", "A field is missing");
      return;
    }

  tokens = cloud_codes_exchange (request->context, g_hash_table_lookup (form, "code"), client,
                                 g_hash_table_lookup (form, "redirect_uri"),
                                 g_hash_table_lookup (form, "code_verifier"), &error);
  reply_tokens (request, tokens, error);
}

static void
refresh (CloudRequest *request,
         GHashTable   *form,
         const char   *client)
{
  g_autoptr(CloudTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  if (!has_all (form, "refresh_token", NULL))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request", "A field is missing");
      return;
    }

  tokens = cloud_tokens_refresh (request->context, g_hash_table_lookup (form, "refresh_token"), client,
                                 g_hash_table_lookup (form, "scope"), &error);
  reply_tokens (request, tokens, error);
}

/* Returns: (transfer full) (nullable): the form, when it names a client of ours; else it is answered */
static GHashTable *
read_form (CloudRequest       *request,
           const CloudClient **out_client)
{
  g_autoptr(GHashTable) form = cloud_request_form (request);

  if (form == NULL)
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request",
                               "The body is not a form, or a field comes twice");
      return NULL;
    }

  *out_client = cloud_clients_find (g_hash_table_lookup (form, "client_id"));
  if (*out_client == NULL)
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_UNAUTHORIZED, "invalid_client", "This client is not known here");
      return NULL;
    }

  return g_steal_pointer (&form);
}

/** cloud_oauth_token: tokens for a code, or for a refresh token. */
void
cloud_oauth_token (CloudRequest *request)
{
  const CloudClient *client = NULL;
  g_autoptr(GHashTable) form = read_form (request, &client);
  const char *type;

  if (form == NULL)
    return;

  type = g_hash_table_lookup (form, "grant_type");
  if (g_strcmp0 (type, "authorization_code") == 0)
    exchange_code (request, form, client->id);
  else if (g_strcmp0 (type, "refresh_token") == 0)
    refresh (request, form, client->id);
  else
    cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "unsupported_grant_type",
                             "Only authorization_code and refresh_token are known here");
}

/** cloud_oauth_revoke: RFC 7009: whatever the token is, it is good for nothing afterwards. */
void
cloud_oauth_revoke (CloudRequest *request)
{
  const CloudClient *client = NULL;
  g_autoptr(GHashTable) form = read_form (request, &client);
  g_autoptr(GError) error = NULL;

  if (form == NULL)
    return;

  if (!has_all (form, "token", NULL))
    cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request", "A field is missing");
  else if (!cloud_tokens_revoke (request->context, g_hash_table_lookup (form, "token"), client->id, &error))
    cloud_reply_oauth_error (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "server_error", "The cloud could not do this");
  else
    cloud_reply_empty (request, SOUP_STATUS_OK);
}

/** cloud_oauth_delete_token: the vendor's sign-out: ends what the bearer was given. */
void
cloud_oauth_delete_token (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;

  if (cloud_tokens_revoke_grant (request->context, request->grant, &error))
    cloud_reply_empty (request, SOUP_STATUS_NO_CONTENT);
  else
    cloud_reply_gerror (request, error);
}

/** cloud_oauth_check_token: whose token it is, and what it allows. */
void
cloud_oauth_check_token (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *username = cloud_store_dup_username (request->context->store, request->account, &error);
  JsonObject *profile;

  if (username == NULL)
    {
      cloud_reply_gerror (request, error);
      return;
    }

  profile = json_object_new ();
  json_object_set_string_member (profile, "user_id", request->account);
  json_object_set_string_member (profile, "username", username);
  json_object_set_string_member (profile, "profile_image_url", "");
  json_object_set_array_member (profile, "subscriptions", json_array_new ());
  json_object_set_string_member (profile, "client_id", request->client);
  json_object_set_string_member (profile, "scopes", request->scope);
  json_object_set_string_member (profile, "iss", request->context->url);
  json_object_set_int_member (profile, "exp", request->expires);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (profile));
}
