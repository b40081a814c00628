/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluiceCertificate:
 * @subject: the distinguished name of whose it is; may be empty
 * @issuer: the same of who vouches for it; may be empty
 * @key_type: GnuTLS's name of its key's algorithm, as "RSA" or "EC/ECDSA"; empty when it has none that is known
 * @key_bits: the size of the key
 * @ends: until when it is valid, seconds since the epoch
 * @spki: SHA-256 of its DER SubjectPublicKeyInfo, lower-case hexadecimal
 *
 * One certificate of a chain, as far as a person may want to know.
 */
typedef struct
{
  char  *subject;
  char  *issuer;
  char  *key_type;
  char  *spki;
  gint64 ends;
  guint  key_bits;
} SluiceCertificate;

/**
 * SluiceKeyStrength:
 * @SLUICE_KEY_STRENGTH_UNKNOWN: of a kind that Sluice cannot judge
 * @SLUICE_KEY_STRENGTH_WEAK: less than RSA with 3072 bits or a curve of 255, which is too little for what has to stay secret for years
 * @SLUICE_KEY_STRENGTH_STRONG: as strong as is usual today
 * @SLUICE_KEY_STRENGTH_PROMISED: RSA with 4096 bits or more
 *
 * How hard a certificate's key is to break (NIST SP 800-57 part 1, table 2), beside the promise of RSA-4096.
 */
typedef enum
{
  SLUICE_KEY_STRENGTH_UNKNOWN,
  SLUICE_KEY_STRENGTH_WEAK,
  SLUICE_KEY_STRENGTH_STRONG,
  SLUICE_KEY_STRENGTH_PROMISED,
} SluiceKeyStrength;

GPtrArray         *sluice_certificate_read_chain   (GTlsCertificate         *certificate);
SluiceKeyStrength  sluice_certificate_get_strength (const SluiceCertificate *self);
char              *sluice_certificate_spki         (GTlsCertificate         *certificate);

G_END_DECLS
