/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-proof.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <json-glib/json-glib.h>
#include <string.h>

struct _TestProofKey
{
  gnutls_privkey_t key;
  char            *x;
  char            *y;
};

static char *
encode (const void *data,
        gsize       length)
{
  char *text = g_base64_encode (data, length);
  char *padding = strchr (text, '=');

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  if (padding != NULL)
    *padding = '\0';
  return text;
}

/* Numbers come with a zero in front, or without one that should be there. */
static char *
encode_number (gnutls_datum_t *number)
{
  guint8 bytes[32] = { 0 };
  gsize skipped = number->size > sizeof bytes ? number->size - sizeof bytes : 0;

  memcpy (bytes + sizeof bytes - (number->size - skipped), number->data + skipped, number->size - skipped);
  return encode (bytes, sizeof bytes);
}

TestProofKey *
test_proof_key_new (void)
{
  TestProofKey *self = g_new0 (TestProofKey, 1);
  gnutls_ecc_curve_t curve;
  gnutls_datum_t x = { 0 }, y = { 0 }, k = { 0 };

  g_assert_cmpint (gnutls_privkey_init (&self->key), >=, 0);
  g_assert_cmpint (gnutls_privkey_generate (self->key, GNUTLS_PK_ECDSA,
                                            GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0), >=, 0);
  g_assert_cmpint (gnutls_privkey_export_ecc_raw (self->key, &curve, &x, &y, &k), >=, 0);
  self->x = encode_number (&x);
  self->y = encode_number (&y);
  gnutls_free (x.data);
  gnutls_free (y.data);
  gnutls_free (k.data);
  return self;
}

void
test_proof_key_free (TestProofKey *self)
{
  gnutls_privkey_deinit (self->key);
  g_free (self->x);
  g_free (self->y);
  g_free (self);
}

static char *
sign (TestProofKey *self,
      const char   *text)
{
  gnutls_datum_t data = { (guint8 *) text, strlen (text) };
  gnutls_datum_t der = { 0 }, r = { 0 }, s = { 0 };
  guint8 both[64] = { 0 };
  gsize r_skip, s_skip;

  g_assert_cmpint (gnutls_privkey_sign_data2 (self->key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der), >=, 0);
  g_assert_cmpint (gnutls_decode_rs_value (&der, &r, &s), >=, 0);
  r_skip = r.size > 32 ? r.size - 32 : 0;
  s_skip = s.size > 32 ? s.size - 32 : 0;
  memcpy (both + 32 - (r.size - r_skip), r.data + r_skip, r.size - r_skip);
  memcpy (both + 64 - (s.size - s_skip), s.data + s_skip, s.size - s_skip);
  gnutls_free (der.data);
  gnutls_free (r.data);
  gnutls_free (s.data);
  return encode (both, sizeof both);
}

static char *
encode_object (JsonObject *object)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  return encode (text, strlen (text));
}

static void
set (JsonObject *object,
     const char *member,
     const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

static char *
encode_header (TestProofKey    *self,
               const TestProof *proof)
{
  g_autoptr(JsonObject) header = json_object_new ();
  JsonObject *jwk = json_object_new ();

  set (header, "typ", proof->typ);
  set (header, "alg", proof->alg);
  set (jwk, "kty", "EC");
  set (jwk, "crv", "P-256");
  set (jwk, "x", self->x);
  set (jwk, "y", self->y);
  json_object_set_object_member (header, "jwk", jwk);
  return encode_object (header);
}

/** test_proof_make: (transfer full): what goes into the `DPoP` header. */
char *
test_proof_make (TestProofKey    *self,
                 const TestProof *proof)
{
  g_autoptr(JsonObject) claims = json_object_new ();
  g_autofree char *header = encode_header (self, proof);
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  set (claims, "htm", proof->htm);
  set (claims, "htu", proof->htu);
  set (claims, "jti", proof->jti);
  json_object_set_int_member (claims, "iat", proof->iat);
  if (proof->access != NULL)
    {
      g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize length = sizeof digest;
      g_autofree char *hash = NULL;

      g_checksum_update (checksum, (const guint8 *) proof->access, strlen (proof->access));
      g_checksum_get_digest (checksum, digest, &length);
      hash = encode (digest, length);
      set (claims, "ath", hash);
    }

  body = encode_object (claims);
  text = g_strconcat (header, ".", body, NULL);
  signature = sign (self, proof->spoil ? "something else" : text);
  return g_strconcat (text, ".", signature, NULL);
}
