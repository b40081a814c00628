/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-jwk.h"

#include "sluice-base64url.h"
#include "sluice-canonical-json.h"

/**
 * sluice_jwk_new_p256:
 * @x: base64url of 32 bytes
 * @y: the same
 *
 * Returns: (transfer full): the public key for ES256, with the members that make it (RFC 7518 section 6.2.1)
 */
JsonObject *
sluice_jwk_new_p256 (const char *x,
                     const char *y)
{
  JsonObject *jwk = json_object_new ();

  json_object_set_string_member (jwk, "kty", "EC");
  json_object_set_string_member (jwk, "crv", "P-256");
  json_object_set_string_member (jwk, "x", x);
  json_object_set_string_member (jwk, "y", y);
  return jwk;
}

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

  if (bytes == NULL)
    return NULL;
  return sluice_base64url_encode_hash (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
