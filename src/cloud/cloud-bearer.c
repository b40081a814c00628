/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-bearer.h"

#include "cloud-dpop.h"
#include "cloud-tokens.h"

#include <string.h>

/*
 * The access token of a request: RFC 6750, or RFC 9449 for tokens that are
 * bound to a key. A bound one is worth nothing to who has only the token.
 */
#define CHALLENGE_DPOP "DPoP algs=\"ES256\""

static void
challenge (CloudRequest *request,
           const char   *text)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "WWW-Authenticate", text);
}

/* 401, as the RFC has it: no client of the vendor's comes with a proof. */
static gboolean
refuse_proof (CloudRequest *request,
              const char   *error,
              const char   *title)
{
  g_autofree char *text = g_strdup_printf (CHALLENGE_DPOP ", error=\"%s\"", error);

  cloud_reply_unauthorized (request, SOUP_STATUS_UNAUTHORIZED, "invalidToken", title);
  challenge (request, text);
  return FALSE;
}

static gboolean
check_proof (CloudRequest *request,
             const char   *access,
             gboolean      is_dpop)
{
  g_autofree char *thumbprint = NULL;

  if (!is_dpop)
    return request->key_thumbprint == NULL ||
           refuse_proof (request, "invalid_token", "The access token needs a proof of possession");
  if (cloud_dpop_check (request, access, &thumbprint) != CLOUD_PROOF_VALID)
    return refuse_proof (request, "invalid_dpop_proof", "The DPoP header proves nothing for this request");

  return g_strcmp0 (thumbprint, request->key_thumbprint) == 0 ||
         refuse_proof (request, "invalid_token", "The access token is not bound to this key");
}

static gboolean
check_state (CloudRequest *request,
             const char   *access)
{
  /* 403, where RFC 6750 has 401: the vendor's clients look for it. */
  switch (cloud_tokens_check (request->context, access, request))
    {
    case CLOUD_TOKEN_VALID:
      return TRUE;

    case CLOUD_TOKEN_EXPIRED:
      cloud_reply_unauthorized (request, SOUP_STATUS_FORBIDDEN, "tokenExpired", "The access token has expired");
      return FALSE;

    case CLOUD_TOKEN_UNKNOWN:
      cloud_reply_unauthorized (request, SOUP_STATUS_FORBIDDEN, "invalidToken", "The access token is not valid");
      return FALSE;

    case CLOUD_TOKEN_FAILED:
    default:
      cloud_reply_error (request, SOUP_STATUS_INTERNAL_SERVER_ERROR, "internalError", "The cloud could not do this");
      return FALSE;
    }
}

/**
 * cloud_bearer_check:
 * @request: a request; gets account, grant, client, scope and expiry of its token
 * @scope: what the token must allow; %CLOUD_SCOPE_ANY for nothing
 *
 * Returns: whether it may go on; if not, it is answered
 */
gboolean
cloud_bearer_check (CloudRequest *request,
                    const char   *scope)
{
  const char *header = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message),
                                                      "Authorization");
  gboolean is_dpop = header != NULL && g_ascii_strncasecmp (header, "DPoP ", strlen ("DPoP ")) == 0;
  const char *access;

  if (header == NULL || (!is_dpop && g_ascii_strncasecmp (header, "Bearer ", strlen ("Bearer ")) != 0))
    {
      cloud_reply_unauthorized (request, SOUP_STATUS_UNAUTHORIZED, "missingToken", "This needs an access token");
      challenge (request, "Bearer, " CHALLENGE_DPOP);
      return FALSE;
    }

  access = strchr (header, ' ') + 1;
  if (!check_state (request, access) || !check_proof (request, access, is_dpop))
    return FALSE;
  if (*scope != '\0' && !cloud_tokens_scope_within (scope, request->scope))
    {
      cloud_reply_error (request, SOUP_STATUS_FORBIDDEN, "insufficientScope", "The access token does not allow this");
      challenge (request, "Bearer error=\"insufficient_scope\"");
      return FALSE;
    }
  return TRUE;
}
