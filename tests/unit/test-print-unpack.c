/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-heatshrink.h"
#include "sluice-inflater.h"
#include "sluice-meatpack.h"
#include "sluice-print-error.h"
#include "test-bgcode.h"

#include <string.h>

/* What unpacks binary G-code, against bytes made by hand. */

static void
collect (const guint8 *data,
         gsize         length,
         gpointer      user_data)
{
  g_string_append_len (user_data, (const char *) data, length);
}

static void
assert_text (GString    *text,
             const char *expected,
             gsize       length)
{
  g_assert_cmpmem (text->str, text->len, expected, length);
  g_string_truncate (text, 0);
}

/* @step: bytes that are fed at once */
static gboolean
unshrink (GString      *text,
          guint         window_bits,
          const guint8 *data,
          gsize         length,
          gsize         step)
{
  g_autoptr(SluiceHeatshrink) heatshrink = sluice_heatshrink_new (collect, text);
  gboolean is_whole;

  sluice_heatshrink_begin (heatshrink, window_bits);
  for (gsize at = 0; at < length; at += step)
    sluice_heatshrink_feed (heatshrink, data + at, MIN (step, length - at));
  is_whole = sluice_heatshrink_finish (heatshrink);
  g_assert_cmpuint (sluice_heatshrink_get_out (heatshrink), ==, text->len);
  return is_whole;
}

static void
test_heatshrink (void)
{
  /* a, b, and four bytes from two before: 1 01100001, 1 01100010, 0 00000000001 0011. */
  const guint8 narrow[] = { 0xb0, 0xd8, 0x80, 0x04, 0xc0 };
  const guint8 wide[] = { 0xb0, 0xd8, 0x80, 0x02, 0x60 };
  const guint8 padded_with_1[] = { 0xb0, 0xd8, 0x80, 0x04, 0xc1 };
  /* One byte from one before, where nothing is yet. */
  const guint8 from_nothing[] = { 0x00, 0x00 };
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize step = 1; step <= sizeof narrow; step++)
    {
      g_assert_true (unshrink (text, 11, narrow, sizeof narrow, step));
      assert_text (text, "ababab", 6);
      g_assert_true (unshrink (text, 12, wide, sizeof wide, step));
      assert_text (text, "ababab", 6);
    }

  g_assert_true (unshrink (text, 11, from_nothing, sizeof from_nothing, 1));
  assert_text (text, "\0", 1);
  g_assert_true (unshrink (text, 11, NULL, 0, 1));
  assert_text (text, "", 0);

  g_assert_false (unshrink (text, 11, padded_with_1, sizeof padded_with_1, 1));
  assert_text (text, "ababab", 6);
  g_assert_false (unshrink (text, 11, narrow, 4, 1));
  assert_text (text, "ab", 2);
}

/* What an earlier stream said is gone. */
static void
test_heatshrink_again (void)
{
  const guint8 narrow[] = { 0xb0, 0xd8, 0x80, 0x04, 0xc0 };
  const guint8 from_nothing[] = { 0x00, 0x00 };
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceHeatshrink) heatshrink = sluice_heatshrink_new (collect, text);

  sluice_heatshrink_begin (heatshrink, 11);
  sluice_heatshrink_feed (heatshrink, narrow, sizeof narrow);
  g_assert_true (sluice_heatshrink_finish (heatshrink));
  sluice_heatshrink_begin (heatshrink, 11);
  sluice_heatshrink_feed (heatshrink, from_nothing, sizeof from_nothing);
  g_assert_true (sluice_heatshrink_finish (heatshrink));
  g_assert_cmpuint (sluice_heatshrink_get_out (heatshrink), ==, 1);
  assert_text (text, "ababab\0", 7);
}

/* More than its buffer, with repeats as far back as can be. */
static void
test_heatshrink_long (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) original = g_string_new (NULL);

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (original, "G1 X%u.%u E%u\n", i % 211, i % 97, i);

  for (guint window_bits = 11; window_bits <= 12; window_bits++)
    {
      g_autoptr(GByteArray) packed =
        test_bgcode_heatshrink ((const guint8 *) original->str, original->len, window_bits);

      g_assert_cmpuint (packed->len, <, original->len);
      g_assert_true (unshrink (text, window_bits, packed->data, packed->len, 1000));
      assert_text (text, original->str, original->len);
    }
}

static gboolean
unmeat (GString      *text,
        const char   *data,
        gsize         length,
        gsize         step)
{
  g_autoptr(SluiceMeatpack) meatpack = sluice_meatpack_new (collect, text);

  sluice_meatpack_begin (meatpack);
  for (gsize at = 0; at < length; at += step)
    sluice_meatpack_feed (meatpack, (const guint8 *) data + at, MIN (step, length - at));
  return sluice_meatpack_finish (meatpack);
}

#define ASSERT_UNMEAT(Text, Data, Expected) G_STMT_START { \
  for (gsize step = 1; step < sizeof Data; step++) \
    { \
      g_assert_true (unmeat (Text, Data, sizeof Data - 1, step)); \
      assert_text (Text, Expected, strlen (Expected)); \
    } \
} G_STMT_END

static void
test_meatpack (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  /* Before it is switched on, bytes are what they are; lone signals too. */
  ASSERT_UNMEAT (text, "; \xc5\xbd\xff g\n", "; \xc5\xbd\xff g\n");
  /* G1 X2 E3 without its spaces, a half byte to spare. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\xff\xff\xf7\x1d\x2e\x3b\xcc", "G1 X2 E3\n");
  /* The half byte to spare says something else: it is not looked at. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\xff\xff\xf7\x1d\x2e\x3b\xfc\x1d", "G1 X2 E3\nG1");
  /* A space is a space again. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\x1d\xeb\xc2\xff\xff\xf7\xff\xff\xf6\xbd", "G1 X2\nG ");
  /* M4 and M5: whole first, whole second, both whole. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\x4fM\xcc", "M4\n");
  ASSERT_UNMEAT (text, "\xff\xff\xfb\xf4M\xffPQ\xcc", "4MPQ\n");
  /* Off for a comment, on again; reset is off as well. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\x21\xcc\xff\xff\xfa;X E\n\xff\xff\xfb\x43\xcc\xff\xff\xf9XE", "12\n;X E\n34\nXE");
  /* No other command than those is obeyed. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\xff\xff\xf8\xff\xff\x01\x21", "12");
  /* Only moves lose their spaces: nothing else gets any. */
  ASSERT_UNMEAT (text, "\xff\xff\xfb\xff\xff\xf7\x1fM\x71\xfb" "D\xcc", "M117ED\n");

  g_assert_false (unmeat (text, "\xff", 1, 1));
  g_assert_false (unmeat (text, "\xff\xff", 2, 1));
  g_assert_false (unmeat (text, "\xff\xff\xfb\x4f", 4, 1));
  g_assert_false (unmeat (text, "\xff\xff\xfb\xffP", 5, 1));
}

/* A line may go on in the next block, though what packs starts anew. */
static void
test_meatpack_blocks (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceMeatpack) meatpack = sluice_meatpack_new (collect, text);

  sluice_meatpack_begin (meatpack);
  sluice_meatpack_feed (meatpack, (const guint8 *) "\xff\xff\xfb\xff\xff\xf7\x1d", 7);
  g_assert_true (sluice_meatpack_finish (meatpack));
  sluice_meatpack_begin (meatpack);
  sluice_meatpack_feed (meatpack, (const guint8 *) "X21E\n", 5);
  g_assert_true (sluice_meatpack_finish (meatpack));
  assert_text (text, "G1 X21 E\n", 9);
}

/* More than its buffer, in lines of all lengths. */
static void
test_meatpack_long (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) original = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    {
      g_string_append_printf (original, "G1 X%u.%u Y%u E%u\nM104 S%u E\n;LAYER:%u\n", i % 211, i % 97, i, i, i, i);
      g_string_append (original, "G1 X");
      for (guint j = 0; j < i % 512; j++)
        g_string_append_printf (original, "%u", j);
      g_string_append (original, " Z\n");
    }

  for (gsize step = 1; step < 100000; step = step * 7 + 1)
    {
      g_autoptr(GByteArray) packed = test_bgcode_meatpack (original->str, original->len, TRUE);

      g_assert_true (unmeat (text, (const char *) packed->data, packed->len, step));
      assert_text (text, original->str, original->len);
    }
}

static gboolean
inflate (GString      *text,
         const guint8 *data,
         gsize         length,
         gsize         step,
         GError      **error)
{
  g_autoptr(SluiceInflater) inflater = sluice_inflater_new (collect, text);
  gsize used = 0;

  sluice_inflater_begin_zlib (inflater);
  for (gsize at = 0; at < length; at += step)
    if (!sluice_inflater_feed (inflater, data + at, MIN (step, length - at), &used, error))
      return FALSE;
  sluice_inflater_flush (inflater);
  return sluice_inflater_is_finished (inflater);
}

static void
test_zlib (void)
{
  static const guint8 wants_dictionary[] = { 0x78, 0xbb, 0, 0, 0, 0, 3, 0 };
  const char *original = "layer_height=0.2\nlayer_height=0.2\nlayer_height=0.2\n";
  g_autoptr(GByteArray) packed = test_bgcode_deflate ((const guint8 *) original, strlen (original));
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  for (gsize step = 1; step <= packed->len; step++)
    {
      g_assert_true (inflate (text, packed->data, packed->len, step, &error));
      assert_text (text, original, strlen (original));
    }
  for (gsize length = 0; length < packed->len; length++)
    g_assert_false (inflate (text, packed->data, length, 1, &error));
  g_assert_no_error (error);

  for (gsize step = 1; step <= sizeof wants_dictionary; step++)
    {
      g_assert_false (inflate (text, wants_dictionary, sizeof wants_dictionary, step, &error));
      g_clear_error (&error);
    }
  packed->data[packed->len - 1] ^= 1;
  g_assert_false (inflate (text, packed->data, packed->len, 1, &error));
  g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TRUNCATED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/print-unpack/heatshrink", test_heatshrink);
  g_test_add_func ("/print-unpack/heatshrink-again", test_heatshrink_again);
  g_test_add_func ("/print-unpack/heatshrink-long", test_heatshrink_long);
  g_test_add_func ("/print-unpack/meatpack", test_meatpack);
  g_test_add_func ("/print-unpack/meatpack-long", test_meatpack_long);
  g_test_add_func ("/print-unpack/meatpack-blocks", test_meatpack_blocks);
  g_test_add_func ("/print-unpack/zlib", test_zlib);

  return g_test_run ();
}
