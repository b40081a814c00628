/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-holdings-private.h"

#include "sluice-fiber.h"
#include "sluice-inventory-source-private.h"
#include "sluice-inventory-sum.h"
#include "sluice-net-error.h"
#include "sluice-watcher.h"

#include <glib/gi18n-lib.h>

/* It may be a hundred thousand things, and little of it changes while one looks at it. */
#define INTERVAL_MS (5 * 60 * 1000)
#define MOST_INTERVAL_MS (30 * 60 * 1000)

struct _SluiceHoldings
{
  GObject parent_instance;

  gboolean glancing;  /* somebody wants to see the sums */
  gboolean attentive; /* somebody wants to see all */
  gboolean is_looking;
  gboolean is_offered;
  gboolean not_allowed;
  guint    n_places; /* how often another one took the place of one */
  gint64   listed_at; /* when the list was read to its end, monotonic */

  /* Owned. */
  SluiceWatcher         *watcher;
  SluiceInventorySource *source;       /* NULL while there is no connection */
  SluiceCapabilities    *capabilities; /* of the source's place; NULL before it has said */
  SluiceInventory       *inventory;
  GListStore            *sums;
  SluiceInventoryKept   *kept;         /* NULL while nothing can be kept */
  DexFuture             *recalling;    /* NULL unless it is under way */
  char                  *place_id;     /* whose all this is */
  char                  *reason;       /* why it is old, but for the inventory's own reason */
};

G_DEFINE_FINAL_TYPE (SluiceHoldings, sluice_holdings, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_LOOKING = 1,
  PROP_IS_OFFERED,
  PROP_NOT_ALLOWED,
  PROP_STALE_REASON,
} SluiceHoldingsProperty;

static GParamSpec *properties[PROP_STALE_REASON + 1];

/* One look, or one after the other, at the place of one source. */
typedef struct
{
  SluiceHoldings        *holdings;
  SluiceInventorySource *source;
} Look;

static Look *
look_new (SluiceHoldings *self)
{
  Look *what = g_new0 (Look, 1);

  what->holdings = g_object_ref (self);
  what->source = g_object_ref (self->source);
  return what;
}

static void
look_free (Look *what)
{
  g_object_unref (what->holdings);
  g_object_unref (what->source);
  g_free (what);
}

static void
set_flag (SluiceHoldings         *self,
          gboolean               *flag,
          gboolean                value,
          SluiceHoldingsProperty  property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_reason (SluiceHoldings *self,
            const char     *reason)
{
  if (g_set_str (&self->reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_REASON]);
}

static void
inventory_reason_cb (SluiceHoldings *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_REASON]);
}

/* In a fiber. */
static gboolean
ask_capabilities (Look       *what,
                  DexFuture  *stop,
                  GError    **error)
{
  SluiceHoldings *self = what->holdings;
  SluiceCapabilities *capabilities;

  if (self->capabilities != NULL)
    return TRUE;

  capabilities = sluice_inventory_source_await_capabilities (what->source, stop, error);
  if (capabilities == NULL)
    return FALSE;
  /* Another place may be in use by now, with others. */
  if (self->source == what->source)
    {
      g_set_object (&self->capabilities, capabilities);
      set_flag (self, &self->is_offered, sluice_capabilities_has (capabilities, SLUICE_CAPABILITY_INVENTORY),
                PROP_IS_OFFERED);
    }
  g_object_unref (capabilities);
  return TRUE;
}

/* Where the place does not sum up, of what has come of its list. */
static GListModel *
await_sums (Look       *what,
            DexFuture  *stop,
            GError    **error)
{
  if (!sluice_inventory_source_has_sums (what->source))
    return sluice_inventory_sums_of (sluice_inventory_get_items (what->holdings->inventory));
  return dex_await_object (sluice_until (sluice_inventory_source_ask_sums (what->source), stop), error);
}

static void
show_sums (SluiceHoldings *self,
           GListModel     *sums)
{
  g_autoptr(GPtrArray) array = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (sums); i++)
    g_ptr_array_add (array, g_list_model_get_item (sums, i));
  g_list_store_splice (self->sums, 0, g_list_model_get_n_items (G_LIST_MODEL (self->sums)), array->pdata, array->len);
}

static gboolean
ask_sums (Look       *what,
          DexFuture  *stop,
          GError    **error)
{
  g_autoptr(GListModel) sums = await_sums (what, stop, error);

  if (sums != NULL && what->holdings->source == what->source)
    show_sums (what->holdings, sums);
  return sums != NULL;
}

/* It has answered: what was wrong before is over, however long the rest takes. */
static void
note_answer (Look *what)
{
  SluiceHoldings *self = what->holdings;

  if (self->source != what->source)
    return;
  set_flag (self, &self->not_allowed, FALSE, PROP_NOT_ALLOWED);
  set_reason (self, NULL);
}

/* Nobody but the list knows how much there is, so whoever glances has it read, too: but not one that is new enough. */
static gboolean
is_new_enough (SluiceHoldings *self)
{
  return !self->attentive && self->listed_at != 0 && sluice_inventory_get_is_whole (self->inventory) &&
         g_get_monotonic_time () - self->listed_at < MOST_INTERVAL_MS * G_TIME_SPAN_MILLISECOND;
}

/**
 * sluice_holdings_keep:
 * @self: the service
 *
 * Keeps the list as it is now. Nothing is waited for: without it there is less to see the next time, and no more.
 */
void
sluice_holdings_keep (SluiceHoldings *self)
{
  if (self->kept != NULL && self->place_id != NULL)
    dex_future_disown (sluice_inventory_kept_write (self->kept, self->place_id, self->inventory));
}

static gboolean
await_list (Look       *what,
            DexFuture  *stop,
            GError    **error)
{
  SluiceHoldings *self = what->holdings;

  if (!dex_await (sluice_until (sluice_inventory_load (self->inventory, what->source), stop), error))
    return FALSE;
  if (self->source != what->source)
    return TRUE;

  self->listed_at = g_get_monotonic_time ();
  sluice_holdings_keep (self);
  return TRUE;
}

static gboolean
look_and_sum_up (Look       *what,
                 DexFuture  *stop,
                 GError    **error)
{
  SluiceHoldings *self = what->holdings;
  gboolean whole;

  if (is_new_enough (self))
    return TRUE;

  note_answer (what);
  whole = await_list (what, stop, error);
  /* Of what came there are sums, too. */
  if (dex_future_is_pending (stop))
    ask_sums (what, stop, NULL);
  return whole;
}

/* The sums first: a picture at once, and the things one after the other. */
static gboolean
look_at_all (Look       *what,
             DexFuture  *stop,
             GError    **error)
{
  SluiceHoldings *self = what->holdings;

  if (!ask_capabilities (what, stop, error))
    return FALSE;
  if (!self->is_offered)
    return TRUE;

  if (!sluice_inventory_source_has_sums (what->source))
    return look_and_sum_up (what, stop, error);

  if (!ask_sums (what, stop, error))
    return FALSE;
  note_answer (what);
  return !self->attentive || await_list (what, stop, error);
}

/* SluiceLookFunc */
static gboolean
look (gpointer    data,
      DexFuture  *stop,
      GError    **error)
{
  Look *what = data;
  SluiceHoldings *self = what->holdings;
  g_autoptr(GError) failure = NULL;
  gboolean success = look_at_all (what, stop, &failure);

  if (dex_future_is_pending (stop) && self->source == what->source)
    {
      set_flag (self, &self->not_allowed, g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_FORBIDDEN),
                PROP_NOT_ALLOWED);
      set_reason (self, failure != NULL ? failure->message : NULL);
      set_flag (self, &self->is_looking, FALSE, PROP_IS_LOOKING);
    }
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return success;
}

static void
watch (SluiceHoldings *self)
{
  if (self->source != NULL && (self->attentive || self->glancing))
    sluice_watcher_start (self->watcher, look_new (self), (GDestroyNotify) look_free);
  else
    sluice_watcher_stop (self->watcher);
  set_flag (self, &self->is_looking, self->source != NULL && self->attentive, PROP_IS_LOOKING);
}

static void
sluice_holdings_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SluiceHoldings *self = SLUICE_HOLDINGS (object);

  switch ((SluiceHoldingsProperty) property_id)
    {
    case PROP_IS_LOOKING:
      g_value_set_boolean (value, self->is_looking);
      break;
    case PROP_IS_OFFERED:
      g_value_set_boolean (value, self->is_offered);
      break;
    case PROP_NOT_ALLOWED:
      g_value_set_boolean (value, self->not_allowed);
      break;
    case PROP_STALE_REASON:
      g_value_set_string (value, sluice_holdings_get_stale_reason (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_holdings_dispose (GObject *object)
{
  SluiceHoldings *self = SLUICE_HOLDINGS (object);

  g_clear_pointer (&self->watcher, sluice_watcher_free);
  g_clear_object (&self->source);
  dex_clear (&self->recalling);

  G_OBJECT_CLASS (sluice_holdings_parent_class)->dispose (object);
}

static void
sluice_holdings_finalize (GObject *object)
{
  SluiceHoldings *self = SLUICE_HOLDINGS (object);

  g_clear_object (&self->capabilities);
  g_clear_object (&self->inventory);
  g_clear_object (&self->sums);
  g_clear_object (&self->kept);
  g_free (self->place_id);
  g_free (self->reason);

  G_OBJECT_CLASS (sluice_holdings_parent_class)->finalize (object);
}

static void
sluice_holdings_class_init (SluiceHoldingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_holdings_get_property;
  object_class->dispose = sluice_holdings_dispose;
  object_class->finalize = sluice_holdings_finalize;

  properties[PROP_IS_LOOKING] = g_param_spec_boolean ("is-looking", NULL, NULL, FALSE, flags);
  properties[PROP_IS_OFFERED] = g_param_spec_boolean ("is-offered", NULL, NULL, TRUE, flags);
  properties[PROP_NOT_ALLOWED] = g_param_spec_boolean ("not-allowed", NULL, NULL, FALSE, flags);
  properties[PROP_STALE_REASON] = g_param_spec_string ("stale-reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_holdings_init (SluiceHoldings *self)
{
  self->is_offered = TRUE;
  self->watcher = sluice_watcher_new (look, INTERVAL_MS, MOST_INTERVAL_MS);
  self->sums = g_list_store_new (SLUICE_TYPE_INVENTORY_SUM);
  self->inventory = sluice_inventory_new (NULL);
  g_signal_connect_object (self->inventory, "notify::stale-reason", G_CALLBACK (inventory_reason_cb), self,
                           G_CONNECT_SWAPPED);
}

/** sluice_holdings_new: (transfer full): of no place yet. */
SluiceHoldings *
sluice_holdings_new (void)
{
  return g_object_new (SLUICE_TYPE_HOLDINGS, NULL);
}

static void
forget (SluiceHoldings *self)
{
  self->n_places++;
  self->listed_at = 0;
  dex_clear (&self->recalling);
  g_clear_object (&self->capabilities);
  g_list_store_remove_all (self->sums);
  sluice_inventory_forget (self->inventory);
  set_flag (self, &self->is_offered, TRUE, PROP_IS_OFFERED);
  set_flag (self, &self->not_allowed, FALSE, PROP_NOT_ALLOWED);
  set_reason (self, NULL);
}

/** sluice_holdings_set_kept: @kept: (nullable): where lists are kept from now on, and recalled from. */
void
sluice_holdings_set_kept (SluiceHoldings      *self,
                          SluiceInventoryKept *kept)
{
  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  g_set_object (&self->kept, kept);
}

static DexFuture *
recalled_cb (DexFuture *future,
             gpointer   data)
{
  SluiceHoldings *self = data;

  dex_clear (&self->recalling);
  if (dex_future_get_value (future, NULL) != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->sums)) == 0)
    {
      g_autoptr(GListModel) sums = sluice_inventory_sums_of (sluice_inventory_get_items (self->inventory));

      show_sums (self, sums);
    }
  return dex_future_new_true ();
}

/**
 * sluice_holdings_recall:
 * @self: the service, which knows nothing of the place yet
 * @place_id: the place that will be used
 *
 * Shows what was kept of that place the last time, if anything was, until it answers.
 */
void
sluice_holdings_recall (SluiceHoldings *self,
                        const char     *place_id)
{
  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  if (self->kept == NULL || self->source != NULL || !g_set_str (&self->place_id, place_id))
    return;

  forget (self);
  self->recalling = dex_future_finally (sluice_inventory_kept_read (self->kept, place_id, self->inventory), recalled_cb,
                                        self, NULL);
}

/**
 * sluice_holdings_use:
 * @self: the service
 * @source: (nullable): of the place whose all this is
 * @reason: (nullable): without a source, why what was seen grows old from here on
 *
 * From then on it is that place that is asked. What was seen at another one is forgotten.
 */
void
sluice_holdings_use (SluiceHoldings        *self,
                     SluiceInventorySource *source,
                     const char            *reason)
{
  SluiceSession *session = source != NULL ? sluice_inventory_source_get_session (source) : NULL;

  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  if (g_set_object (&self->source, source))
    {
      if (session != NULL && g_set_str (&self->place_id, sluice_endpoint_get_id (sluice_session_get_endpoint (session))))
        forget (self);
      watch (self);
    }
  if (session == NULL && reason != NULL)
    set_reason (self, reason);
}

/** sluice_holdings_forget: what was seen is gone, and nothing is looked at: it was of another place. */
void
sluice_holdings_forget (SluiceHoldings *self)
{
  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  g_clear_object (&self->source);
  g_clear_pointer (&self->place_id, g_free);
  forget (self);
  watch (self);
}

/** sluice_holdings_set_attentive: whether somebody wants to see it: then it looks at once, and every five minutes. */
void
sluice_holdings_set_attentive (SluiceHoldings *self,
                               gboolean        attentive)
{
  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  if (self->attentive == attentive)
    return;
  self->attentive = attentive;
  watch (self);
}

/** sluice_holdings_set_glancing: whether somebody wants to see how much it is: then only the sums are looked at. */
void
sluice_holdings_set_glancing (SluiceHoldings *self,
                              gboolean        glancing)
{
  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  if (self->glancing == glancing)
    return;
  self->glancing = glancing;
  /* Who looks at everything sees the sums as well. */
  if (!self->attentive)
    watch (self);
}

/** sluice_holdings_refresh: looks now, when somebody wants to see it and there is a connection. */
void
sluice_holdings_refresh (SluiceHoldings *self)
{
  g_return_if_fail (SLUICE_IS_HOLDINGS (self));

  watch (self);
}

static DexFuture *
sums_fiber (DexFuture *stop,
            gpointer   data)
{
  g_autoptr(GError) error = NULL;

  if (!ask_sums (data, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/** sluice_holdings_ask_sums: (transfer full): settles when they are as the place says; needs a connection. */
DexFuture *
sluice_holdings_ask_sums (SluiceHoldings *self)
{
  if (self->source == NULL)
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE, "%s", _("The cloud is not connected"));

  return sluice_fiber_spawn (sums_fiber, look_new (self), (GDestroyNotify) look_free);
}

/** sluice_holdings_get_n_places: another number is another place. */
guint
sluice_holdings_get_n_places (SluiceHoldings *self)
{
  return self->n_places;
}

/** sluice_holdings_get_source: (transfer none) (nullable): of the place in use. */
SluiceInventorySource *
sluice_holdings_get_source (SluiceHoldings *self)
{
  return self->source;
}

/** sluice_holdings_get_scope: (nullable): what the place has to allow to show all; %NULL while there is no connection. */
const char *
sluice_holdings_get_scope (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), NULL);
  return self->source != NULL ? sluice_inventory_source_get_scope (self->source) : NULL;
}

SluiceInventory *
sluice_holdings_get_inventory (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), NULL);
  return self->inventory;
}

/** sluice_holdings_get_sums: (transfer none): of #SluiceInventorySum, one for each category. */
GListModel *
sluice_holdings_get_sums (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), NULL);
  return G_LIST_MODEL (self->sums);
}

/** sluice_holdings_get_is_connected: whether there is a place that can be asked now. */
gboolean
sluice_holdings_get_is_connected (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), FALSE);
  return self->source != NULL;
}

gboolean
sluice_holdings_get_is_looking (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), FALSE);
  return self->is_looking;
}

gboolean
sluice_holdings_get_is_offered (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), FALSE);
  return self->is_offered;
}

gboolean
sluice_holdings_get_not_allowed (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), FALSE);
  return self->not_allowed;
}

const char *
sluice_holdings_get_stale_reason (SluiceHoldings *self)
{
  g_return_val_if_fail (SLUICE_IS_HOLDINGS (self), NULL);
  return self->reason != NULL ? self->reason : sluice_inventory_get_stale_reason (self->inventory);
}
