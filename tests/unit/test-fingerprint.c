/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fingerprint.h"

#include <string.h>

/* In pieces of any size it is the fingerprint of the whole. */
static void
test_pieces (void)
{
  static const gsize pieces[] = { 1, 127, 128, 129, 70000 };
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree guint8 *data = g_malloc (70000);
  g_autofree char *whole = NULL;

  for (guint i = 0; i < 70000; i++)
    data[i] = i * 13;
  whole = sluice_key_fingerprint (key, data, 70000);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(SluiceFingerprint) fingerprint = sluice_fingerprint_new (key);
      g_autofree char *joined = NULL;

      for (gsize at = 0; at < 70000; at += pieces[i])
        sluice_fingerprint_update (fingerprint, data + at, MIN (pieces[i], 70000 - at));
      joined = sluice_fingerprint_finish (fingerprint);
      g_assert_cmpstr (joined, ==, whole);
    }
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

  g_assert_cmpuint (strlen (text), ==, 64);
  g_assert_cmpstr (text, !=, other_text);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fingerprint/pieces", test_pieces);
  g_test_add_func ("/fingerprint/depends-on-key", test_depends_on_key);
  return g_test_run ();
}
