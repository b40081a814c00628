/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client-private.h"

#include "sluice-fiber.h"
#include "sluice-pkce.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* At home nobody listens for the browser: there is none, and the answer is read where it stands. */
#define REDIRECT_URI "http://127.0.0.1/callback"

/* The code of an authorization response, whose state and issuer must be ours (RFC 6749 4.1.2, RFC 9207). */
static char *
read_code (SluiceOAuthClient  *self,
           SluiceResponse     *response,
           const char         *state,
           GError            **error)
{
  const char *location = sluice_response_get_header (response, "Location");
  g_autoptr(GUri) uri = location != NULL ? g_uri_parse (location, SOUP_HTTP_URI_FLAGS, NULL) : NULL;
  g_autoptr(GHashTable) query = NULL;
  const char *code;

  if (uri == NULL || !g_str_has_prefix (location, REDIRECT_URI "?") || g_uri_get_query (uri) == NULL)
    {
      sluice_oauth_set_untrusted (error, _("The home cloud answered the sign-in with something else."));
      return NULL;
    }

  query = soup_form_decode (g_uri_get_query (uri));
  code = g_hash_table_lookup (query, "code");
  if (code == NULL ||
      g_strcmp0 (g_hash_table_lookup (query, "state"), state) != 0 ||
      g_strcmp0 (g_hash_table_lookup (query, "iss"), self->issuer) != 0)
    {
      sluice_oauth_set_untrusted (error, _("The home cloud's answer is not to this sign-in, or not its own."));
      return NULL;
    }

  return g_strdup (code);
}

typedef struct
{
  SluiceOAuthClient *client;
  char              *owner_secret;
} SignIn;

static void
sign_in_free (SignIn *sign_in)
{
  g_object_unref (sign_in->client);
  sluice_secret_free (sign_in->owner_secret);
  g_free (sign_in);
}

static DexFuture *
sign_in_fiber (DexFuture *stop,
               gpointer   data)
{
  SignIn *sign_in = data;
  SluiceOAuthClient *self = sign_in->client;
  g_autoptr(SluiceResponse) asked = NULL;
  g_autoptr(SluiceResponse) exchanged = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *state = sluice_random_token (32);
  char *verifier = sluice_pkce_new_verifier ();
  g_autofree char *challenge = sluice_pkce_challenge (verifier);
  char *ask = sluice_oauth_form_new ("response_type", "code",
                                     "client_id", self->client_id,
                                     "redirect_uri", REDIRECT_URI,
                                     "scope", self->scope,
                                     "state", state,
                                     "code_challenge", challenge,
                                     "code_challenge_method", "S256",
                                     "owner_secret", sign_in->owner_secret,
                                     NULL);
  char *code = NULL;

  asked = sluice_oauth_client_await_form (self, "/authorize", ask, NULL, &error);
  sluice_secret_free (ask);
  if (asked != NULL)
    code = read_code (self, asked, state, &error);
  if (code != NULL)
    {
      char *exchange = sluice_oauth_form_new ("grant_type", "authorization_code",
                                              "client_id", self->client_id,
                                              "redirect_uri", REDIRECT_URI,
                                              "code", code,
                                              "code_verifier", verifier,
                                              NULL);

      exchanged = sluice_oauth_client_await_answer (self, "/token", exchange, NULL, &error);
      sluice_secret_free (exchange);
      sluice_secret_free (code);
    }
  sluice_secret_free (verifier);

  if (exchanged == NULL || !sluice_oauth_client_await_tokens (self, exchanged, self->scope, NULL, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  self->n_sign_ins++;
  return dex_future_new_true ();
}

/**
 * sluice_oauth_client_sign_in_as_owner:
 * @self: a client of a home cloud
 * @owner_secret: what only the owner of this computer can read
 *
 * Authorization code with PKCE (RFC 6749, RFC 7636), without a browser: the
 * secret takes the place of the sign-in page.
 *
 * Returns: (transfer full): settles when signed in; rejects with
 *   #SluiceAuthError or #SluiceNetError
 */
DexFuture *
sluice_oauth_client_sign_in_as_owner (SluiceOAuthClient *self,
                                      const char        *owner_secret)
{
  SignIn *sign_in;

  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));
  dex_return_error_if_fail (owner_secret != NULL);

  sign_in = g_new0 (SignIn, 1);
  sign_in->client = g_object_ref (self);
  sign_in->owner_secret = g_strdup (owner_secret);
  return sluice_fiber_spawn (sign_in_fiber, sign_in, (GDestroyNotify) sign_in_free);
}
