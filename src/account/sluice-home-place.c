/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-home-place.h"

#include "sluice-account-error.h"
#include "sluice-auth-error.h"
#include "sluice-fiber.h"
#include "sluice-home-cloud.h"
#include "sluice-key.h"
#include "sluice-net-error.h"
#include "sluice-oauth-client.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>

/* What the screens of today need; a later feature asks for more when it needs it. */
#define SCOPE                                                            \
  "account.user.read connect.cluster.read connect.cluster.write "        \
  "process.record.read process.record.write "                            \
  "library.project.read cura.printjob.write privacy.consent "             \
  "privacy.inventory"

struct _SluiceHomePlace
{
  SluicePlace parent_instance;

  /* Owned. */
  char              *client_id;
  SluiceGate        *gate;
  SluiceKeyring     *keyring;
  SluiceClock       *clock;
  SluiceHomeCloud   *cloud;
  SluiceSession     *session; /* NULL unless the place is ready */
};

G_DEFINE_FINAL_TYPE (SluiceHomePlace, sluice_home_place, SLUICE_TYPE_PLACE)

static DexFuture *
load_authority (GCancellable *cancellable,
                gpointer      data)
{
  GError *error = NULL;
  GTlsDatabase *database = g_tls_file_database_new (data, &error);

  return database != NULL ? dex_future_new_take_object (database) : dex_future_new_for_error (error);
}

/* Whether the start may go on: nobody gave it up, and the cloud has not ended meanwhile. */
static gboolean
check_start (SluiceHomePlace  *self,
             DexFuture        *stop,
             GError          **error)
{
  if (!dex_future_is_pending (stop))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The start was given up"));
      return FALSE;
    }
  if (sluice_home_cloud_get_url (self->cloud) == NULL)
    {
      g_set_error_literal (error, SLUICE_ACCOUNT_ERROR, SLUICE_ACCOUNT_ERROR_NOT_STARTED,
                           _("The home cloud stopped while it was being started. Nothing is lost; try again."));
      return FALSE;
    }

  return TRUE;
}

static SluiceEndpoint *
await_endpoint (SluiceHomePlace  *self,
                DexFuture        *stop,
                GError          **error)
{
  g_autoptr(GTlsDatabase) database = NULL;

  if (!check_start (self, stop, error))
    return NULL;
  database = dex_await_object (sluice_worker_run (load_authority, g_strdup (sluice_home_cloud_get_ca_file (self->cloud)),
                                                  g_free),
                               error);
  if (database == NULL || !check_start (self, stop, error))
    return NULL;

  return sluice_endpoint_new (sluice_place_get_id (SLUICE_PLACE (self)),
                              sluice_place_get_name (SLUICE_PLACE (self)),
                              sluice_home_cloud_get_url (self->cloud), SLUICE_ENDPOINT_CLOUD,
                              database, sluice_home_cloud_get_spki_sha256 (self->cloud), error);
}

/* Errors after which the earlier sign-in is worth nothing and a new one helps. */
static gboolean
calls_for_sign_in (const GError *error)
{
  return g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_FOUND) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_SIGN_IN) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN);
}

static gboolean
await_sign_in (SluiceHomePlace    *self,
               SluiceOAuthClient  *client,
               DexFuture          *stop,
               GError            **error)
{
  g_autoptr(GError) resume_error = NULL;
  gboolean signed_in;
  char *secret;

  /* What an earlier version of this program asked for may be less. */
  if (dex_await (sluice_until (sluice_oauth_client_resume (client), stop), &resume_error) &&
      sluice_scope_covers (sluice_oauth_client_get_granted_scope (client), SCOPE))
    return TRUE;
  if (resume_error != NULL && !calls_for_sign_in (resume_error))
    {
      g_propagate_error (error, g_steal_pointer (&resume_error));
      return FALSE;
    }

  secret = dex_await_boxed (sluice_home_cloud_read_owner_secret (self->cloud), error);
  if (secret == NULL)
    return FALSE;

  signed_in = dex_await (sluice_until (sluice_oauth_client_sign_in_as_owner (client, secret), stop), error);
  sluice_secret_free (secret);
  return signed_in;
}

static void
sign_in_lost_cb (SluiceHomePlace *self,
                 const GError    *error)
{
  gboolean locked = g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);

  /* Of an earlier start. */
  if (self->session == NULL)
    return;

  g_clear_object (&self->session);
  sluice_place_fail (SLUICE_PLACE (self), locked ? SLUICE_PLACE_LOCKED : SLUICE_PLACE_FAILED,
                     locked ? error->message
                            : _("The sign-in to the home cloud does not hold any more. Nothing is lost; "
                                "start it again to sign in anew."));
}

static DexFuture *
start_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceHomePlace *self = data;
  g_autoptr(SluiceEndpoint) endpoint = NULL;
  g_autoptr(SluiceSession) door = NULL;
  g_autoptr(SluiceTokenStore) store = NULL;
  g_autoptr(SluiceOAuthClient) client = NULL;
  g_autoptr(GError) error = NULL;

  if (!dex_await (sluice_until (sluice_home_cloud_start (self->cloud), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  endpoint = await_endpoint (self, stop, &error);
  if (endpoint == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  door = sluice_session_new (endpoint, self->gate, NULL, self->clock);
  store = sluice_token_store_new (self->keyring, sluice_place_get_id (SLUICE_PLACE (self)), "owner", self->client_id);
  client = sluice_oauth_client_new (door, store, self->clock, sluice_home_cloud_get_url (self->cloud), self->client_id,
                                    SCOPE);
  if (!await_sign_in (self, client, stop, &error) || !check_start (self, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_signal_connect_object (client, "lost", G_CALLBACK (sign_in_lost_cb), self, G_CONNECT_SWAPPED);
  g_clear_object (&self->session);
  self->session = sluice_session_new (endpoint, self->gate, SLUICE_AUTHORIZER (client), self->clock);
  return dex_future_new_true ();
}

static DexFuture *
sluice_home_place_start (SluicePlace *place)
{
  return sluice_fiber_spawn (start_fiber, g_object_ref (place), g_object_unref);
}

static DexFuture *
sluice_home_place_stop (SluicePlace *place)
{
  SluiceHomePlace *self = SLUICE_HOME_PLACE (place);

  g_clear_object (&self->session);
  return sluice_home_cloud_stop (self->cloud);
}

static SluiceSession *
sluice_home_place_get_session (SluicePlace *place)
{
  return SLUICE_HOME_PLACE (place)->session;
}

static DexFuture *
sluice_home_place_open_door (SluicePlace *place,
                             guint        door)
{
  SluiceHomePlace *self = SLUICE_HOME_PLACE (place);

  if (self->session == NULL)
    return dex_future_new_reject (SLUICE_ACCOUNT_ERROR, SLUICE_ACCOUNT_ERROR_NOT_STARTED, "%s",
                                  _("Your home cloud is not running."));
  return dex_future_new_take_object (sluice_session_new (sluice_session_get_endpoint (self->session), self->gate, NULL,
                                                         self->clock));
}

static void
cloud_gone_cb (SluiceHomePlace *self)
{
  g_clear_object (&self->session);
  sluice_place_fail (SLUICE_PLACE (self), SLUICE_PLACE_FAILED,
                     _("The home cloud has stopped. What it had confirmed is saved. Start it again to go on."));
}

static void
sluice_home_place_finalize (GObject *object)
{
  SluiceHomePlace *self = SLUICE_HOME_PLACE (object);

  g_free (self->client_id);
  g_clear_object (&self->gate);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
  g_clear_object (&self->cloud);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sluice_home_place_parent_class)->finalize (object);
}

static void
sluice_home_place_class_init (SluiceHomePlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SluicePlaceClass *place_class = SLUICE_PLACE_CLASS (klass);

  object_class->finalize = sluice_home_place_finalize;
  place_class->start = sluice_home_place_start;
  place_class->stop = sluice_home_place_stop;
  place_class->get_session = sluice_home_place_get_session;
  place_class->open_door = sluice_home_place_open_door;
}

static void
sluice_home_place_init (SluiceHomePlace *self)
{
}

/**
 * sluice_home_place_new:
 * @state_folder: where the home cloud keeps its data
 * @client_id: this program, as the home cloud knows it
 * @gate: what every request passes
 * @keyring: where the sign-in is kept
 * @clock: the time
 *
 * Returns: (transfer full): the home cloud as a place, not started
 */
SluicePlace *
sluice_home_place_new (const char    *state_folder,
                       const char    *client_id,
                       SluiceGate    *gate,
                       SluiceKeyring *keyring,
                       SluiceClock   *clock)
{
  SluiceHomePlace *self = g_object_new (SLUICE_TYPE_HOME_PLACE,
                                        "id", "home",
                                        "name", _("Home cloud"),
                                        NULL);

  self->client_id = g_strdup (client_id);
  self->gate = g_object_ref (gate);
  self->keyring = g_object_ref (keyring);
  self->clock = g_object_ref (clock);
  self->cloud = sluice_home_cloud_new (state_folder);
  g_signal_connect_object (self->cloud, "gone", G_CALLBACK (cloud_gone_cb), self, G_CONNECT_SWAPPED);
  return SLUICE_PLACE (self);
}
