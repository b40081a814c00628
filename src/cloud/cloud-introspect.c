/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-envelope.h"
#include "cloud-handlers.h"
#include "cloud-tokens.h"
#include "sluice-cloud-error.h"
#include "sluice-log.h"

/*
 * What a token is worth: for the client it was given to (RFC 7662), and, in
 * the vendor's words, for who holds it.
 */

static void
set_key (JsonObject       *body,
         const CloudToken *token)
{
  const char *thumbprint = token->key_thumbprint != NULL ? token->key_thumbprint : token->grant_thumbprint;
  JsonObject *confirmation;

  if (thumbprint == NULL)
    return;

  confirmation = json_object_new ();
  json_object_set_string_member (confirmation, "jkt", thumbprint);
  json_object_set_object_member (body, "cnf", confirmation);
}

/* Nothing that says whose data it is for: two clients could find out that they serve the same person. */
static JsonObject *
describe (CloudRequest     *request,
          const CloudToken *token)
{
  JsonObject *body = json_object_new ();
  gboolean is_access = g_str_equal (token->kind, "access");

  json_object_set_boolean_member (body, "active", TRUE);
  json_object_set_string_member (body, "client_id", token->client);
  json_object_set_string_member (body, "scope", token->scope);
  json_object_set_string_member (body, "iss", request->context->url);
  json_object_set_string_member (body, "aud", request->context->url);
  json_object_set_int_member (body, "iat", token->created);
  json_object_set_int_member (body, "exp", token->expires);
  json_object_set_string_member (body, "grant_id", token->grant);
  if (is_access)
    json_object_set_string_member (body, "token_type", token->key_thumbprint != NULL ? "DPoP" : "Bearer");
  if (token->details != NULL)
    json_object_set_member (body, "authorization_details", json_from_string (token->details, NULL));
  set_key (body, token);
  return body;
}

/* A refresh token that was exchanged is worth nothing, though it is still known. */
static gboolean
is_active (CloudRequest      *request,
           const CloudClient *client,
           const CloudToken  *token)
{
  return token != NULL && g_str_equal (token->client, client->id) && token->replaced == 0 &&
         token->expires > cloud_request_now (request);
}

/** cloud_introspect_post: RFC 7662, for clients that can prove who they are, about their own tokens. */
void
cloud_introspect_post (CloudRequest *request)
{
  g_autoptr(GHashTable) form = NULL;
  g_autoptr(CloudClient) client = cloud_client_identify (request, &form);
  g_autofree char *hash = NULL;
  g_autoptr(CloudToken) token = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *body;

  if (client == NULL)
    return;
  if (!cloud_client_is_confidential (client))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_UNAUTHORIZED, "invalid_client",
                               "A client without a secret cannot ask about tokens");
      return;
    }
  if (!g_hash_table_contains (form, "token"))
    {
      cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, "invalid_request", "The token is missing");
      return;
    }

  hash = cloud_tokens_hash (g_hash_table_lookup (form, "token"));
  token = cloud_token_find (request->context, hash, &error);
  if (error != NULL && !g_error_matches (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_NOT_FOUND))
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a token could not be looked up", error);
      cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "The cloud could not do this");
      return;
    }

  if (is_active (request, client, token))
    body = describe (request, token);
  else
    {
      body = json_object_new ();
      json_object_set_boolean_member (body, "active", FALSE);
    }
  cloud_reply_json (request, SOUP_STATUS_OK, body);
}

/** cloud_introspect_permissions: the vendor's words for what a token allows. */
void
cloud_introspect_permissions (CloudRequest *request)
{
  static const struct
  {
    const char *scope;
    const char *permission;
  } words[] = {
    { "connect.cluster.read", "digital-factory.print-job.read" },
    { "connect.cluster.read", "digital-factory.printer.read" },
    { "connect.cluster.write", "digital-factory.print-job.write" },
    { "connect.cluster.write", "digital-factory.print-job.write.own" },
  };
  JsonObject *data = json_object_new ();
  JsonArray *permissions = json_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (cloud_tokens_scope_within (words[i].scope, request->scope))
      json_array_add_string_element (permissions, words[i].permission);
  json_object_set_array_member (data, "permissions", permissions);
  cloud_reply_json (request, SOUP_STATUS_OK, cloud_envelope_object (data));
}
