/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-oauth-client-private.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* For a computer without a browser: the person takes a code to one that has (RFC 8628). */
#define GRANT_TYPE "urn:ietf:params:oauth:grant-type:device_code"
#define INTERVAL_SECONDS 5
#define MAX_INTERVAL_SECONDS 60
#define MAX_USER_CODE 40
#define MAX_LIFETIME_SECONDS 1800

typedef struct
{
  SluiceOAuthClient    *client;
  SluiceDeviceCodeShow  show;
  gpointer              data;
  GDestroyNotify        destroy;

  /* Of this attempt. */
  SluiceProofKey *key;         /* nullable */
  char           *device_code; /* secret */
  gint64          interval;    /* seconds */
  gint64          expires_in;  /* seconds */
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *sign_in = data;

  g_clear_object (&sign_in->key);
  g_clear_object (&sign_in->client);
  g_clear_pointer (&sign_in->device_code, sluice_secret_free);
  if (sign_in->destroy != NULL)
    sign_in->destroy (sign_in->data);
  g_free (sign_in);
}

/* A stranger's text that is shown to a person, and in a terminal. */
static gboolean
is_showable (const char *text,
             gsize       most)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isprint (text[i]))
      return FALSE;
  return length > 0 && length <= most;
}

static gboolean
is_address (const char *text)
{
  return is_showable (text, 2048) && g_str_has_prefix (text, "https://") && strchr (text, ' ') == NULL;
}

/* RFC 8628 section 3.2. */
static gboolean
show_code (SignIn     *sign_in,
           JsonObject *answer)
{
  SluiceDeviceCode code = {
    .user_code = sluice_json_get_string (answer, "user_code"),
    .uri = sluice_json_get_string (answer, "verification_uri"),
    .complete_uri = sluice_json_get_string (answer, "verification_uri_complete"),
  };
  const char *device_code = sluice_json_get_string (answer, "device_code");

  if (!is_showable (device_code, 4096) || !is_showable (code.user_code, MAX_USER_CODE) || !is_address (code.uri) ||
      (code.complete_uri != NULL && !is_address (code.complete_uri)) ||
      !sluice_json_get_int (answer, "expires_in", &sign_in->expires_in) || sign_in->expires_in <= 0)
    return FALSE;

  sign_in->interval = INTERVAL_SECONDS;
  if (json_object_has_member (answer, "interval") &&
      (!sluice_json_get_int (answer, "interval", &sign_in->interval) || sign_in->interval < 0))
    return FALSE;
  sign_in->interval = CLAMP (sign_in->interval, 1, MAX_INTERVAL_SECONDS);
  sign_in->expires_in = MIN (sign_in->expires_in, MAX_LIFETIME_SECONDS);
  sign_in->device_code = g_strdup (device_code);

  code.expires_in = sign_in->expires_in;
  sign_in->show (&code, sign_in->data);
  return TRUE;
}

static gboolean
await_code (SignIn               *sign_in,
            SluiceOAuthMetadata  *metadata,
            GError              **error)
{
  SluiceOAuthClient *self = sign_in->client;
  const char *path = sluice_oauth_metadata_get_path (metadata, SLUICE_OAUTH_DEVICE);
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonObject) answer = NULL;
  g_autofree char *form = NULL;

  if (path == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("This cloud cannot be signed in to from another device. Sign in with a browser."));
      return FALSE;
    }
  if (sluice_oauth_metadata_knows_proofs (metadata))
    {
      sign_in->key = sluice_proof_key_new (error);
      if (sign_in->key == NULL)
        return FALSE;
    }

  form = sluice_oauth_form_new ("client_id", self->client_id, "scope", self->scope, NULL);
  response = sluice_oauth_client_await_answer (self, path, form, NULL, error);
  if (response == NULL)
    return FALSE;
  answer = sluice_response_parse_object (response, NULL);
  return (answer != NULL && show_code (sign_in, answer)) ||
         sluice_oauth_set_untrusted (error, _("The cloud gave no code that could be shown to you."));
}

/* Whether the person has not decided yet (RFC 8628 section 3.5). */
static gboolean
is_pending (SignIn       *sign_in,
            const GError *error)
{
  const char *code = sluice_net_error_get_server_code (error);

  if (g_strcmp0 (code, "slow_down") == 0)
    sign_in->interval = MIN (sign_in->interval + 5, MAX_INTERVAL_SECONDS);
  /* The same section has a client go on, slower, where the connection timed out. */
  else if (g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT))
    sign_in->interval = MIN (sign_in->interval * 2, MAX_INTERVAL_SECONDS);
  else if (g_strcmp0 (code, "authorization_pending") != 0)
    return FALSE;

  return TRUE;
}

static void
explain (GError **error)
{
  const char *code = sluice_net_error_get_server_code (*error);

  if (g_strcmp0 (code, "access_denied") == 0)
    {
      g_clear_error (error);
      g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_CANCELLED,
                           _("The sign-in was refused in the browser. You are not signed in; nothing was kept."));
    }
  else if (g_strcmp0 (code, "expired_token") == 0)
    {
      g_clear_error (error);
      g_set_error_literal (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_TIMEOUT,
                           _("Nobody typed the code in time. Nothing was kept; try again."));
    }
}

static SluiceResponse *
await_decision (SignIn               *sign_in,
                SluiceOAuthMetadata  *metadata,
                DexFuture            *stop,
                GError              **error)
{
  SluiceOAuthClient *self = sign_in->client;
  const char *path = sluice_oauth_metadata_get_path (metadata, SLUICE_OAUTH_TOKEN);
  gint64 deadline = g_get_monotonic_time () + sign_in->expires_in * G_USEC_PER_SEC;
  g_autoptr(GError) answer = NULL;
  SluiceResponse *response = NULL;
  char *form = sluice_oauth_form_new ("grant_type", GRANT_TYPE,
                                      "client_id", self->client_id,
                                      "device_code", sign_in->device_code,
                                      NULL);

  do
    {
      g_clear_error (&answer);
      dex_await (sluice_until (dex_timeout_new_seconds (sign_in->interval), stop), NULL);
      if (!dex_future_is_pending (stop))
        g_set_error_literal (&answer, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The sign-in was given up"));
      else if (g_get_monotonic_time () > deadline)
        g_set_error_literal (&answer, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_TIMEOUT,
                             _("Nobody typed the code in time. Nothing was kept; try again."));
      else
        response = sluice_oauth_client_await_answer (self, path, form, sign_in->key, &answer);
    }
  while (response == NULL && is_pending (sign_in, answer));

  sluice_secret_free (form);
  if (response == NULL)
    {
      explain (&answer);
      g_propagate_error (error, g_steal_pointer (&answer));
    }
  return response;
}

static DexFuture *
sign_in_fiber (DexFuture *stop,
               gpointer   data)
{
  SignIn *sign_in = data;
  SluiceOAuthClient *self = sign_in->client;
  SluiceOAuthMetadata *metadata = NULL;
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  if (dex_await (sluice_token_store_check (self->store), &error))
    metadata = sluice_oauth_client_await_metadata (self, stop, &error);
  if (metadata != NULL && await_code (sign_in, metadata, &error))
    response = await_decision (sign_in, metadata, stop, &error);
  if (response != NULL)
    self->n_sign_ins++;
  if (response == NULL || !sluice_oauth_client_await_tokens (self, response, self->scope, sign_in->key, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/**
 * sluice_oauth_client_sign_in_by_device:
 * @self: a client
 * @show: shows the code and where to type it; called once
 * @data: for @show
 * @destroy: (nullable): frees @data, in any case
 *
 * Asks again and again, as slowly as the server wants, until the person has
 * decided elsewhere. Dropping the future gives it up.
 *
 * Returns: (transfer full): as sluice_oauth_client_sign_in_by_browser()
 */
DexFuture *
sluice_oauth_client_sign_in_by_device (SluiceOAuthClient    *self,
                                       SluiceDeviceCodeShow  show,
                                       gpointer              data,
                                       GDestroyNotify        destroy)
{
  SignIn *sign_in;

  dex_return_error_if_fail (SLUICE_IS_OAUTH_CLIENT (self));
  dex_return_error_if_fail (show != NULL);

  sign_in = g_new0 (SignIn, 1);
  sign_in->client = g_object_ref (self);
  sign_in->show = show;
  sign_in->data = data;
  sign_in->destroy = destroy;
  return sluice_fiber_spawn (sign_in_fiber, sign_in, sign_in_free);
}
