/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-receipts.h"

#include "sluice-base64url.h"
#include "sluice-canonical-json.h"
#include "sluice-jwk.h"

#include <sodium.h>
#include <string.h>

/*
 * What receipts are signed with: one Ed25519 key (RFC 8032) per cloud, made at
 * its first start and kept among its keys. Every receipt brings the public half
 * along, so that it can be checked without the cloud that made it.
 */
typedef struct
{
  guint8 public[crypto_sign_PUBLICKEYBYTES];
  guint8 secret[crypto_sign_SECRETKEYBYTES];
} KeyPair;

G_STATIC_ASSERT (crypto_sign_SEEDBYTES == SLUICE_KEY_SIZE);

static void
read_pair (CloudContext *context,
           KeyPair      *pair)
{
  crypto_sign_seed_keypair (pair->public, pair->secret, sluice_key_peek (cloud_store_get_signing (context->store)));
}

/* RFC 8037 §2 */
static JsonObject *
describe_public (const KeyPair *pair)
{
  JsonObject *jwk = json_object_new ();
  g_autofree char *x = sluice_base64url_encode (pair->public, sizeof pair->public);

  json_object_set_string_member (jwk, "kty", "OKP");
  json_object_set_string_member (jwk, "crv", "Ed25519");
  json_object_set_string_member (jwk, "x", x);
  return jwk;
}

/** cloud_receipt_key_describe: (transfer full): the public key as a JWK (RFC 7517), for the set of them. */
JsonObject *
cloud_receipt_key_describe (CloudContext *context)
{
  KeyPair pair;
  JsonObject *jwk;
  g_autofree char *id = NULL;

  read_pair (context, &pair);
  sodium_memzero (pair.secret, sizeof pair.secret);
  jwk = describe_public (&pair);
  id = sluice_jwk_thumbprint (jwk);
  json_object_set_string_member (jwk, "kid", id);
  json_object_set_string_member (jwk, "alg", "EdDSA");
  json_object_set_string_member (jwk, "use", "sig");
  return jwk;
}

/**
 * cloud_receipt_key_sign:
 * @context: the cloud
 * @receipt: gets its `proof`, over the canonical form of all but the proof's `value`
 *
 * Returns: whether it could be signed
 */
gboolean
cloud_receipt_key_sign (CloudContext *context,
                        JsonObject   *receipt)
{
  JsonObject *proof = json_object_new ();
  JsonObject *jwk;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *id = NULL;
  g_autofree char *value = NULL;
  guint8 signature[crypto_sign_BYTES];
  KeyPair pair;

  read_pair (context, &pair);
  jwk = describe_public (&pair);
  id = sluice_jwk_thumbprint (jwk);
  json_object_set_string_member (proof, "type", "Ed25519");
  json_object_set_string_member (proof, "key_id", id);
  json_object_set_object_member (proof, "jwk", jwk);
  json_object_set_object_member (receipt, "proof", proof);

  bytes = sluice_json_canonicalize (receipt);
  if (bytes != NULL)
    {
      crypto_sign_detached (signature, NULL, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), pair.secret);
      value = sluice_base64url_encode (signature, sizeof signature);
      json_object_set_string_member (proof, "value", value);
    }
  sodium_memzero (&pair, sizeof pair);
  return bytes != NULL;
}
