/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-key.h"

#include <string.h>

static void
test_round_trip (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(GBytes) sealed = sluice_key_seal_text (key, "Ana Lukić", "people.name/1");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = sluice_key_open_text (key, sealed, "people.name/1", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Ana Lukić");
  g_assert_null (memmem (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), "Ana", 3));
}

static void
test_another_place_does_not_open (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(GBytes) sealed = sluice_key_seal_text (key, "secret", "people.name/1");
  g_autoptr(GError) error = NULL;

  g_assert_null (sluice_key_open_text (key, sealed, "people.name/2", &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_KEY);
}

static void
test_every_changed_byte_is_noticed (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(GBytes) sealed = sluice_key_seal_text (key, "secret", "p");
  gsize length = g_bytes_get_size (sealed);

  for (gsize i = 0; i < length; i++)
    {
      g_autofree guint8 *changed = g_memdup2 (g_bytes_get_data (sealed, NULL), length);
      g_autoptr(GBytes) bytes = NULL;

      changed[i] ^= 0x20;
      bytes = g_bytes_new (changed, length);
      g_assert_null (sluice_key_open (key, bytes, "p", NULL));
    }

  for (gsize i = 0; i < length; i++)
    {
      g_autoptr(GBytes) shorter = g_bytes_new_from_bytes (sealed, 0, i);

      g_assert_null (sluice_key_open (key, shorter, "p", NULL));
    }
}

static void
test_encoded_key_is_the_same_key (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  char *text = sluice_key_encode (key);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceKey) again = sluice_key_new_encoded (text, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (sluice_key_peek (key), SLUICE_KEY_SIZE, sluice_key_peek (again), SLUICE_KEY_SIZE);
  sluice_secret_free (text);

  g_assert_null (sluice_key_new_encoded ("short", &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT);
}

static void
test_derived_keys_differ (void)
{
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(SluiceKey) one = sluice_key_derive (key, "one");
  g_autoptr(SluiceKey) other = sluice_key_derive (key, "other");
  g_autofree char *first = sluice_key_fingerprint (one, "x", 1);
  g_autofree char *second = sluice_key_fingerprint (one, "x", 1);
  g_autofree char *third = sluice_key_fingerprint (other, "x", 1);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, third);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key/round-trip", test_round_trip);
  g_test_add_func ("/key/another-place-does-not-open", test_another_place_does_not_open);
  g_test_add_func ("/key/every-changed-byte-is-noticed", test_every_changed_byte_is_noticed);
  g_test_add_func ("/key/encoded-key-is-the-same-key", test_encoded_key_is_the_same_key);
  g_test_add_func ("/key/derived-keys-differ", test_derived_keys_differ);
  return g_test_run ();
}
