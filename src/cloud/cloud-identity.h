/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CloudIdentity:
 * @certificate: what the server shows, with its private key
 * @ca_file: path of the certificate that signed it, PEM
 * @spki_sha256: SHA-256 of the server key's SubjectPublicKeyInfo, lowercase hexadecimal
 *
 * Who this cloud is on the wire.
 */
typedef struct
{
  GTlsCertificate *certificate;
  char            *ca_file;
  char            *spki_sha256;
} CloudIdentity;

CloudIdentity *cloud_identity_ensure (const char     *folder,
                                      const char     *public_host,
                                      gint64          now,
                                      GError        **error);
void           cloud_identity_free   (CloudIdentity  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudIdentity, cloud_identity_free)

G_END_DECLS
