/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client-private.h"

#include "sluice-auth-error.h"
#include "sluice-json.h"
#include "sluice-kept-sign-in.h"
#include "sluice-net-error.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <stdarg.h>

/* Asking the authorization server, and believing what it answers. */
#define FORM_TYPE "application/x-www-form-urlencoded"
#define MAX_ANSWER (64 * 1024)
#define MAX_TOKEN 8192
#define MAX_SCOPE 8192
#define MAX_LIFETIME 86400

/* @why: a sentence for a person. Always %FALSE. */
gboolean
sluice_oauth_set_untrusted (GError     **error,
                            const char  *why)
{
  g_set_error (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL, "%s %s", why,
               _("You are not signed in; nothing was kept."));
  return FALSE;
}

/**
 * sluice_oauth_form_new:
 * @name: the first name; then its value, and more pairs, ending with %NULL. A
 *   pair whose value is %NULL is left out
 *
 * Returns: (transfer full): a form, percent-encoded; free it with sluice_secret_free()
 */
char *
sluice_oauth_form_new (const char *name,
                       ...)
{
  /* Large enough not to be moved, which would leave a copy behind. */
  g_autoptr(GString) form = g_string_sized_new (2 * MAX_TOKEN);
  va_list args;

  va_start (args, name);
  for (; name != NULL; name = va_arg (args, const char *))
    {
      const char *value = va_arg (args, const char *);

      if (value == NULL)
        continue;
      g_string_append_printf (form, "%s%s=", form->len > 0 ? "&" : "", name);
      g_string_append_uri_escaped (form, value, NULL, FALSE);
    }
  va_end (args);

  return g_string_free_and_steal (g_steal_pointer (&form));
}

/* What the server said of itself, asked for once. */
SluiceOAuthMetadata *
sluice_oauth_client_await_metadata (SluiceOAuthClient  *self,
                                    DexFuture          *stop,
                                    GError            **error)
{
  g_autoptr(SluiceOAuthMetadata) metadata = NULL;

  if (self->metadata == NULL)
    {
      metadata = dex_await_object (dex_future_first (sluice_oauth_metadata_fetch (self->session, self->issuer),
                                                     dex_timeout_new_seconds (self->answer_seconds),
                                                     dex_ref (stop), NULL),
                                   error);
      if (metadata == NULL)
        return NULL;
      g_set_object (&self->metadata, metadata);
    }

  return self->metadata;
}

static char *
make_proof (SluiceOAuthClient *self,
            const char        *path,
            SluiceProofKey    *key)
{
  g_autoptr(GUri) uri = sluice_endpoint_build_uri (sluice_session_get_endpoint (self->session), path, NULL);
  g_autofree char *address = g_uri_to_string (uri);

  return sluice_proof_key_make_proof (key, "POST", address, NULL, sluice_session_get_nonce (self->session),
                                      sluice_clock_now_seconds (self->clock));
}

static SluiceResponse *
await_once (SluiceOAuthClient  *self,
            const char         *path,
            const char         *form,
            SluiceProofKey     *key,
            GError            **error)
{
  g_autoptr(SluiceCredentialsBody) body = sluice_credentials_body_new_take (g_strdup (form), FORM_TYPE);
  g_autoptr(SluiceRequest) request = sluice_request_new_credentials ("POST", path, g_steal_pointer (&body));
  g_autofree char *proof = key != NULL ? make_proof (self, path, key) : NULL;

  sluice_request_set_proof (request, proof);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_set_timeout (request, self->answer_seconds);
  return dex_await_object (sluice_session_send (self->session, request), error);
}

static void
explain_refused_proof (GError **error)
{
  const char *code = sluice_net_error_get_server_code (*error);

  if (g_strcmp0 (code, "invalid_dpop_proof") != 0)
    return;

  g_clear_error (error);
  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The cloud did not accept the proof that this is the program that signs in. "
                         "Check this computer's clock, and try again."));
}

/*
 * Sends a form to @path. A server that wants a nonce in the proof (RFC 9449
 * section 8) says so once, and gets it.
 */
SluiceResponse *
sluice_oauth_client_await_form (SluiceOAuthClient  *self,
                                const char         *path,
                                const char         *form,
                                SluiceProofKey     *key,
                                GError            **error)
{
  g_autofree char *nonce = g_strdup (sluice_session_get_nonce (self->session));
  g_autoptr(GError) local_error = NULL;
  SluiceResponse *response = await_once (self, path, form, key, &local_error);

  if (key != NULL && response == NULL &&
      g_strcmp0 (sluice_net_error_get_server_code (local_error), "use_dpop_nonce") == 0 &&
      g_strcmp0 (sluice_session_get_nonce (self->session), nonce) != 0)
    {
      g_clear_error (&local_error);
      response = await_once (self, path, form, key, &local_error);
    }
  if (response == NULL)
    {
      explain_refused_proof (&local_error);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }

  return response;
}

/* The same, of what is an answer itself and points nowhere: secrets do not follow. */
SluiceResponse *
sluice_oauth_client_await_answer (SluiceOAuthClient  *self,
                                  const char         *path,
                                  const char         *form,
                                  SluiceProofKey     *key,
                                  GError            **error)
{
  g_autoptr(SluiceResponse) response = sluice_oauth_client_await_form (self, path, form, key, error);

  if (response != NULL && sluice_response_get_status (response) >= 300)
    {
      sluice_oauth_set_untrusted (error, _("The cloud wants the sign-in to go on at another address, and Sluice does not "
                                           "take secrets there."));
      return NULL;
    }

  return g_steal_pointer (&response);
}

/* Printable and without spaces, as RFC 6750 section 2.1 has it, but for what no header could carry. */
static gboolean
is_token (const char *text)
{
  return sluice_text_is_visible_ascii (text, MAX_TOKEN);
}

/* RFC 6749 section 3.3; empty when the server granted nothing by name. */
static gboolean
is_scope (const char *text)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    if (text[i] != ' ' && !g_ascii_isgraph (text[i]))
      return FALSE;
  return length <= MAX_SCOPE;
}

/* An answer's members: borrowed from @answer. */
typedef struct
{
  const char *access_token;
  const char *refresh_token; /* nullable */
  const char *scope;
  gint64      expires_in;    /* seconds */
} Tokens;

/* RFC 6749 section 5.1, RFC 9449 section 5. Returns: (nullable): what is wrong with it, a sentence for a person */
static const char *
read_tokens (JsonObject *answer,
             const char *asked,
             gboolean    bound,
             Tokens     *out_tokens)
{
  const char *type = sluice_json_get_string (answer, "token_type");

  out_tokens->access_token = sluice_json_get_string (answer, "access_token");
  out_tokens->refresh_token = sluice_json_get_string (answer, "refresh_token");
  out_tokens->scope = sluice_json_get_string (answer, "scope");
  /* What is there has to be text, not anything else. */
  if (!is_token (out_tokens->access_token) ||
      (json_object_has_member (answer, "refresh_token") && !is_token (out_tokens->refresh_token)))
    return _("The cloud answered the sign-in with tokens that are none.");
  if (json_object_has_member (answer, "scope") && out_tokens->scope == NULL)
    return _("The cloud does not say what it lets Sluice do.");
  if (out_tokens->scope == NULL)
    out_tokens->scope = asked;
  if (!is_scope (out_tokens->scope))
    return _("The cloud does not say what it lets Sluice do.");
  if (type == NULL || g_ascii_strcasecmp (type, bound ? "DPoP" : "Bearer") != 0)
    return bound ? _("The cloud did not bind its tokens to this computer, though it says that it can.")
                 : _("The cloud answered the sign-in with tokens of a kind that Sluice does not know.");
  if (!sluice_json_get_int (answer, "expires_in", &out_tokens->expires_in) || out_tokens->expires_in <= 0)
    return _("The cloud does not say how long its tokens last.");

  return NULL;
}

static void
take_tokens (SluiceOAuthClient *self,
             const Tokens      *tokens,
             SluiceProofKey    *key)
{
  sluice_oauth_client_forget (self);
  self->access_token = g_strdup (tokens->access_token);
  self->expires_at = sluice_clock_now (self->clock) + MIN (tokens->expires_in, MAX_LIFETIME) * G_USEC_PER_SEC;
  g_set_str (&self->granted, tokens->scope);
  g_set_object (&self->proof_key, key);
}

/* Signing in: what cannot be kept is given back. */
static void
await_given_back (SluiceOAuthClient *self,
                  const Tokens      *tokens,
                  SluiceProofKey    *key)
{
  g_autoptr(DexFuture) never = dex_future_new_infinite ();

  take_tokens (self, tokens, key);
  sluice_oauth_client_await_revoked (self, tokens->refresh_token, "refresh_token", key, never, NULL);
  sluice_oauth_client_forget (self);
}

/*
 * Keeps what the token endpoint answered. What is kept is kept before the access
 * token is handed out: a refresh token that was spent is worth nothing.
 */
gboolean
sluice_oauth_client_await_tokens (SluiceOAuthClient  *self,
                                  SluiceResponse     *response,
                                  const char         *asked,
                                  SluiceProofKey     *key,
                                  GError            **error)
{
  g_autoptr(JsonObject) answer = sluice_response_parse_object (response, NULL);
  Tokens tokens = { NULL };
  const char *fault = answer != NULL ? read_tokens (answer, asked, key != NULL, &tokens)
                                     : _("The cloud's answer to the sign-in cannot be read.");

  if (fault != NULL)
    return sluice_oauth_set_untrusted (error, fault);

  /* None again: after a refresh the earlier one goes on (RFC 6749 section 6); what is given once has none at all. */
  if (tokens.refresh_token != NULL)
    {
      char *kept = sluice_kept_sign_in_write (tokens.refresh_token, key, tokens.scope);
      gboolean stored = dex_await (sluice_token_store_save (self->store, kept), error);

      sluice_secret_free (kept);
      if (!stored)
        {
          /* After a refresh the sign-in is there still. */
          if (self->metadata != NULL && self->refreshing == NULL)
            await_given_back (self, &tokens, key);
          return FALSE;
        }
    }

  take_tokens (self, &tokens, key);
  return TRUE;
}
