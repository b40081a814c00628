/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-certificate.h"

#include <arpa/inet.h>
#include <glib/gstdio.h>
#include <gnutls/x509.h>
#include <string.h>

/*
 * A certificate authority for one test, made when the test runs: nothing secret
 * is checked in, and nothing expires in the repository.
 */
struct _TestAuthority
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t     certificate;
  char                 *path; /* nullable: the certificate as a file */
};


static void
check (int result)
{
  if (result < 0)
    g_error ("GnuTLS: %s", gnutls_strerror (result));
}

static gnutls_x509_privkey_t
make_key (TestKey kind)
{
  gnutls_x509_privkey_t key;

  check (gnutls_x509_privkey_init (&key));
  if (kind == TEST_KEY_P256)
    check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  else
    check (gnutls_x509_privkey_generate (key, GNUTLS_PK_RSA, kind == TEST_KEY_RSA_4096 ? 4096 : 2048, 0));
  return key;
}

static gnutls_x509_crt_t
make_certificate (gnutls_x509_privkey_t key,
                  const char           *name,
                  gint64                valid_from,
                  gint64                valid_to)
{
  static int serial;
  gnutls_x509_crt_t certificate;
  guint32 number = GUINT32_TO_BE (g_atomic_int_add (&serial, 1) + 1);
  g_autofree char *dn = g_strconcat ("CN=", name, NULL);

  check (gnutls_x509_crt_init (&certificate));
  check (gnutls_x509_crt_set_version (certificate, 3));
  check (gnutls_x509_crt_set_key (certificate, key));
  check (gnutls_x509_crt_set_dn (certificate, dn, NULL));
  check (gnutls_x509_crt_set_serial (certificate, &number, sizeof number));
  check (gnutls_x509_crt_set_activation_time (certificate, valid_from));
  check (gnutls_x509_crt_set_expiration_time (certificate, valid_to));
  return certificate;
}

static char *
to_pem (gnutls_x509_crt_t     certificate,
        gnutls_x509_privkey_t key)
{
  gnutls_datum_t certificate_pem;
  gnutls_datum_t key_pem = { NULL, 0 };
  char *pem;

  check (gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem));
  if (key != NULL)
    check (gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_pem));
  pem = g_strdup_printf ("%.*s\n%.*s", (int) certificate_pem.size, certificate_pem.data,
                         (int) key_pem.size, key_pem.data != NULL ? (char *) key_pem.data : "");
  gnutls_free (certificate_pem.data);
  gnutls_free (key_pem.data);
  return pem;
}

TestAuthority *
test_authority_new (const char *name)
{
  TestAuthority *self = g_new0 (TestAuthority, 1);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  self->key = make_key (TEST_KEY_RSA_2048);
  self->certificate = make_certificate (self->key, name, now - 3600, now + 86400);
  check (gnutls_x509_crt_set_basic_constraints (self->certificate, 1, 0));
  check (gnutls_x509_crt_set_key_usage (self->certificate, GNUTLS_KEY_KEY_CERT_SIGN));
  check (gnutls_x509_crt_sign2 (self->certificate, self->certificate, self->key, GNUTLS_DIG_SHA256, 0));
  return self;
}

void
test_authority_free (TestAuthority *self)
{
  gnutls_x509_crt_deinit (self->certificate);
  gnutls_x509_privkey_deinit (self->key);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}

static void
write_file (TestAuthority *self)
{
  g_autofree char *pem = to_pem (self->certificate, NULL);
  g_autoptr(GError) error = NULL;
  int fd = g_file_open_tmp ("sluice-test-ca-XXXXXX.pem", &self->path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (self->path, pem, -1, &error);
  g_assert_no_error (error);
}

/**
 * test_authority_trust:
 * @self: an authority
 *
 * Returns: (transfer full): a database that trusts this authority and nobody
 *   else, as long as the authority is there: GIO reads the file more than once
 */
GTlsDatabase *
test_authority_trust (TestAuthority *self)
{
  g_autoptr(GError) error = NULL;
  GTlsDatabase *database;

  if (self->path == NULL)
    write_file (self);
  database = g_tls_file_database_new (self->path, &error);
  g_assert_no_error (error);
  return database;
}

/**
 * test_authority_issue:
 * @self: an authority
 * @kind: of its key
 * @host: whom the certificate is for; "localhost" is for 127.0.0.1 too
 * @valid_from: seconds since the epoch
 * @valid_to: seconds since the epoch
 *
 * Returns: (transfer full): a server's certificate with a key of its own
 */
GTlsCertificate *
test_authority_issue (TestAuthority *self,
                      TestKey        kind,
                      const char    *host,
                      gint64         valid_from,
                      gint64         valid_to)
{
  gnutls_x509_privkey_t key = make_key (kind);
  gnutls_x509_crt_t certificate = make_certificate (key, host, valid_from, valid_to);
  g_autofree char *pem = NULL;
  g_autoptr(GError) error = NULL;
  GTlsCertificate *made;
  struct in_addr loopback = { htonl (INADDR_LOOPBACK) };

  check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host, strlen (host), GNUTLS_FSAN_SET));
  if (g_str_equal (host, "localhost"))
    check (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, &loopback, sizeof loopback,
                                                 GNUTLS_FSAN_APPEND));
  check (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  check (gnutls_x509_crt_sign2 (certificate, self->certificate, self->key, GNUTLS_DIG_SHA256, 0));

  pem = to_pem (certificate, key);
  made = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);
  return made;
}
