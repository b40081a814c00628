/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** TestProofKey: a key pair to prove possession of (RFC 9449). */
typedef struct _TestProofKey TestProofKey;

/**
 * TestProof:
 * @typ, @alg, @htm, @htu, @jti: as the RFC has them; %NULL leaves it out
 * @access: (nullable): an access token to name by its hash
 * @iat: seconds since the epoch
 * @spoil: whether to sign something else
 *
 * What a proof says.
 */
typedef struct
{
  const char *typ;
  const char *alg;
  const char *htm;
  const char *htu;
  const char *jti;
  const char *access;
  gint64      iat;
  gboolean    spoil;
} TestProof;

TestProofKey *test_proof_key_new  (void);
void          test_proof_key_free (TestProofKey    *self);
char         *test_proof_make     (TestProofKey    *self,
                                   const TestProof *proof);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestProofKey, test_proof_key_free)

G_END_DECLS
