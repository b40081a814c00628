/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-base64url.h"
#include "sluice-canonical-json.h"
#include "sluice-json.h"
#include "sluice-jwk.h"
#include "sluice-text.h"

#include <string.h>

static JsonObject *
parse (const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return sluice_json_parse_object (bytes, 4096, NULL);
}

static void
test_types_are_checked (void)
{
  g_autoptr(JsonObject) object = parse ("{\"s\":\"x\",\"i\":3,\"d\":1.5,\"b\":true,\"o\":{},\"a\":[1,{}],\"n\":null}");
  gint64 whole = 7;
  double number = 7;
  gboolean flag = FALSE;

  g_assert_cmpstr (sluice_json_get_string (object, "s"), ==, "x");
  g_assert_null (sluice_json_get_string (object, "i"));
  g_assert_null (sluice_json_get_string (object, "n"));
  g_assert_null (sluice_json_get_string (object, "absent"));
  g_assert_true (sluice_json_get_int (object, "i", &whole));
  g_assert_cmpint (whole, ==, 3);
  g_assert_false (sluice_json_get_int (object, "d", &whole));
  g_assert_false (sluice_json_get_int (object, "s", &whole));
  g_assert_true (sluice_json_get_double (object, "d", &number));
  g_assert_true (sluice_json_get_double (object, "i", &number));
  g_assert_cmpfloat (number, ==, 3);
  g_assert_false (sluice_json_get_double (object, "a", &number));
  g_assert_true (sluice_json_get_boolean (object, "b", &flag));
  g_assert_true (flag);
  g_assert_nonnull (sluice_json_get_object (object, "o"));
  g_assert_null (sluice_json_get_object (object, "a"));
  g_assert_nonnull (sluice_json_get_array (object, "a"));
  g_assert_null (sluice_json_array_get_object (sluice_json_get_array (object, "a"), 0));
  g_assert_nonnull (sluice_json_array_get_object (sluice_json_get_array (object, "a"), 1));
}

static void
test_hostile_text_is_refused (void)
{
  const char * const refused[] = {
    "", "[]", "3", "{", "{\"a\":}", "{\"a\":1}x", "\xff\xfe", "{'a':1}", "nul",
    "{\"a\":1,\"a\":2}", "{\"o\":{\"b\":1,\"c\":[{\"d\":1,\"\\u0064\":2}]},\"p\":{\"b\":1}}",
  };
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autofree char *large = g_strnfill (5000, ' ');

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (parse (refused[i]));

  for (int i = 0; i <= SLUICE_JSON_MAX_DEPTH; i++)
    g_string_append (deep, "{\"a\":");
  g_assert_null (parse (deep->str));
  g_assert_null (parse (large));
}

static void
test_brackets_in_strings_are_no_depth (void)
{
  g_autofree char *brackets = g_strnfill (200, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\":\"\\\"%s\"}", brackets);
  g_autoptr(JsonObject) object = parse (text);

  g_assert_nonnull (object);
}

/* RFC 8785: one form, however it was written. */
static void
test_canonical_form (void)
{
  g_autoptr(JsonObject) object = parse (
    "{ \"b\" : [ 1, true, null, {} ], \"a\":\"\\u20ac\\u000f\\n\\\"\\\\/\", \"A\": -7 }");
  g_autoptr(JsonObject) fraction = parse ("{\"a\":1.5}");
  g_autoptr(GBytes) bytes = sluice_json_canonicalize (object);
  static const char expected[] = "{\"A\":-7,\"a\":\"\xe2\x82\xac\\u000f\\n\\\"\\\\/\",\"b\":[1,true,null,{}]}";

  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected, strlen (expected));
  g_assert_null (sluice_json_canonicalize (fraction));
}

/* RFC 7638 section 3.1 has the digest of an RSA key; RFC 8037 appendix A.3 that of this one. */
static void
test_thumbprint (void)
{
  g_autoptr(JsonObject) key = parse (
    "{\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\",\"kty\":\"OKP\",\"crv\":\"Ed25519\"}");
  g_autofree char *thumbprint = sluice_jwk_thumbprint (key);

  g_assert_cmpstr (thumbprint, ==, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

static void
test_base64url_has_one_form (void)
{
  guint8 bytes[2] = { 0 };
  g_autofree char *text = NULL;

  g_assert_true (sluice_base64url_decode ("-_8", bytes, 2));
  text = sluice_base64url_encode (bytes, 2);
  g_assert_cmpstr (text, ==, "-_8");
  g_assert_false (sluice_base64url_decode ("-_9", bytes, 2)); /* bits that stand for nothing */
  g_assert_false (sluice_base64url_decode ("-_8=", bytes, 2));
  g_assert_false (sluice_base64url_decode ("+/8", bytes, 2));
  g_assert_false (sluice_base64url_decode ("-_8A", bytes, 2));
  g_assert_false (sluice_base64url_decode ("-w", bytes, 2));
  g_assert_false (sluice_base64url_decode (NULL, bytes, 2));
}

static void
test_strangers_words_are_tamed (void)
{
  g_autofree char *line = sluice_text_tame ("  Print\nFarm \xe2\x80\xae" "gpj.exe\t ", 60);
  g_autofree char *breaks = sluice_text_tame ("\xe2\x80\xa9" "Farm" "\xe2\x80\xa9" "Verified by your cloud\xe2\x80\xa8", 60);
  g_autofree char *cut = sluice_text_tame ("\xc3\xa9\xc3\xa9\xc3\xa9", 2);
  /* Marks that would pile up over the lines above and below. */
  g_autofree char *marks = sluice_text_tame ("Za\xcc\xb1\xcc\xa3\xcc\xb1\xcc\xa3\xcc\xb1\xcc\xa3lgo", 60);

  g_assert_cmpstr (line, ==, "Print Farm  gpj.exe");
  g_assert_cmpstr (cut, ==, "\xc3\xa9\xc3\xa9…");
  g_assert_cmpstr (marks, ==, "Za\xcc\xb1\xcc\xa3\xcc\xb1lgo");
  g_assert_cmpstr (breaks, ==, "Farm Verified by your cloud");
  g_assert_null (sluice_text_tame (" \n ", 60));
  g_assert_null (sluice_text_tame (NULL, 60));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json/types-are-checked", test_types_are_checked);
  g_test_add_func ("/json/hostile-text-is-refused", test_hostile_text_is_refused);
  g_test_add_func ("/json/brackets-in-strings-are-no-depth", test_brackets_in_strings_are_no_depth);
  g_test_add_func ("/json/canonical-form", test_canonical_form);
  g_test_add_func ("/json/thumbprint", test_thumbprint);
  g_test_add_func ("/json/base64url-has-one-form", test_base64url_has_one_form);
  g_test_add_func ("/json/strangers-words-are-tamed", test_strangers_words_are_tamed);
  return g_test_run ();
}
