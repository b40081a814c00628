/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client-private.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-kept-sign-in.h"
#include "sluice-net-error.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>

/*
 * What lasts is in the store and nowhere else; the access token is in memory,
 * wiped when it goes. A refresh token is used once: the server answers with the
 * next one, which is stored before the access token is handed out. One refresh is
 * in flight at a time, and everybody waits for that one.
 */

/* Refreshed this long before it ends, so that no request carries a token that dies on the way. */
#define EXPIRY_MARGIN (60 * G_USEC_PER_SEC)
#define ANSWER_SECONDS 30
/* To find a password, read what is asked for, and decide. */
#define PERSON_SECONDS 600
#define MAX_API_TOKEN 512

static void authorizer_iface_init (SluiceAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceOAuthClient, sluice_oauth_client, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_AUTHORIZER, authorizer_iface_init))

typedef enum
{
  SIGNAL_LOST,
} SluiceOAuthClientSignal;

static guint signals[SIGNAL_LOST + 1];

/* The access token, and what is known of it. */
void
sluice_oauth_client_forget (SluiceOAuthClient *self)
{
  g_clear_pointer (&self->access_token, sluice_secret_free);
  g_clear_object (&self->proof_key);
  self->expires_at = 0;
}

static DexFuture *
reject_sign_in (void)
{
  return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN, "%s",
                                _("The sign-in is no longer accepted. Sign in again."));
}

static SluiceKeptSignIn *
await_kept (SluiceOAuthClient  *self,
            GError            **error)
{
  char *text = dex_await_boxed (sluice_token_store_lookup (self->store), error);
  SluiceKeptSignIn *kept = text != NULL ? sluice_kept_sign_in_read (text, error) : NULL;

  g_clear_pointer (&text, sluice_secret_free);
  return kept;
}

static const char *
await_token_path (SluiceOAuthClient  *self,
                  DexFuture          *stop,
                  GError            **error)
{
  SluiceOAuthMetadata *metadata = sluice_oauth_client_await_metadata (self, stop, error);

  return metadata != NULL ? sluice_oauth_metadata_get_path (metadata, SLUICE_OAUTH_TOKEN) : NULL;
}

static gboolean
await_refresh (SluiceOAuthClient  *self,
               SluiceKeptSignIn   *kept,
               const char         *path,
               GError            **error)
{
  const char *scope = kept->scope != NULL && *kept->scope != '\0' ? kept->scope : self->scope;
  const guint n_sign_ins = self->n_sign_ins;
  g_autoptr(SluiceResponse) response = NULL;
  char *form = sluice_oauth_form_new ("grant_type", "refresh_token",
                                      "client_id", self->client_id,
                                      "refresh_token", kept->token,
                                      "scope", scope,
                                      NULL);

  response = sluice_oauth_client_await_answer (self, path, form, kept->key, error);
  sluice_secret_free (form);
  if (response == NULL)
    return FALSE;
  /* Signed in anew meanwhile: that one holds, and this one must not take its place in the store. */
  if (self->n_sign_ins != n_sign_ins)
    return TRUE;

  return sluice_oauth_client_await_tokens (self, response, scope, kept->key, error);
}

/* An API token is what it is: it is not refreshed, and holds until the other side says otherwise. */
static void
take_api_token (SluiceOAuthClient *self,
                const char        *token)
{
  sluice_oauth_client_forget (self);
  self->access_token = g_strdup (token);
  self->expires_at = G_MAXINT64;
}

static DexFuture *
refresh_fiber (DexFuture *stop,
               gpointer   data)
{
  SluiceOAuthClient *self = data;
  g_autoptr(SluiceKeptSignIn) kept = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;

  if (self->refused)
    return reject_sign_in ();
  kept = await_kept (self, &error);
  if (kept == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (g_str_has_prefix (kept->token, SLUICE_API_TOKEN_PREFIX))
    {
      take_api_token (self, kept->token);
      return dex_future_new_true ();
    }

  path = await_token_path (self, stop, &error);
  if (path == NULL || !await_refresh (self, kept, path, &error))
    {
      sluice_oauth_client_forget (self);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  return dex_future_new_true ();
}

/* What trying again later does not mend. */
static gboolean
is_lost (const GError *error)
{
  return error->domain == SLUICE_AUTH_ERROR ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN);
}

static DexFuture *
refreshed_cb (DexFuture *future,
              gpointer   user_data)
{
  SluiceOAuthClient *self = user_data;
  g_autoptr(GError) error = NULL;

  dex_clear (&self->refreshing);
  if (dex_future_get_value (future, &error) == NULL && is_lost (error))
    g_signal_emit (self, signals[SIGNAL_LOST], 0, error);
  return dex_ref (future);
}

static DexFuture *
refresh (SluiceOAuthClient *self)
{
  if (self->refreshing == NULL)
    {
      DexFuture *fiber = sluice_fiber_spawn (refresh_fiber, g_object_ref (self), g_object_unref);

      self->refreshing = dex_future_finally (fiber, refreshed_cb, g_object_ref (self), g_object_unref);
      /* It goes on when nobody waits any more: the server may have spent the token already. */
      dex_future_disown (dex_ref (self->refreshing));
    }

  return dex_ref (self->refreshing);
}

static DexFuture *
dup_token_fiber (DexFuture *stop,
                 gpointer   data)
{
  SluiceOAuthClient *self = data;
  g_autoptr(GError) error = NULL;

  if (self->access_token == NULL || sluice_clock_now (self->clock) > self->expires_at - EXPIRY_MARGIN)
    {
      if (!dex_await (refresh (self), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
    }
  /* Signed out, or found worthless, while this waited. */
  if (self->access_token == NULL)
    return reject_sign_in ();

  return dex_future_new_take_boxed (SLUICE_TYPE_SECRET, g_strdup (self->access_token));
}

static DexFuture *
sluice_oauth_client_dup_token (SluiceAuthorizer *authorizer)
{
  return sluice_fiber_spawn (dup_token_fiber, g_object_ref (authorizer), g_object_unref);
}

static void
sluice_oauth_client_invalidate (SluiceAuthorizer *authorizer,
                                const char       *token)
{
  SluiceOAuthClient *self = SLUICE_OAUTH_CLIENT (authorizer);

  /* Another request may have refreshed it in the meantime. */
  if (g_strcmp0 (self->access_token, token) != 0)
    return;
  self->refused = self->expires_at == G_MAXINT64;
  sluice_oauth_client_forget (self);
}

static char *
sluice_oauth_client_make_proof (SluiceAuthorizer *authorizer,
                                const char       *token,
                                const char       *method,
                                const char       *uri,
                                const char       *nonce)
{
  SluiceOAuthClient *self = SLUICE_OAUTH_CLIENT (authorizer);

  /* One key is for all tokens of a sign-in, so it is also right for one that was just replaced. */
  if (self->proof_key == NULL)
    return NULL;
  return sluice_proof_key_make_proof (self->proof_key, method, uri, token, nonce,
                                      sluice_clock_now_seconds (self->clock));
}

static void
authorizer_iface_init (SluiceAuthorizerInterface *iface)
{
  iface->dup_token = sluice_oauth_client_dup_token;
  iface->invalidate = sluice_oauth_client_invalidate;
  iface->make_proof = sluice_oauth_client_make_proof;
}

static void
sluice_oauth_client_finalize (GObject *object)
{
  SluiceOAuthClient *self = SLUICE_OAUTH_CLIENT (object);

  sluice_oauth_client_forget (self);
  dex_clear (&self->refreshing);
  g_clear_object (&self->session);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->metadata);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->redirect);
  g_free (self->scope);
  g_free (self->granted);

  G_OBJECT_CLASS (sluice_oauth_client_parent_class)->finalize (object);
}

static void
sluice_oauth_client_class_init (SluiceOAuthClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_oauth_client_finalize;

  /**
   * SluiceOAuthClient::lost:
   * @self: the client
   * @error: why: #SluiceAuthError or #SluiceNetError
   *
   * A refresh failed for a reason that trying again later does not mend: the
   * server refused it, or the keyring that holds the token is locked.
   */
  signals[SIGNAL_LOST] = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sluice_oauth_client_init (SluiceOAuthClient *self)
{
  self->answer_seconds = ANSWER_SECONDS;
  self->person_seconds = PERSON_SECONDS;
}

/**
 * sluice_oauth_client_new:
 * @session: a session of the authorization server's host that has no authorizer itself
 * @store: where the sign-in is kept
 * @clock: the time
 * @issuer: the authorization server's issuer identifier (RFC 8414)
 * @client_id: this program, as the server knows it
 * @scope: what to ask for, separated by spaces
 *
 * Returns: (transfer full): a client that is not signed in
 */
SluiceOAuthClient *
sluice_oauth_client_new (SluiceSession    *session,
                         SluiceTokenStore *store,
                         SluiceClock      *clock,
                         const char       *issuer,
                         const char       *client_id,
                         const char       *scope)
{
  SluiceOAuthClient *self = g_object_new (SLUICE_TYPE_OAUTH_CLIENT, NULL);

  self->session = g_object_ref (session);
  self->store = g_object_ref (store);
  self->clock = g_object_ref (clock);
  self->issuer = g_strdup (issuer);
  self->client_id = g_strdup (client_id);
  self->scope = g_strdup (scope);
  return self;
}

/**
 * sluice_oauth_client_speak_ultimaker:
 * @self: a client that was just made; its issuer is the root of UltiMaker's accounts
 * @redirect: the redirect address that its client id is registered with, at this computer and a fixed port
 *
 * From then on it signs in as UltiMaker's own programs do, instead of asking the server how.
 */
void
sluice_oauth_client_speak_ultimaker (SluiceOAuthClient *self,
                                     const char        *redirect)
{
  g_return_if_fail (SLUICE_IS_OAUTH_CLIENT (self));
  g_return_if_fail (self->metadata == NULL);

  self->metadata = sluice_oauth_metadata_new_ultimaker (self->issuer);
  g_set_str (&self->redirect, redirect);
}

/**
 * sluice_oauth_client_set_time_outs:
 * @self: a client
 * @answer_seconds: how long the server may take for an answer; 30 unless set
 * @person_seconds: how long the person may take; 600 unless set
 */
void
sluice_oauth_client_set_time_outs (SluiceOAuthClient *self,
                                   guint              answer_seconds,
                                   guint              person_seconds)
{
  g_return_if_fail (SLUICE_IS_OAUTH_CLIENT (self));

  self->answer_seconds = answer_seconds;
  self->person_seconds = person_seconds;
}

/** sluice_oauth_client_is_signed_in: whether there is an access token in memory, old or new. */
gboolean
sluice_oauth_client_is_signed_in (SluiceOAuthClient *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_CLIENT (self), FALSE);
  return self->access_token != NULL;
}

/**
 * sluice_scope_covers:
 * @granted: (nullable): scopes, separated by spaces
 * @wanted: scopes, separated by spaces
 *
 * Returns: whether all of @wanted is in @granted
 */
gboolean
sluice_scope_covers (const char *granted,
                     const char *wanted)
{
  g_auto(GStrv) have = g_strsplit (granted != NULL ? granted : "", " ", -1);
  g_auto(GStrv) words = g_strsplit (wanted, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !g_strv_contains ((const char * const *) have, words[i]))
      return FALSE;

  return TRUE;
}

/** sluice_oauth_client_get_granted_scope: (nullable): of the access token, separated by spaces. */
const char *
sluice_oauth_client_get_granted_scope (SluiceOAuthClient *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_CLIENT (self), NULL);
  return self->access_token != NULL ? self->granted : NULL;
}

/** sluice_oauth_client_has_api_token: whether it is signed in with one: it may do what who made it may, and no more. */
gboolean
sluice_oauth_client_has_api_token (SluiceOAuthClient *self)
{
  g_return_val_if_fail (SLUICE_IS_OAUTH_CLIENT (self), FALSE);
  return self->access_token != NULL && self->expires_at == G_MAXINT64;
}

/**
 * sluice_oauth_client_resume:
 * @self: a client
 *
 * Signs in with what is kept of an earlier time.
 *
 * Returns: (transfer full): settles when signed in; rejects with
 *   %SLUICE_AUTH_ERROR_NOT_FOUND when there was no earlier time, with
 *   %SLUICE_AUTH_ERROR_LOCKED when the keyring is locked, or with #SluiceNetError
 */
DexFuture *
sluice_oauth_client_resume (SluiceOAuthClient *self)
{
  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));

  return refresh (self);
}

typedef struct
{
  SluiceOAuthClient *client;
  char              *token;
} ApiToken;

static void
api_token_free (gpointer data)
{
  ApiToken *api_token = data;

  g_object_unref (api_token->client);
  sluice_secret_free (api_token->token);
  g_free (api_token);
}

static DexFuture *
api_token_fiber (DexFuture *stop,
                 gpointer   data)
{
  ApiToken *api_token = data;
  SluiceOAuthClient *self = api_token->client;
  g_autoptr(GError) error = NULL;

  if (!dex_await (sluice_token_store_save (self->store, api_token->token), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  self->n_sign_ins++;
  self->refused = FALSE;
  g_clear_pointer (&self->granted, g_free);
  take_api_token (self, api_token->token);
  return dex_future_new_true ();
}

static gboolean
is_api_token (const char *token)
{
  return g_str_has_prefix (token, SLUICE_API_TOKEN_PREFIX) && sluice_text_is_visible_ascii (token, MAX_API_TOKEN);
}

/**
 * sluice_oauth_client_use_api_token:
 * @self: a client
 * @token: `umapi-…`, made at the vendor's site
 *
 * Signs in with a token for programs in the place of a browser; whether the other
 * side takes it, the first request shows.
 *
 * Returns: (transfer full): settles when it is kept; rejects with
 *   %SLUICE_AUTH_ERROR_FAILED when @token is none, or as sluice_keyring_store()
 */
DexFuture *
sluice_oauth_client_use_api_token (SluiceOAuthClient *self,
                                   const char        *token)
{
  ApiToken *api_token;

  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));
  dex_return_error_if_fail (token != NULL);

  if (!is_api_token (token))
    return dex_future_new_reject (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED, "%s",
                                  _("This is not an API token. It begins with “umapi-” and has no spaces. Nothing was kept."));

  api_token = g_new0 (ApiToken, 1);
  api_token->client = g_object_ref (self);
  api_token->token = g_strdup (token);
  return sluice_fiber_spawn (api_token_fiber, api_token, api_token_free);
}
