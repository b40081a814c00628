/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudProof:
 * @CLOUD_PROOF_NONE: none came
 * @CLOUD_PROOF_VALID: the sender has the key
 * @CLOUD_PROOF_INVALID: it proves nothing
 *
 * What a request's `DPoP` header is worth.
 */
typedef enum
{
  CLOUD_PROOF_NONE,
  CLOUD_PROOF_VALID,
  CLOUD_PROOF_INVALID,
} CloudProof;

typedef struct _CloudProofs CloudProofs;

CloudProofs *cloud_proofs_new  (void);
void         cloud_proofs_free (CloudProofs   *self);

CloudProof   cloud_dpop_check  (CloudRequest  *request,
                                const char    *access,
                                char         **out_thumbprint);

G_END_DECLS
