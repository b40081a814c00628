/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pkce.h"

#include "sluice-key.h"

#include <sodium.h>
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
  guint8 hash[crypto_hash_sha256_BYTES];
  const gsize size = sodium_base64_ENCODED_LEN (sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *challenge = g_malloc (size);

  crypto_hash_sha256 (hash, (const guint8 *) verifier, strlen (verifier));
  return sodium_bin2base64 (challenge, size, hash, sizeof hash, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}
