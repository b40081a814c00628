/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-consents.h"

#include "sluice-consent-private.h"
#include "sluice-consents-private.h"
#include "sluice-fiber.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/*
 * A request waits five minutes, so it has to be seen soon; sooner while
 * somebody sits before the screen and may have caused it.
 */
#define ATTENTIVE_MS 3000
#define INTERVAL_MS 15000
#define MOST_INTERVAL_MS 120000
#define MAX_RECEIPTS 10000

G_DEFINE_FINAL_TYPE (SluiceConsents, sluice_consents, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_WAITING = 1,
  PROP_N_ALARMS,
  PROP_OBSERVED_AT,
  PROP_STALE_REASON,
  PROP_NOT_ALLOWED,
  PROP_IS_OFFERED,
} SluiceConsentsProperty;

static GParamSpec *properties[PROP_IS_OFFERED + 1];

static guint signal_asked;

static void
sluice_consents_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceConsents *self = SLUICE_CONSENTS (object);

  switch ((SluiceConsentsProperty) property_id)
    {
    case PROP_N_WAITING:
      g_value_set_uint (value, self->n_waiting);
      break;
    case PROP_N_ALARMS:
      g_value_set_uint (value, self->n_alarms);
      break;
    case PROP_OBSERVED_AT:
      g_value_set_int64 (value, self->observed_at);
      break;
    case PROP_STALE_REASON:
      g_value_set_string (value, self->stale_reason);
      break;
    case PROP_NOT_ALLOWED:
      g_value_set_boolean (value, self->not_allowed);
      break;
    case PROP_IS_OFFERED:
      g_value_set_boolean (value, self->is_offered);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_consents_dispose (GObject *object)
{
  SluiceConsents *self = SLUICE_CONSENTS (object);

  g_clear_pointer (&self->watcher, sluice_watcher_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sluice_consents_parent_class)->dispose (object);
}

static void
sluice_consents_finalize (GObject *object)
{
  SluiceConsents *self = SLUICE_CONSENTS (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->store, sluice_receipt_store_free);
  g_clear_pointer (&self->receipt_ids, g_hash_table_unref);
  g_clear_object (&self->requests);
  g_clear_object (&self->grants);
  g_clear_object (&self->receipts);
  g_free (self->place_id);
  g_free (self->stale_reason);

  G_OBJECT_CLASS (sluice_consents_parent_class)->finalize (object);
}

static void
sluice_consents_class_init (SluiceConsentsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_consents_get_property;
  object_class->dispose = sluice_consents_dispose;
  object_class->finalize = sluice_consents_finalize;

  properties[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_ALARMS] = g_param_spec_uint ("n-alarms", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_OBSERVED_AT] = g_param_spec_int64 ("observed-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STALE_REASON] = g_param_spec_string ("stale-reason", NULL, NULL, NULL, flags);
  properties[PROP_NOT_ALLOWED] = g_param_spec_boolean ("not-allowed", NULL, NULL, FALSE, flags);
  properties[PROP_IS_OFFERED] = g_param_spec_boolean ("is-offered", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signal_asked = g_signal_new ("asked", SLUICE_TYPE_CONSENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               SLUICE_TYPE_CONSENT_REQUEST);
}

static void
sluice_consents_init (SluiceConsents *self)
{
  self->is_offered = TRUE;
  self->requests = g_list_store_new (SLUICE_TYPE_CONSENT_REQUEST);
  self->grants = g_list_store_new (SLUICE_TYPE_GRANT);
  self->receipts = g_list_store_new (SLUICE_TYPE_RECEIPT);
  self->receipt_ids = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
set_not_allowed (SluiceConsents *self,
                 gboolean        not_allowed)
{
  if (self->not_allowed == not_allowed)
    return;

  self->not_allowed = not_allowed;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOT_ALLOWED]);
}

typedef struct
{
  SluiceConsents *consents;
  SluiceSession  *session;
} Look;

static Look *
look_new (SluiceConsents *self)
{
  Look *look = g_new0 (Look, 1);

  look->consents = g_object_ref (self);
  look->session = g_object_ref (self->session);
  return look;
}

static void
look_free (Look *look)
{
  g_object_unref (look->consents);
  g_object_unref (look->session);
  g_free (look);
}

/* SluiceLookFunc */
static gboolean
look (gpointer    data,
      DexFuture  *stop,
      GError    **error)
{
  Look *what = data;
  g_autoptr(GError) failure = NULL;

  if (sluice_consents_look (what->consents, what->session, stop, &failure))
    return TRUE;
  if (dex_future_is_pending (stop))
    {
      set_not_allowed (what->consents, g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN));
      sluice_consents_set_seen (what->consents, what->consents->observed_at, failure->message);
    }
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static guint
count_pending (GListModel *requests)
{
  guint n_pending = 0;

  for (guint i = 0; i < g_list_model_get_n_items (requests); i++)
    {
      g_autoptr(SluiceConsentRequest) request = g_list_model_get_item (requests, i);

      n_pending += sluice_consent_request_get_state (request) == SLUICE_CONSENT_PENDING;
    }
  return n_pending;
}

static guint
count_alarms (GListModel *grants)
{
  guint n_alarms = 0;

  for (guint i = 0; i < g_list_model_get_n_items (grants); i++)
    {
      g_autoptr(SluiceGrant) grant = g_list_model_get_item (grants, i);

      n_alarms += g_list_model_get_n_items (sluice_grant_get_alarms (grant)) > 0;
    }
  return n_alarms;
}

/* After any change of the models: says how many there are now. */
void
sluice_consents_count (SluiceConsents *self)
{
  guint n_waiting = count_pending (G_LIST_MODEL (self->requests));
  guint n_alarms = count_alarms (G_LIST_MODEL (self->grants));

  if (self->n_waiting != n_waiting)
    {
      self->n_waiting = n_waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WAITING]);
    }
  if (self->n_alarms != n_alarms)
    {
      self->n_alarms = n_alarms;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ALARMS]);
    }
}

void
sluice_consents_set_seen (SluiceConsents *self,
                          gint64          observed_at,
                          const char     *stale_reason)
{
  if (stale_reason == NULL)
    set_not_allowed (self, FALSE);
  if (self->observed_at != observed_at)
    {
      self->observed_at = observed_at;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OBSERVED_AT]);
    }
  if (g_set_str (&self->stale_reason, stale_reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_REASON]);
}

void
sluice_consents_announce (SluiceConsents       *self,
                          SluiceConsentRequest *request)
{
  g_signal_emit (self, signal_asked, 0, request);
}

/* @receipts: newest first, and newer than those that are there. */
void
sluice_consents_add_receipts (SluiceConsents *self,
                              GPtrArray      *receipts)
{
  g_autoptr(GPtrArray) added = g_ptr_array_new ();

  for (guint i = 0; i < receipts->len; i++)
    {
      SluiceReceipt *receipt = g_ptr_array_index (receipts, i);

      /* To add what is there would put the key of one that is about to go in the place of the key that stays. */
      if (g_hash_table_contains (self->receipt_ids, sluice_receipt_get_id (receipt)))
        continue;
      g_hash_table_add (self->receipt_ids, (gpointer) sluice_receipt_get_id (receipt));
      g_ptr_array_add (added, receipt);
    }
  if (added->len > 0)
    g_list_store_splice (self->receipts, 0, 0, added->pdata, added->len);
}

/**
 * sluice_consents_new:
 * @receipts_path: the file of the person's own copies of receipts
 * @clock: the time
 *
 * Returns: (transfer full): the service, without a place; it touches no disk yet
 */
SluiceConsents *
sluice_consents_new (const char  *receipts_path,
                     SluiceClock *clock)
{
  SluiceConsents *self = g_object_new (SLUICE_TYPE_CONSENTS, NULL);

  self->clock = g_object_ref (clock);
  self->store = sluice_receipt_store_new (receipts_path);
  self->watcher = sluice_watcher_new (look, INTERVAL_MS, MOST_INTERVAL_MS);
  return self;
}

static void
forget (SluiceConsents *self)
{
  g_list_store_remove_all (self->requests);
  g_list_store_remove_all (self->grants);
  sluice_consents_count (self);
  sluice_consents_set_seen (self, 0, NULL);
}

/**
 * sluice_consents_use:
 * @self: the service
 * @session: (nullable): signed in to the place whose requests and grants they are
 *
 * From then on it is that place that is asked. What was seen at another one is
 * forgotten, but for the receipts.
 */
void
sluice_consents_use (SluiceConsents *self,
                     SluiceSession  *session)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));

  if (!g_set_object (&self->session, session) || session == NULL)
    return;

  self->receipts_due = TRUE;
  if (g_set_str (&self->place_id, sluice_endpoint_get_id (sluice_session_get_endpoint (session))))
    forget (self);
}

/**
 * sluice_consents_start:
 * @self: the service
 * @session: as in sluice_consents_use()
 *
 * Looks now, and again and again.
 */
void
sluice_consents_start (SluiceConsents *self,
                       SluiceSession  *session)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));
  g_return_if_fail (SLUICE_IS_SESSION (session));

  sluice_consents_use (self, session);
  sluice_watcher_start (self->watcher, look_new (self), (GDestroyNotify) look_free);
}

/**
 * sluice_consents_stop:
 * @self: the service
 * @reason: (nullable): why what it last saw grows old from here on, for a person
 *
 * Looks no more. The models stay, with what was last seen.
 */
void
sluice_consents_stop (SluiceConsents *self,
                      const char     *reason)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));

  sluice_watcher_stop (self->watcher);
  if (reason != NULL)
    sluice_consents_set_seen (self, self->observed_at, reason);
}

/**
 * sluice_consents_forget:
 * @self: the service
 *
 * Looks no more, and what was seen is gone, but for the receipts: it was of another place.
 */
void
sluice_consents_forget (SluiceConsents *self)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));

  sluice_watcher_stop (self->watcher);
  g_clear_object (&self->session);
  g_clear_pointer (&self->place_id, g_free);
  forget (self);
}

/** sluice_consents_set_attentive: whether somebody sits before the screen: then it looks every 3 s instead of 15. */
void
sluice_consents_set_attentive (SluiceConsents *self,
                               gboolean        attentive)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));

  sluice_watcher_set_interval (self->watcher, attentive ? ATTENTIVE_MS : INTERVAL_MS);
}

/** sluice_consents_refresh: looks now instead of at the next turn. */
void
sluice_consents_refresh (SluiceConsents *self)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));

  sluice_watcher_look_now (self->watcher);
}

/**
 * sluice_consents_look_once:
 * @self: a service that uses a session and was not started
 *
 * One look at everything.
 *
 * Returns: (transfer full): settles when the models are what was seen; rejects with #SluiceNetError or #SluiceBaseError
 */
DexFuture *
sluice_consents_look_once (SluiceConsents *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));
  dex_return_error_if_fail (self->session != NULL);

  return sluice_watcher_look_once (self->watcher, look_new (self), (GDestroyNotify) look_free);
}

static DexFuture *
load_fiber (DexFuture *stop,
            gpointer   data)
{
  SluiceConsents *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) receipts = dex_await_boxed (sluice_receipt_store_load (self->store, MAX_RECEIPTS), &error);

  if (receipts == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!self->receipts_loaded)
    {
      self->receipts_loaded = TRUE;
      sluice_consents_add_receipts (self, receipts);
    }
  return dex_future_new_true ();
}

/**
 * sluice_consents_load_receipts:
 * @self: the service
 *
 * Reads the person's own copies, for which no place is needed. The first look does that by itself.
 *
 * Returns: (transfer full): settles when the model has them; rejects with #SluiceBaseError
 */
DexFuture *
sluice_consents_load_receipts (SluiceConsents *self)
{
  dex_return_error_if_fail (SLUICE_IS_CONSENTS (self));

  if (self->receipts_loaded)
    return dex_future_new_true ();
  return sluice_fiber_spawn (load_fiber, g_object_ref (self), g_object_unref);
}

/** sluice_consents_get_requests: (transfer none): of #SluiceConsentRequest, newest first, of about a day. */
GListModel *
sluice_consents_get_requests (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), NULL);
  return G_LIST_MODEL (self->requests);
}

/** sluice_consents_get_grants: (transfer none): of #SluiceGrant, newest first. */
GListModel *
sluice_consents_get_grants (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), NULL);
  return G_LIST_MODEL (self->grants);
}

/** sluice_consents_get_receipts: (transfer none): of #SluiceReceipt, newest first, of all places. */
GListModel *
sluice_consents_get_receipts (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), NULL);
  return G_LIST_MODEL (self->receipts);
}

/** sluice_consents_get_n_waiting: how many requests wait for the person. */
guint
sluice_consents_get_n_waiting (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), 0);
  return self->n_waiting;
}

/** sluice_consents_get_n_alarms: how many grants are of a party that is not what it was when it was trusted. */
guint
sluice_consents_get_n_alarms (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), 0);
  return self->n_alarms;
}

/** sluice_consents_get_observed_at: microseconds since the epoch, 0 for never. */
gint64
sluice_consents_get_observed_at (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), 0);
  return self->observed_at;
}

/** sluice_consents_get_stale_reason: (nullable): why the last look failed, for a person. */
const char *
sluice_consents_get_stale_reason (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), NULL);
  return self->stale_reason;
}

/** sluice_consents_get_not_allowed: whether the last look failed because the sign-in has no right to look. */
gboolean
sluice_consents_get_not_allowed (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), FALSE);
  return self->not_allowed;
}

/** sluice_consents_set_offered: whether the place in use asks the person, and says who read what; so it is until told. */
void
sluice_consents_set_offered (SluiceConsents *self,
                             gboolean        offered)
{
  g_return_if_fail (SLUICE_IS_CONSENTS (self));

  if (self->is_offered == offered)
    return;

  self->is_offered = offered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_OFFERED]);
}

/** sluice_consents_get_is_offered: whether the place in use asks the person, and says who read what. */
gboolean
sluice_consents_get_is_offered (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), FALSE);
  return self->is_offered;
}

/** sluice_consents_get_clock: (transfer none): the time, as the service sees it. */
SluiceClock *
sluice_consents_get_clock (SluiceConsents *self)
{
  g_return_val_if_fail (SLUICE_IS_CONSENTS (self), NULL);
  return self->clock;
}
