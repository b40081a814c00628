/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_AUTHORIZER (sluice_authorizer_get_type ())

G_DECLARE_INTERFACE (SluiceAuthorizer, sluice_authorizer, SLUICE, AUTHORIZER, GObject)

/**
 * SluiceAuthorizerInterface:
 * @dup_token: see sluice_authorizer_dup_token()
 * @invalidate: see sluice_authorizer_invalidate()
 * @make_proof: (nullable): see sluice_authorizer_make_proof(); without it tokens are bearer tokens
 *
 * Who knows the access token of a place: the seam between the session and
 * whatever signs in.
 */
struct _SluiceAuthorizerInterface
{
  GTypeInterface parent_iface;

  DexFuture *(*dup_token)  (SluiceAuthorizer *self);
  void       (*invalidate) (SluiceAuthorizer *self,
                            const char       *token);
  char      *(*make_proof) (SluiceAuthorizer *self,
                            const char       *token,
                            const char       *method,
                            const char       *uri,
                            const char       *nonce);
};

DexFuture *sluice_authorizer_dup_token  (SluiceAuthorizer *self) G_GNUC_WARN_UNUSED_RESULT;
void       sluice_authorizer_invalidate (SluiceAuthorizer *self,
                                         const char       *token);
char      *sluice_authorizer_make_proof (SluiceAuthorizer *self,
                                         const char       *token,
                                         const char       *method,
                                         const char       *uri,
                                         const char       *nonce);

G_END_DECLS
