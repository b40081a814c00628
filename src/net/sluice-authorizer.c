/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-authorizer.h"

G_DEFINE_INTERFACE (SluiceAuthorizer, sluice_authorizer, G_TYPE_OBJECT)

static void
sluice_authorizer_default_init (SluiceAuthorizerInterface *iface)
{
}

/**
 * sluice_authorizer_dup_token:
 * @self: an authorizer
 *
 * Returns: (transfer full): a future of the access token as a %SLUICE_TYPE_SECRET,
 *   refreshed when that was needed: await it with dex_await_boxed(), free it with
 *   sluice_secret_free(). Rejects when the person has to sign in again
 */
DexFuture *
sluice_authorizer_dup_token (SluiceAuthorizer *self)
{
  dex_return_error_if_fail (SLUICE_IS_AUTHORIZER (self));

  return SLUICE_AUTHORIZER_GET_IFACE (self)->dup_token (self);
}

/**
 * sluice_authorizer_invalidate:
 * @self: an authorizer
 * @token: the token that was not accepted
 *
 * Says that @token is no good. Does nothing when a newer one is known already.
 */
void
sluice_authorizer_invalidate (SluiceAuthorizer *self,
                              const char       *token)
{
  g_return_if_fail (SLUICE_IS_AUTHORIZER (self));

  SLUICE_AUTHORIZER_GET_IFACE (self)->invalidate (self, token);
}

/**
 * sluice_authorizer_make_proof:
 * @self: an authorizer
 * @token: what sluice_authorizer_dup_token() gave
 * @method: the HTTP method
 * @uri: the address, without its query
 * @nonce: (nullable): what the other side asked to be in it
 *
 * A proof of possession of the key that @token is bound to (RFC 9449).
 *
 * Returns: (transfer full) (nullable): the proof; %NULL for a bearer token
 */
char *
sluice_authorizer_make_proof (SluiceAuthorizer *self,
                              const char       *token,
                              const char       *method,
                              const char       *uri,
                              const char       *nonce)
{
  g_return_val_if_fail (SLUICE_IS_AUTHORIZER (self), NULL);

  if (SLUICE_AUTHORIZER_GET_IFACE (self)->make_proof == NULL)
    return NULL;
  return SLUICE_AUTHORIZER_GET_IFACE (self)->make_proof (self, token, method, uri, nonce);
}
