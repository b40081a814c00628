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

static char *
make_s512 (const char *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA512);
  guint8 digest[64];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guint8 *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

/**
 * sluice_pkce_new_s512:
 * @out_challenge: (out): its S512 challenge, 88 characters
 *
 * UltiMaker's own programs write the challenge in base64, each with other letters for the last two of the alphabet. So
 * there is none of these in a challenge: about one verifier in fifteen has such a one, which takes 4 bits of its 256.
 *
 * Returns: (transfer full): a code verifier of 64 hexadecimal digits; free it with sluice_secret_free()
 */
char *
sluice_pkce_new_s512 (char **out_challenge)
{
  g_autofree char *challenge = NULL;
  char *verifier = NULL;

  do
    {
      g_autoptr(SluiceKey) random = sluice_key_new_random ();

      g_clear_pointer (&verifier, sluice_secret_free);
      verifier = g_malloc0 (2 * SLUICE_KEY_SIZE + 1);
      for (guint i = 0; i < SLUICE_KEY_SIZE; i++)
        g_snprintf (verifier + 2 * i, 3, "%02x", sluice_key_peek (random)[i]);
      g_free (challenge);
      challenge = make_s512 (verifier);
    }
  while (strpbrk (challenge, "+/") != NULL);

  *out_challenge = g_steal_pointer (&challenge);
  return verifier;
}
