/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-challenge.h"

#include <string.h>

/* Proof keys: the one spelling of S256, and all of S512 that the vendor's clients have. */
#define VERIFIER "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
/* As the vendor's example has it: plain base64, which is more than RFC 7636 allows. */
#define VENDOR_VERIFIER "9m0w+9pJ1dJx/8TQ3S0dM2YF4vZ0q7y5b1rJY6l3xQk="

static char *
challenge (GChecksumType  type,
           const char    *verifier)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (type);
  guint8 digest[64];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guint8 *) verifier, strlen (verifier));
  g_checksum_get_digest (checksum, digest, &length);
  return g_base64_encode (digest, length);
}

static char *
respell (const char *text,
         char        plus,
         char        slash,
         gboolean    padded)
{
  char *copy = g_strdup (text);

  for (char *at = copy; *at != '\0'; at++)
    *at = *at == '+' ? plus : *at == '/' ? slash : *at;
  if (!padded)
    *strchr (copy, '=') = '\0';
  return copy;
}

static void
test_s512 (void)
{
  static const char alphabets[][2] = { { '+', '/' }, { '-', '_' }, { '_', '-' } };
  g_autofree char *plain = challenge (G_CHECKSUM_SHA512, VERIFIER);

  /* Both letters that differ have to be in it, or the test would show nothing. */
  g_assert_nonnull (strchr (plain, '+'));
  g_assert_nonnull (strchr (plain, '/'));
  for (guint i = 0; i < G_N_ELEMENTS (alphabets); i++)
    for (guint padded = 0; padded < 2; padded++)
      {
        g_autofree char *text = respell (plain, alphabets[i][0], alphabets[i][1], padded);

        g_assert_true (cloud_challenge_is_plausible (text, "S512"));
        g_assert_true (cloud_challenge_matches (text, "S512", VERIFIER));
        g_assert_false (cloud_challenge_matches (text, "S512", VERIFIER "0"));
        g_assert_false (cloud_challenge_matches (text, "S256", VERIFIER));
      }
}

static void
test_vendor_verifier (void)
{
  g_autofree char *s512 = challenge (G_CHECKSUM_SHA512, VENDOR_VERIFIER);
  g_autofree char *plain = challenge (G_CHECKSUM_SHA256, VENDOR_VERIFIER);
  g_autofree char *s256 = respell (plain, '-', '_', FALSE);

  g_assert_true (cloud_challenge_matches (s512, "S512", VENDOR_VERIFIER));
  g_assert_true (cloud_challenge_is_plausible (s256, "S256"));
  g_assert_false (cloud_challenge_matches (s256, "S256", VENDOR_VERIFIER));
}

static void
test_s256 (void)
{
  /* RFC 7636, appendix B */
  static const char right[] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  static const char verifier[] = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  g_assert_true (cloud_challenge_is_plausible (right, "S256"));
  g_assert_true (cloud_challenge_matches (right, "S256", verifier));
  g_assert_false (cloud_challenge_matches (right, "S256", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK"));
  g_assert_false (cloud_challenge_matches (right, "S256", NULL));
  g_assert_false (cloud_challenge_is_plausible ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw+cM", "S256"));
  g_assert_false (cloud_challenge_is_plausible ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM=", "S256"));
  g_assert_false (cloud_challenge_is_plausible (verifier, "plain"));
  g_assert_false (cloud_challenge_matches (verifier, "plain", verifier));
  g_assert_false (cloud_challenge_is_plausible (right, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/challenge/s256", test_s256);
  g_test_add_func ("/challenge/s512", test_s512);
  g_test_add_func ("/challenge/vendor-verifier", test_vendor_verifier);
  return g_test_run ();
}
