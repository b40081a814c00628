/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-key.h"
#include "sluice-net-error.h"
#include "sluice-pkce.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/*
 * The refresh token lives in the keyring and nowhere else; the access token in
 * memory, wiped when it goes. A refresh token is used once: the server answers
 * with the next one, which is stored before the access token is handed out.
 * One refresh is in flight at a time, and everybody waits for that one.
 */
#define REDIRECT_URI "http://127.0.0.1/callback"
#define FORM_TYPE "application/x-www-form-urlencoded"
#define MAX_ANSWER (64 * 1024)
/* Refreshed this long before it ends, so that no request carries a token that dies on the way. */
#define EXPIRY_MARGIN (60 * G_USEC_PER_SEC)

struct _SluiceOAuthClient
{
  GObject parent_instance;

  /* Owned. */
  SluiceSession *session;
  SluiceKeyring *keyring;
  SluiceClock   *clock;
  char          *place_id;
  char          *issuer;
  char          *client_id;
  char          *scope;
  char          *access_token; /* secret */
  DexFuture     *refreshing;   /* while a refresh is in flight */

  gint64 expires_at;
};

static void authorizer_iface_init (SluiceAuthorizerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceOAuthClient, sluice_oauth_client, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SLUICE_TYPE_AUTHORIZER, authorizer_iface_init))

typedef enum
{
  SIGNAL_LOST,
} SluiceOAuthClientSignal;

static guint signals[SIGNAL_LOST + 1];

static void
forget_access_token (SluiceOAuthClient *self)
{
  g_clear_pointer (&self->access_token, sluice_secret_free);
  self->expires_at = 0;
}

/* A form of secrets, percent-encoded, ending with NULL; wiped by the request that carries it. */
G_GNUC_NULL_TERMINATED
static SluiceRequest *
new_form_request (const char *path,
                  ...)
{
  g_autoptr(GString) form = g_string_new (NULL);
  g_autoptr(SluiceCredentialsBody) body = NULL;
  const char *name;
  va_list args;

  va_start (args, path);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      if (form->len > 0)
        g_string_append_c (form, '&');
      g_string_append (form, name);
      g_string_append_c (form, '=');
      g_string_append_uri_escaped (form, value, NULL, FALSE);
    }
  va_end (args);

  body = sluice_credentials_body_new_take (g_string_free_and_steal (g_steal_pointer (&form)), FORM_TYPE);
  return sluice_request_new_credentials ("POST", path, g_steal_pointer (&body));
}

static SluiceResponse *
await_answer (SluiceOAuthClient  *self,
              SluiceRequest      *request,
              GError            **error)
{
  sluice_request_set_max_answer (request, MAX_ANSWER);
  return dex_await_object (sluice_session_send (self->session, request), error);
}

static void
set_protocol_error (GError **error)
{
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The sign-in was answered in a way that cannot be trusted. You are not signed in; nothing was kept."));
}

/* Keeps what the token endpoint answered (RFC 6749, section 5.1). */
static gboolean
await_keep_tokens (SluiceOAuthClient  *self,
                   SluiceResponse     *response,
                   GError            **error)
{
  g_autoptr(JsonObject) answer = sluice_response_parse_object (response, NULL);
  const char *access_token = answer != NULL ? sluice_json_get_string (answer, "access_token") : NULL;
  const char *refresh_token = answer != NULL ? sluice_json_get_string (answer, "refresh_token") : NULL;
  const char *type = answer != NULL ? sluice_json_get_string (answer, "token_type") : NULL;
  gint64 expires_in = 0;

  if (access_token == NULL || refresh_token == NULL || type == NULL || g_ascii_strcasecmp (type, "bearer") != 0 ||
      !sluice_json_get_int (answer, "expires_in", &expires_in) || expires_in <= 0)
    {
      set_protocol_error (error);
      return FALSE;
    }

  if (!dex_await (sluice_keyring_store (self->keyring, SLUICE_KEYRING_REFRESH_TOKEN, self->place_id, "owner",
                                        self->client_id, refresh_token),
                  error))
    return FALSE;

  forget_access_token (self);
  self->access_token = g_strdup (access_token);
  self->expires_at = sluice_clock_now (self->clock) + MIN (expires_in, 86400) * G_USEC_PER_SEC;
  return TRUE;
}

static DexFuture *
refresh_fiber (DexFuture *stop,
               gpointer   data)
{
  SluiceOAuthClient *self = data;
  g_autoptr(SluiceRequest) request = NULL;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  char *refresh_token;

  refresh_token = dex_await_boxed (sluice_keyring_lookup (self->keyring, SLUICE_KEYRING_REFRESH_TOKEN,
                                                           self->place_id, "owner", self->client_id),
                                    &error);
  if (refresh_token == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  request = new_form_request ("/token",
                              "grant_type", "refresh_token",
                              "client_id", self->client_id,
                              "refresh_token", refresh_token,
                              "scope", self->scope,
                              NULL);
  sluice_secret_free (refresh_token);

  response = await_answer (self, request, &error);
  if (response == NULL || !await_keep_tokens (self, response, &error))
    {
      forget_access_token (self);
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
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN, "%s",
                                  _("The sign-in is no longer accepted. Sign in again."));

  return dex_future_new_for_string (self->access_token);
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
  if (g_strcmp0 (self->access_token, token) == 0)
    forget_access_token (self);
}

static void
authorizer_iface_init (SluiceAuthorizerInterface *iface)
{
  iface->dup_token = sluice_oauth_client_dup_token;
  iface->invalidate = sluice_oauth_client_invalidate;
}

static void
sluice_oauth_client_finalize (GObject *object)
{
  SluiceOAuthClient *self = SLUICE_OAUTH_CLIENT (object);

  forget_access_token (self);
  dex_clear (&self->refreshing);
  g_clear_object (&self->session);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
  g_free (self->place_id);
  g_free (self->issuer);
  g_free (self->client_id);
  g_free (self->scope);

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
}

/**
 * sluice_oauth_client_new:
 * @session: a session of the authorization server's endpoint that has no authorizer itself
 * @keyring: where the refresh token is kept
 * @clock: the time
 * @place_id: the place, as an attribute in the keyring
 * @issuer: the authorization server's issuer identifier (RFC 8414)
 * @client_id: this program, as the server knows it
 * @scope: what to ask for, separated by spaces
 *
 * Returns: (transfer full): a client that is not signed in
 */
SluiceOAuthClient *
sluice_oauth_client_new (SluiceSession *session,
                         SluiceKeyring *keyring,
                         SluiceClock   *clock,
                         const char    *place_id,
                         const char    *issuer,
                         const char    *client_id,
                         const char    *scope)
{
  SluiceOAuthClient *self = g_object_new (SLUICE_TYPE_OAUTH_CLIENT, NULL);

  self->session = g_object_ref (session);
  self->keyring = g_object_ref (keyring);
  self->clock = g_object_ref (clock);
  self->place_id = g_strdup (place_id);
  self->issuer = g_strdup (issuer);
  self->client_id = g_strdup (client_id);
  self->scope = g_strdup (scope);
  return self;
}

/**
 * sluice_oauth_client_resume:
 * @self: a client
 *
 * Signs in with the refresh token of an earlier time.
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
      set_protocol_error (error);
      return NULL;
    }

  query = soup_form_decode (g_uri_get_query (uri));
  code = g_hash_table_lookup (query, "code");
  if (code == NULL ||
      g_strcmp0 (g_hash_table_lookup (query, "state"), state) != 0 ||
      g_strcmp0 (g_hash_table_lookup (query, "iss"), self->issuer) != 0)
    {
      set_protocol_error (error);
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
  g_autoptr(SluiceRequest) ask = NULL;
  g_autoptr(SluiceRequest) exchange = NULL;
  g_autoptr(SluiceResponse) asked = NULL;
  g_autoptr(SluiceResponse) exchanged = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *state = sluice_random_token (32);
  g_autofree char *verifier = sluice_pkce_new_verifier ();
  g_autofree char *challenge = sluice_pkce_challenge (verifier);
  g_autofree char *code = NULL;

  ask = new_form_request ("/authorize",
                          "response_type", "code",
                          "client_id", self->client_id,
                          "redirect_uri", REDIRECT_URI,
                          "scope", self->scope,
                          "state", state,
                          "code_challenge", challenge,
                          "code_challenge_method", "S256",
                          "owner_secret", sign_in->owner_secret,
                          NULL);
  asked = await_answer (self, ask, &error);
  if (asked == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  code = read_code (self, asked, state, &error);
  if (code == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  exchange = new_form_request ("/token",
                               "grant_type", "authorization_code",
                               "client_id", self->client_id,
                               "redirect_uri", REDIRECT_URI,
                               "code", code,
                               "code_verifier", verifier,
                               NULL);
  exchanged = await_answer (self, exchange, &error);
  if (exchanged == NULL || !await_keep_tokens (self, exchanged, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

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
