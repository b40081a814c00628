/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-dpop.h"

#include "sluice-base64url.h"
#include "sluice-json.h"
#include "sluice-jwk.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

/*
 * Proofs of possession (RFC 9449): a JWT in a header, signed for this very
 * request with a key that only the client has. One algorithm, ES256; JOSE is
 * not needed beyond these few lines, the cryptography is GnuTLS's.
 */
#define MAX_PROOF 4096
#define WINDOW_SECONDS 60
#define MAX_JTI 256
#define MAX_REMEMBERED 100000
#define COORDINATE 32
#define SIGNATURE (2 * COORDINATE)

/* The proofs that were taken within the window, so that none is taken twice. */
struct _CloudProofs
{
  GHashTable *seen; /* thumbprint + jti → gint64* when it can be forgotten */
  gint64      swept;
};

CloudProofs *
cloud_proofs_new (void)
{
  CloudProofs *self = g_new0 (CloudProofs, 1);

  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
cloud_proofs_free (CloudProofs *self)
{
  g_hash_table_unref (self->seen);
  g_free (self);
}

static gboolean
is_over (gpointer key,
         gpointer value,
         gpointer now)
{
  return *(gint64 *) value < *(gint64 *) now;
}

/* Returns: whether it is the first time */
static gboolean
remember (CloudProofs *self,
          const char  *thumbprint,
          const char  *jti,
          gint64       now)
{
  gint64 end = now + 2 * WINDOW_SECONDS;

  if (self->swept != now)
    {
      g_hash_table_foreach_remove (self->seen, is_over, &now);
      self->swept = now;
    }

  /* Full is full: to forget one early would let it be used again. */
  return g_hash_table_size (self->seen) < MAX_REMEMBERED &&
         g_hash_table_insert (self->seen, g_strconcat (thumbprint, ".", jti, NULL), g_memdup2 (&end, sizeof end));
}

/* Of the members that make the key: a client may send more. */
static char *
thumbprint_of (JsonObject *jwk)
{
  g_autoptr(JsonObject) key = sluice_jwk_new_p256 (sluice_json_get_string (jwk, "x"),
                                                   sluice_json_get_string (jwk, "y"));

  return sluice_jwk_thumbprint (key);
}

/* The public key of a JWK, and nothing else in it. */
static gnutls_pubkey_t
import_key (JsonObject *jwk)
{
  guint8 x[COORDINATE], y[COORDINATE];
  gnutls_pubkey_t key = NULL;

  if (jwk == NULL || g_strcmp0 (sluice_json_get_string (jwk, "kty"), "EC") != 0 ||
      g_strcmp0 (sluice_json_get_string (jwk, "crv"), "P-256") != 0 || json_object_has_member (jwk, "d") ||
      !sluice_base64url_decode (sluice_json_get_string (jwk, "x"), x, sizeof x) ||
      !sluice_base64url_decode (sluice_json_get_string (jwk, "y"), y, sizeof y))
    return NULL;

  if (gnutls_pubkey_init (&key) < 0)
    return NULL;
  if (gnutls_pubkey_import_ecc_raw (key, GNUTLS_ECC_CURVE_SECP256R1, &(gnutls_datum_t) { x, sizeof x },
                                    &(gnutls_datum_t) { y, sizeof y }) < 0)
    {
      gnutls_pubkey_deinit (key);
      return NULL;
    }
  return key;
}

/* JWS has r and s side by side, GnuTLS wants them in DER. */
static gboolean
verify (JsonObject *jwk,
        const char *signed_text,
        gsize       length,
        guint8      signature[SIGNATURE])
{
  gnutls_pubkey_t key = import_key (jwk);
  gnutls_datum_t data = { (guint8 *) signed_text, length };
  gnutls_datum_t r = { signature, COORDINATE };
  gnutls_datum_t s = { signature + COORDINATE, COORDINATE };
  gnutls_datum_t der = { 0 };
  gboolean verified = FALSE;

  if (key == NULL)
    return FALSE;
  if (gnutls_encode_rs_value (&der, &r, &s) >= 0)
    verified = gnutls_pubkey_verify_data2 (key, GNUTLS_SIGN_ECDSA_SHA256, 0, &data, &der) >= 0;
  gnutls_free (der.data);
  gnutls_pubkey_deinit (key);
  return verified;
}

static JsonObject *
decode_object (const char *text,
               gsize       length)
{
  g_autofree guint8 *data = g_malloc (length + 1);
  g_autoptr(GBytes) bytes = NULL;
  gsize n_bytes;

  if (!sluice_base64url_decode_some (text, length, data, length, &n_bytes))
    return NULL;
  bytes = g_bytes_new_take (g_steal_pointer (&data), n_bytes);
  return sluice_json_parse_object (bytes, MAX_PROOF, NULL);
}

/* Returns: (transfer full) (nullable): the claims of a well-signed proof */
static JsonObject *
open_proof (const char  *proof,
            char       **out_thumbprint)
{
  const char *first = strchr (proof, '.');
  const char *second = first != NULL ? strchr (first + 1, '.') : NULL;
  g_autoptr(JsonObject) header = NULL;
  guint8 signature[SIGNATURE];
  JsonObject *jwk;

  if (second == NULL || strlen (proof) > MAX_PROOF)
    return NULL;

  header = decode_object (proof, first - proof);
  if (header == NULL || !sluice_base64url_decode (second + 1, signature, sizeof signature) ||
      json_object_has_member (header, "crit") ||
      g_strcmp0 (sluice_json_get_string (header, "typ"), "dpop+jwt") != 0 ||
      g_strcmp0 (sluice_json_get_string (header, "alg"), "ES256") != 0)
    return NULL;

  jwk = sluice_json_get_object (header, "jwk");
  if (!verify (jwk, proof, second - proof, signature))
    return NULL;

  *out_thumbprint = thumbprint_of (jwk);
  return decode_object (first + 1, second - first - 1);
}

/* The proof may name a query or not; this cloud compares without (§4.3, 9). */
static gboolean
is_for_address (CloudRequest *request,
                const char   *htu)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  g_autofree char *expected = g_strconcat (request->context->url, g_uri_get_path (uri), NULL);
  g_autofree char *given = htu != NULL ? g_strndup (htu, strcspn (htu, "?#")) : NULL;

  return g_strcmp0 (expected, given) == 0;
}

static gboolean
claims_fit (CloudRequest *request,
            JsonObject   *claims,
            const char   *access)
{
  const char *jti = sluice_json_get_string (claims, "jti");
  g_autofree char *hash = access != NULL ? sluice_base64url_encode_hash (access, strlen (access)) : NULL;
  gint64 issued, now = cloud_request_now (request);

  return jti != NULL && *jti != '\0' && strlen (jti) <= MAX_JTI &&
         g_strcmp0 (sluice_json_get_string (claims, "htm"), soup_server_message_get_method (request->message)) == 0 &&
         is_for_address (request, sluice_json_get_string (claims, "htu")) &&
         sluice_json_get_int (claims, "iat", &issued) &&
         issued >= now - WINDOW_SECONDS && issued <= now + WINDOW_SECONDS &&
         (access == NULL || g_strcmp0 (sluice_json_get_string (claims, "ath"), hash) == 0);
}

/**
 * cloud_dpop_check:
 * @request: a request
 * @access: (nullable): the access token that comes with it
 * @out_thumbprint: (out): of the key that was proved, RFC 7638
 *
 * RFC 9449 §4.3. A proof is taken once.
 *
 * Returns: what the proof is worth
 */
CloudProof
cloud_dpop_check (CloudRequest  *request,
                  const char    *access,
                  char         **out_thumbprint)
{
  const char *proof = soup_message_headers_get_list (soup_server_message_get_request_headers (request->message),
                                                     "DPoP");
  g_autofree char *thumbprint = NULL;
  g_autoptr(JsonObject) claims = NULL;

  *out_thumbprint = NULL;
  if (proof == NULL)
    return CLOUD_PROOF_NONE;

  /* Two of them read as "one, two", which no JWT is. */
  claims = open_proof (proof, &thumbprint);
  if (claims == NULL || !claims_fit (request, claims, access) ||
      !remember (request->context->proofs, thumbprint, sluice_json_get_string (claims, "jti"),
                 cloud_request_now (request)))
    return CLOUD_PROOF_INVALID;

  *out_thumbprint = g_steal_pointer (&thumbprint);
  return CLOUD_PROOF_VALID;
}
