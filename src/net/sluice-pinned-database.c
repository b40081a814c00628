/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-pinned-database.h"

#include "sluice-certificate.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * Trusts a peer when another database does and its key is the one expected.
 *
 * GIO's GnuTLS backend asks the connection's database for the verdict in the
 * middle of the handshake, on a thread; what it gets from a database that is
 * not its own it takes as the whole verdict. So the check is done before the
 * first byte of a request is encrypted. It is not asked on a resumed session:
 * there SluiceSession asks.
 */
struct _SluicePinnedDatabase
{
  GTlsDatabase parent_instance;

  GTlsDatabase *base;
  char         *pin;  /* lower-case hexadecimal */
};

G_DEFINE_FINAL_TYPE (SluicePinnedDatabase, sluice_pinned_database, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
sluice_pinned_database_verify_chain (GTlsDatabase             *database,
                                     GTlsCertificate          *chain,
                                     const char               *purpose,
                                     GSocketConnectable       *identity,
                                     GTlsInteraction          *interaction,
                                     GTlsDatabaseVerifyFlags   flags,
                                     GCancellable             *cancellable,
                                     GError                  **error)
{
  SluicePinnedDatabase *self = SLUICE_PINNED_DATABASE (database);
  g_autofree char *spki = NULL;
  GTlsCertificateFlags verdict;

  verdict = g_tls_database_verify_chain (self->base, chain, purpose, identity, interaction, flags,
                                         cancellable, error);
  /* A signature that is not the authority's comes as a generic error, which here is to mean the pin alone. */
  if (verdict == G_TLS_CERTIFICATE_GENERIC_ERROR)
    return verdict | G_TLS_CERTIFICATE_UNKNOWN_CA;
  if (verdict != G_TLS_CERTIFICATE_NO_FLAGS)
    return verdict;

  spki = sluice_certificate_spki (chain);
  return g_strcmp0 (spki, self->pin) == 0 ? G_TLS_CERTIFICATE_NO_FLAGS : G_TLS_CERTIFICATE_GENERIC_ERROR;
}

static GTlsCertificate *
sluice_pinned_database_lookup_issuer (GTlsDatabase            *database,
                                      GTlsCertificate         *certificate,
                                      GTlsInteraction         *interaction,
                                      GTlsDatabaseLookupFlags  flags,
                                      GCancellable            *cancellable,
                                      GError                 **error)
{
  return g_tls_database_lookup_certificate_issuer (SLUICE_PINNED_DATABASE (database)->base, certificate,
                                                   interaction, flags, cancellable, error);
}

static void
sluice_pinned_database_finalize (GObject *object)
{
  SluicePinnedDatabase *self = SLUICE_PINNED_DATABASE (object);

  g_clear_object (&self->base);
  g_clear_pointer (&self->pin, g_free);

  G_OBJECT_CLASS (sluice_pinned_database_parent_class)->finalize (object);
}

static void
sluice_pinned_database_class_init (SluicePinnedDatabaseClass *klass)
{
  GTlsDatabaseClass *database_class = G_TLS_DATABASE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sluice_pinned_database_finalize;
  database_class->verify_chain = sluice_pinned_database_verify_chain;
  database_class->lookup_certificate_issuer = sluice_pinned_database_lookup_issuer;
}

static void
sluice_pinned_database_init (SluicePinnedDatabase *self)
{
}

/**
 * sluice_pinned_database_new:
 * @base: (nullable): whom to trust in the first place, as g_tls_file_database_new()
 *   makes it; %NULL for whom this computer trusts
 * @spki_sha256: SHA-256 of the SubjectPublicKeyInfo, 64 hexadecimal digits
 * @error: #SluiceNetError
 *
 * Returns: (transfer full) (nullable): a database for one peer
 */
GTlsDatabase *
sluice_pinned_database_new (GTlsDatabase  *base,
                            const char    *spki_sha256,
                            GError       **error)
{
  SluicePinnedDatabase *self;

  g_return_val_if_fail (base == NULL || G_IS_TLS_DATABASE (base), NULL);
  g_return_val_if_fail (spki_sha256 != NULL, NULL);

  if (strlen (spki_sha256) != 64 || strspn (spki_sha256, "0123456789abcdefABCDEF") != 64)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("This is not the fingerprint of a key. It has 64 digits from 0 to 9 and a to f."));
      return NULL;
    }

  self = g_object_new (SLUICE_TYPE_PINNED_DATABASE, NULL);
  self->base = base != NULL ? g_object_ref (base) : g_tls_backend_get_default_database (g_tls_backend_get_default ());
  self->pin = g_ascii_strdown (spki_sha256, -1);
  return G_TLS_DATABASE (self);
}
