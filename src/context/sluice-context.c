/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context-private.h"

#include "sluice-auth-error.h"
#include "sluice-cloud-place.h"
#include "sluice-fiber.h"
#include "sluice-home-place.h"
#include "sluice-settings-policy.h"

#include <glib/gi18n-lib.h>

#define LEDGER_PAGE 1000
/* For what is being sent when the program ends. */
#define FINISH_SECONDS 5

G_DEFINE_FINAL_TYPE (SluiceContext, sluice_context, G_TYPE_OBJECT)

typedef enum
{
  PROP_PLACE = 1,
  PROP_VAULT,
  PROP_KEY_LOST,
} SluiceContextProperty;

static GParamSpec *properties[PROP_KEY_LOST + 1];

/* SluiceJobNamer: what the vault's files are called that were sent as these jobs. */
static char *
name_job (const char *job_uuid,
          gpointer    data)
{
  SluiceContext *self = data;
  GListModel *items = self->vault != NULL ? sluice_vault_get_model (self->vault) : NULL;
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (items, i);

      if (g_strv_contains (sluice_vault_item_get_jobs (item), job_uuid))
        return g_strdup (sluice_vault_item_get_name (item));
    }

  return NULL;
}

static SluiceSession *
get_session (SluiceContext *self)
{
  return self->place != NULL ? sluice_place_get_session (self->place) : NULL;
}

static void
place_state_changed_cb (SluiceContext *self)
{
  SluicePlaceState state = self->place != NULL ? sluice_place_get_state (self->place) : SLUICE_PLACE_OFF;
  SluiceSession *session = get_session (self);
  const char *problem = self->place != NULL ? sluice_place_get_problem (self->place) : NULL;
  const char *reason = problem ?: _("The cloud is not connected");

  sluice_upload_queue_set_session (self->uploads, session);
  sluice_consents_use (self->consents, session);
  sluice_holdings_use (self->holdings, session, reason);
  if (state == SLUICE_PLACE_READY && self->watching)
    {
      sluice_printer_monitor_start (self->monitor, session);
      sluice_consents_start (self->consents, session);
    }
  else
    {
      sluice_printer_monitor_stop (self->monitor, reason);
      sluice_consents_stop (self->consents, reason);
    }
}

/* @place: (transfer full) (nullable): it takes the place of another one, which the caller stops. What was seen
 * there is not true of this one, however long that takes to answer. */
static void
set_place (SluiceContext *self,
           SluicePlace   *place)
{
  if (self->place != NULL)
    g_signal_handlers_disconnect_by_func (self->place, place_state_changed_cb, self);
  g_clear_object (&self->place);
  self->place = place;
  if (place != NULL)
    g_signal_connect_object (place, "notify::state", G_CALLBACK (place_state_changed_cb), self, G_CONNECT_SWAPPED);
  sluice_printer_monitor_forget (self->monitor);
  sluice_consents_forget (self->consents);
  sluice_holdings_forget (self->holdings);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
}

/* @vault: (transfer full) (nullable). */
void
sluice_context_take_vault (SluiceContext *self,
                           SluiceVault   *vault)
{
  g_clear_object (&self->vault);
  self->vault = vault;
  if (vault != NULL)
    g_settings_bind (self->settings, "vault-quota", vault, "quota", G_SETTINGS_BIND_GET);
  sluice_upload_queue_set_vault (self->uploads, vault);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VAULT]);
}

void
sluice_context_set_key_lost (SluiceContext *self,
                             gboolean       key_lost)
{
  if (self->key_lost == key_lost)
    return;

  self->key_lost = key_lost;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY_LOST]);
}

static void
sluice_context_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SluiceContext *self = SLUICE_CONTEXT (object);

  switch ((SluiceContextProperty) property_id)
    {
    case PROP_PLACE:
      g_value_set_object (value, self->place);
      break;
    case PROP_VAULT:
      g_value_set_object (value, self->vault);
      break;
    case PROP_KEY_LOST:
      g_value_set_boolean (value, self->key_lost);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_context_dispose (GObject *object)
{
  SluiceContext *self = SLUICE_CONTEXT (object);

  if (self->monitor != NULL)
    sluice_printer_monitor_stop (self->monitor, NULL);
  g_clear_object (&self->monitor);
  if (self->consents != NULL)
    sluice_consents_stop (self->consents, NULL);
  g_clear_object (&self->consents);
  if (self->holdings != NULL)
    sluice_holdings_forget (self->holdings);
  g_clear_object (&self->holdings);
  g_clear_object (&self->place);
  g_clear_object (&self->session_places);
  g_clear_object (&self->uploads);
  g_clear_object (&self->vault);
  g_clear_object (&self->gate);
  g_clear_object (&self->ledger);
  g_clear_object (&self->accounts);
  g_clear_object (&self->keyring);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sluice_context_parent_class)->dispose (object);
}

static void
sluice_context_finalize (GObject *object)
{
  SluiceContext *self = SLUICE_CONTEXT (object);

  g_free (self->data_folder);
  g_free (self->client_id);

  G_OBJECT_CLASS (sluice_context_parent_class)->finalize (object);
}

static void
sluice_context_class_init (SluiceContextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_context_get_property;
  object_class->dispose = sluice_context_dispose;
  object_class->finalize = sluice_context_finalize;

  properties[PROP_PLACE] = g_param_spec_object ("place", NULL, NULL, SLUICE_TYPE_PLACE, flags);
  properties[PROP_VAULT] = g_param_spec_object ("vault", NULL, NULL, SLUICE_TYPE_VAULT, flags);
  properties[PROP_KEY_LOST] = g_param_spec_boolean ("key-lost", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_context_init (SluiceContext *self)
{
  self->session_places = g_list_store_new (SLUICE_TYPE_PLACE);
}

static void
resolution_changed_cb (SluiceContext *self)
{
  g_autofree char *resolution = g_settings_get_string (self->settings, "resolution");

  /* By its word, and whatever is not "full" tells less. */
  sluice_upload_queue_set_coarse (self->uploads, !g_str_equal (resolution, "full"));
}

/**
 * sluice_context_new:
 * @data_folder: where everything of Sluice on this computer is kept
 * @client_id: this program, as authorization servers know it
 *
 * Builds the services; none of them touches the disk or the network yet.
 *
 * Returns: (transfer full): the context
 */
SluiceContext *
sluice_context_new (const char *data_folder,
                    const char *client_id)
{
  SluiceContext *self = g_object_new (SLUICE_TYPE_CONTEXT, NULL);
  g_autoptr(SluicePolicy) policy = NULL;
  g_autofree char *ledger = g_build_filename (data_folder, "ledger.db", NULL);
  g_autofree char *receipts = g_build_filename (data_folder, "receipts.db", NULL);

  self->data_folder = g_strdup (data_folder);
  self->client_id = g_strdup (client_id);
  self->clock = sluice_clock_new ();
  self->settings = g_settings_new (APP_ID);
  self->keyring = sluice_keyring_new ();
  self->accounts = sluice_accounts_new (self->settings);
  self->ledger = sluice_ledger_new (ledger, self->clock);
  policy = sluice_settings_policy_new (self->settings);
  self->gate = sluice_gate_new (policy, self->ledger);
  self->uploads = sluice_upload_queue_new (policy);
  g_signal_connect_object (self->settings, "changed::resolution", G_CALLBACK (resolution_changed_cb), self,
                           G_CONNECT_SWAPPED);
  resolution_changed_cb (self);
  self->consents = sluice_consents_new (receipts, self->clock);
  self->holdings = sluice_holdings_new ();
  self->monitor = sluice_printer_monitor_new (name_job, self);
  g_signal_connect_object (self->uploads, "job-joined", G_CALLBACK (sluice_printer_monitor_name_jobs),
                           self->monitor, G_CONNECT_SWAPPED);
  return self;
}

/* @n_stops: as it was when something began. Whether it may go on; a stop has the last word. */
static gboolean
check_not_stopped (SluiceContext  *self,
                   guint           n_stops,
                   GError        **error)
{
  if (self->n_stops == n_stops)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Sluice was stopped meanwhile"));
  return FALSE;
}

typedef struct
{
  SluiceContext *context; /* a reference */
  SluicePlace   *place;   /* a reference */
  gboolean       visit;   /* the next start is at the place of before */
} Use;

static void
use_free (gpointer data)
{
  Use *use = data;

  g_object_unref (use->context);
  g_object_unref (use->place);
  g_free (use);
}

static gboolean
is_for_this_session (SluicePlace *place)
{
  return SLUICE_IS_CLOUD_PLACE (place) && sluice_cloud_place_get_session_only (SLUICE_CLOUD_PLACE (place));
}

/* The place that was used until now is let go, with all that runs for it. @place: (nullable) */
static void
await_change (SluiceContext *self,
              SluicePlace   *place)
{
  g_autoptr(SluicePlace) old = self->place != NULL && self->place != place ? g_object_ref (self->place) : NULL;

  if (self->place == place)
    return;
  set_place (self, place != NULL ? g_object_ref (place) : NULL);
  place_state_changed_cb (self);
  if (old != NULL)
    dex_await (sluice_place_stop (old), NULL);
}

/* Without its keyring the vault stays closed; who signed in for this session only knows that there is none. */
static gboolean
await_vault (SluiceContext  *self,
             SluicePlace    *place,
             DexFuture      *stop,
             GError        **error)
{
  g_autoptr(GError) failure = NULL;

  if (dex_await (sluice_until (sluice_context_open_vault (self), stop), &failure))
    return TRUE;
  if (is_for_this_session (place) && failure->domain == SLUICE_AUTH_ERROR)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A person who chose another place meanwhile has left this one, however far it was. */
static gboolean
check_still_used (SluiceContext  *self,
                  Use            *use,
                  guint           n_stops,
                  GError        **error)
{
  if (!check_not_stopped (self, n_stops, error))
    return FALSE;
  if (self->place == use->place)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Another cloud was chosen meanwhile"));
  return FALSE;
}

static void
keep_session_place (SluiceContext *self,
                    SluicePlace   *place)
{
  if (!g_list_store_find (self->session_places, place, NULL))
    g_list_store_append (self->session_places, place);
}

static DexFuture *
use_fiber (DexFuture *stop,
           gpointer   data)
{
  Use *use = data;
  SluiceContext *self = use->context;
  const guint n_stops = self->n_stops;
  g_autoptr(GError) error = NULL;

  if (is_for_this_session (use->place))
    keep_session_place (self, use->place);
  await_change (self, use->place);
  if (await_vault (self, use->place, stop, &error))
    {
      if (check_still_used (self, use, n_stops, &error) &&
          !dex_await (sluice_until (sluice_place_start (use->place), stop), &error) && !dex_future_is_pending (stop))
        dex_await (sluice_place_stop (use->place), NULL);
    }
  else if (dex_future_is_pending (stop) && self->n_stops == n_stops && self->place == use->place)
    {
      gboolean locked = g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_LOCKED);

      sluice_place_fail (use->place, locked ? SLUICE_PLACE_LOCKED : SLUICE_PLACE_FAILED, error->message);
    }
  if (error != NULL || !check_still_used (self, use, n_stops, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  if (!use->visit && !is_for_this_session (use->place))
    g_settings_set_string (self->settings, "last-place", sluice_place_get_id (use->place));
  return dex_future_new_true ();
}

static DexFuture *
spawn_use (SluiceContext *self,
           SluicePlace   *place,
           gboolean       visit)
{
  Use *use = g_new0 (Use, 1);

  use->context = g_object_ref (self);
  use->place = g_object_ref (place);
  use->visit = visit;
  return sluice_fiber_spawn (use_fiber, use, use_free);
}

static char *
dup_home_path (SluiceContext *self)
{
  return g_build_filename (self->data_folder, "home-cloud", NULL);
}

/* Returns: (transfer full): the home cloud, as it is used or a new one */
static SluicePlace *
ref_home (SluiceContext *self)
{
  g_autofree char *state = dup_home_path (self);

  if (SLUICE_IS_HOME_PLACE (self->place))
    return g_object_ref (self->place);
  return sluice_home_place_new (state, self->client_id, self->gate, self->keyring, self->clock);
}

/**
 * sluice_context_use_place:
 * @self: a context
 * @place: a place that was made here
 *
 * It becomes the place: the one before is stopped, the vault is opened, and
 * @place is started and signed in to with what is kept. Also what to call again
 * after a problem. Dropping the future gives the start up.
 *
 * Returns: (transfer full): settles when the place is ready; rejects with what
 *   #SluicePlace:problem says
 */
DexFuture *
sluice_context_use_place (SluiceContext *self,
                          SluicePlace   *place)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (SLUICE_IS_PLACE (place));

  return spawn_use (self, place, FALSE);
}

/**
 * sluice_context_use_home:
 * @self: a context
 *
 * The home cloud becomes the place.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_use_home (SluiceContext *self)
{
  g_autoptr(SluicePlace) home = NULL;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  home = ref_home (self);
  return spawn_use (self, home, FALSE);
}

/**
 * sluice_context_visit_home:
 * @self: a context
 *
 * The home cloud is the place until this program ends; the next start is where the
 * person was before.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_visit_home (SluiceContext *self)
{
  g_autoptr(SluicePlace) home = NULL;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  home = ref_home (self);
  return spawn_use (self, home, TRUE);
}

/**
 * sluice_context_use_again:
 * @self: a context
 *
 * The place that is used, or was used last, is started again.
 *
 * Returns: (transfer full): as sluice_context_use_place()
 */
DexFuture *
sluice_context_use_again (SluiceContext *self)
{
  g_autofree char *last_place = NULL;
  g_autoptr(SluicePlace) place = NULL;
  SluiceAccount *account;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  if (self->place != NULL)
    return sluice_context_use_place (self, self->place);
  last_place = g_settings_get_string (self->settings, "last-place");
  account = sluice_accounts_find (self->accounts, last_place);
  if (account == NULL)
    return sluice_context_use_home (self);
  place = sluice_context_make_place (self, account);
  return sluice_context_use_place (self, place);
}

static DexFuture *
leave_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceContext *self = data;

  g_settings_set_string (self->settings, "last-place", "");
  await_change (self, NULL);
  return dex_future_new_true ();
}

/**
 * sluice_context_leave_place:
 * @self: a context
 *
 * The place is stopped, and there is none until one is chosen.
 *
 * Returns: (transfer full): settles when that is so
 */
DexFuture *
sluice_context_leave_place (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (leave_fiber, g_object_ref (self), g_object_unref);
}

/* Where a person is who signed out of where that was. (transfer full) */
static DexFuture *
go_elsewhere (SluiceContext *self)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);

  if (sluice_context_has_home (self))
    return sluice_context_use_home (self);
  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++)
    {
      g_autoptr(SluiceAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr(SluicePlace) place = NULL;

      if (!g_str_equal (sluice_account_get_client_id (account), self->client_id))
        continue;
      place = sluice_context_make_place (self, account);
      return sluice_context_use_place (self, place);
    }
  return sluice_context_leave_place (self);
}

static void
drop_place (SluiceContext    *self,
            SluiceCloudPlace *place)
{
  g_autofree char *last_place = g_settings_get_string (self->settings, "last-place");
  const char *id = sluice_place_get_id (SLUICE_PLACE (place));
  guint position;

  if (g_list_store_find (self->session_places, place, &position))
    g_list_store_remove (self->session_places, position);
  sluice_accounts_remove (self->accounts, sluice_cloud_place_get_account (place));
  if (g_str_equal (last_place, id))
    g_settings_set_string (self->settings, "last-place", "");
  /* Another object may be for the same account. Who goes on from there learns of it by the banner. */
  if (self->place != NULL && g_str_equal (sluice_place_get_id (self->place), id))
    dex_future_disown (go_elsewhere (self));
}

static DexFuture *
sign_out_fiber (DexFuture *stop,
                gpointer   data)
{
  Use *use = data;
  SluiceCloudPlace *place = SLUICE_CLOUD_PLACE (use->place);
  g_autoptr(SluiceOAuthClient) client = NULL;
  g_autoptr(GError) error = NULL;

  client = dex_await_object (sluice_cloud_place_open_client (place), &error);
  if (client != NULL)
    dex_await (sluice_oauth_client_sign_out (client), &error);
  /* Kept while something may be left, so that it can be signed out of once more. */
  if (error == NULL || g_error_matches (error, SLUICE_AUTH_ERROR, SLUICE_AUTH_ERROR_NOT_REVOKED))
    drop_place (use->context, place);
  else if (client != NULL)
    {
      dex_await (sluice_place_stop (use->place), NULL);
      sluice_place_fail (use->place, SLUICE_PLACE_FAILED, error->message);
    }
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * sluice_context_sign_out:
 * @self: a context
 * @place: a #SluiceCloudPlace that was made here, used or not
 *
 * Signs out of it, and forgets its account once certainly nothing is left on
 * this computer. Who used it is at the home cloud then, if there is one, else
 * with another account, else nowhere.
 *
 * Returns: (transfer full): settles and rejects as sluice_oauth_client_sign_out()
 */
DexFuture *
sluice_context_sign_out (SluiceContext *self,
                         SluicePlace   *place)
{
  Use *use;

  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (SLUICE_IS_CLOUD_PLACE (place));

  use = g_new0 (Use, 1);
  use->context = g_object_ref (self);
  use->place = g_object_ref (place);
  return sluice_fiber_spawn (sign_out_fiber, use, use_free);
}

static DexFuture *
start_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceContext *self = data;
  const guint n_stops = self->n_stops;
  g_autoptr(GError) error = NULL;

  self->watching = TRUE;
  if (!dex_await (sluice_ledger_load (self->ledger, LEDGER_PAGE), &error) ||
      !check_not_stopped (self, n_stops, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!sluice_context_has_place (self))
    return dex_future_new_true ();

  return sluice_context_use_again (self);
}

/**
 * sluice_context_start:
 * @self: a context
 *
 * Reads the ledger, starts the place that was used last, if any, and watches
 * its printers from then on.
 *
 * Returns: (transfer full): settles when that is done; rejects with what kept
 *   it from being done
 */
DexFuture *
sluice_context_start (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (start_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
stop_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceContext *self = data;

  self->n_stops++;
  self->watching = FALSE;
  sluice_printer_monitor_stop (self->monitor, NULL);
  sluice_consents_stop (self->consents, NULL);
  sluice_consents_use (self->consents, NULL);
  sluice_holdings_use (self->holdings, NULL, NULL);
  /* The person said "Send": what takes a moment is given it. */
  dex_await (dex_future_first (sluice_upload_queue_finish (self->uploads),
                               dex_timeout_new_seconds (FINISH_SECONDS), NULL),
             NULL);
  sluice_upload_queue_set_session (self->uploads, NULL);
  if (self->place != NULL)
    dex_await (sluice_place_stop (self->place), NULL);
  return sluice_ledger_flush (self->ledger);
}

/**
 * sluice_context_stop:
 * @self: a context
 *
 * Lets what is being sent finish, for a few seconds at most, stops everything,
 * and writes what is pending; the last thing a program does.
 *
 * Returns: (transfer full): settles when it is over
 */
DexFuture *
sluice_context_stop (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (stop_fiber, g_object_ref (self), g_object_unref);
}

/**
 * sluice_context_unlock_keyring:
 * @self: a context
 *
 * Asks the person, through the desktop, to unlock the keyring, and no more.
 *
 * Returns: (transfer full): as sluice_keyring_unlock()
 */
DexFuture *
sluice_context_unlock_keyring (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_keyring_unlock (self->keyring);
}

static DexFuture *
unlock_fiber (DexFuture *stop,
              gpointer   data)
{
  SluiceContext *self = data;
  const guint n_stops = self->n_stops;
  g_autoptr(GError) error = NULL;

  if (!dex_await (sluice_until (sluice_keyring_unlock (self->keyring), stop), &error) ||
      !check_not_stopped (self, n_stops, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  return sluice_context_use_again (self);
}

/**
 * sluice_context_unlock:
 * @self: a context
 *
 * Asks the person, through the desktop, to unlock the keyring; then goes on
 * where it was missing.
 *
 * Returns: (transfer full): as sluice_context_use_place(); rejects also when the
 *   person would rather not
 */
DexFuture *
sluice_context_unlock (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));

  return sluice_fiber_spawn (unlock_fiber, g_object_ref (self), g_object_unref);
}

/**
 * sluice_context_look_once:
 * @self: a context that was not started, whose place is ready
 *
 * One look at the printers, for a program that does not watch them.
 *
 * Returns: (transfer full): settles when the groups are what was seen
 */
DexFuture *
sluice_context_look_once (SluiceContext *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONTEXT (self));
  dex_return_error_if_fail (get_session (self) != NULL);

  return sluice_printer_monitor_look_once (self->monitor, get_session (self));
}

/** sluice_context_refresh: looks at the printers now instead of at the next turn. */
void
sluice_context_refresh (SluiceContext *self)
{
  g_return_if_fail (SLUICE_IS_CONTEXT (self));

  sluice_printer_monitor_refresh (self->monitor);
}

/** sluice_context_has_home: whether there is a home cloud, used or not. */
gboolean
sluice_context_has_home (SluiceContext *self)
{
  g_autofree char *last_place = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), FALSE);

  last_place = g_settings_get_string (self->settings, "last-place");
  path = dup_home_path (self);
  return g_str_equal (last_place, "home") || g_file_test (path, G_FILE_TEST_IS_DIR);
}

/** sluice_context_has_place: whether a place was chosen, now or at an earlier time. */
gboolean
sluice_context_has_place (SluiceContext *self)
{
  g_autofree char *last_place = NULL;

  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), FALSE);

  last_place = g_settings_get_string (self->settings, "last-place");
  return g_str_equal (last_place, "home") || sluice_accounts_find (self->accounts, last_place) != NULL;
}

/** sluice_context_get_session_places: (transfer none): of #SluicePlace: signed in to for this session only. */
GListModel *
sluice_context_get_session_places (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return G_LIST_MODEL (self->session_places);
}

/** sluice_context_get_client_id: this program, as authorization servers know it. */
const char *
sluice_context_get_client_id (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->client_id;
}

/** sluice_context_get_place: (transfer none) (nullable): %NULL before one is chosen. */
SluicePlace *
sluice_context_get_place (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->place;
}

SluiceClock *
sluice_context_get_clock (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->clock;
}

GSettings *
sluice_context_get_settings (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->settings;
}

/** sluice_context_get_groups: (transfer none): of #SluicePrinterGroup. */
GListModel *
sluice_context_get_groups (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return sluice_printer_monitor_get_groups (self->monitor);
}

SluiceUploadQueue *
sluice_context_get_uploads (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->uploads;
}

/** sluice_context_get_holdings: (transfer none): of the place that is used. */
SluiceHoldings *
sluice_context_get_holdings (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->holdings;
}

/** sluice_context_get_consents: (transfer none): of the place that is used. */
SluiceConsents *
sluice_context_get_consents (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->consents;
}

SluiceLedger *
sluice_context_get_ledger (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->ledger;
}

/** sluice_context_get_vault: (transfer none) (nullable): %NULL until the keyring gave its key. */
SluiceVault *
sluice_context_get_vault (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->vault;
}

/** sluice_context_get_accounts: (transfer none): the accounts at clouds elsewhere. */
SluiceAccounts *
sluice_context_get_accounts (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->accounts;
}

/**
 * sluice_context_make_place:
 * @self: a context
 * @account: an account, kept already or to be signed in to
 *
 * Places know nothing of each other: several can be used at once.
 *
 * Returns: (transfer full): a #SluiceCloudPlace for it, not started
 */
SluicePlace *
sluice_context_make_place (SluiceContext *self,
                           SluiceAccount *account)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  g_return_val_if_fail (SLUICE_IS_ACCOUNT (account), NULL);

  return sluice_cloud_place_new (account, self->gate, self->keyring, self->clock);
}
