/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-challenge.h"

#include "sluice-base64url.h"

#include <sodium.h>
#include <string.h>

/*
 * Proof keys (RFC 7636). S256 as the RFC writes it; and for programs made for
 * the vendor's cloud S512, whose two known clients differ in alphabet: one has
 * the plain one, the other base64url with its two special letters swapped, both
 * with padding. One of them has a verifier in plain base64, too, which the RFC
 * does not allow. "plain" is no proof and not taken.
 */
#define VERIFIER_LETTERS G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~"
#define VENDOR_LETTERS VERIFIER_LETTERS "+/="
#define MAX_DIGEST 64

/* Returns: bytes of the digest, 0 for a method that is not known */
static gsize
digest_size (const char *method)
{
  if (g_strcmp0 (method, "S256") == 0)
    return 32;
  return g_strcmp0 (method, "S512") == 0 ? 64 : 0;
}

/* @swapped: whether '_' stands for '+', as one of the vendor's clients has it. */
static gboolean
decode (const char *challenge,
        gboolean    swapped,
        guint8     *out_digest,
        gsize       size)
{
  g_autofree char *text = g_strdup (challenge);
  gsize length = strlen (text);

  for (guint i = 0; i < 2 && length > 0 && text[length - 1] == '='; i++)
    text[--length] = '\0';
  for (char *at = text; *at != '\0'; at++)
    {
      if (*at == '+')
        *at = '-';
      else if (*at == '/')
        *at = '_';
      else if (swapped && (*at == '-' || *at == '_'))
        *at = *at == '-' ? '_' : '-';
    }
  return sluice_base64url_decode (text, out_digest, size);
}

/**
 * cloud_challenge_is_plausible:
 * @challenge: (nullable): `code_challenge`
 * @method: (nullable): `code_challenge_method`
 *
 * Returns: whether a verifier could match it
 */
gboolean
cloud_challenge_is_plausible (const char *challenge,
                              const char *method)
{
  guint8 digest[MAX_DIGEST];
  gsize size = digest_size (method);

  if (size == 0 || challenge == NULL)
    return FALSE;
  /* The RFC leaves one spelling, and only that is S256. */
  if (size == 32 && (strlen (challenge) != 43 ||
                     strspn (challenge, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") != 43))
    return FALSE;

  return decode (challenge, FALSE, digest, size);
}

/**
 * cloud_challenge_matches:
 * @challenge: what was committed to
 * @method: "S256" or "S512"
 * @verifier: (nullable): what it should have been made of
 *
 * Returns: whether it was
 */
gboolean
cloud_challenge_matches (const char *challenge,
                         const char *method,
                         const char *verifier)
{
  guint8 digest[MAX_DIGEST], committed[MAX_DIGEST];
  gsize size = digest_size (method);
  gsize length = verifier != NULL ? strlen (verifier) : 0;
  gsize digest_length = sizeof digest;
  g_autoptr(GChecksum) checksum = NULL;

  if (size == 0 || length < 43 || length > 128 ||
      strspn (verifier, size == 64 ? VENDOR_LETTERS : VERIFIER_LETTERS) != length)
    return FALSE;

  checksum = g_checksum_new (size == 32 ? G_CHECKSUM_SHA256 : G_CHECKSUM_SHA512);
  g_checksum_update (checksum, (const guint8 *) verifier, length);
  g_checksum_get_digest (checksum, digest, &digest_length);
  return (decode (challenge, FALSE, committed, size) && sodium_memcmp (digest, committed, size) == 0) ||
         (size == 64 && decode (challenge, TRUE, committed, size) && sodium_memcmp (digest, committed, size) == 0);
}
