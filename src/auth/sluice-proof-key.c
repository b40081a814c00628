/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-proof-key.h"

#include "sluice-auth-error.h"
#include "sluice-base64url.h"
#include "sluice-json.h"
#include "sluice-jwk.h"

#include <glib/gi18n-lib.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <sodium.h>
#include <string.h>

/* ES256: ECDSA on P-256 with SHA-256, which every server that knows proofs of possession knows (RFC 7518 section 3.4). */
#define NUMBER_SIZE 32

struct _SluiceProofKey
{
  GObject parent_instance;

  gnutls_privkey_t key;
  JsonObject      *jwk;        /* the public key */
  char            *thumbprint; /* RFC 7638 */
};

G_DEFINE_FINAL_TYPE (SluiceProofKey, sluice_proof_key, G_TYPE_OBJECT)

static void
sluice_proof_key_finalize (GObject *object)
{
  SluiceProofKey *self = SLUICE_PROOF_KEY (object);

  g_clear_pointer (&self->key, gnutls_privkey_deinit);
  g_clear_pointer (&self->jwk, json_object_unref);
  g_free (self->thumbprint);

  G_OBJECT_CLASS (sluice_proof_key_parent_class)->finalize (object);
}

static void
sluice_proof_key_class_init (SluiceProofKeyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_proof_key_finalize;
}

static void
sluice_proof_key_init (SluiceProofKey *self)
{
}

/* GnuTLS writes a number with a zero in front where its first bit is set, and without the zeros it starts with. */
static void
copy_number (guint8                number[NUMBER_SIZE],
             const gnutls_datum_t *from)
{
  gsize skipped = from->size > NUMBER_SIZE ? from->size - NUMBER_SIZE : 0;

  memset (number, 0, NUMBER_SIZE);
  memcpy (number + NUMBER_SIZE - (from->size - skipped), from->data + skipped, from->size - skipped);
}

static char *
encode_number (const gnutls_datum_t *from)
{
  guint8 number[NUMBER_SIZE];

  copy_number (number, from);
  return sluice_base64url_encode (number, sizeof number);
}

static gboolean
set_failed (GError **error)
{
  g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                       _("The key that belongs to this sign-in cannot be used. Sign in again."));
  return FALSE;
}

/* What others may know of the key. */
static gboolean
read_public (SluiceProofKey  *self,
             GError         **error)
{
  gnutls_ecc_curve_t curve = GNUTLS_ECC_CURVE_INVALID;
  gnutls_datum_t x = { 0 }, y = { 0 };
  gboolean fits;

  fits = gnutls_privkey_export_ecc_raw (self->key, &curve, &x, &y, NULL) >= 0 &&
         curve == GNUTLS_ECC_CURVE_SECP256R1;
  if (fits)
    {
      g_autofree char *x_text = encode_number (&x);
      g_autofree char *y_text = encode_number (&y);

      self->jwk = sluice_jwk_new_p256 (x_text, y_text);
      self->thumbprint = sluice_jwk_thumbprint (self->jwk);
    }
  gnutls_free (x.data);
  gnutls_free (y.data);
  return fits || set_failed (error);
}

/**
 * sluice_proof_key_new:
 * @error: %SLUICE_AUTH_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): a new key pair
 */
SluiceProofKey *
sluice_proof_key_new (GError **error)
{
  g_autoptr(SluiceProofKey) self = g_object_new (SLUICE_TYPE_PROOF_KEY, NULL);

  if (gnutls_privkey_init (&self->key) < 0 ||
      gnutls_privkey_generate (self->key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0) < 0)
    {
      set_failed (error);
      return NULL;
    }

  return read_public (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * sluice_proof_key_new_encoded:
 * @text: what sluice_proof_key_encode() gave
 * @error: %SLUICE_AUTH_ERROR_FAILED
 *
 * Returns: (transfer full) (nullable): the key pair
 */
SluiceProofKey *
sluice_proof_key_new_encoded (const char  *text,
                              GError     **error)
{
  g_autoptr(SluiceProofKey) self = g_object_new (SLUICE_TYPE_PROOF_KEY, NULL);
  guint8 bytes[1024];
  gsize length = 0;
  gboolean read;

  read = sluice_base64url_decode_some (text, strlen (text), bytes, sizeof bytes, &length) &&
         gnutls_privkey_init (&self->key) >= 0 &&
         gnutls_privkey_import_x509_raw (self->key, &(gnutls_datum_t) { bytes, length }, GNUTLS_X509_FMT_DER,
                                         NULL, 0) >= 0;
  sodium_memzero (bytes, sizeof bytes);
  if (!read)
    {
      set_failed (error);
      return NULL;
    }

  return read_public (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * sluice_proof_key_encode:
 * @self: a key pair
 *
 * Returns: (transfer full): the secret, for the keyring: base64url of PKCS #8;
 *   free it with sluice_secret_free()
 */
char *
sluice_proof_key_encode (SluiceProofKey *self)
{
  gnutls_x509_privkey_t key = NULL;
  gnutls_datum_t der = { 0 };
  char *text = NULL;

  g_return_val_if_fail (SLUICE_IS_PROOF_KEY (self), NULL);

  if (gnutls_privkey_export_x509 (self->key, &key) >= 0 &&
      gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_DER, NULL, GNUTLS_PKCS_PLAIN, &der) >= 0)
    {
      text = sluice_base64url_encode (der.data, der.size);
      sodium_memzero (der.data, der.size);
      gnutls_free (der.data);
    }
  g_clear_pointer (&key, gnutls_x509_privkey_deinit);
  return text;
}

/** sluice_proof_key_get_thumbprint: SHA-256 of the public key as a JWK, base64url (RFC 7638): `dpop_jkt`. */
const char *
sluice_proof_key_get_thumbprint (SluiceProofKey *self)
{
  g_return_val_if_fail (SLUICE_IS_PROOF_KEY (self), NULL);

  return self->thumbprint;
}

static char *
encode_object (JsonObject *object)
{
  g_autoptr(GBytes) bytes = sluice_json_object_to_bytes (object, FALSE);

  return sluice_base64url_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
encode_header (SluiceProofKey *self)
{
  g_autoptr(JsonObject) header = json_object_new ();

  json_object_set_string_member (header, "typ", "dpop+jwt");
  json_object_set_string_member (header, "alg", "ES256");
  json_object_set_object_member (header, "jwk", json_object_ref (self->jwk));
  return encode_object (header);
}

/* A signature as JOSE has it: both numbers, one after the other. */
static char *
sign (SluiceProofKey *self,
      const char     *text)
{
  gnutls_datum_t der = { 0 }, r = { 0 }, s = { 0 };
  guint8 both[2 * NUMBER_SIZE];
  char *signature = NULL;

  if (gnutls_privkey_sign_data2 (self->key, GNUTLS_SIGN_ECDSA_SHA256, 0,
                                 &(gnutls_datum_t) { (guint8 *) text, strlen (text) }, &der) >= 0 &&
      gnutls_decode_rs_value (&der, &r, &s) >= 0)
    {
      copy_number (both, &r);
      copy_number (both + NUMBER_SIZE, &s);
      signature = sluice_base64url_encode (both, sizeof both);
    }
  gnutls_free (der.data);
  gnutls_free (r.data);
  gnutls_free (s.data);
  return signature;
}

/**
 * sluice_proof_key_make_proof:
 * @self: a key pair
 * @method: the HTTP method of the request
 * @uri: its address, without query and fragment
 * @token: (nullable): the access token that goes with it
 * @nonce: (nullable): what the server asked to be in it
 * @now: the time, in seconds since the epoch
 *
 * A proof for one request (RFC 9449, section 4.2).
 *
 * Returns: (transfer full) (nullable): the value of its `DPoP` header; %NULL
 *   when GnuTLS does not sign
 */
char *
sluice_proof_key_make_proof (SluiceProofKey *self,
                             const char     *method,
                             const char     *uri,
                             const char     *token,
                             const char     *nonce,
                             gint64          now)
{
  g_autoptr(JsonObject) claims = json_object_new ();
  g_autofree char *id = sluice_random_token (16);
  g_autofree char *hash = token != NULL ? sluice_base64url_encode_hash (token, strlen (token)) : NULL;
  g_autofree char *header = NULL;
  g_autofree char *body = NULL;
  g_autofree char *text = NULL;
  g_autofree char *signature = NULL;

  g_return_val_if_fail (SLUICE_IS_PROOF_KEY (self), NULL);

  json_object_set_string_member (claims, "jti", id);
  json_object_set_string_member (claims, "htm", method);
  json_object_set_string_member (claims, "htu", uri);
  json_object_set_int_member (claims, "iat", now);
  if (hash != NULL)
    json_object_set_string_member (claims, "ath", hash);
  if (nonce != NULL)
    json_object_set_string_member (claims, "nonce", nonce);

  header = encode_header (self);
  body = encode_object (claims);
  text = g_strconcat (header, ".", body, NULL);
  signature = sign (self, text);
  return signature != NULL ? g_strconcat (text, ".", signature, NULL) : NULL;
}
