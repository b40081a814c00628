/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-tokens.h"

G_BEGIN_DECLS

/**
 * CloudCode:
 * @grant: what the person decided to give
 * @client: who may exchange it
 * @redirect_uri: where it was sent
 * @challenge: what only the right verifier makes (RFC 7636)
 * @challenge_method: "S256", or the vendor's "S512"
 * @key_thumbprint: (nullable): whose proof of possession the exchange needs (RFC 9449 §10)
 *
 * What an authorization code was given for.
 */
typedef struct
{
  const char *grant;
  const char *client;
  const char *redirect_uri;
  const char *challenge;
  const char *challenge_method;
  const char *key_thumbprint;
} CloudCode;

char        *cloud_codes_make     (CloudContext          *context,
                                   const CloudCode       *code,
                                   GError               **error);
CloudTokens *cloud_codes_exchange (const CloudTokenCall  *call,
                                   GError               **error);

G_END_DECLS
