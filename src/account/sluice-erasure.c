/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-erasure.h"

#include "sluice-backoff.h"
#include "sluice-fiber.h"
#include "sluice-holdings-private.h"
#include "sluice-inventory-source-private.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

#define FIRST_WAIT_MS 500
#define MOST_WAIT_MS 10000
#define MOST_TRIES 4 /* of one thing: to delete it twice is to delete it once */

struct _SluiceErasure
{
  GObject parent_instance;

  guint n_erased;
  guint n_places; /* of @holdings, when this was made */

  /* Owned. */
  SluiceHoldings *holdings;
  GListModel     *items;
};

G_DEFINE_FINAL_TYPE (SluiceErasure, sluice_erasure, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_ERASED = 1,
} SluiceErasureProperty;

static GParamSpec *properties[PROP_N_ERASED + 1];

static void
sluice_erasure_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  switch ((SluiceErasureProperty) property_id)
    {
    case PROP_N_ERASED:
      g_value_set_uint (value, SLUICE_ERASURE (object)->n_erased);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_erasure_finalize (GObject *object)
{
  SluiceErasure *self = SLUICE_ERASURE (object);

  g_clear_object (&self->holdings);
  g_clear_object (&self->items);

  G_OBJECT_CLASS (sluice_erasure_parent_class)->finalize (object);
}

static void
sluice_erasure_class_init (SluiceErasureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_erasure_get_property;
  object_class->finalize = sluice_erasure_finalize;

  properties[PROP_N_ERASED] = g_param_spec_uint ("n-erased", NULL, NULL, 0, G_MAXUINT, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_erasure_init (SluiceErasure *self)
{
}

static gboolean
is_same_place (SluiceErasure *self)
{
  return sluice_holdings_get_n_places (self->holdings) == self->n_places;
}

/* The ids are the place's own: at another one they are of nothing, or of something else. */
static SluiceInventorySource *
ref_source (SluiceErasure  *self,
            GError        **error)
{
  SluiceInventorySource *source = sluice_holdings_get_source (self->holdings);

  if (!is_same_place (self))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_REFUSED,
                           _("Another cloud is used now. What was not deleted before that is kept."));
      return NULL;
    }
  if (source == NULL)
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE,
                           _("Your cloud is not connected. What was not deleted before is kept; connect to it and try "
                             "again."));
      return NULL;
    }
  return g_object_ref (source);
}

/* The request may have come through, and its answer not. */
static gboolean
is_uncertain (const GError *error)
{
  return g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_OFFLINE) ||
         g_error_matches (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_TIMEOUT);
}

static gboolean
try_once (SluiceErasure        *self,
          SluiceInventoryItem  *item,
          DexFuture            *stop,
          GError              **error)
{
  g_autoptr(SluiceInventorySource) source = ref_source (self, error);

  return source != NULL && sluice_inventory_source_await_erased (source, item, stop, error);
}

static gboolean
erase_one (SluiceErasure        *self,
           SluiceInventoryItem  *item,
           DexFuture            *stop,
           GError              **error)
{
  g_autoptr(SluiceBackoff) backoff = sluice_backoff_new (FIRST_WAIT_MS, MOST_WAIT_MS, NULL, NULL);

  for (guint n_tries = 1;; n_tries++)
    {
      g_autoptr(GError) failure = NULL;

      if (try_once (self, item, stop, &failure))
        return TRUE;
      if (n_tries >= MOST_TRIES || !is_same_place (self) || !dex_future_is_pending (stop) ||
          !sluice_inventory_is_passing (failure))
        {
          if (is_uncertain (failure) && sluice_holdings_get_source (self->holdings) != NULL)
            g_prefix_error (&failure, "%s ", _("It is not known whether the last one was deleted. Look again later."));
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      dex_await (sluice_until (dex_timeout_new_msec (sluice_backoff_next (
                                 backoff, sluice_net_error_get_retry_after (failure))), stop), NULL);
    }
}

static gboolean
erase_all (SluiceErasure  *self,
           DexFuture      *stop,
           GError        **error)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (self->items, i);

      if (!erase_one (self, item, stop, error))
        return FALSE;
      self->n_erased++;
      if (is_same_place (self))
        sluice_inventory_drop (sluice_holdings_get_inventory (self->holdings), item);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ERASED]);
    }
  return TRUE;
}

static DexFuture *
run_fiber (DexFuture *stop,
           gpointer   data)
{
  SluiceErasure *self = data;
  g_autoptr(GError) error = NULL;
  const gboolean is_done = erase_all (self, stop, &error);

  /* What is gone there does not stay here. */
  if (is_same_place (self))
    sluice_holdings_keep (self->holdings);
  if (is_done)
    {
      /* They are the place's; when it does not say, they wait for the next look. */
      dex_await (sluice_until (sluice_holdings_ask_sums (self->holdings), stop), NULL);
      return dex_future_new_true ();
    }

  /* What was asked for last may be gone even so. */
  if (is_same_place (self))
    sluice_holdings_refresh (self->holdings);
  return dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_erasure_new:
 * @holdings: of the place in use
 * @items: of #SluiceInventoryItem that can be deleted there
 *
 * Returns: (transfer full): of which nothing is deleted yet
 */
SluiceErasure *
sluice_erasure_new (SluiceHoldings *holdings,
                    GListModel     *items)
{
  SluiceErasure *self;

  g_return_val_if_fail (SLUICE_IS_HOLDINGS (holdings), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  self = g_object_new (SLUICE_TYPE_ERASURE, NULL);
  self->holdings = g_object_ref (holdings);
  self->items = g_object_ref (items);
  self->n_places = sluice_holdings_get_n_places (holdings);
  return self;
}

/**
 * sluice_erasure_run:
 * @self: an erasure
 *
 * Has the place delete them, one after the other. Each is gone from the inventory once the place says that it is
 * gone. What fails in passing is tried again.
 *
 * Returns: (transfer full): settles when all are; rejects with #SluiceNetError at the first that the place does not
 *   delete, also when another place is used by then: those before it are gone, those behind it were not touched.
 *   Whoever lets it go stops it, the same way
 */
DexFuture *
sluice_erasure_run (SluiceErasure *self)
{
  dex_return_error_if_fail (SLUICE_IS_ERASURE (self));

  return sluice_fiber_spawn (run_fiber, g_object_ref (self), g_object_unref);
}

/** sluice_erasure_get_items: (transfer none): of #SluiceInventoryItem, in the order in which they go. */
GListModel *
sluice_erasure_get_items (SluiceErasure *self)
{
  g_return_val_if_fail (SLUICE_IS_ERASURE (self), NULL);
  return self->items;
}

/** sluice_erasure_get_n_erased: of how many the place has said that they are gone. */
guint
sluice_erasure_get_n_erased (SluiceErasure *self)
{
  g_return_val_if_fail (SLUICE_IS_ERASURE (self), 0);
  return self->n_erased;
}
