/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cloud-place-private.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-text.h"

/* Signing in at a cloud elsewhere, with a browser or an API token, and asking who that was. */
#define MAX_NAME 100

/* What the place calls the person; nothing when it does not say. FALSE when it did not answer. */
static gboolean
await_name (SluiceCloudPlace  *self,
            DexFuture         *stop,
            GError           **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", "/check-token");
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) data = NULL;
  g_autofree char *name = NULL;

  sluice_request_set_bearer (request, TRUE);
  response = dex_await_object (sluice_until (sluice_session_send (self->desk, request), stop), error);
  if (response == NULL)
    return FALSE;

  data = sluice_response_parse_data (response, NULL);
  if (data != NULL && JSON_NODE_HOLDS_OBJECT (data))
    name = sluice_text_tame (sluice_json_get_string (json_node_get_object (data), "username"), MAX_NAME);
  if (name != NULL)
    sluice_account_set_user_name (self->account, name);
  return TRUE;
}

static DexFuture *
ask_name_fiber (DexFuture *stop,
                gpointer   data)
{
  SluiceCloudPlace *self = data;
  g_autoptr(GError) error = NULL;

  if (!sluice_cloud_place_await_client (self, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* A cloud that does not say is no reason to be signed out; one that refuses the token is. */
  if (await_name (self, stop, &error) || !g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN))
    return dex_future_new_true ();

  dex_await (sluice_oauth_client_sign_out (self->client), NULL);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_cloud_place_ask_name:
 * @self: a place that was just signed in to
 *
 * Asks the place what it calls the person; also whether it takes the token. If it
 * does not, the sign-in is ended.
 *
 * Returns: (transfer full): settles when #SluiceAccount:user-name is what it
 *   said, if it did; rejects with %SLUICE_NET_ERROR_SIGN_IN
 */
DexFuture *
sluice_cloud_place_ask_name (SluiceCloudPlace *self)
{
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (self));

  return sluice_fiber_spawn (ask_name_fiber, g_object_ref (self), g_object_unref);
}

typedef struct
{
  SluiceCloudPlace  *place; /* a reference */
  char              *scope; /* NULL to sign in; else what is needed */
  SluiceUriLauncher  launcher;
  gpointer           data;
  GDestroyNotify     destroy;
} Browsing;

static void
browsing_free (gpointer data)
{
  Browsing *browsing = data;

  if (browsing->destroy != NULL)
    browsing->destroy (browsing->data);
  g_object_unref (browsing->place);
  g_free (browsing->scope);
  g_free (browsing);
}

static DexFuture *
spawn_browsing (SluiceCloudPlace  *self,
                SluiceFiberFunc    fiber,
                const char        *scope,
                SluiceUriLauncher  launcher,
                gpointer           data,
                GDestroyNotify     destroy)
{
  Browsing *browsing = g_new0 (Browsing, 1);

  browsing->place = g_object_ref (self);
  browsing->scope = g_strdup (scope);
  browsing->launcher = launcher;
  browsing->data = data;
  browsing->destroy = destroy;
  return sluice_fiber_spawn (fiber, browsing, browsing_free);
}

static DexFuture *
sign_in_fiber (DexFuture *stop,
               gpointer   data)
{
  Browsing *browsing = data;
  SluiceCloudPlace *self = browsing->place;
  g_autoptr(GError) error = NULL;

  /* Nobody is sent to a browser for a sign-in that could not be kept. */
  if (!sluice_cloud_place_await_client (self, stop, &error) ||
      !dex_await (sluice_until (sluice_token_store_check (self->store), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* The client may still be at it for a moment after this has ended: the launcher's data goes with it. */
  if (!dex_await (sluice_until (sluice_oauth_client_sign_in_by_browser (self->client, browsing->launcher, browsing->data,
                                                                        g_steal_pointer (&browsing->destroy)),
                                stop),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return sluice_cloud_place_ask_name (self);
}

/**
 * sluice_cloud_place_sign_in:
 * @self: a place
 * @launcher: opens the place's sign-in page in the person's browser
 * @data: for @launcher
 * @destroy: (nullable): frees @data, in any case
 *
 * Dropping the future gives the sign-in up.
 *
 * Returns: (transfer full): settles when signed in; sluice_place_start() makes the
 *   place ready then. Rejects with %SLUICE_AUTH_ERROR_LOCKED or
 *   %SLUICE_AUTH_ERROR_NO_SERVICE where a sign-in could be for this session only
 *   (sluice_cloud_place_set_session_only()), and as sluice_oauth_client_sign_in_by_browser()
 */
DexFuture *
sluice_cloud_place_sign_in (SluiceCloudPlace  *self,
                            SluiceUriLauncher  launcher,
                            gpointer           data,
                            GDestroyNotify     destroy)
{
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (self));
  dex_return_error_if_fail (launcher != NULL);

  return spawn_browsing (self, sign_in_fiber, NULL, launcher, data, destroy);
}

static DexFuture *
api_token_fiber (DexFuture *stop,
                 gpointer   data)
{
  Browsing *browsing = data;
  SluiceCloudPlace *self = browsing->place;
  g_autoptr(GError) error = NULL;

  if (!sluice_cloud_place_await_client (self, stop, &error) ||
      !dex_await (sluice_until (sluice_oauth_client_use_api_token (self->client, browsing->data), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return sluice_cloud_place_ask_name (self);
}

/**
 * sluice_cloud_place_use_api_token:
 * @self: a place that was not signed in to yet
 * @token: `umapi-…`, made at the vendor's site
 *
 * Signs in without a browser, and asks the place whether it takes the token.
 *
 * Returns: (transfer full): settles and rejects as sluice_cloud_place_sign_in() and sluice_oauth_client_use_api_token()
 */
DexFuture *
sluice_cloud_place_use_api_token (SluiceCloudPlace *self,
                                  const char       *token)
{
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (self));
  dex_return_error_if_fail (token != NULL);

  return spawn_browsing (self, api_token_fiber, NULL, NULL, g_strdup (token), (GDestroyNotify) sluice_secret_free);
}

/** sluice_cloud_place_can_ask: whether the sign-in can be allowed more; one with an API token cannot. */
gboolean
sluice_cloud_place_can_ask (SluiceCloudPlace *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD_PLACE (self), FALSE);
  return *sluice_account_get_client_id (self->account) != '\0' &&
         (self->client == NULL || !sluice_oauth_client_has_api_token (self->client));
}

static DexFuture *
require_scope_fiber (DexFuture *stop,
                     gpointer   data)
{
  Browsing *browsing = data;
  g_autoptr(GError) error = NULL;

  if (!sluice_cloud_place_await_client (browsing->place, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!dex_await (sluice_until (sluice_oauth_client_require_scope (browsing->place->client, browsing->scope,
                                                                   browsing->launcher, browsing->data,
                                                                   g_steal_pointer (&browsing->destroy)),
                                stop),
                  &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * sluice_cloud_place_require_scope:
 * @self: a place that is signed in to
 * @scope: what a feature needs, separated by spaces
 * @launcher: as in sluice_cloud_place_sign_in()
 * @data: for @launcher
 * @destroy: (nullable): frees @data, in any case
 *
 * Returns: (transfer full): settles and rejects as sluice_oauth_client_require_scope()
 */
DexFuture *
sluice_cloud_place_require_scope (SluiceCloudPlace  *self,
                                  const char        *scope,
                                  SluiceUriLauncher  launcher,
                                  gpointer           data,
                                  GDestroyNotify     destroy)
{
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (self));
  dex_return_error_if_fail (launcher != NULL);

  return spawn_browsing (self, require_scope_fiber, scope, launcher, data, destroy);
}
