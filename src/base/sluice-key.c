/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-key.h"

#include "sluice-base-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

/*
 * A sealed record is: version byte, 24-byte random nonce, XChaCha20-Poly1305
 * ciphertext with its 16-byte tag. The place it belongs to ("table.column/row")
 * is authenticated with it, so that a record cannot be moved to another row.
 */
#define SEAL_VERSION 1
#define SEAL_NONCE   crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define SEAL_TAG     crypto_aead_xchacha20poly1305_ietf_ABYTES
#define SEAL_OVERHEAD (1 + SEAL_NONCE + SEAL_TAG)

struct _SluiceKey
{
  gatomicrefcount ref_count;
  guint8         *data; /* owned, in locked and guarded memory */
};

G_DEFINE_BOXED_TYPE (SluiceKey, sluice_key, sluice_key_ref, sluice_key_unref)

static SluiceKey *
key_new_empty (void)
{
  SluiceKey *self = g_new0 (SluiceKey, 1);

  if (sodium_init () < 0)
    g_error ("libsodium could not start");

  g_atomic_ref_count_init (&self->ref_count);
  self->data = sodium_malloc (SLUICE_KEY_SIZE);
  if (self->data == NULL)
    g_error ("no memory for a key");

  return self;
}

/**
 * sluice_key_new_random:
 *
 * Returns: (transfer full): a new key of 256 random bits
 */
SluiceKey *
sluice_key_new_random (void)
{
  SluiceKey *self = key_new_empty ();

  randombytes_buf (self->data, SLUICE_KEY_SIZE);
  return self;
}

/**
 * sluice_key_new_take:
 * @data: the key's bytes; wiped by this call
 *
 * Returns: (transfer full): a key of these bytes
 */
SluiceKey *
sluice_key_new_take (guint8 data[SLUICE_KEY_SIZE])
{
  SluiceKey *self = key_new_empty ();

  memcpy (self->data, data, SLUICE_KEY_SIZE);
  sodium_memzero (data, SLUICE_KEY_SIZE);
  return self;
}

/**
 * sluice_key_new_encoded:
 * @text: what sluice_key_encode() gave
 * @error: #SluiceBaseError: %SLUICE_BASE_ERROR_FORMAT
 *
 * Returns: (transfer full) (nullable): the key
 */
SluiceKey *
sluice_key_new_encoded (const char  *text,
                        GError     **error)
{
  guint8 data[SLUICE_KEY_SIZE];
  gsize length;

  if (sodium_base642bin (data, sizeof data, text, strlen (text), NULL, &length, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length != SLUICE_KEY_SIZE)
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT,
                           _("A stored key is damaged"));
      return NULL;
    }

  return sluice_key_new_take (data);
}

SluiceKey *
sluice_key_ref (SluiceKey *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sluice_key_unref (SluiceKey *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  sodium_free (self->data); /* wipes */
  g_free (self);
}

/**
 * sluice_key_peek:
 * @self: a key
 *
 * Returns: (transfer none): its %SLUICE_KEY_SIZE bytes, in locked memory
 */
const guint8 *
sluice_key_peek (SluiceKey *self)
{
  return self->data;
}

/**
 * sluice_key_encode:
 * @self: a key
 *
 * Returns: (transfer full): the key as text for a key store; free it with
 *   sluice_secret_free()
 */
char *
sluice_key_encode (SluiceKey *self)
{
  const gsize size = sodium_base64_ENCODED_LEN (SLUICE_KEY_SIZE, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  sodium_bin2base64 (text, size, self->data, SLUICE_KEY_SIZE, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return text;
}

/**
 * sluice_key_derive:
 * @self: a key
 * @purpose: what the new key is for; each purpose has its own
 *
 * Returns: (transfer full): a key that tells nothing about @self
 */
SluiceKey *
sluice_key_derive (SluiceKey  *self,
                   const char *purpose)
{
  SluiceKey *derived = key_new_empty ();

  crypto_generichash (derived->data, SLUICE_KEY_SIZE,
                      (const guint8 *) purpose, strlen (purpose),
                      self->data, SLUICE_KEY_SIZE);
  return derived;
}

/**
 * sluice_key_fingerprint:
 * @self: a key
 * @data: (array length=length): what to look up by
 * @length: bytes of @data
 *
 * A keyed hash (BLAKE2b-256) for looking sealed values up: equal values have
 * equal fingerprints, and nobody without the key can guess a value from one.
 *
 * Returns: (transfer full): 64 hexadecimal digits
 */
char *
sluice_key_fingerprint (SluiceKey  *self,
                        const void *data,
                        gsize       length)
{
  guint8 hash[32];
  char *hex = g_malloc (2 * sizeof hash + 1);

  crypto_generichash (hash, sizeof hash, data, length, self->data, SLUICE_KEY_SIZE);
  return sodium_bin2hex (hex, 2 * sizeof hash + 1, hash, sizeof hash);
}

/**
 * sluice_key_seal:
 * @self: a key
 * @plain: what to encrypt
 * @place: where the result is kept, as `table.column/row`; opening it asks for the same
 *
 * Returns: (transfer full): @plain, encrypted and authenticated
 */
GBytes *
sluice_key_seal (SluiceKey  *self,
                 GBytes     *plain,
                 const char *place)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (plain, &length);
  guint8 *sealed = g_malloc (length + SEAL_OVERHEAD);
  guint8 *nonce = sealed + 1;

  sealed[0] = SEAL_VERSION;
  randombytes_buf (nonce, SEAL_NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt (nonce + SEAL_NONCE, NULL, data, length,
                                              (const guint8 *) place, strlen (place),
                                              NULL, nonce, self->data);
  return g_bytes_new_take (sealed, length + SEAL_OVERHEAD);
}

/**
 * sluice_key_open:
 * @self: a key
 * @sealed: what sluice_key_seal() gave
 * @place: the place it was sealed for
 * @error: #SluiceBaseError: %SLUICE_BASE_ERROR_FORMAT, or
 *   %SLUICE_BASE_ERROR_KEY when key, place or bytes are not the ones
 *
 * Returns: (transfer full) (nullable): the plain bytes
 */
GBytes *
sluice_key_open (SluiceKey   *self,
                 GBytes      *sealed,
                 const char  *place,
                 GError     **error)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (sealed, &length);
  g_autofree guint8 *plain = NULL;

  if (length < SEAL_OVERHEAD || data[0] != SEAL_VERSION)
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT,
                           _("An encrypted record is damaged"));
      return NULL;
    }

  plain = g_malloc (length - SEAL_OVERHEAD + 1);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt (plain, NULL, NULL,
                                                  data + 1 + SEAL_NONCE, length - 1 - SEAL_NONCE,
                                                  (const guint8 *) place, strlen (place),
                                                  data + 1, self->data) != 0)
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_KEY,
                           _("An encrypted record does not open with this key"));
      return NULL;
    }

  return g_bytes_new_take (g_steal_pointer (&plain), length - SEAL_OVERHEAD);
}

/**
 * sluice_key_seal_text:
 * @self: a key
 * @plain: text to encrypt
 * @place: as for sluice_key_seal()
 *
 * Returns: (transfer full): @plain, encrypted and authenticated
 */
GBytes *
sluice_key_seal_text (SluiceKey  *self,
                      const char *plain,
                      const char *place)
{
  g_autoptr(GBytes) bytes = g_bytes_new (plain, strlen (plain));

  return sluice_key_seal (self, bytes, place);
}

/**
 * sluice_key_open_text:
 * @self: a key
 * @sealed: what sluice_key_seal_text() gave
 * @place: the place it was sealed for
 * @error: as for sluice_key_open()
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
sluice_key_open_text (SluiceKey   *self,
                      GBytes      *sealed,
                      const char  *place,
                      GError     **error)
{
  g_autoptr(GBytes) plain = sluice_key_open (self, sealed, place, error);

  if (plain == NULL)
    return NULL;

  return g_strndup (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
}

/**
 * sluice_random_token:
 * @n_bytes: bytes of randomness
 *
 * Returns: (transfer full): that much from the system's generator, base64url without padding
 */
char *
sluice_random_token (gsize n_bytes)
{
  g_autofree guint8 *data = g_malloc (n_bytes);
  const gsize size = sodium_base64_encoded_len (n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (size);

  if (sodium_init () < 0)
    g_error ("libsodium could not start");

  randombytes_buf (data, n_bytes);
  sodium_bin2base64 (text, size, data, n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero (data, n_bytes);
  return text;
}
