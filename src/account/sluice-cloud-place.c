/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cloud-place-private.h"

#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-net-error.h"
#include "sluice-privacy-source.h"
#include "sluice-ultimaker-source.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>

/* What is asked for at first: who this is, and the printers. A feature asks for more when it needs it; and a cloud that
 * does not know the rest, as the vendor's, would refuse all. */
#define SCOPE "account.user.read connect.cluster.read"

G_DEFINE_FINAL_TYPE (SluiceCloudPlace, sluice_cloud_place, SLUICE_TYPE_PLACE)

static DexFuture *
load_authority (GCancellable *cancellable,
                gpointer      data)
{
  GTlsDatabase *database = g_tls_file_database_new (data, NULL);

  if (database == NULL)
    return dex_future_new_reject (SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_FAILED, "%s",
                                  _("The file with the authorities of this cloud cannot be read. Nothing was sent."));
  return dex_future_new_take_object (database);
}

/* The host alone: what OAuth has behind it is said by the server itself (RFC 8414). */
static char *
dup_host (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_ENCODED, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (url);
  return g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), g_uri_get_userinfo (uri), g_uri_get_host (uri),
                     g_uri_get_port (uri), "", NULL, NULL);
}

static SluiceEndpoint *
make_endpoint (SluiceCloudPlace  *self,
               const char        *url,
               GTlsDatabase      *database,
               GError           **error)
{
  g_autofree char *host = dup_host (url);

  return sluice_endpoint_new (sluice_place_get_id (SLUICE_PLACE (self)), sluice_place_get_name (SLUICE_PLACE (self)), host,
                              SLUICE_ENDPOINT_CLOUD, database, sluice_account_get_pin (self->account), error);
}

/* Both where the accounts are and where the rest is; often that is one. */
static gboolean
await_endpoints (SluiceCloudPlace  *self,
                 DexFuture         *stop,
                 SluiceEndpoint   **out_accounts,
                 SluiceEndpoint   **out_rest,
                 GError           **error)
{
  const char *ca_file = sluice_account_get_ca_file (self->account);
  g_autoptr(GTlsDatabase) database = NULL;

  if (ca_file != NULL)
    {
      database = dex_await_object (sluice_until (sluice_worker_run (load_authority, g_strdup (ca_file), g_free), stop), error);
      if (database == NULL)
        return FALSE;
    }

  *out_accounts = make_endpoint (self, sluice_account_get_url (self->account), database, error);
  if (*out_accounts != NULL)
    *out_rest = make_endpoint (self, sluice_account_get_api_url (self->account), database, error);
  return *out_accounts != NULL && *out_rest != NULL;
}

/* Before the state says that something is wrong: who sees it asks what would help. */
static void
note_end (SluiceCloudPlace *self,
          const GError     *error)
{
  self->signed_out = g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND) ||
                     g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN) ||
                     g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN);
}

static void
lost_cb (SluiceCloudPlace *self,
         const GError     *error)
{
  gboolean locked = g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);

  note_end (self, error);
  if (self->session == NULL)
    return;
  g_clear_object (&self->session);
  sluice_place_fail (SLUICE_PLACE (self), locked ? SLUICE_PLACE_LOCKED : SLUICE_PLACE_FAILED, error->message);
}

/* In a fiber: reads the authorities, and makes the client. */
gboolean
sluice_cloud_place_await_client (SluiceCloudPlace  *self,
                                 DexFuture         *stop,
                                 GError           **error)
{
  g_autoptr(SluiceEndpoint) accounts = NULL;
  g_autoptr(SluiceEndpoint) rest = NULL;
  g_autoptr(SluiceSession) bare = NULL;

  if (self->client != NULL)
    return TRUE;
  if (!await_endpoints (self, stop, &accounts, &rest, error))
    return FALSE;
  if (self->client != NULL)
    return TRUE;

  bare = sluice_session_new (accounts, self->gate, NULL, self->clock);
  self->store = sluice_token_store_new (self->keyring, sluice_account_get_url (self->account),
                                        sluice_account_get_id (self->account),
                                        sluice_account_get_client_id (self->account));
  sluice_token_store_set_session_only (self->store, self->session_only);
  self->client = sluice_oauth_client_new (bare, self->store, self->clock, sluice_account_get_url (self->account),
                                          sluice_account_get_client_id (self->account), SCOPE);
  if (sluice_account_is_ultimaker (self->account))
    sluice_oauth_client_speak_ultimaker (self->client, sluice_account_get_redirect (self->account));
  self->desk = sluice_session_new (accounts, self->gate, SLUICE_AUTHORIZER (self->client), self->clock);
  self->door = sluice_session_new (rest, self->gate, SLUICE_AUTHORIZER (self->client), self->clock);
  g_signal_connect_object (self->client, "lost", G_CALLBACK (lost_cb), self, G_CONNECT_SWAPPED);
  return TRUE;
}

static DexFuture *
open_client_fiber (DexFuture *stop,
                   gpointer   data)
{
  SluiceCloudPlace *self = data;
  g_autoptr(GError) error = NULL;

  if (!sluice_cloud_place_await_client (self, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (g_object_ref (self->client));
}

/* Signed in just now, or with what is kept. */
static DexFuture *
start_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceCloudPlace *self = data;
  g_autoptr(GError) error = NULL;

  if (!sluice_cloud_place_await_client (self, stop, &error) ||
      (!sluice_oauth_client_is_signed_in (self->client) &&
       !dex_await (sluice_until (sluice_oauth_client_resume (self->client), stop), &error)))
    {
      note_end (self, error);
      return dex_future_new_for_error (g_steal_pointer (&error));
    }

  self->signed_out = FALSE;
  g_set_object (&self->session, self->door);
  return dex_future_new_true ();
}

static DexFuture *
sluice_cloud_place_start (SluicePlace *place)
{
  return sluice_fiber_spawn (start_fiber, g_object_ref (place), g_object_unref);
}

static DexFuture *
sluice_cloud_place_stop (SluicePlace *place)
{
  g_clear_object (&SLUICE_CLOUD_PLACE (place)->session);
  return dex_future_new_true ();
}

static SluiceSession *
sluice_cloud_place_get_session (SluicePlace *place)
{
  return SLUICE_CLOUD_PLACE (place)->session;
}

/* UltiMaker has its accounts elsewhere. */
static guint
sluice_cloud_place_get_n_doors (SluicePlace *place)
{
  return sluice_account_is_ultimaker (SLUICE_CLOUD_PLACE (place)->account) ? 2 : 1;
}

/* A session of its own to where @to goes, which is there when the client is, and without the sign-in. */
static DexFuture *
await_bare (SluiceCloudPlace  *self,
            SluiceSession    **to,
            DexFuture         *stop)
{
  g_autoptr(GError) error = NULL;

  if (!sluice_cloud_place_await_client (self, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (sluice_session_new (sluice_session_get_endpoint (*to), self->gate, NULL,
                                                         self->clock));
}

static DexFuture *
open_door_fiber (DexFuture *stop,
                 gpointer   data)
{
  return await_bare (data, &SLUICE_CLOUD_PLACE (data)->door, stop);
}

static DexFuture *
open_desk_fiber (DexFuture *stop,
                 gpointer   data)
{
  return await_bare (data, &SLUICE_CLOUD_PLACE (data)->desk, stop);
}

static DexFuture *
sluice_cloud_place_open_door (SluicePlace *place,
                              guint        door)
{
  return sluice_fiber_spawn (door == 0 ? open_door_fiber : open_desk_fiber, g_object_ref (place), g_object_unref);
}

static SluiceInventorySource *
sluice_cloud_place_make_source (SluicePlace *place)
{
  SluiceCloudPlace *self = SLUICE_CLOUD_PLACE (place);

  if (sluice_account_is_ultimaker (self->account))
    return sluice_ultimaker_source_new (self->session, self->desk);
  return sluice_privacy_source_new (self->session);
}

static void
sluice_cloud_place_finalize (GObject *object)
{
  SluiceCloudPlace *self = SLUICE_CLOUD_PLACE (object);

  g_clear_object (&self->session);
  g_clear_object (&self->desk);
  g_clear_object (&self->door);
  g_clear_object (&self->client);
  g_clear_object (&self->store);
  g_clear_object (&self->account);
  g_clear_object (&self->gate);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sluice_cloud_place_parent_class)->finalize (object);
}

static void
sluice_cloud_place_class_init (SluiceCloudPlaceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_cloud_place_finalize;
  SLUICE_PLACE_CLASS (klass)->start = sluice_cloud_place_start;
  SLUICE_PLACE_CLASS (klass)->stop = sluice_cloud_place_stop;
  SLUICE_PLACE_CLASS (klass)->get_session = sluice_cloud_place_get_session;
  SLUICE_PLACE_CLASS (klass)->n_doors = sluice_cloud_place_get_n_doors;
  SLUICE_PLACE_CLASS (klass)->open_door = sluice_cloud_place_open_door;
  SLUICE_PLACE_CLASS (klass)->make_source = sluice_cloud_place_make_source;
}

static void
sluice_cloud_place_init (SluiceCloudPlace *self)
{
}

/**
 * sluice_cloud_place_new:
 * @account: whose, where, and whom to trust
 * @gate: what every request passes
 * @keyring: where the sign-in is kept
 * @clock: the time
 *
 * Returns: (transfer full): the place, not started. Its id is the account's
 */
SluicePlace *
sluice_cloud_place_new (SluiceAccount *account,
                        SluiceGate    *gate,
                        SluiceKeyring *keyring,
                        SluiceClock   *clock)
{
  g_autofree char *title = sluice_account_dup_title (account);
  SluiceCloudPlace *self = g_object_new (SLUICE_TYPE_CLOUD_PLACE,
                                         "id", sluice_account_get_id (account),
                                         "name", title,
                                         NULL);

  self->account = g_object_ref (account);
  self->gate = g_object_ref (gate);
  self->keyring = g_object_ref (keyring);
  self->clock = g_object_ref (clock);
  return SLUICE_PLACE (self);
}

/**
 * sluice_cloud_place_set_session_only:
 * @self: a place that was not signed in to yet
 * @session_only: whether the sign-in is forgotten when the program ends: what a
 *   person may choose where there is no keyring, or it stays locked
 */
void
sluice_cloud_place_set_session_only (SluiceCloudPlace *self,
                                     gboolean          session_only)
{
  g_return_if_fail (SLUICE_IS_CLOUD_PLACE (self));

  self->session_only = session_only;
  if (self->store != NULL)
    sluice_token_store_set_session_only (self->store, session_only);
}

/** sluice_cloud_place_get_session_only: whether the sign-in is forgotten when the program ends. */
gboolean
sluice_cloud_place_get_session_only (SluiceCloudPlace *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD_PLACE (self), FALSE);
  return self->session_only;
}

/**
 * sluice_cloud_place_is_signed_out:
 * @self: a place that failed
 *
 * Returns: whether it failed because the sign-in ended, or is not there any more:
 *   starting again is of no use then, signing in again is
 */
gboolean
sluice_cloud_place_is_signed_out (SluiceCloudPlace *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD_PLACE (self), FALSE);
  return self->signed_out;
}

/** sluice_cloud_place_get_account: (transfer none): whose it is. */
SluiceAccount *
sluice_cloud_place_get_account (SluiceCloudPlace *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOUD_PLACE (self), NULL);
  return self->account;
}

/**
 * sluice_cloud_place_open_client:
 * @self: a place
 *
 * For signing in and out.
 *
 * Returns: (transfer full): a future of the place's #SluiceOAuthClient; rejects
 *   with #SluiceNetError or #SluiceAuthError when the account leads nowhere
 */
DexFuture *
sluice_cloud_place_open_client (SluiceCloudPlace *self)
{
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (self));

  return sluice_fiber_spawn (open_client_fiber, g_object_ref (self), g_object_unref);
}
