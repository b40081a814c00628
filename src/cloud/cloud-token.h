/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudToken:
 * @hash: SHA-256 of the token, which is all that is kept of it
 * @kind: "access" or "refresh"
 * @grant: the grant it was given out under
 * @account: whose data it is for
 * @client: who it was given to
 * @scope: what it allows
 * @partner: the other token of the same answer, "" for none
 * @successor: (nullable): the refresh token it was exchanged for
 * @key_thumbprint: (nullable): RFC 9449: whose proof of possession it needs
 * @grant_thumbprint: (nullable): the same for every refresh of the grant
 * @details: (nullable): `authorization_details` as granted
 * @duration: how long it was granted for: "once", "P7D", "until_revoked"
 * @created: seconds since the epoch
 * @expires: seconds since the epoch; the end of the grant, when that comes first
 * @replaced: when it was exchanged, 0 when it was not
 * @used: whether it has been used
 *
 * What is known of a token; free with cloud_token_free().
 */
typedef struct
{
  char    *hash;
  char    *kind;
  char    *grant;
  char    *account;
  char    *client;
  char    *scope;
  char    *partner;
  char    *successor;
  char    *key_thumbprint;
  char    *grant_thumbprint;
  char    *details;
  char    *duration;
  gint64   created;
  gint64   expires;
  gint64   replaced;
  gboolean used;
} CloudToken;

CloudToken *cloud_token_find          (CloudContext  *context,
                                       const char    *hash,
                                       GError       **error);
CloudToken *cloud_token_find_kind     (CloudContext  *context,
                                       const char    *hash,
                                       const char    *kind,
                                       GError       **error);
void        cloud_token_free          (CloudToken    *self);

char       *cloud_tokens_hash         (const char    *token);
void        cloud_tokens_set_not_found (GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudToken, cloud_token_free)

G_END_DECLS
