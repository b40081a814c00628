/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest-auth.h"
#include "test-util.h"

#include <string.h>

/* HTTP Digest by the examples of its two standards, and what a server may say instead of a challenge. */

#define RFC_7616(algorithm) \
  "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" algorithm ", " \
  "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
#define RFC_7616_CNONCE "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"
#define RFC_2617 \
  "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", " \
  "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""

static void
assert_has (const char *answer,
            const char *part)
{
  if (strstr (answer, part) == NULL)
    g_error ("“%s” is not in “%s”", part, answer);
}

static void
check_7616 (const char *challenges,
            const char *algorithm,
            const char *response)
{
  g_autoptr(SluiceDigestAuth) auth = sluice_digest_auth_new (challenges);
  g_autofree char *answer = NULL;

  g_assert_nonnull (auth);
  answer = sluice_digest_auth_answer (auth, "Mufasa", "Circle of Life", "GET", "/dir/index.html", RFC_7616_CNONCE);
  assert_has (answer, response);
  assert_has (answer, algorithm);
  assert_has (answer, ", qop=auth, nc=00000001, cnonce=\"" RFC_7616_CNONCE "\"");
  assert_has (answer, "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
  g_assert_null (strstr (answer, "Circle"));
}

/* RFC 7616 section 3.9.1; and of several challenges the strongest, in whatever order. */
static void
test_7616 (void)
{
  const char *md5 = "response=\"8ca523f5e9506fed4657c9700eebdbec\"";
  const char *sha = "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"";

  check_7616 (RFC_7616 ("MD5"), "algorithm=MD5", md5);
  check_7616 (RFC_7616 ("SHA-256"), "algorithm=SHA-256", sha);
  check_7616 (RFC_7616 ("\"SHA-256\""), "algorithm=SHA-256", sha);
  check_7616 (RFC_7616 ("SHA-256") ", " RFC_7616 ("MD5"), "algorithm=SHA-256", sha);
  check_7616 (RFC_7616 ("MD5") ", " RFC_7616 ("SHA-256"), "algorithm=SHA-256", sha);
  check_7616 ("Basic realm=\"x\", Negotiate abc==, " RFC_7616 ("SHA-512-256") "," RFC_7616 ("MD5"), "algorithm=MD5", md5);
}

/* RFC 2617 section 3.5; the count goes on. */
static void
test_2617 (void)
{
  g_autoptr(SluiceDigestAuth) auth = sluice_digest_auth_new (RFC_2617);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_nonnull (auth);
  g_assert_false (sluice_digest_auth_is_stale (auth));
  first = sluice_digest_auth_answer (auth, "Mufasa", "Circle Of Life", "GET", "/dir/index.html", "0a4f113b");
  assert_has (first, "response=\"6629fae49393a05397450978507c4ef1\"");
  g_assert_null (strstr (first, "algorithm"));
  second = sluice_digest_auth_answer (auth, "Mufasa", "Circle Of Life", "GET", "/dir/index.html", NULL);
  assert_has (second, "nc=00000002");
  g_assert_null (strstr (second, "0a4f113b"));
}

/* As the first version of it was, and as some printers speak it still: RFC 2069. */
static void
test_without_quality (void)
{
  g_autoptr(SluiceDigestAuth) auth = sluice_digest_auth_new ("digest Realm=\"a\\\"b\" , NONCE = \"n\",stale=TRUE");
  g_autofree char *answer = NULL;
  g_autofree char *first = g_compute_checksum_for_string (G_CHECKSUM_MD5, "maker:a\\\"b:k", -1);
  g_autofree char *second = g_compute_checksum_for_string (G_CHECKSUM_MD5, "PUT:/x?y=1", -1);
  g_autofree char *whole = g_strdup_printf ("%s:n:%s", first, second);
  g_autofree char *response = g_compute_checksum_for_string (G_CHECKSUM_MD5, whole, -1);

  g_assert_nonnull (auth);
  g_assert_true (sluice_digest_auth_is_stale (auth));
  answer = sluice_digest_auth_answer (auth, "maker", "k", "PUT", "/x?y=1", NULL);
  assert_has (answer, response);
  assert_has (answer, "realm=\"a\\\"b\"");
  g_assert_null (strstr (answer, "cnonce"));
  g_assert_null (strstr (answer, "nc="));
}

static void
test_hostile (void)
{
  const char * const challenges[] = {
    "", ",", "=", "\"", "Digest", "Digest ,,,", "Digest realm", "Digest realm=", "Digest realm=\"a", "Basic realm=\"a\"",
    "Digest realm=\"a\"", "Digest nonce=\"a\"", "Digest realm=\"a\", nonce=\"n", "Digest realm=\"a\", nonce=\"n\\",
    "Digest realm=\"a\", nonce=\"n\", nonce=\"m\"", "Digest realm=\"a\", nonce=\"n\", qop=\"auth-int\"",
    "Digest realm=\"a\", nonce=\"n\", algorithm=MD5-sess", "Digest realm=\"a\", nonce=\"n\", algorithm=\"MD5, evil=1\"",
    "Digest realm=\"a\", nonce=\"n\x01\"", "Digest realm=\"a\", nonce=\"\xff\"", "Digest realm=\"a\", (), nonce=\"n\"",
    "Digest realm=\"a\", nonce=\"n\", ;", "Digest realm=\"a\" Basic nonce=\"n\"",
  };
  g_autoptr(GString) long_one = g_string_new ("Digest realm=\"a\", nonce=\"");

  g_assert_null (sluice_digest_auth_new (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (challenges); i++)
    if (sluice_digest_auth_new (challenges[i]) != NULL)
      g_error ("taken for a challenge: %s", challenges[i]);

  while (long_one->len < SLUICE_DIGEST_AUTH_MAX_CHALLENGES)
    g_string_append_c (long_one, 'n');
  g_string_append_c (long_one, '"');
  g_assert_null (sluice_digest_auth_new (long_one->str));
}

/* Whatever comes, and wherever it is cut. */
static void
test_garbage (void)
{
  const char letters[] = "Digest realm nonce=\"\\,, qop auth MD5 SHA-256 stale true \t=()";

  for (guint round = 0; round < 20000; round++)
    {
      char text[64];
      gsize length = g_test_rand_int_range (0, sizeof text);
      g_autoptr(SluiceDigestAuth) auth = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = letters[g_test_rand_int_range (0, sizeof letters - 1)];
      text[length] = '\0';
      auth = sluice_digest_auth_new (text);
    }
  for (gsize i = 0; i < strlen (RFC_2617); i++)
    {
      g_autofree char *cut = g_strndup (RFC_2617, i);
      g_autoptr(SluiceDigestAuth) auth = sluice_digest_auth_new (cut);
    }
}

static void
test_user (void)
{
  const char * const users[] = { "", "a:b", "a\"b", "a\\b", "a\r\nX: y", "\xc3\xa4" };
  g_autoptr(SluiceDigestAuth) auth = sluice_digest_auth_new (RFC_2617);

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    g_assert_null (sluice_digest_auth_answer (auth, users[i], "k", "GET", "/", NULL));
  g_assert_null (sluice_digest_auth_answer (auth, "a", "k", "GET", "/\"", NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/digest-auth/rfc7616", test_7616);
  g_test_add_func ("/digest-auth/rfc2617", test_2617);
  g_test_add_func ("/digest-auth/without-quality", test_without_quality);
  g_test_add_func ("/digest-auth/hostile", test_hostile);
  g_test_add_func ("/digest-auth/garbage", test_garbage);
  g_test_add_func ("/digest-auth/user", test_user);
  return test_run ();
}
