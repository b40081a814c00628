/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-clients.h"
#include "cloud-codes.h"
#include "cloud-consents.h"
#include "cloud-dpop.h"
#include "cloud-envelope.h"
#include "cloud-grants.h"
#include "cloud-handlers.h"
#include "cloud-poll.h"
#include "cloud-tokens.h"
#include "sluice-cloud-error.h"
#include "sluice-log.h"

#include <string.h>

/* The token endpoint (RFC 6749 §3.2), revocation (RFC 7009) and the vendor's check. */

/* How the tokens of each kind of grant are come by. */
typedef struct
{
  const char *name;
  void      (*exchange) (const CloudTokenCall *call);
} GrantType;

static void
reply_bad_request (CloudRequest *request,
                   const char   *error,
                   const char   *description)
{
  cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, error, description);
}

static void
reply_failure (CloudRequest *request,
               const GError *error)
{
  if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    reply_bad_request (request, "invalid_grant", "The code or token is not valid any more; sign in again");
  else if (g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_OPTIONS))
    reply_bad_request (request, "invalid_scope", "That is more than was granted");
  else
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a token request failed", error);
      cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error",
                               "The cloud could not do this");
    }
}

/**
 * cloud_tokens_reply:
 * @call: a call to the token endpoint
 * @tokens: (nullable): what it is answered with
 * @error: (nullable): why there are none
 *
 * RFC 6749 §5, with what was granted of the details (RFC 9396 §7) and the grant's id.
 */
void
cloud_tokens_reply (const CloudTokenCall *call,
                    CloudTokens          *tokens,
                    const GError         *error)
{
  CloudRequest *request = call->request;
  JsonObject *body;

  if (tokens == NULL)
    {
      reply_failure (request, error);
      return;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "access_token", tokens->access);
  if (tokens->refresh != NULL)
    json_object_set_string_member (body, "refresh_token", tokens->refresh);
  json_object_set_string_member (body, "token_type", tokens->is_bound ? "DPoP" : "Bearer");
  json_object_set_int_member (body, "expires_in", tokens->expires_in);
  json_object_set_string_member (body, "scope", tokens->scope);
  json_object_set_string_member (body, "grant_id", tokens->grant);
  if (tokens->details != NULL)
    json_object_set_member (body, "authorization_details", json_from_string (tokens->details, NULL));
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Pragma", "no-cache");
  cloud_reply_json (request, SOUP_STATUS_OK, body);
}

/* Returns: whether the form has all these; if not, it is answered */
static gboolean
has_all (const CloudTokenCall *call,
         ...)
{
  const char *name;
  gboolean complete = TRUE;
  va_list args;

  va_start (args, call);
  while ((name = va_arg (args, const char *)) != NULL)
    complete = complete && g_hash_table_lookup (call->form, name) != NULL;
  va_end (args);
  if (!complete)
    reply_bad_request (call->request, "invalid_request", "A field is missing");
  return complete;
}

static void
exchange_code (const CloudTokenCall *call)
{
  g_autoptr(CloudTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  if (!has_all (call, "code", "redirect_uri", "code_verifier", NULL))
    return;

  tokens = cloud_codes_exchange (call, &error);
  cloud_tokens_reply (call, tokens, error);
}

static void
refresh (const CloudTokenCall *call)
{
  g_autoptr(CloudTokens) tokens = NULL;
  g_autoptr(GError) error = NULL;

  if (!has_all (call, "refresh_token", NULL))
    return;

  tokens = cloud_tokens_refresh (call, &error);
  cloud_tokens_reply (call, tokens, error);
}

static void
poll_device (const CloudTokenCall *call)
{
  cloud_poll (call, "device", "device_code");
}

static void
poll_ciba (const CloudTokenCall *call)
{
  cloud_poll (call, "ciba", "auth_req_id");
}

static const GrantType grant_types[] = {
  { CLOUD_GRANT_TYPE_CODE, exchange_code },
  { CLOUD_GRANT_TYPE_REFRESH, refresh },
  { CLOUD_GRANT_TYPE_DEVICE, poll_device },
  { CLOUD_GRANT_TYPE_CIBA, poll_ciba },
};

/* Returns: (nullable): how that is done; if it is not, it is answered */
static const GrantType *
find_grant_type (const CloudTokenCall *call)
{
  const char *name = g_hash_table_lookup (call->form, "grant_type");
  const char *resource = g_hash_table_lookup (call->form, "resource");

  if (name == NULL)
    {
      reply_bad_request (call->request, "invalid_request", "The grant_type is missing");
      return NULL;
    }
  for (guint i = 0; i < G_N_ELEMENTS (grant_types); i++)
    {
      if (!g_str_equal (grant_types[i].name, name))
        continue;

      if (!cloud_client_may_use (call->client, name))
        reply_bad_request (call->request, "unauthorized_client", "This client is not registered for this");
      else if (resource != NULL && !g_str_equal (resource, call->request->context->url))
        reply_bad_request (call->request, "invalid_target", "Tokens of this cloud are for this cloud");
      else if (g_hash_table_contains (call->form, "authorization_details"))
        reply_bad_request (call->request, "invalid_authorization_details", "Ask for less when you ask for consent");
      else
        return &grant_types[i];
      return NULL;
    }

  reply_bad_request (call->request, "unsupported_grant_type", "This kind of grant is not known here");
  return NULL;
}

/** cloud_oauth_token: tokens for a code, a refresh token, or what else stands in the table. */
void
cloud_oauth_token (CloudRequest *request)
{
  g_autoptr(GHashTable) form = NULL;
  g_autoptr(CloudClient) client = cloud_client_identify (request, &form);
  g_autofree char *thumbprint = NULL;
  CloudTokenCall call = { request, form, client, NULL };
  const GrantType *type;

  if (client == NULL)
    return;
  if (cloud_dpop_check (request, NULL, &thumbprint) == CLOUD_PROOF_INVALID)
    {
      reply_bad_request (request, "invalid_dpop_proof", "The DPoP header proves nothing for this request");
      return;
    }

  call.key_thumbprint = thumbprint;
  type = find_grant_type (&call);
  if (type != NULL)
    type->exchange (&call);
}

/** cloud_oauth_revoke: RFC 7009: whatever it is, it is good for nothing afterwards; a question that waits is withdrawn. */
void
cloud_oauth_revoke (CloudRequest *request)
{
  g_autoptr(GHashTable) form = NULL;
  g_autoptr(CloudClient) client = cloud_client_identify (request, &form);
  g_autoptr(GError) error = NULL;

  if (client == NULL)
    return;

  if (!g_hash_table_contains (form, "token"))
    reply_bad_request (request, "invalid_request", "A field is missing");
  else if (!cloud_tokens_revoke (request->context, g_hash_table_lookup (form, "token"), client->id, &error) ||
           !cloud_consents_withdraw (request->context, g_hash_table_lookup (form, "token"), client->id, &error))
    cloud_reply_oauth_error (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "server_error", "The cloud could not do this");
  else
    cloud_reply_empty (request, SOUP_STATUS_OK);
}

/** cloud_oauth_delete_token: the vendor's sign-out: ends what the bearer was given. */
void
cloud_oauth_delete_token (CloudRequest *request)
{
  g_autoptr(GError) error = NULL;

  if (cloud_grants_revoke (request->context, request->grant, &error))
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
