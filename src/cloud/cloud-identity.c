/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-identity.h"

#include "cloud-folder.h"
#include "sluice-cloud-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

/*
 * Each install is its own certificate authority, with one server certificate.
 * The keys stay for good, only the certificates are renewed: who pinned the
 * server's public key goes on trusting it.
 */
#define KEY_BITS 4096
#define DAY ((gint64) 24 * 60 * 60)
/* The longest that today's TLS clients accept. */
#define SERVER_DAYS 397
#define AUTHORITY_DAYS 3650
#define RENEW_DAYS 30

#define TYPE_AUTO(Name, type, deinit) \
  typedef struct type *Name; \
  static inline void Name##_clear (Name *it) { if (*it != NULL) deinit (*it); }

TYPE_AUTO (PrivateKey, gnutls_x509_privkey_int, gnutls_x509_privkey_deinit)
TYPE_AUTO (Certificate, gnutls_x509_crt_int, gnutls_x509_crt_deinit)
TYPE_AUTO (PublicKey, gnutls_pubkey_st, gnutls_pubkey_deinit)

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PrivateKey, PrivateKey_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Certificate, Certificate_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PublicKey, PublicKey_clear)

typedef struct
{
  const char *folder;
  const char *public_host;
  gint64      now;
} Making;

static gboolean
check (int      code,
       GError **error)
{
  if (code >= 0)
    return TRUE;

  g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_IDENTITY,
               /* Translators: %s is the TLS library's own reason, in English */
               _("The cloud's keys and certificates cannot be made or read: %s"), gnutls_strerror (code));
  return FALSE;
}

static gboolean
read_file (Making          *making,
           const char      *name,
           gnutls_datum_t  *out_datum,
           GError         **error)
{
  g_autofree char *path = g_build_filename (making->folder, name, NULL);
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, error))
    return FALSE;

  out_datum->data = (guint8 *) data;
  out_datum->size = length;
  return TRUE;
}

static gboolean
write_datum (Making          *making,
             const char      *name,
             gnutls_datum_t  *datum,
             GError         **error)
{
  g_autofree char *path = g_build_filename (making->folder, name, NULL);
  gboolean written = cloud_folder_write_file (path, datum->data, datum->size, error);

  gnutls_memset (datum->data, 0, datum->size);
  gnutls_free (datum->data);
  return written;
}

static PrivateKey
load_or_make_key (Making      *making,
                  const char  *name,
                  GError     **error)
{
  g_auto(PrivateKey) key = NULL;
  g_autoptr(GError) absent = NULL;
  gnutls_datum_t datum = { 0 };

  if (!check (gnutls_x509_privkey_init (&key), error))
    return NULL;

  if (read_file (making, name, &datum, &absent))
    {
      int code = gnutls_x509_privkey_import (key, &datum, GNUTLS_X509_FMT_PEM);

      gnutls_memset (datum.data, 0, datum.size);
      g_free (datum.data);
      return check (code, error) ? g_steal_pointer (&key) : NULL;
    }

  /* A key that is there and cannot be read is not replaced: pins would break. */
  if (!g_error_matches (absent, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&absent));
      return NULL;
    }
  if (!check (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, KEY_BITS, 0), error) ||
      !check (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &datum), error) ||
      !write_datum (making, name, &datum, error))
    return NULL;

  return g_steal_pointer (&key);
}

/* Returns: the certificate in that file, or NULL when it is to be made anew. */
static Certificate
load_certificate (Making     *making,
                  const char *name,
                  PrivateKey  key,
                  gint64      margin_days)
{
  g_auto(Certificate) certificate = NULL;
  gnutls_datum_t datum = { 0 };
  guint8 of_key[64], of_certificate[64];
  size_t key_length = sizeof of_key, certificate_length = sizeof of_certificate;

  if (gnutls_x509_crt_init (&certificate) < 0 || !read_file (making, name, &datum, NULL))
    return NULL;

  if (gnutls_x509_crt_import (certificate, &datum, GNUTLS_X509_FMT_PEM) < 0)
    {
      g_free (datum.data);
      return NULL;
    }
  g_free (datum.data);

  if (gnutls_x509_crt_get_expiration_time (certificate) < making->now + margin_days * DAY ||
      gnutls_x509_privkey_get_key_id (key, 0, of_key, &key_length) < 0 ||
      gnutls_x509_crt_get_key_id (certificate, 0, of_certificate, &certificate_length) < 0 ||
      key_length != certificate_length || memcmp (of_key, of_certificate, key_length) != 0)
    return NULL;

  return g_steal_pointer (&certificate);
}

static Certificate
begin_certificate (Making      *making,
                   PrivateKey   key,
                   const char  *common_name,
                   gint64       days,
                   GError     **error)
{
  g_auto(Certificate) certificate = NULL;
  guint8 serial[16];
  guint8 key_id[64];
  size_t key_id_length = sizeof key_id;

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return NULL;
  serial[0] &= 0x7f; /* a serial number is positive */

  if (!check (gnutls_x509_crt_init (&certificate), error) ||
      !check (gnutls_x509_crt_set_version (certificate, 3), error) ||
      !check (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial), error) ||
      !check (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0,
                                             common_name, strlen (common_name)), error) ||
      !check (gnutls_x509_crt_set_key (certificate, key), error) ||
      /* A day of grace for clocks that are slow. */
      !check (gnutls_x509_crt_set_activation_time (certificate, making->now - DAY), error) ||
      !check (gnutls_x509_crt_set_expiration_time (certificate, making->now + (days - 1) * DAY), error) ||
      !check (gnutls_x509_crt_get_key_id (certificate, 0, key_id, &key_id_length), error) ||
      !check (gnutls_x509_crt_set_subject_key_id (certificate, key_id, key_id_length), error))
    return NULL;

  return g_steal_pointer (&certificate);
}

static gboolean
sign_and_write (Making       *making,
                Certificate   certificate,
                Certificate   issuer,
                PrivateKey    issuer_key,
                const char   *name,
                GError      **error)
{
  gnutls_datum_t pem = { 0 };

  return check (gnutls_x509_crt_sign2 (certificate, issuer, issuer_key, GNUTLS_DIG_SHA256, 0), error) &&
         check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &pem), error) &&
         write_datum (making, name, &pem, error);
}

static Certificate
make_authority (Making      *making,
                PrivateKey   key,
                GError     **error)
{
  g_auto(Certificate) authority = begin_certificate (making, key, "Sluice cloud authority", AUTHORITY_DAYS, error);

  if (authority == NULL ||
      !check (gnutls_x509_crt_set_basic_constraints (authority, 1, 0), error) ||
      !check (gnutls_x509_crt_set_key_usage (authority, GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN), error) ||
      !sign_and_write (making, authority, authority, key, "ca.pem", error))
    return NULL;

  return g_steal_pointer (&authority);
}

static gboolean
add_names (Making       *making,
           Certificate   certificate,
           GError      **error)
{
  const guint8 loopback[4] = { 127, 0, 0, 1 };
  const guint8 loopback6[16] = { [15] = 1 };
  const char *host = making->public_host;

  if (!check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, "localhost", strlen ("localhost"),
                                                    GNUTLS_FSAN_SET), error) ||
      !check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback, sizeof loopback,
                                                    GNUTLS_FSAN_APPEND), error) ||
      !check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback6, sizeof loopback6,
                                                    GNUTLS_FSAN_APPEND), error))
    return FALSE;

  if (host != NULL && g_hostname_is_ip_address (host))
    {
      g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

      return check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS,
                                                          g_inet_address_to_bytes (address),
                                                          g_inet_address_get_native_size (address),
                                                          GNUTLS_FSAN_APPEND), error);
    }

  return host == NULL ||
         check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host, strlen (host),
                                                      GNUTLS_FSAN_APPEND), error);
}

static Certificate
make_server (Making       *making,
             PrivateKey    key,
             Certificate   authority,
             PrivateKey    authority_key,
             GError      **error)
{
  g_auto(Certificate) server = begin_certificate (making, key, "Sluice cloud", SERVER_DAYS, error);
  guint8 id[64];
  size_t id_length = sizeof id;

  if (server == NULL ||
      !add_names (making, server, error) ||
      !check (gnutls_x509_crt_set_basic_constraints (server, 0, -1), error) ||
      !check (gnutls_x509_crt_set_key_usage (server, GNUTLS_KEY_DIGITAL_SIGNATURE), error) ||
      !check (gnutls_x509_crt_set_key_purpose_oid (server, GNUTLS_KP_TLS_WWW_SERVER, 0), error) ||
      !check (gnutls_x509_crt_get_subject_key_id (authority, id, &id_length, NULL), error) ||
      !check (gnutls_x509_crt_set_authority_key_id (server, id, id_length), error) ||
      !sign_and_write (making, server, authority, authority_key, "server.pem", error))
    return NULL;

  return g_steal_pointer (&server);
}

static char *
hash_public_key (Certificate   certificate,
                 GError      **error)
{
  g_auto(PublicKey) key = NULL;
  gnutls_datum_t der = { 0 };
  char *hash;

  if (!check (gnutls_pubkey_init (&key), error) ||
      !check (gnutls_pubkey_import_x509 (key, certificate, 0), error) ||
      !check (gnutls_pubkey_export2 (key, GNUTLS_X509_FMT_DER, &der), error))
    return NULL;

  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der.data, der.size);
  gnutls_free (der.data);
  return hash;
}

static Certificate
ensure_certificates (Making  *making,
                     GError **error)
{
  g_auto(PrivateKey) authority_key = load_or_make_key (making, "ca-key.pem", error);
  g_auto(PrivateKey) key = NULL;
  g_auto(Certificate) authority = NULL;
  g_auto(Certificate) server = NULL;
  gboolean is_new_authority = FALSE;

  if (authority_key == NULL || (key = load_or_make_key (making, "server-key.pem", error)) == NULL)
    return NULL;

  /* An authority outlives what it signs. */
  authority = load_certificate (making, "ca.pem", authority_key, SERVER_DAYS + RENEW_DAYS);
  if (authority == NULL)
    {
      is_new_authority = TRUE;
      authority = make_authority (making, authority_key, error);
      if (authority == NULL)
        return NULL;
    }

  server = load_certificate (making, "server.pem", key, RENEW_DAYS);
  if (server != NULL && !is_new_authority &&
      (making->public_host == NULL || gnutls_x509_crt_check_hostname (server, making->public_host)))
    return g_steal_pointer (&server);

  return make_server (making, key, authority, authority_key, error);
}

/**
 * cloud_identity_ensure:
 * @folder: where keys and certificates are kept; made when it is not there, used when it is
 * @public_host: (nullable): a host name or address that others know this cloud by
 * @now: seconds since the epoch, as the peers' clocks will have it
 * @error: #SluiceCloudError, #GFileError
 *
 * Makes what is missing of the cloud's identity, and renews certificates that
 * end within a month or do not name @public_host. Making keys takes seconds.
 *
 * Returns: (transfer full) (nullable): the identity
 */
CloudIdentity *
cloud_identity_ensure (const char  *folder,
                       const char  *public_host,
                       gint64       now,
                       GError     **error)
{
  g_autoptr(CloudIdentity) self = g_new0 (CloudIdentity, 1);
  g_autofree char *certificate_file = g_build_filename (folder, "server.pem", NULL);
  g_autofree char *key_file = g_build_filename (folder, "server-key.pem", NULL);
  g_auto(Certificate) server = NULL;
  Making making = { folder, public_host, now };

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
                   _("The state folder cannot be used: %s"), g_strerror (errno));
      return NULL;
    }

  server = ensure_certificates (&making, error);
  if (server == NULL)
    return NULL;

  self->ca_file = g_build_filename (folder, "ca.pem", NULL);
  self->spki_sha256 = hash_public_key (server, error);
  if (self->spki_sha256 == NULL)
    return NULL;
  self->certificate = g_tls_certificate_new_from_files (certificate_file, key_file, error);
  if (self->certificate == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
cloud_identity_free (CloudIdentity *self)
{
  g_clear_object (&self->certificate);
  g_free (self->ca_file);
  g_free (self->spki_sha256);
  g_free (self);
}
