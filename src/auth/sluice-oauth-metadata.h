/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_OAUTH_METADATA (sluice_oauth_metadata_get_type ())

/* What an authorization server says of itself (RFC 8414), checked, or is known to be. Does not change. */
G_DECLARE_FINAL_TYPE (SluiceOAuthMetadata, sluice_oauth_metadata, SLUICE, OAUTH_METADATA, GObject)

/**
 * SluiceOAuthEndpoint:
 * @SLUICE_OAUTH_TOKEN: where codes become tokens
 * @SLUICE_OAUTH_PUSHED: where requests are pushed (RFC 9126)
 * @SLUICE_OAUTH_REVOCATION: where tokens are given back (RFC 7009)
 * @SLUICE_OAUTH_DEVICE: where a device without a browser asks (RFC 8628)
 *
 * The endpoints that a client talks to itself.
 */
typedef enum
{
  SLUICE_OAUTH_TOKEN,
  SLUICE_OAUTH_PUSHED,
  SLUICE_OAUTH_REVOCATION,
  SLUICE_OAUTH_DEVICE,
} SluiceOAuthEndpoint;

DexFuture  *sluice_oauth_metadata_fetch             (SluiceSession       *session,
                                                     const char          *issuer) G_GNUC_WARN_UNUSED_RESULT;
SluiceOAuthMetadata *
            sluice_oauth_metadata_new_ultimaker     (const char          *root);
const char *sluice_oauth_metadata_get_authorization (SluiceOAuthMetadata *self);
const char *sluice_oauth_metadata_get_path          (SluiceOAuthMetadata *self,
                                                     SluiceOAuthEndpoint  endpoint);
gboolean    sluice_oauth_metadata_says_issuer       (SluiceOAuthMetadata *self);
gboolean    sluice_oauth_metadata_requires_pushed   (SluiceOAuthMetadata *self);
gboolean    sluice_oauth_metadata_knows_proofs      (SluiceOAuthMetadata *self);
gboolean    sluice_oauth_metadata_is_ultimaker      (SluiceOAuthMetadata *self);

G_END_DECLS
