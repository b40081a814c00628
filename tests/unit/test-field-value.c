/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest.h"
#include "sluice-field-value.h"
#include "test-util.h"

#include <string.h>

static void
test_content_range (void)
{
  static const struct
  {
    const char     *text;
    SluiceByteRange range;
  } good[] = {
    { "bytes 0-0/1", { 0, 0, 1 } },
    { "bytes 262144-524287/1000000", { 262144, 524287, 1000000 } },
    { "bytes 0-999999999999999998/999999999999999999",
      { 0, G_GINT64_CONSTANT (999999999999999998), G_GINT64_CONSTANT (999999999999999999) } },
    { "bytes */0", { -1, -1, 0 } },
    { "bytes */1000", { -1, -1, 1000 } },
  };
  static const char * const bad[] = {
    "", "bytes", "bytes ", "bytes 0-0", "bytes 0-0/", "bytes 0-0/*", "bytes */*", "bytes *", "bytes 1-0/10",
    "bytes 0-10/10", "bytes 0-9/10 ", " bytes 0-9/10", "bytes  0-9/10", "Bytes 0-9/10", "bytes=0-9/10", "bytes -1-9/10",
    "bytes +0-9/10", "bytes 0-9/10, bytes 0-9/10", "bytes 0 -9/10", "bytes 0-9/1000000000000000000000", "bytes 0x0-9/10",
    "bytes 0-9/10\n", "items 0-9/10", "bytes *-9/10", "bytes 0-*/10",
  };
  SluiceByteRange range;

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = sluice_field_format_content_range (&good[i].range);

      g_assert_cmpstr (text, ==, good[i].text);
      g_assert_true (sluice_field_parse_content_range (good[i].text, &range));
      g_assert_cmpint (range.first, ==, good[i].range.first);
      g_assert_cmpint (range.last, ==, good[i].range.last);
      g_assert_cmpint (range.total, ==, good[i].range.total);
    }

  g_assert_false (sluice_field_parse_content_range (NULL, &range));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sluice_field_parse_content_range (bad[i], &range));
}

static void
test_kept (void)
{
  static const char * const bad[] = {
    "", "bytes", "bytes=", "bytes=0-", "bytes=1-9", "bytes=0-9,20-29", "bytes 0-9", "bytes=0--1", "bytes=0-9 ", "0-9"
  };
  g_autofree char *text = sluice_field_format_kept (262144);
  gint64 length = -1;

  g_assert_cmpstr (text, ==, "bytes=0-262143");
  g_assert_true (sluice_field_parse_kept (text, &length));
  g_assert_cmpint (length, ==, 262144);
  g_assert_true (sluice_field_parse_kept (NULL, &length));
  g_assert_cmpint (length, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sluice_field_parse_kept (bad[i], &length));
}

static void
test_string (void)
{
  static const char * const good[][2] = {
    { "8e03978e-40d5-43dd-bc93-6894a57f9324", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"" },
    { "", "\"\"" },
    { "a \"b\" \\c", "\"a \\\"b\\\" \\\\c\"" },
  };
  static const char * const bad[] = {
    "", "a", "\"", "\"a", "a\"", "\"a\"b", "\"a\" ", " \"a\"", "\"a\\\"", "\"a\\b\"", "\"a\tb\"", "\"\303\244\"",
    "\"a\", \"b\"", "\"a\";b", ":YQ==:", "\"\\"
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *field = sluice_field_format_string (good[i][0]);
      g_autofree char *text = sluice_field_parse_string (good[i][1]);

      g_assert_cmpstr (field, ==, good[i][1]);
      g_assert_cmpstr (text, ==, good[i][0]);
    }

  g_assert_null (sluice_field_parse_string (NULL));
  g_assert_null (sluice_field_format_string ("\303\244"));
  g_assert_null (sluice_field_format_string ("a\r\nb"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = sluice_field_parse_string (bad[i]);

      g_assert_null (text);
    }
}

/* The example of RFC 9530, appendix D, is of its own content; this one is FIPS 180's "abc". */
static void
test_digest (void)
{
  static const char abc[] = "sha-256=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:";
  static const char * const bad[] = {
    "", "sha-256=ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=", "sha-256=::", "sha-256=:YQ==:", "sha-256=:",
    "sha-512=:ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=:",
  };
  g_autoptr(SluiceDigest) digest = sluice_digest_new ();
  g_autoptr(SluiceDigest) other = NULL;
  g_autofree char *field = NULL;
  g_autofree char *beside = g_strconcat ("sha-512=:YQ==:, ", abc, NULL);
  guint8 bytes[SLUICE_DIGEST_BYTES];
  guint8 read[SLUICE_DIGEST_BYTES];

  /* A copy goes its own way. */
  sluice_digest_update (digest, "ab", 2);
  other = sluice_digest_copy (digest);
  sluice_digest_update (digest, "x", 1);
  sluice_digest_update (other, "c", 1);
  sluice_digest_finish (other, bytes);
  field = sluice_field_format_digest (bytes);
  g_assert_cmpstr (field, ==, abc);
  g_assert_true (sluice_field_parse_digest (beside, read));
  g_assert_cmpmem (read, sizeof read, bytes, sizeof bytes);

  g_assert_false (sluice_field_parse_digest (NULL, read));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (sluice_field_parse_digest (bad[i], read));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/field-value/content-range", test_content_range);
  g_test_add_func ("/field-value/kept", test_kept);
  g_test_add_func ("/field-value/string", test_string);
  g_test_add_func ("/field-value/digest", test_digest);
  return test_run ();
}
