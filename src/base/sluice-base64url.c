/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base64url.h"

#include <sodium.h>
#include <string.h>

#define VARIANT sodium_base64_VARIANT_URLSAFE_NO_PADDING

/** sluice_base64url_encode: (transfer full): @length bytes in the alphabet of RFC 4648 §5, without padding. */
char *
sluice_base64url_encode (const void *data,
                         gsize       length)
{
  const gsize size = sodium_base64_ENCODED_LEN (length, VARIANT);

  return sodium_bin2base64 (g_malloc (size), size, data, length, VARIANT);
}

/** sluice_base64url_encode_hash: (transfer full): SHA-256 of @length bytes, as OAuth 2.0 and JOSE write it. */
char *
sluice_base64url_encode_hash (const void *data,
                              gsize       length)
{
  guint8 hash[crypto_hash_sha256_BYTES];

  crypto_hash_sha256 (hash, data, length);
  return sluice_base64url_encode (hash, sizeof hash);
}

/**
 * sluice_base64url_decode:
 * @text: (nullable): RFC 4648 §5, without padding
 * @data: (out caller-allocates) (array length=length): what it stands for
 * @length: how many bytes it has to stand for
 *
 * Returns: whether @text stands for exactly @length bytes; there is one text for each
 */
gboolean
sluice_base64url_decode (const char *text,
                         void       *data,
                         gsize       length)
{
  gsize n_bytes;

  return text != NULL && sluice_base64url_decode_some (text, strlen (text), data, length, &n_bytes) && n_bytes == length;
}

/**
 * sluice_base64url_decode_some:
 * @text: (array length=length): RFC 4648 §5, without padding
 * @data: (out caller-allocates): what it stands for
 * @size: how many bytes that can have
 * @out_n_bytes: (out): how many it has
 *
 * Returns: whether all of @text stands for something, for which there is room
 */
gboolean
sluice_base64url_decode_some (const char *text,
                              gsize       length,
                              void       *data,
                              gsize       size,
                              gsize      *out_n_bytes)
{
  *out_n_bytes = 0;
  return sodium_base642bin (data, size, text, length, NULL, out_n_bytes, NULL, VARIANT) == 0;
}
