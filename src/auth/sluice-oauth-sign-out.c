/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client-private.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-kept-sign-in.h"

#include <glib/gi18n-lib.h>

/*
 * First the server, so that what may be left on this computer is worth nothing;
 * then the keyring, which is searched again afterwards.
 */

/* UltiMaker's way: whatever the bearer was given ends. Without an access token one is got first. */
static gboolean
await_deleted (SluiceOAuthClient  *self,
               DexFuture          *stop,
               GError            **error)
{
  g_autoptr(SluiceSession) session = sluice_session_new_for (self->session, SLUICE_AUTHORIZER (self));
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("DELETE",
                                                              sluice_oauth_metadata_get_path (self->metadata,
                                                                                              SLUICE_OAUTH_TOKEN));
  g_autoptr(SluiceResponse) response = NULL;

  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_timeout (request, self->answer_seconds);
  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), error);
  return response != NULL;
}

/* RFC 7009 section 2: also a token that is not known there any more is answered with success. */
gboolean
sluice_oauth_client_await_revoked (SluiceOAuthClient  *self,
                                   const char         *token,
                                   const char         *hint,
                                   SluiceProofKey     *key,
                                   DexFuture          *stop,
                                   GError            **error)
{
  SluiceOAuthMetadata *metadata = sluice_oauth_client_await_metadata (self, stop, error);
  const char *path = metadata != NULL ? sluice_oauth_metadata_get_path (metadata, SLUICE_OAUTH_REVOCATION) : NULL;
  g_autoptr(SluiceResponse) response = NULL;
  char *form;

  if (metadata == NULL)
    return FALSE;
  if (sluice_oauth_metadata_is_ultimaker (metadata))
    return await_deleted (self, stop, error);
  if (path == NULL)
    {
      g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                           _("The cloud says of no address that takes sign-ins back."));
      return FALSE;
    }

  form = sluice_oauth_form_new ("client_id", self->client_id, "token", token, "token_type_hint", hint, NULL);
  response = sluice_oauth_client_await_answer (self, path, form, key, error);
  sluice_secret_free (form);
  return response != NULL;
}

static SluiceKeptSignIn *
await_kept (SluiceOAuthClient *self,
            GError           **error)
{
  char *text = dex_await_boxed (sluice_token_store_lookup (self->store), error);
  SluiceKeptSignIn *kept = text != NULL ? sluice_kept_sign_in_read (text, error) : NULL;

  g_clear_pointer (&text, sluice_secret_free);
  return kept;
}

/* Whether the server was told, or there was nothing to tell it. */
static gboolean
await_told (SluiceOAuthClient  *self,
            DexFuture          *stop,
            GError            **error)
{
  g_autoptr(GError) missing = NULL;
  g_autoptr(SluiceKeptSignIn) kept = await_kept (self, &missing);
  g_autoptr(SluiceProofKey) key = self->proof_key != NULL ? g_object_ref (self->proof_key) : NULL;
  gboolean told;
  char *token;

  if (kept != NULL && g_str_has_prefix (kept->token, SLUICE_API_TOKEN_PREFIX))
    {
      g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED,
                           _("An API token is ended where it was made."));
      return FALSE;
    }
  if (kept != NULL)
    return sluice_oauth_client_await_revoked (self, kept->token, "refresh_token", kept->key, stop, error);
  if (self->access_token == NULL || self->expires_at == G_MAXINT64)
    {
      if (g_error_matches (missing, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&missing));
      return FALSE;
    }

  /* The keyring does not give the refresh token: then what there is. Many servers end the whole grant with it. */
  token = g_strdup (self->access_token);
  told = sluice_oauth_client_await_revoked (self, token, "access_token", key, stop, error);
  sluice_secret_free (token);
  return told;
}

/* @told: (nullable): why the server was not told; @left: (nullable): why something may be left here */
static DexFuture *
say_what_is_left (const GError *told,
                  const GError *left)
{
  if (left != NULL && told == NULL)
    return dex_future_new_reject (SLUICE_AUTH_ERROR, left->code, "%s",
                                  _("The cloud was told that you signed out, but the keyring did not let Sluice look: a "
                                    "token that is worth nothing any more may be left in it. Unlock the keyring and sign "
                                    "out once more to remove it."));
  if (left != NULL)
    return dex_future_new_reject (SLUICE_AUTH_ERROR, left->code, "%s",
                                  _("You may not be signed out: a token may be left in the keyring, and the cloud could "
                                    "not be told that it ends. Unlock the keyring and sign out once more."));
  if (told != NULL)
    return dex_future_new_reject (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED,
                                  /* Translators: %s is one sentence or two: what went wrong. */
                                  _("Nothing of the sign-in is left on this computer, but the cloud could not be told "
                                    "that it ends. End it on the cloud's own page to be sure. The reason: %s"),
                                  told->message);
  return dex_future_new_true ();
}

static DexFuture *
sign_out_fiber (DexFuture *stop,
                gpointer   data)
{
  SluiceOAuthClient *self = data;
  g_autoptr(GError) told = NULL;
  g_autoptr(GError) left = NULL;

  /* Its answer would be a token that nobody gives back. */
  if (self->refreshing != NULL)
    dex_await (dex_ref (self->refreshing), NULL);

  await_told (self, stop, &told);
  self->n_sign_ins++;
  sluice_oauth_client_forget (self);
  g_clear_pointer (&self->granted, g_free);
  dex_await (sluice_token_store_clear (self->store), &left);
  return say_what_is_left (told, left);
}

/**
 * sluice_oauth_client_sign_out:
 * @self: a client
 *
 * Gives the tokens back to the server (RFC 7009), wipes what is in memory, clears
 * the keyring, and searches it once more.
 *
 * Returns: (transfer full): settles when certainly nothing is left, here and
 *   there. Rejects with %SLUICE_AUTH_ERROR_NOT_REVOKED when nothing is left here
 *   but the server was not told; with %SLUICE_AUTH_ERROR_LOCKED, or another
 *   #SluiceAuthError of the keyring, when something may be left in it; the message
 *   says which
 */
DexFuture *
sluice_oauth_client_sign_out (SluiceOAuthClient *self)
{
  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));

  return sluice_fiber_spawn (sign_out_fiber, g_object_ref (self), g_object_unref);
}
