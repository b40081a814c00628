/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PROOF_KEY (sluice_proof_key_get_type ())

/* A key pair to prove the possession of (RFC 9449); one for each sign-in. Does not change. */
G_DECLARE_FINAL_TYPE (SluiceProofKey, sluice_proof_key, SLUICE, PROOF_KEY, GObject)

SluiceProofKey *sluice_proof_key_new            (GError         **error);
SluiceProofKey *sluice_proof_key_new_encoded    (const char      *text,
                                                 GError         **error);
char           *sluice_proof_key_encode         (SluiceProofKey  *self);
const char     *sluice_proof_key_get_thumbprint (SluiceProofKey  *self);
char           *sluice_proof_key_make_proof     (SluiceProofKey  *self,
                                                 const char      *method,
                                                 const char      *uri,
                                                 const char      *token,
                                                 const char      *nonce,
                                                 gint64           now);

G_END_DECLS
