/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-connection-info.h"

#include "sluice-pinned-database.h"

#include <gnutls/x509.h>

/* How a live connection is kept secret, and by whose key: what is true, not what was asked for. */
struct _SluiceConnectionInfo
{
  GTlsCertificate *certificate;
  char            *protocol;
  char            *cipher;
  char            *key_type;
  char            *issuer;
  char            *spki;
  guint            key_bits;
};

G_DEFINE_BOXED_TYPE (SluiceConnectionInfo, sluice_connection_info,
                     sluice_connection_info_ref, sluice_connection_info_unref)

static const char *
name_protocol (GTlsProtocolVersion protocol)
{
  switch (protocol)
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";
    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";
    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    default:
      return "";
    }
}

static void
read_key (SluiceConnectionInfo *self)
{
  g_autoptr(GByteArray) der = NULL;
  gnutls_x509_crt_t parsed = NULL;
  int algorithm;

  g_object_get (self->certificate, "certificate", &der, NULL);
  if (gnutls_x509_crt_init (&parsed) == 0 &&
      gnutls_x509_crt_import (parsed, &(gnutls_datum_t) { der->data, der->len }, GNUTLS_X509_FMT_DER) == 0)
    {
      algorithm = gnutls_x509_crt_get_pk_algorithm (parsed, &self->key_bits);
      self->key_type = g_strdup (algorithm >= 0 ? gnutls_pk_algorithm_get_name (algorithm) : "");
    }
  gnutls_x509_crt_deinit (parsed);
}

/**
 * sluice_connection_info_new:
 * @protocol: the version in use
 * @cipher: (nullable): the cipher suite in use
 * @certificate: what the other side showed
 *
 * Returns: (transfer full): what is worth knowing of a connection
 */
SluiceConnectionInfo *
sluice_connection_info_new (GTlsProtocolVersion  protocol,
                            const char          *cipher,
                            GTlsCertificate     *certificate)
{
  SluiceConnectionInfo *self;

  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), NULL);

  self = g_atomic_rc_box_new0 (SluiceConnectionInfo);
  self->certificate = g_object_ref (certificate);
  self->protocol = g_strdup (name_protocol (protocol));
  self->cipher = g_strdup (cipher != NULL ? cipher : "");
  self->issuer = g_tls_certificate_get_issuer_name (certificate);
  self->spki = sluice_certificate_spki (certificate);
  read_key (self);
  return self;
}

SluiceConnectionInfo *
sluice_connection_info_ref (SluiceConnectionInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_info (SluiceConnectionInfo *self)
{
  g_clear_object (&self->certificate);
  g_free (self->protocol);
  g_free (self->cipher);
  g_free (self->key_type);
  g_free (self->issuer);
  g_free (self->spki);
}

void
sluice_connection_info_unref (SluiceConnectionInfo *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_info);
}

/** sluice_connection_info_get_protocol: as "TLS 1.3"; empty when not known. */
const char *
sluice_connection_info_get_protocol (SluiceConnectionInfo *self)
{
  return self->protocol;
}

/** sluice_connection_info_get_cipher: as "TLS_AES_256_GCM_SHA384"; empty when not known. */
const char *
sluice_connection_info_get_cipher (SluiceConnectionInfo *self)
{
  return self->cipher;
}

/** sluice_connection_info_get_key_type: (nullable): GnuTLS's name of the certificate's key, as "RSA" or "EC/ECDSA". */
const char *
sluice_connection_info_get_key_type (SluiceConnectionInfo *self)
{
  return self->key_type;
}

/** sluice_connection_info_get_key_bits: the size of the certificate's key. */
guint
sluice_connection_info_get_key_bits (SluiceConnectionInfo *self)
{
  return self->key_bits;
}

/** sluice_connection_info_get_issuer: (nullable): the distinguished name of who vouches for it. */
const char *
sluice_connection_info_get_issuer (SluiceConnectionInfo *self)
{
  return self->issuer;
}

/** sluice_connection_info_get_spki: (nullable): SHA-256 of the SubjectPublicKeyInfo, lower-case hexadecimal. */
const char *
sluice_connection_info_get_spki (SluiceConnectionInfo *self)
{
  return self->spki;
}

/** sluice_connection_info_get_certificate: the certificate with its chain, for whoever wants to see more. */
GTlsCertificate *
sluice_connection_info_get_certificate (SluiceConnectionInfo *self)
{
  return self->certificate;
}
