/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pkce.h"

#include "sluice-base64url.h"
#include "sluice-key.h"

#include <string.h>

/**
 * sluice_pkce_new_verifier:
 *
 * A code verifier of 256 random bits (RFC 7636, section 7.1).
 *
 * Returns: (transfer full): 43 characters; free it with sluice_secret_free()
 */
char *
sluice_pkce_new_verifier (void)
{
  return sluice_random_token (32);
}

/**
 * sluice_pkce_challenge:
 * @verifier: a code verifier
 *
 * The S256 challenge of @verifier (RFC 7636, section 4.2).
 *
 * Returns: (transfer full): 43 characters
 */
char *
sluice_pkce_challenge (const char *verifier)
{
  return sluice_base64url_encode_hash (verifier, strlen (verifier));
}
