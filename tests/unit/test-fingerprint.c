/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fingerprint.h"

#include <string.h>

#define LEAF 65536

/* @like: a fingerprint whose version is meant; NULL for the newest. */
static char *
fingerprint_in_pieces (SluiceKey    *key,
                       const char   *like,
                       const guint8 *data,
                       gsize         length,
                       gsize         piece)
{
  g_autoptr(SluiceFingerprint) fingerprint =
    like != NULL ? sluice_fingerprint_new_like (key, like) : sluice_fingerprint_new (key);

  for (gsize at = 0; at < length; at += piece)
    sluice_fingerprint_update (fingerprint, data + at, MIN (piece, length - at));
  return sluice_fingerprint_finish (fingerprint);
}

static guint8 *
make_data (gsize length)
{
  guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = i * 13 + (i >> 10);
  return data;
}

/* In pieces of any size it is the same, around the end of a leaf too. */
static void
test_pieces (void)
{
  static const gsize lengths[] = { 1, LEAF - 1, LEAF, LEAF + 1, 2 * LEAF, 200000 };
  static const gsize pieces[] = { 127, 128, 4096, LEAF - 1, LEAF, LEAF + 1 };
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree guint8 *data = make_data (200000);

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *whole = fingerprint_in_pieces (key, NULL, data, lengths[i], lengths[i]);

      for (guint j = 0; j < G_N_ELEMENTS (pieces); j++)
        {
          g_autofree char *joined = fingerprint_in_pieces (key, NULL, data, lengths[i], pieces[j]);
          g_autofree char *compared = fingerprint_in_pieces (key, whole, data, lengths[i], pieces[j]);

          g_assert_cmpstr (joined, ==, whole);
          g_assert_cmpstr (compared, ==, whole);
        }
    }
}

/* Vaults name files by it: another value would be another version. */
static void
test_stays_the_same (void)
{
  guint8 bytes[SLUICE_KEY_SIZE] = { 1, 2, 3 };
  g_autoptr(SluiceKey) key = sluice_key_new_take (bytes);
  g_autofree guint8 *data = make_data (200000);
  g_autofree char *text = fingerprint_in_pieces (key, NULL, data, 200000, 200000);

  g_assert_cmpstr (text, ==, "6e1a96c3962b6c96fd3a47e6363ddeb0cfaae778b0db29b04925d3ba0bc40ce1-2");
}

/* The first version is what sluice_key_fingerprint() gives. */
static void
test_first_version (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree guint8 *data = make_data (70000);
  g_autofree char *whole = sluice_key_fingerprint (key, data, 70000);
  g_autofree char *joined = fingerprint_in_pieces (key, whole, data, 70000, 777);

  g_assert_cmpstr (joined, ==, whole);
}

/* One bit anywhere, one byte more or less, two leaves that changed places. */
static void
test_any_change_shows (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree guint8 *data = make_data (3 * LEAF);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint8 *swapped = g_memdup2 (data, 3 * LEAF);

  g_hash_table_add (seen, fingerprint_in_pieces (key, NULL, data, 3 * LEAF, 9999));
  for (gsize at = 0; at < 3 * LEAF; at += 4093)
    {
      data[at] ^= 1 << (at % 8);
      g_assert_true (g_hash_table_add (seen, fingerprint_in_pieces (key, NULL, data, 3 * LEAF, 9999)));
      data[at] ^= 1 << (at % 8);
    }

  g_assert_true (g_hash_table_add (seen, fingerprint_in_pieces (key, NULL, data, 3 * LEAF - 1, 9999)));
  g_assert_true (g_hash_table_add (seen, fingerprint_in_pieces (key, NULL, data, 2 * LEAF, 9999)));
  g_assert_true (g_hash_table_add (seen, fingerprint_in_pieces (key, NULL, data, 0, 9999)));
  memcpy (swapped, data + LEAF, LEAF);
  memcpy (swapped + LEAF, data, LEAF);
  g_assert_true (g_hash_table_add (seen, fingerprint_in_pieces (key, NULL, swapped, 3 * LEAF, 9999)));
}

static void
test_depends_on_key (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(SluiceKey) other_key = sluice_key_new_random ();
  g_autoptr(SluiceFingerprint) fingerprint = sluice_fingerprint_new (key);
  g_autoptr(SluiceFingerprint) other = sluice_fingerprint_new (other_key);
  g_autofree char *text = sluice_fingerprint_finish (fingerprint);
  g_autofree char *other_text = sluice_fingerprint_finish (other);

  g_assert_cmpuint (strlen (text), ==, 64 + strlen ("-2"));
  g_assert_cmpstr (text, !=, other_text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fingerprint/pieces", test_pieces);
  g_test_add_func ("/fingerprint/stays-the-same", test_stays_the_same);
  g_test_add_func ("/fingerprint/first-version", test_first_version);
  g_test_add_func ("/fingerprint/any-change-shows", test_any_change_shows);
  g_test_add_func ("/fingerprint/depends-on-key", test_depends_on_key);
  return g_test_run ();
}
