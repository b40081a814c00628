/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-ask.h"
#include "cloud-dpop.h"
#include "cloud-handlers.h"
#include "sluice-log.h"

/*
 * Pushed authorization requests (RFC 9126): the client says what it asks for
 * here, where it can prove who it is, and the browser carries only a reference.
 */
#define PUSHED_SECONDS 120

static void
reply_fault (CloudRequest     *request,
             const CloudFault *fault)
{
  cloud_reply_oauth_error (request, SOUP_STATUS_BAD_REQUEST, fault->error, fault->description);
}

/* RFC 9449 §10.1: a proof that comes along binds the code to its key. */
static gboolean
read_proof (CloudRequest *request,
            GHashTable   *form,
            CloudFault   *fault)
{
  g_autofree char *thumbprint = NULL;
  const char *stated = g_hash_table_lookup (form, "dpop_jkt");

  switch (cloud_dpop_check (request, NULL, &thumbprint))
    {
    case CLOUD_PROOF_NONE:
      return TRUE;

    case CLOUD_PROOF_VALID:
      if (stated != NULL && !g_str_equal (stated, thumbprint))
        return cloud_ask_fail (fault, "invalid_dpop_proof", "The DPoP header is of another key than dpop_jkt");
      g_hash_table_insert (form, g_strdup ("dpop_jkt"), g_steal_pointer (&thumbprint));
      return TRUE;

    case CLOUD_PROOF_INVALID:
    default:
      return cloud_ask_fail (fault, "invalid_dpop_proof", "The DPoP header proves nothing for this request");
    }
}

static gboolean
read_request (CloudRequest *request,
              CloudAsk     *ask,
              GHashTable   *form,
              CloudFault   *fault)
{
  if (g_hash_table_contains (form, "request_uri"))
    return cloud_ask_fail (fault, "invalid_request", "What is pushed is the request itself, not a request_uri");
  if (!cloud_client_may_redirect (ask->client, g_hash_table_lookup (form, "redirect_uri")))
    return cloud_ask_fail (fault, "invalid_request", "The redirect_uri is not this client's");

  return read_proof (request, form, fault) && cloud_ask_read_code (ask, request->context->url, form, fault);
}

/** cloud_pushed_post: keeps an authorization request, and says what to call it by. */
void
cloud_pushed_post (CloudRequest *request)
{
  g_autoptr(GHashTable) form = NULL;
  CloudClient *client = cloud_client_identify (request, &form);
  g_autoptr(CloudAsk) ask = NULL;
  g_autofree char *request_uri = NULL;
  g_autoptr(GError) error = NULL;
  CloudFault fault;
  JsonObject *body;

  if (client == NULL)
    return;

  ask = cloud_ask_new (client);
  if (!read_request (request, ask, form, &fault))
    {
      reply_fault (request, &fault);
      return;
    }

  request_uri = cloud_asks_keep (request->context, "pushed", client->id, form, NULL, PUSHED_SECONDS, &error);
  if (request_uri == NULL)
    {
      sluice_log_error (G_LOG_LEVEL_WARNING, "a pushed request could not be kept", error);
      cloud_reply_oauth_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "server_error", "The cloud could not do this");
      return;
    }

  body = json_object_new ();
  json_object_set_string_member (body, "request_uri", request_uri);
  json_object_set_int_member (body, "expires_in", PUSHED_SECONDS);
  cloud_reply_json (request, SOUP_STATUS_CREATED, body);
}
