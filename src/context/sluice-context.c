/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-context-private.h"

#include "sluice-fiber.h"
#include "sluice-log.h"
#include "sluice-upload-rules.h"

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
  SluiceSession *privacy = self->place != NULL ? sluice_place_get_privacy_session (self->place) : NULL;
  const char *problem = self->place != NULL ? sluice_place_get_problem (self->place) : NULL;
  const char *reason = problem ?: _("The cloud is not connected");

  /* One that is going away takes nothing more. */
  sluice_upload_queue_set_session (self->uploads, state == SLUICE_PLACE_READY ? session : NULL);
  sluice_upload_queue_set_takes_records (self->uploads, session == NULL || privacy != NULL);
  sluice_consents_use (self->consents, privacy);
  sluice_consents_set_offered (self->consents, session == NULL || privacy != NULL);
  sluice_holdings_use (self->holdings, self->place != NULL ? sluice_place_get_source (self->place) : NULL, reason);
  if (state == SLUICE_PLACE_READY && self->watching)
    sluice_printer_monitor_start (self->monitor, session);
  else
    sluice_printer_monitor_stop (self->monitor, reason);
  if (state == SLUICE_PLACE_READY && self->watching && privacy != NULL)
    sluice_consents_start (self->consents, privacy);
  else
    sluice_consents_stop (self->consents, session != NULL && privacy == NULL
                                            ? _("This cloud does not tell Sluice who can see your data") : reason);
}

/* @place: (transfer full) (nullable): it takes the place of another one, which the caller stops. What was seen
 * there is not true of this one, however long that takes to answer. */
void
sluice_context_take_place (SluiceContext *self,
                           SluicePlace   *place)
{
  if (self->place != NULL)
    g_signal_handlers_disconnect_by_func (self->place, place_state_changed_cb, self);
  g_clear_object (&self->place);
  self->place = place;
  if (place != NULL)
    g_signal_connect_object (place, "notify::state", G_CALLBACK (place_state_changed_cb), self, G_CONNECT_SWAPPED);
  sluice_upload_queue_leave_place (self->uploads);
  sluice_printer_monitor_forget (self->monitor);
  sluice_consents_forget (self->consents);
  sluice_holdings_forget (self->holdings);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE]);
  place_state_changed_cb (self);
}

/* (transfer full): where the lists of what places hold are. */
char *
sluice_context_dup_kept_folder (SluiceContext *self)
{
  return g_build_filename (self->data_folder, "inventory", NULL);
}

/* (transfer full) (nullable): the folder that the settings name. */
static char *
dup_watched_path (SluiceContext *self)
{
  g_autofree char *uri = g_settings_get_string (self->settings, "watched-folder");
  g_autoptr(GFile) folder = *uri != '\0' ? g_file_new_for_uri (uri) : NULL;

  return folder != NULL ? g_file_get_path (folder) : NULL;
}

/* Not before there is a vault: what is read is encrypted in the same pass. Nor before the queue of the last time is back,
 * so that nothing is in it twice. And not for a program that looks only once. */
void
sluice_context_watch_folder (SluiceContext *self)
{
  const gboolean ready = self->watching && self->vault_key != NULL && !self->restoring;
  g_autofree char *path = ready ? dup_watched_path (self) : NULL;

  sluice_watched_folder_watch (self->watched, path, self->vault_key);
}

/* @vault: (transfer full) (nullable); @key: (nullable): the vault's. */
void
sluice_context_take_vault (SluiceContext *self,
                           SluiceVault   *vault,
                           SluiceKey     *key)
{
  g_clear_object (&self->vault);
  self->vault = vault;
  g_clear_object (&self->kept);
  /* Another key than before would not open what the watcher keeps. */
  sluice_watched_folder_watch (self->watched, NULL, NULL);
  g_clear_pointer (&self->vault_key, sluice_key_unref);
  if (key != NULL)
    {
      g_autofree char *folder = sluice_context_dup_kept_folder (self);

      self->kept = sluice_inventory_kept_new (folder, key);
      self->vault_key = sluice_key_ref (key);
    }
  if (self->place != NULL)
    sluice_context_recall (self, self->place);
  if (vault != NULL)
    g_settings_bind (self->settings, "vault-quota", vault, "quota", G_SETTINGS_BIND_GET);
  sluice_context_use_journal (self, key);
  sluice_context_use_history (self, key);
  sluice_upload_queue_set_vault (self->uploads, vault);
  sluice_context_watch_folder (self);
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
  g_clear_object (&self->rights);
  g_clear_object (&self->kept);
  g_clear_object (&self->place);
  g_clear_object (&self->session_places);
  if (self->watched != NULL)
    sluice_watched_folder_watch (self->watched, NULL, NULL);
  g_clear_object (&self->watched);
  g_clear_pointer (&self->vault_key, sluice_key_unref);
  g_clear_object (&self->uploads);
  g_clear_object (&self->journal);
  g_clear_pointer (&self->uploads_lock, sluice_lock_unref);
  g_clear_object (&self->vault);
  g_clear_object (&self->events);
  g_clear_object (&self->history);
  g_clear_object (&self->fleet);
  g_clear_object (&self->local_monitor);
  g_clear_object (&self->local_printers);
  g_clear_object (&self->print_sender);
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

static DexFuture *
log_unwritten (DexFuture *future,
               gpointer   data)
{
  g_autoptr(GError) error = NULL;

  dex_future_get_value (future, &error);
  sluice_log_error (G_LOG_LEVEL_WARNING, "a change of what may leave was not written down", error);
  return dex_ref (future);
}

/* Whoever changed it, here or in the settings. */
static void
rule_changed_cb (SluiceContext   *self,
                 SluiceRuleScope  scope,
                 const char      *subject,
                 const char      *from,
                 const char      *to)
{
  g_autoptr(GEnumClass) scopes = g_type_class_ref (SLUICE_TYPE_RULE_SCOPE);
  DexFuture *written = sluice_ledger_append_changed (self->ledger, g_enum_get_value (scopes, scope)->value_nick, subject,
                                                     from, to);

  dex_future_disown (dex_future_catch (written, log_unwritten, NULL, NULL));
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
  g_autoptr(SluiceUploadRules) rules = NULL;
  g_autofree char *ledger = g_build_filename (data_folder, "ledger.db", NULL);
  g_autofree char *receipts = g_build_filename (data_folder, "receipts.db", NULL);
  g_autofree char *watched = g_build_filename (data_folder, "watched-folder.sealed", NULL);

  self->data_folder = g_strdup (data_folder);
  self->client_id = g_strdup (client_id);
  self->clock = sluice_clock_new ();
  self->settings = g_settings_new (APP_ID);
  self->keyring = sluice_keyring_new ();
  self->accounts = sluice_accounts_new (self->settings);
  self->ledger = sluice_ledger_new (ledger, self->clock);
  rules = sluice_upload_rules_new (self->settings);
  g_signal_connect_object (rules, "rule-changed", G_CALLBACK (rule_changed_cb), self, G_CONNECT_SWAPPED);
  self->gate = sluice_gate_new (SLUICE_POLICY (rules), self->ledger);
  self->uploads = sluice_upload_queue_new (rules);
  sluice_context_build_printers (self);
  self->watched = sluice_watched_folder_new (self->uploads, watched);
  g_signal_connect_object (self->settings, "changed::watched-folder", G_CALLBACK (sluice_context_watch_folder), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::resolution", G_CALLBACK (resolution_changed_cb), self,
                           G_CONNECT_SWAPPED);
  resolution_changed_cb (self);
  self->consents = sluice_consents_new (receipts, self->clock);
  self->holdings = sluice_holdings_new ();
  self->rights = sluice_rights_new (data_folder, self->clock);
  self->monitor = sluice_printer_monitor_new (name_job, self);
  sluice_context_build_fleet (self);
  g_signal_connect_object (self->uploads, "job-joined", G_CALLBACK (sluice_printer_monitor_name_jobs),
                           self->monitor, G_CONNECT_SWAPPED);
  return self;
}

/* @n_stops: as it was when something began. Whether it may go on; a stop has the last word. */
gboolean
sluice_context_check_not_stopped (SluiceContext  *self,
                                  guint           n_stops,
                                  GError        **error)
{
  if (self->n_stops == n_stops)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Sluice was stopped meanwhile"));
  return FALSE;
}

static DexFuture *
start_fiber (DexFuture *stop,
             gpointer   data)
{
  SluiceContext *self = data;
  const guint n_stops = self->n_stops;
  g_autoptr(GError) error = NULL;

  self->watching = TRUE;
  sluice_local_monitor_start (self->local_monitor);
  sluice_context_watch_folder (self);
  /* Nobody waits for it, and who looks at it is told what is wrong. */
  dex_future_disown (sluice_rights_load (self->rights));
  if (!dex_await (sluice_ledger_load (self->ledger, LEDGER_PAGE), &error) ||
      !sluice_context_check_not_stopped (self, n_stops, &error))
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
  dex_await (sluice_watched_folder_flush (self->watched), NULL);
  sluice_context_watch_folder (self);
  sluice_printer_monitor_stop (self->monitor, NULL);
  sluice_local_monitor_stop (self->local_monitor, NULL);
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
  dex_await (dex_future_first (sluice_ledger_finish (self->ledger), dex_timeout_new_seconds (FINISH_SECONDS), NULL),
             NULL);
  dex_await (sluice_print_history_finish (self->history), NULL);
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
      !sluice_context_check_not_stopped (self, n_stops, &error))
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

/** sluice_context_get_watched: (transfer none): the folder that the settings name, once there is a vault. */
SluiceWatchedFolder *
sluice_context_get_watched (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->watched;
}

/** sluice_context_get_holdings: (transfer none): of the place that is used. */
SluiceHoldings *
sluice_context_get_holdings (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->holdings;
}

/** sluice_context_get_rights: (transfer none): the formal requests that the person writes to anybody. */
SluiceRights *
sluice_context_get_rights (SluiceContext *self)
{
  g_return_val_if_fail (SLUICE_IS_CONTEXT (self), NULL);
  return self->rights;
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
