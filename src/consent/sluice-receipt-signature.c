/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-receipt-private.h"

#include "sluice-base64url.h"
#include "sluice-canonical-json.h"
#include "sluice-json.h"
#include "sluice-jwk.h"

#include <sodium.h>

/*
 * Ed25519 (RFC 8032) over the canonical form of the receipt with its proof, but
 * for the proof's value. The key comes along, so that this needs nobody; whose
 * key it is, is another question.
 */

/* @object without one member; what is in it is shared. */
static JsonObject *
copy_without (JsonObject *object,
              const char *left_out)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_str_equal (name, left_out))
      json_object_set_member (copy, name, json_node_copy (node));
  return copy;
}

static GBytes *
write_signed (JsonObject *receipt,
              JsonObject *proof)
{
  g_autoptr(JsonObject) copy = copy_without (receipt, "proof");

  json_object_set_object_member (copy, "proof", copy_without (proof, "value"));
  return sluice_json_canonicalize (copy);
}

static gboolean
read_key (JsonObject *proof,
          guint8      key[crypto_sign_PUBLICKEYBYTES],
          char      **out_key_id)
{
  JsonObject *jwk = sluice_json_get_object (proof, "jwk");
  g_autofree char *thumbprint = jwk != NULL ? sluice_jwk_thumbprint (jwk) : NULL;

  if (thumbprint == NULL || json_object_get_size (jwk) != 3 ||
      g_strcmp0 (sluice_json_get_string (jwk, "kty"), "OKP") != 0 ||
      g_strcmp0 (sluice_json_get_string (jwk, "crv"), "Ed25519") != 0 ||
      g_strcmp0 (sluice_json_get_string (proof, "key_id"), thumbprint) != 0 ||
      !sluice_base64url_decode (sluice_json_get_string (jwk, "x"), key, crypto_sign_PUBLICKEYBYTES))
    return FALSE;

  *out_key_id = g_steal_pointer (&thumbprint);
  return TRUE;
}

/**
 * sluice_receipt_check_signature:
 * @receipt: a receipt from anywhere
 * @out_key_id: (out) (transfer full) (nullable): the RFC 7638 thumbprint of the key that signed it
 *
 * Returns: whether it is as whoever has that key wrote it
 */
gboolean
sluice_receipt_check_signature (JsonObject  *receipt,
                                char       **out_key_id)
{
  JsonObject *proof = sluice_json_get_object (receipt, "proof");
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *key_id = NULL;
  guint8 key[crypto_sign_PUBLICKEYBYTES];
  guint8 signature[crypto_sign_BYTES];

  *out_key_id = NULL;
  if (proof == NULL || g_strcmp0 (sluice_json_get_string (proof, "type"), "Ed25519") != 0 ||
      !read_key (proof, key, &key_id) ||
      !sluice_base64url_decode (sluice_json_get_string (proof, "value"), signature, sizeof signature))
    return FALSE;

  bytes = write_signed (receipt, proof);
  if (bytes == NULL || crypto_sign_verify_detached (signature, g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes), key) != 0)
    return FALSE;

  *out_key_id = g_steal_pointer (&key_id);
  return TRUE;
}
