/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-data-choice.h"

struct _SluiceDataChoice
{
  GObject parent_instance;

  gboolean is_choosing;

  /* Owned. */
  GListModel *items;
  GHashTable *chosen; /* their ids: a thing that was read by somebody is another object at the next look */
};

G_DEFINE_FINAL_TYPE (SluiceDataChoice, sluice_data_choice, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_CHOOSING = 1,
} SluiceDataChoiceProperty;

static GParamSpec *properties[PROP_IS_CHOOSING + 1];

static guint signal_changed;

static void
sluice_data_choice_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((SluiceDataChoiceProperty) property_id)
    {
    case PROP_IS_CHOOSING:
      g_value_set_boolean (value, SLUICE_DATA_CHOICE (object)->is_choosing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_data_choice_finalize (GObject *object)
{
  SluiceDataChoice *self = SLUICE_DATA_CHOICE (object);

  g_clear_object (&self->items);
  g_hash_table_unref (self->chosen);

  G_OBJECT_CLASS (sluice_data_choice_parent_class)->finalize (object);
}

static void
sluice_data_choice_class_init (SluiceDataChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sluice_data_choice_get_property;
  object_class->finalize = sluice_data_choice_finalize;

  properties[PROP_IS_CHOOSING] = g_param_spec_boolean ("is-choosing", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                         G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signal_changed = g_signal_new ("changed", SLUICE_TYPE_DATA_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sluice_data_choice_init (SluiceDataChoice *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/* Which ones went is not said: of those that are left, the chosen ones are kept. */
static void
items_changed_cb (SluiceDataChoice *self,
                  guint             position,
                  guint             removed,
                  guint             added,
                  GListModel       *items)
{
  g_autoptr(GHashTable) left = NULL;

  if (removed == 0 || g_hash_table_size (self->chosen) == 0)
    return;

  left = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (items, i);

      if (sluice_data_choice_contains (self, item))
        g_hash_table_add (left, g_strdup (sluice_inventory_item_get_id (item)));
    }
  if (g_hash_table_size (left) == g_hash_table_size (self->chosen))
    return;

  g_hash_table_unref (self->chosen);
  self->chosen = g_steal_pointer (&left);
  g_signal_emit (self, signal_changed, 0);
}

/** sluice_data_choice_new: @items: what there is to choose from. (transfer full): of which nothing is ticked. */
SluiceDataChoice *
sluice_data_choice_new (GListModel *items)
{
  SluiceDataChoice *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (items), NULL);

  self = g_object_new (SLUICE_TYPE_DATA_CHOICE, NULL);
  self->items = g_object_ref (items);
  g_signal_connect_object (items, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** sluice_data_choice_set_is_choosing: whoever stops has nothing ticked. */
void
sluice_data_choice_set_is_choosing (SluiceDataChoice *self,
                                    gboolean          is_choosing)
{
  g_return_if_fail (SLUICE_IS_DATA_CHOICE (self));

  if (self->is_choosing == is_choosing)
    return;

  self->is_choosing = is_choosing;
  g_hash_table_remove_all (self->chosen);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_CHOOSING]);
  g_signal_emit (self, signal_changed, 0);
}

gboolean
sluice_data_choice_get_is_choosing (SluiceDataChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_DATA_CHOICE (self), FALSE);
  return self->is_choosing;
}

/** sluice_data_choice_set: ticks @item or not; what cannot be deleted by itself cannot be ticked. */
void
sluice_data_choice_set (SluiceDataChoice    *self,
                        SluiceInventoryItem *item,
                        gboolean             is_chosen)
{
  g_return_if_fail (SLUICE_IS_DATA_CHOICE (self));
  g_return_if_fail (SLUICE_IS_INVENTORY_ITEM (item));

  is_chosen = is_chosen && self->is_choosing && sluice_inventory_item_get_can_delete (item);
  if (is_chosen == sluice_data_choice_contains (self, item))
    return;

  if (is_chosen)
    g_hash_table_add (self->chosen, g_strdup (sluice_inventory_item_get_id (item)));
  else
    g_hash_table_remove (self->chosen, sluice_inventory_item_get_id (item));
  g_signal_emit (self, signal_changed, 0);
}

/** sluice_data_choice_toggle: ticks @item when it is not, and the other way round, as sluice_data_choice_set() does. */
void
sluice_data_choice_toggle (SluiceDataChoice    *self,
                           SluiceInventoryItem *item)
{
  sluice_data_choice_set (self, item, !sluice_data_choice_contains (self, item));
}

gboolean
sluice_data_choice_contains (SluiceDataChoice    *self,
                             SluiceInventoryItem *item)
{
  g_return_val_if_fail (SLUICE_IS_DATA_CHOICE (self), FALSE);
  return g_hash_table_contains (self->chosen, sluice_inventory_item_get_id (item));
}

guint
sluice_data_choice_get_n_items (SluiceDataChoice *self)
{
  g_return_val_if_fail (SLUICE_IS_DATA_CHOICE (self), 0);
  return g_hash_table_size (self->chosen);
}

/** sluice_data_choice_dup_items: (transfer full): what is ticked now, in the order of the list. */
GListModel *
sluice_data_choice_dup_items (SluiceDataChoice *self)
{
  GListStore *items = g_list_store_new (SLUICE_TYPE_INVENTORY_ITEM);

  g_return_val_if_fail (SLUICE_IS_DATA_CHOICE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->items); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (self->items, i);

      if (sluice_data_choice_contains (self, item))
        g_list_store_append (items, item);
    }
  return G_LIST_MODEL (items);
}
