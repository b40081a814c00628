/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-private.h"

#include "sluice-list-store.h"

struct _SluiceInventory
{
  GObject parent_instance;

  /* Owned. */
  char       *category; /* NULL for all */
  GListStore *items;
  GHashTable *known;    /* id → item, of @items */
  GHashTable *erased;   /* ids that the place has deleted since the newest load began */
  char       *stale_reason;
  char       *remark;

  gint64   total;
  gint64   observed_at; /* microseconds since the epoch */
  guint    n_loads;     /* the newest one counts */
  gboolean is_loading;
  gboolean is_whole;
};

G_DEFINE_FINAL_TYPE (SluiceInventory, sluice_inventory, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_LOADING = 1,
  PROP_IS_WHOLE,
  PROP_TOTAL,
  PROP_OBSERVED_AT,
  PROP_STALE_REASON,
  PROP_REMARK,
} SluiceInventoryProperty;

static GParamSpec *properties[PROP_REMARK + 1];

static void
sluice_inventory_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SluiceInventory *self = SLUICE_INVENTORY (object);

  switch ((SluiceInventoryProperty) property_id)
    {
    case PROP_IS_LOADING:
      g_value_set_boolean (value, self->is_loading);
      break;
    case PROP_IS_WHOLE:
      g_value_set_boolean (value, self->is_whole);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    case PROP_OBSERVED_AT:
      g_value_set_int64 (value, self->observed_at);
      break;
    case PROP_STALE_REASON:
      g_value_set_string (value, self->stale_reason);
      break;
    case PROP_REMARK:
      g_value_set_string (value, self->remark);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_inventory_finalize (GObject *object)
{
  SluiceInventory *self = SLUICE_INVENTORY (object);

  g_free (self->category);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_pointer (&self->erased, g_hash_table_unref);
  g_clear_object (&self->items);
  g_free (self->stale_reason);
  g_free (self->remark);

  G_OBJECT_CLASS (sluice_inventory_parent_class)->finalize (object);
}

static void
sluice_inventory_class_init (SluiceInventoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_inventory_get_property;
  object_class->finalize = sluice_inventory_finalize;

  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", NULL, NULL, FALSE, flags);
  properties[PROP_IS_WHOLE] = g_param_spec_boolean ("is-whole", NULL, NULL, FALSE, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_OBSERVED_AT] = g_param_spec_int64 ("observed-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STALE_REASON] = g_param_spec_string ("stale-reason", NULL, NULL, NULL, flags);
  properties[PROP_REMARK] = g_param_spec_string ("remark", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_inventory_init (SluiceInventory *self)
{
  self->items = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);
  self->known = g_hash_table_new (g_str_hash, g_str_equal);
  self->erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->total = -1;
}

static void
set_flag (SluiceInventory         *self,
          gboolean                *flag,
          gboolean                 value,
          SluiceInventoryProperty  property)
{
  if (*flag == value)
    return;
  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_number (SluiceInventory         *self,
            gint64                  *number,
            gint64                   value,
            SluiceInventoryProperty  property)
{
  if (*number == value)
    return;
  *number = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* @reason: (nullable): why it is old, not whole, or takes so long. */
void
sluice_inventory_set_reason (SluiceInventory *self,
                             const char      *reason)
{
  if (g_set_str (&self->stale_reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_REASON]);
}

/* @remark: (nullable): what a person has to know of the list, however new and whole it is. */
void
sluice_inventory_set_remark (SluiceInventory *self,
                             const char      *remark)
{
  if (g_set_str (&self->remark, remark))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMARK]);
}

void
sluice_inventory_set_loading (SluiceInventory *self,
                              gboolean         loading)
{
  set_flag (self, &self->is_loading, loading, PROP_IS_LOADING);
}

/**
 * sluice_inventory_new:
 * @category: (nullable): only what is of it; all when it is %NULL
 *
 * Returns: (transfer full): an inventory that knows nothing yet
 */
SluiceInventory *
sluice_inventory_new (const char *category)
{
  SluiceInventory *self = g_object_new (SLUICE_TYPE_INVENTORY, NULL);

  self->category = g_strdup (category);
  return self;
}

/**
 * sluice_inventory_begin_load:
 * @self: an inventory
 *
 * Returns: the number of the load that begins; one before it gives way
 */
guint
sluice_inventory_begin_load (SluiceInventory *self)
{
  g_hash_table_remove_all (self->erased);
  sluice_inventory_set_loading (self, TRUE);
  return ++self->n_loads;
}

gboolean
sluice_inventory_is_newest_load (SluiceInventory *self,
                                 guint            number)
{
  return number == self->n_loads;
}

/* (nullable): only what is of it is wanted. */
const char *
sluice_inventory_get_category (SluiceInventory *self)
{
  return self->category;
}

/* (transfer none): as it is known already, if nothing of it has changed: so that a view keeps its place. */
SluiceInventoryItem *
sluice_inventory_reuse (SluiceInventory     *self,
                        SluiceInventoryItem *item)
{
  SluiceInventoryItem *known = g_hash_table_lookup (self->known, sluice_inventory_item_get_id (item));

  return known != NULL && sluice_inventory_item_equal (known, item) ? known : item;
}

/**
 * sluice_inventory_show_more:
 * @self: an inventory that is not whole
 * @items: (element-type SluiceInventoryItem): what has come
 * @from: the first of it that is new
 * @total: how many there are on all; -1 when it is not said
 * @observed_at: when the first of it came
 *
 * Adds to what is shown, while nothing whole is.
 */
void
sluice_inventory_show_more (SluiceInventory *self,
                            GPtrArray       *items,
                            guint            from,
                            gint64           total,
                            gint64           observed_at)
{
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();

  for (guint i = from; i < items->len; i++)
    {
      SluiceInventoryItem *item = items->pdata[i];

      if (g_hash_table_contains (self->known, sluice_inventory_item_get_id (item)) ||
          g_hash_table_contains (self->erased, sluice_inventory_item_get_id (item)))
        continue;
      g_hash_table_insert (self->known, (gpointer) sluice_inventory_item_get_id (item), item);
      g_ptr_array_add (fresh, item);
    }
  if (fresh->len > 0)
    g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, fresh->pdata, fresh->len);
  set_number (self, &self->total, total, PROP_TOTAL);
  set_number (self, &self->observed_at, observed_at, PROP_OBSERVED_AT);
}

/* What was deleted while the list was read may be on a page that came before. */
static void
leave_out_erased (SluiceInventory *self,
                  GPtrArray       *items)
{
  for (guint i = items->len; g_hash_table_size (self->erased) > 0 && i > 0; i--)
    if (g_hash_table_contains (self->erased, sluice_inventory_item_get_id (items->pdata[i - 1])))
      g_ptr_array_remove_index (items, i - 1);
}

static GHashTable *
index_items (GPtrArray *items)
{
  GHashTable *known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (known, (gpointer) sluice_inventory_item_get_id (items->pdata[i]), items->pdata[i]);
  return known;
}

/**
 * sluice_inventory_show_list:
 * @self: an inventory
 * @items: (element-type SluiceInventoryItem): the list; each once
 * @observed_at: when the first of it came
 * @missing: (nullable): what is not in it, and why, for a person; %NULL when it is whole
 *
 * It takes the place of the list before.
 */
void
sluice_inventory_show_list (SluiceInventory *self,
                            GPtrArray       *items,
                            gint64           observed_at,
                            const char      *missing)
{
  g_autoptr(GHashTable) old = g_steal_pointer (&self->known);

  leave_out_erased (self, items);
  self->known = index_items (items);
  sluice_list_store_assign (self->items, items);
  g_object_freeze_notify (G_OBJECT (self));
  sluice_inventory_set_reason (self, missing);
  set_number (self, &self->observed_at, observed_at, PROP_OBSERVED_AT);
  set_number (self, &self->total, items->len, PROP_TOTAL);
  set_flag (self, &self->is_whole, missing == NULL, PROP_IS_WHOLE);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sluice_inventory_forget:
 * @self: an inventory
 *
 * It knows nothing again: what it knew was of another place. A load that has not ended gives way.
 */
void
sluice_inventory_forget (SluiceInventory *self)
{
  g_return_if_fail (SLUICE_IS_INVENTORY (self));

  self->n_loads++;
  g_hash_table_remove_all (self->known);
  g_hash_table_remove_all (self->erased);
  g_list_store_remove_all (self->items);
  g_object_freeze_notify (G_OBJECT (self));
  sluice_inventory_set_reason (self, NULL);
  sluice_inventory_set_remark (self, NULL);
  set_number (self, &self->observed_at, 0, PROP_OBSERVED_AT);
  set_number (self, &self->total, -1, PROP_TOTAL);
  set_flag (self, &self->is_whole, FALSE, PROP_IS_WHOLE);
  set_flag (self, &self->is_loading, FALSE, PROP_IS_LOADING);
  g_object_thaw_notify (G_OBJECT (self));
}

/* The place has deleted it. */
void
sluice_inventory_drop (SluiceInventory     *self,
                       SluiceInventoryItem *item)
{
  const char *id = sluice_inventory_item_get_id (item);
  SluiceInventoryItem *known = g_hash_table_lookup (self->known, id);
  guint position;

  g_hash_table_add (self->erased, g_strdup (id));
  if (known == NULL)
    return;

  g_hash_table_remove (self->known, id);
  if (g_list_store_find (self->items, known, &position))
    g_list_store_remove (self->items, position);
  if (self->total > 0)
    set_number (self, &self->total, self->total - 1, PROP_TOTAL);
}

/** sluice_inventory_get_items: (transfer none): of #SluiceInventoryItem, in the place's order. */
GListModel *
sluice_inventory_get_items (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), NULL);
  return G_LIST_MODEL (self->items);
}

gboolean
sluice_inventory_get_is_loading (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), FALSE);
  return self->is_loading;
}

/** sluice_inventory_get_is_whole: whether all of it was there, when it was looked at. */
gboolean
sluice_inventory_get_is_whole (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), FALSE);
  return self->is_whole;
}

/** sluice_inventory_get_total: how many the place says there are; -1 before it has said so. */
gint64
sluice_inventory_get_total (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), -1);
  return self->total;
}

/** sluice_inventory_get_observed_at: of when the list is, in microseconds since the epoch; 0 when there is none. */
gint64
sluice_inventory_get_observed_at (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), 0);
  return self->observed_at;
}

/** sluice_inventory_get_stale_reason: (nullable): why it is not new, or not whole. */
const char *
sluice_inventory_get_stale_reason (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), NULL);
  return self->stale_reason;
}

/** sluice_inventory_get_remark: (nullable): what a person has to know of the list, however new and whole it is. */
const char *
sluice_inventory_get_remark (SluiceInventory *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY (self), NULL);
  return self->remark;
}
