/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-proof-key.h"

G_BEGIN_DECLS

/** SLUICE_API_TOKEN_PREFIX: how the vendor's tokens for programs begin. */
#define SLUICE_API_TOKEN_PREFIX "umapi-"

/**
 * SluiceKeptSignIn:
 * @token: secret: a refresh token, or an API token
 * @key: (nullable): what it is bound to
 * @scope: (nullable): what was granted
 *
 * What the keyring keeps of a sign-in: one secret, so that a token and the key
 * that it needs are stored or lost together.
 */
typedef struct
{
  char           *token;
  SluiceProofKey *key;
  char           *scope;
} SluiceKeptSignIn;

char             *sluice_kept_sign_in_write (const char        *token,
                                             SluiceProofKey    *key,
                                             const char        *scope);
SluiceKeptSignIn *sluice_kept_sign_in_read  (const char        *text,
                                             GError           **error);
void              sluice_kept_sign_in_free  (SluiceKeptSignIn  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceKeptSignIn, sluice_kept_sign_in_free)

G_END_DECLS
