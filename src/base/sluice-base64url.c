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
  gsize n_bytes = 0;

  return text != NULL &&
         sodium_base642bin (data, length, text, strlen (text), NULL, &n_bytes, NULL, VARIANT) == 0 && n_bytes == length;
}
