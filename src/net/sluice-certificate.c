/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-certificate.h"

#include <gnutls/abstract.h>
#include <gnutls/x509.h>

/* What certificates say, read by GnuTLS. Whether they are to be trusted is not asked here. */
#define RSA_PROMISED 4096
/* 128 bits of security: RSA with 3072 bits, a curve of 256 (or of 255, as Ed25519). */
#define RSA_STRONG 3072
#define CURVE_STRONG 255
/* Longer chains are nobody's; the backend refuses them, too. */
#define MAX_CHAIN 16

static void
certificate_free (gpointer data)
{
  SluiceCertificate *self = data;

  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->key_type);
  g_free (self->spki);
  g_free (self);
}

/* Returns: (nullable): free with gnutls_x509_crt_deinit() */
static gnutls_x509_crt_t
parse (GTlsCertificate *certificate)
{
  g_autoptr(GByteArray) der = NULL;
  gnutls_x509_crt_t parsed = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  if (gnutls_x509_crt_init (&parsed) < 0)
    return NULL;
  if (gnutls_x509_crt_import (parsed, &(gnutls_datum_t) { der->data, der->len }, GNUTLS_X509_FMT_DER) == 0)
    return parsed;

  gnutls_x509_crt_deinit (parsed);
  return NULL;
}

static char *
dup_name (gnutls_x509_crt_t   parsed,
          int               (*get) (gnutls_x509_crt_t  cert,
                                    gnutls_datum_t    *dn,
                                    unsigned           flags))
{
  gnutls_datum_t name = { NULL, 0 };
  char *text = get (parsed, &name, 0) == 0 ? g_utf8_make_valid ((const char *) name.data, name.size) : g_strdup ("");

  gnutls_free (name.data);
  return text;
}

static SluiceCertificate *
read_one (GTlsCertificate *certificate)
{
  SluiceCertificate *self = g_new0 (SluiceCertificate, 1);
  gnutls_x509_crt_t parsed = parse (certificate);
  int algorithm = -1;

  self->spki = sluice_certificate_spki (certificate);
  if (parsed != NULL)
    {
      algorithm = gnutls_x509_crt_get_pk_algorithm (parsed, &self->key_bits);
      self->subject = dup_name (parsed, gnutls_x509_crt_get_dn3);
      self->issuer = dup_name (parsed, gnutls_x509_crt_get_issuer_dn3);
      self->ends = gnutls_x509_crt_get_expiration_time (parsed);
      gnutls_x509_crt_deinit (parsed);
    }
  else
    {
      self->subject = g_strdup ("");
      self->issuer = g_strdup ("");
    }
  self->key_type = g_strdup (algorithm >= 0 ? gnutls_pk_algorithm_get_name (algorithm) : "");
  return self;
}

/**
 * sluice_certificate_read_chain:
 * @certificate: what the other side showed
 *
 * Returns: (transfer full) (element-type SluiceCertificate): its own certificate,
 *   then who vouches for it, and so on, as far as it showed them
 */
GPtrArray *
sluice_certificate_read_chain (GTlsCertificate *certificate)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func (certificate_free);

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), chain);

  for (; certificate != NULL && chain->len < MAX_CHAIN; certificate = g_tls_certificate_get_issuer (certificate))
    g_ptr_array_add (chain, read_one (certificate));
  return chain;
}

/** sluice_certificate_get_strength: how hard its key is to break. */
SluiceKeyStrength
sluice_certificate_get_strength (const SluiceCertificate *self)
{
  gnutls_pk_algorithm_t algorithm = gnutls_pk_get_id (self->key_type);

  switch ((int) algorithm)
    {
    case GNUTLS_PK_RSA:
    case GNUTLS_PK_RSA_PSS:
      if (self->key_bits >= RSA_PROMISED)
        return SLUICE_KEY_STRENGTH_PROMISED;
      return self->key_bits >= RSA_STRONG ? SLUICE_KEY_STRENGTH_STRONG : SLUICE_KEY_STRENGTH_WEAK;
    case GNUTLS_PK_ECDSA:
    case GNUTLS_PK_EDDSA_ED25519:
    case GNUTLS_PK_EDDSA_ED448:
      return self->key_bits >= CURVE_STRONG ? SLUICE_KEY_STRENGTH_STRONG : SLUICE_KEY_STRENGTH_WEAK;
    default:
      return SLUICE_KEY_STRENGTH_UNKNOWN;
    }
}

/**
 * sluice_certificate_spki:
 * @certificate: a certificate
 *
 * Returns: (transfer full) (nullable): SHA-256 of its DER SubjectPublicKeyInfo,
 *   lower-case hexadecimal (as in RFC 7469 section 2.4, which has it in base64)
 */
char *
sluice_certificate_spki (GTlsCertificate *certificate)
{
  g_autoptr(GByteArray) der = NULL;
  gnutls_x509_crt_t parsed = NULL;
  gnutls_pubkey_t key = NULL;
  gnutls_datum_t spki = { NULL, 0 };
  char *hash = NULL;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  if (gnutls_x509_crt_init (&parsed) == 0 && gnutls_pubkey_init (&key) == 0 &&
      gnutls_x509_crt_import (parsed, &(gnutls_datum_t) { der->data, der->len }, GNUTLS_X509_FMT_DER) == 0 &&
      gnutls_pubkey_import_x509 (key, parsed, 0) == 0 &&
      gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &spki) == 0)
    hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, spki.data, spki.size);

  gnutls_free (spki.data);
  gnutls_pubkey_deinit (key);
  gnutls_x509_crt_deinit (parsed);
  return hash;
}
