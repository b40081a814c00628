/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pkce.h"
#include "sluice-secret.h"
#include "test-util.h"

#include <string.h>

/* The same whichever alphabet a server reads it in, and made of the verifier. */
static void
test_s512 (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *challenge = NULL;
      g_autofree guchar *digest = NULL;
      char *verifier = sluice_pkce_new_s512 (&challenge);
      g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA512, verifier, -1);
      g_autoptr(GString) hex = g_string_new (NULL);
      gsize length;

      g_assert_cmpuint (strlen (verifier), ==, 64);
      g_assert_cmpuint (strspn (verifier, "0123456789abcdef"), ==, 64);
      g_assert_cmpuint (strlen (challenge), ==, 88);
      g_assert_true (g_str_has_suffix (challenge, "=="));
      g_assert_null (strpbrk (challenge, "+/-_"));
      digest = g_base64_decode (challenge, &length);
      for (gsize j = 0; j < length; j++)
        g_string_append_printf (hex, "%02x", digest[j]);
      g_assert_cmpstr (hex->str, ==, expected);
      sluice_secret_free (verifier);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pkce/s512", test_s512);
  return test_run ();
}
