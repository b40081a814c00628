/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-clients.h"
#include "cloud-token.h"

G_BEGIN_DECLS

#define CLOUD_ACCESS_SECONDS 600

/**
 * CloudTokens:
 * @access: the access token
 * @refresh: (nullable): the refresh token; %NULL when the person gave access once
 * @scope: what they allow
 * @grant: the grant
 * @details: (nullable): `authorization_details` as granted
 * @is_bound: whether the access token needs a proof of possession (RFC 9449)
 * @expires_in: seconds that the access token is good for
 *
 * An answer of the token endpoint; free with cloud_tokens_free().
 */
typedef struct
{
  char    *access;
  char    *refresh;
  char    *scope;
  char    *grant;
  char    *details;
  gboolean is_bound;
  gint64   expires_in;
} CloudTokens;

/**
 * CloudTokenCall:
 * @request: the HTTP request
 * @form: its form
 * @client: who asks; has proved it
 * @key_thumbprint: (nullable): of the key it proved to have (RFC 9449)
 *
 * A request to the token endpoint.
 */
typedef struct
{
  CloudRequest      *request;
  GHashTable        *form;
  const CloudClient *client;
  const char        *key_thumbprint;
} CloudTokenCall;

/**
 * CloudTokenState:
 * @CLOUD_TOKEN_VALID: it may be used
 * @CLOUD_TOKEN_EXPIRED: it was good, its time is over
 * @CLOUD_TOKEN_UNKNOWN: never given, revoked, or forgotten
 * @CLOUD_TOKEN_FAILED: the database refused
 */
typedef enum
{
  CLOUD_TOKEN_VALID,
  CLOUD_TOKEN_EXPIRED,
  CLOUD_TOKEN_UNKNOWN,
  CLOUD_TOKEN_FAILED,
} CloudTokenState;

CloudTokens     *cloud_tokens_begin         (CloudContext          *context,
                                             const char            *grant,
                                             const CloudClient     *client,
                                             const char            *key_thumbprint,
                                             GError               **error);
CloudTokens     *cloud_tokens_refresh       (const CloudTokenCall  *call,
                                             GError               **error);
gboolean         cloud_tokens_revoke        (CloudContext          *context,
                                             const char            *token,
                                             const char            *client,
                                             GError               **error);
CloudTokenState  cloud_tokens_check         (CloudContext          *context,
                                             const char            *access,
                                             CloudRequest          *request);
void             cloud_tokens_forget_old    (CloudContext          *context);
void             cloud_tokens_free          (CloudTokens           *tokens);
gboolean         cloud_tokens_scope_within  (const char            *scope,
                                             const char            *allowed);

/* cloud-oauth-token.c: answers a #CloudTokenCall with what an exchange made, or with why it did not. */
void             cloud_tokens_reply         (const CloudTokenCall  *call,
                                             CloudTokens           *tokens,
                                             const GError          *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudTokens, cloud_tokens_free)

G_END_DECLS
