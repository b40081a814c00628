/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client-private.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-loopback.h"
#include "sluice-net-error.h"
#include "sluice-pkce.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <libsoup/soup.h>

/*
 * Authorization code with PKCE through the person's own browser (RFC 8252), which
 * comes back to an address on this computer. The request is pushed first where
 * the server takes that (RFC 9126), so that the browser carries nothing but a
 * reference.
 */
typedef struct
{
  SluiceOAuthClient *client;
  SluiceUriLauncher  launcher;
  gpointer           data;
  GDestroyNotify     destroy;
  char              *scope;

  /* Of this attempt. */
  SluiceLoopback *loopback;
  SluiceProofKey *key;       /* nullable */
  char           *state;
  char           *verifier;  /* secret */
  char           *challenge;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  if (sign_in->loopback != NULL)
    sluice_loopback_close (sign_in->loopback);
  g_clear_object (&sign_in->loopback);
  g_clear_object (&sign_in->key);
  g_clear_object (&sign_in->client);
  g_clear_pointer (&sign_in->verifier, sluice_secret_free);
  if (sign_in->destroy != NULL)
    sign_in->destroy (sign_in->data);
  g_free (sign_in->scope);
  g_free (sign_in->state);
  g_free (sign_in->challenge);
  g_free (sign_in);
}

static gboolean
prepare (SignIn               *sign_in,
         SluiceOAuthMetadata  *metadata,
         GError              **error)
{
  if (sluice_oauth_metadata_get_authorization (metadata) == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("This cloud has no sign-in page for browsers."));
      return FALSE;
    }

  sign_in->state = sluice_random_token (32);
  if (sluice_oauth_metadata_is_ultimaker (metadata))
    sign_in->verifier = sluice_pkce_new_s512 (&sign_in->challenge);
  else
    {
      sign_in->verifier = sluice_pkce_new_verifier ();
      sign_in->challenge = sluice_pkce_challenge (sign_in->verifier);
    }
  if (sluice_oauth_metadata_knows_proofs (metadata))
    {
      sign_in->key = sluice_proof_key_new (error);
      if (sign_in->key == NULL)
        return FALSE;
    }

  sign_in->loopback = sign_in->client->redirect != NULL ? sluice_loopback_new_at (sign_in->client->redirect, error)
                                                        : sluice_loopback_new (error);
  return sign_in->loopback != NULL;
}

static char *
make_request_form (SignIn              *sign_in,
                   SluiceOAuthMetadata *metadata)
{
  return sluice_oauth_form_new ("response_type", "code",
                                "client_id", sign_in->client->client_id,
                                "redirect_uri", sluice_loopback_get_uri (sign_in->loopback),
                                "scope", sign_in->scope,
                                "state", sign_in->state,
                                "code_challenge", sign_in->challenge,
                                "code_challenge_method",
                                sluice_oauth_metadata_is_ultimaker (metadata) ? "S512" : "S256",
                                "dpop_jkt",
                                sign_in->key != NULL ? sluice_proof_key_get_thumbprint (sign_in->key) : NULL,
                                NULL);
}

/* Returns: (transfer full) (nullable): a form of the reference that stands for @form. */
static char *
await_pushed (SignIn      *sign_in,
              const char  *path,
              const char  *form,
              GError     **error)
{
  SluiceOAuthClient *self = sign_in->client;
  g_autoptr(SluiceResponse) response = sluice_oauth_client_await_answer (self, path, form, sign_in->key, error);
  g_autoptr(JsonObject) answer = NULL;
  const char *reference;

  if (response == NULL)
    return NULL;
  answer = sluice_response_parse_object (response, NULL);
  reference = answer != NULL ? sluice_json_get_string (answer, "request_uri") : NULL;
  if (reference == NULL || *reference == '\0')
    {
      sluice_oauth_set_untrusted (error, _("The cloud took the request to sign in, but did not say where it goes on."));
      return NULL;
    }

  return sluice_oauth_form_new ("client_id", self->client_id, "request_uri", reference, NULL);
}

/* Returns: (transfer full) (nullable): what the browser opens. */
static char *
await_address (SignIn               *sign_in,
               SluiceOAuthMetadata  *metadata,
               GError              **error)
{
  const char *page = sluice_oauth_metadata_get_authorization (metadata);
  const char *path = sluice_oauth_metadata_get_path (metadata, SLUICE_OAUTH_PUSHED);
  g_autofree char *form = make_request_form (sign_in, metadata);

  if (path == NULL && sluice_oauth_metadata_requires_pushed (metadata))
    {
      sluice_oauth_set_untrusted (error, _("The cloud wants the request to sign in sent ahead, but does not say where to."));
      return NULL;
    }
  if (path != NULL)
    {
      g_autofree char *pushed = await_pushed (sign_in, path, form, error);

      if (pushed == NULL)
        return NULL;
      g_set_str (&form, pushed);
    }

  return g_strconcat (page, strchr (page, '?') != NULL ? "&" : "?", form, NULL);
}

/* The other side's "no": its code, never its words. */
static void
set_refused (GError     **error,
             const char  *code)
{
  if (g_str_equal (code, "access_denied"))
    g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_CANCELLED,
                         _("The sign-in was refused in the browser. You are not signed in; nothing was kept."));
  else if (g_str_equal (code, "invalid_scope") || g_str_equal (code, "unauthorized_client"))
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN,
                         _("The cloud does not let Sluice ask for this. You are not signed in; nothing was kept."));
  else if (g_str_equal (code, "temporarily_unavailable") || g_str_equal (code, "server_error"))
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SERVER,
                         _("The cloud cannot sign anybody in at the moment. Try again later."));
  else
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                         _("The cloud did not accept the request to sign in. You are not signed in; nothing was kept."));
}

/* A name that comes twice is nobody's: which of the two would the server mean? */
static gboolean
has_doubles (const char *query)
{
  g_auto(GStrv) pairs = g_strsplit (query, "&", -1);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0' && !g_hash_table_add (seen, g_strndup (pairs[i], strcspn (pairs[i], "="))))
      return TRUE;

  return FALSE;
}

/* UltiMaker's word for a person who says no is not the one of RFC 6749. */
static const char *
get_refusal (GHashTable *answer)
{
  const char *error = g_hash_table_lookup (answer, "error");
  const char *code = g_hash_table_lookup (answer, "error_code");

  if (error != NULL)
    return error;
  return g_strcmp0 (code, "user_denied") == 0 ? "access_denied" : code;
}

/* RFC 6749 4.1.2, RFC 9207 2.4. Returns: (nullable): what is wrong with what the browser brought, for a person */
static const char *
find_fault (SignIn              *sign_in,
            SluiceOAuthMetadata *metadata,
            const char          *query,
            GHashTable          *answer)
{
  const char *issuer = g_hash_table_lookup (answer, "iss");
  const char *code = g_hash_table_lookup (answer, "code");

  if (has_doubles (query))
    return _("The browser came back with an answer that says something twice.");
  if (g_strcmp0 (g_hash_table_lookup (answer, "state"), sign_in->state) != 0)
    return _("The browser came back with an answer to something that this sign-in did not ask.");
  if (issuer == NULL && sluice_oauth_metadata_says_issuer (metadata))
    return _("The browser came back with an answer that does not say which cloud it is from.");
  if (issuer != NULL && !g_str_equal (issuer, sign_in->client->issuer))
    return _("The browser came back with the answer of another cloud.");
  if (get_refusal (answer) == NULL && (code == NULL || *code == '\0'))
    return _("The browser came back without an answer.");

  return NULL;
}

/* Returns: (transfer full) (nullable): the code of an authorization response. */
static char *
read_answer (SignIn               *sign_in,
             SluiceOAuthMetadata  *metadata,
             const char           *query,
             GError              **error)
{
  g_autoptr(GHashTable) answer = soup_form_decode (query);
  const char *fault = find_fault (sign_in, metadata, query, answer);

  if (fault != NULL)
    {
      sluice_oauth_set_untrusted (error, fault);
      return NULL;
    }
  if (get_refusal (answer) != NULL)
    {
      set_refused (error, get_refusal (answer));
      return NULL;
    }

  return g_strdup (g_hash_table_lookup (answer, "code"));
}

/* Opens the page and waits for the browser to come back. */
static char *
await_browser (SignIn               *sign_in,
               SluiceOAuthMetadata  *metadata,
               const char           *address,
               DexFuture            *stop,
               GError              **error)
{
  g_autoptr(GError) local_error = NULL;
  char *query;
  char *code = NULL;

  /* Nothing opens for somebody who has given it up meanwhile. */
  if (!dex_future_is_pending (stop))
    {
      dex_future_get_value (stop, error);
      return NULL;
    }
  if (!dex_await (sluice_until (sign_in->launcher (address, sign_in->data), stop), error))
    return NULL;

  query = dex_await_string (dex_future_first (sluice_loopback_wait (sign_in->loopback),
                                              dex_timeout_new_seconds (sign_in->client->person_seconds),
                                              dex_ref (stop), NULL),
                            &local_error);
  if (g_error_matches (local_error, DEX_ERROR, DEX_ERROR_TIMED_OUT))
    g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_TIMEOUT,
                         _("Nobody signed in with the browser in time. Nothing was kept; try again."));
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  if (query != NULL)
    {
      code = read_answer (sign_in, metadata, query, error);
      sluice_secret_free (query);
    }

  return code;
}

static gboolean
await_exchange (SignIn               *sign_in,
                SluiceOAuthMetadata  *metadata,
                const char           *code,
                GError              **error)
{
  SluiceOAuthClient *self = sign_in->client;
  const char *path = sluice_oauth_metadata_get_path (metadata, SLUICE_OAUTH_TOKEN);
  g_autoptr(SluiceResponse) response = NULL;
  char *form = sluice_oauth_form_new ("grant_type", "authorization_code",
                                      "client_id", self->client_id,
                                      "redirect_uri", sluice_loopback_get_uri (sign_in->loopback),
                                      "code", code,
                                      "code_verifier", sign_in->verifier,
                                      "scope", sluice_oauth_metadata_is_ultimaker (metadata) ? sign_in->scope : NULL,
                                      NULL);

  response = sluice_oauth_client_await_answer (self, path, form, sign_in->key, error);
  sluice_secret_free (form);
  if (response == NULL)
    return FALSE;

  self->n_sign_ins++;
  return sluice_oauth_client_await_tokens (self, response, sign_in->scope, sign_in->key, error);
}

static DexFuture *
sign_in_fiber (DexFuture *stop,
               gpointer   data)
{
  SignIn *sign_in = data;
  SluiceOAuthMetadata *metadata = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;
  char *code = NULL;
  gboolean done;

  if (dex_await (sluice_token_store_check (sign_in->client->store), &error))
    metadata = sluice_oauth_client_await_metadata (sign_in->client, stop, &error);
  if (metadata != NULL && prepare (sign_in, metadata, &error))
    address = await_address (sign_in, metadata, &error);
  if (address != NULL)
    code = await_browser (sign_in, metadata, address, stop, &error);
  done = code != NULL && await_exchange (sign_in, metadata, code, &error);
  g_clear_pointer (&code, sluice_secret_free);

  return done ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
sluice_oauth_client_sign_in_for (SluiceOAuthClient *self,
                                 const char        *scope,
                                 SluiceUriLauncher  launcher,
                                 gpointer           data,
                                 GDestroyNotify     destroy)
{
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->client = g_object_ref (self);
  sign_in->launcher = launcher;
  sign_in->data = data;
  sign_in->destroy = destroy;
  sign_in->scope = g_strdup (scope);
  return sluice_fiber_spawn (sign_in_fiber, sign_in, sign_in_free);
}

/**
 * sluice_oauth_client_sign_in_by_browser:
 * @self: a client
 * @launcher: opens the sign-in page
 * @data: for @launcher
 * @destroy: (nullable): frees @data, in any case
 *
 * Sends the person to the cloud's own page, and waits there for the answer. A
 * server that offers proofs of possession gets them: the tokens are then of no use
 * without a key that never leaves this computer. Dropping the future gives it up.
 *
 * Returns: (transfer full): settles when signed in and kept. Rejects with
 *   %SLUICE_AUTH_ERROR_CANCELLED when the person refused, %SLUICE_AUTH_ERROR_TIMEOUT
 *   when nobody came, %SLUICE_NET_ERROR_PROTOCOL when the answer cannot be
 *   trusted, other #SluiceNetError, or as sluice_keyring_store()
 */
DexFuture *
sluice_oauth_client_sign_in_by_browser (SluiceOAuthClient *self,
                                        SluiceUriLauncher  launcher,
                                        gpointer           data,
                                        GDestroyNotify     destroy)
{
  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));
  dex_return_error_if_fail (launcher != NULL);

  return sluice_oauth_client_sign_in_for (self, self->scope, launcher, data, destroy);
}

static char *
unite (const char *granted,
       const char *wanted)
{
  g_auto(GStrv) words = g_strsplit (wanted, " ", -1);
  g_autoptr(GString) all = g_string_new (granted);

  for (guint i = 0; words[i] != NULL; i++)
    if (!sluice_scope_covers (all->str, words[i]))
      g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", words[i]);

  return g_string_free_and_steal (g_steal_pointer (&all));
}

static DexFuture *
check_scope_cb (DexFuture *future,
                gpointer   data)
{
  SignIn *sign_in = data;

  if (sluice_scope_covers (sign_in->client->granted, sign_in->scope))
    return dex_future_new_true ();
  return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN, "%s",
                                _("Less was granted than this needs. What was granted before still is."));
}

/**
 * sluice_oauth_client_require_scope:
 * @self: a client that is signed in
 * @scope: what a feature needs, separated by spaces
 * @launcher: opens the sign-in page, when the person has to be asked
 * @data: for @launcher
 * @destroy: (nullable): frees @data, in any case
 *
 * Asks for more when a feature needs it, and not before. What was granted stays
 * as it is when the person says no.
 *
 * Returns: (transfer full): settles when all of @scope is granted; rejects as
 *   sluice_oauth_client_sign_in_by_browser(), and with %SLUICE_NET_ERROR_FORBIDDEN
 *   when less was granted
 */
DexFuture *
sluice_oauth_client_require_scope (SluiceOAuthClient *self,
                                   const char        *scope,
                                   SluiceUriLauncher  launcher,
                                   gpointer           data,
                                   GDestroyNotify     destroy)
{
  g_autofree char *all = NULL;
  SignIn *wanted;

  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));
  dex_return_error_if_fail (scope != NULL && launcher != NULL);

  if (self->access_token != NULL && sluice_scope_covers (self->granted, scope))
    {
      if (destroy != NULL)
        destroy (data);
      return dex_future_new_true ();
    }

  all = unite (self->granted != NULL ? self->granted : self->scope, scope);
  wanted = g_new0 (SignIn, 1);
  wanted->client = g_object_ref (self);
  wanted->scope = g_strdup (scope);
  return dex_future_then (sluice_oauth_client_sign_in_for (self, all, launcher, data, destroy),
                          check_scope_cb, wanted, sign_in_free);
}
