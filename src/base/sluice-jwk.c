/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-jwk.h"

#include "sluice-base64url.h"
#include "sluice-canonical-json.h"

#include <sodium.h>

/**
 * sluice_jwk_thumbprint:
 * @jwk: a public key with the members that make it, and no others
 *
 * Returns: (transfer full) (nullable): its SHA-256 thumbprint (RFC 7638)
 */
char *
sluice_jwk_thumbprint (JsonObject *jwk)
{
  g_autoptr(GBytes) bytes = sluice_json_canonicalize (jwk);
  guint8 digest[crypto_hash_sha256_BYTES];

  if (bytes == NULL)
    return NULL;
  crypto_hash_sha256 (digest, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return sluice_base64url_encode (digest, sizeof digest);
}
