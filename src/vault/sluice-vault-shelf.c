/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-shelf.h"

#include "sluice-vault-item-private.h"

#include <string.h>

/* The list of the vault's items that views look at. Only in the thread that shows it. */
struct _SluiceVaultShelf
{
  GListStore *items;
  gboolean    filled;  /* from then on it is kept up to date */
  guint       changes; /* counts, so that who reads the index notices one meanwhile */
};

SluiceVaultShelf *
sluice_vault_shelf_new (void)
{
  SluiceVaultShelf *self = g_new0 (SluiceVaultShelf, 1);

  self->items = g_list_store_new (SLUICE_TYPE_VAULT_ITEM);
  return self;
}

void
sluice_vault_shelf_free (SluiceVaultShelf *self)
{
  g_object_unref (self->items);
  g_free (self);
}

GListModel *
sluice_vault_shelf_get_model (SluiceVaultShelf *self)
{
  return G_LIST_MODEL (self->items);
}

guint
sluice_vault_shelf_get_changes (SluiceVaultShelf *self)
{
  return self->changes;
}

/* Returns: (transfer full) (nullable): what the list has of this id. */
static SluiceVaultItem *
find (SluiceVaultShelf *self,
      const char       *id,
      guint            *out_position)
{
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(SluiceVaultItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (strcmp (sluice_vault_item_get_id (item), id) == 0)
        {
          *out_position = i;
          return g_steal_pointer (&item);
        }
    }

  return NULL;
}

/** sluice_vault_shelf_fill: @items: (element-type SluiceVaultItem): all, in order. */
void
sluice_vault_shelf_fill (SluiceVaultShelf *self,
                         GPtrArray        *items)
{
  g_autoptr(GHashTable) states = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  const guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n_items; i++)
    {
      SluiceVaultItem *old = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      g_hash_table_insert (states, (gpointer) sluice_vault_item_get_id (old), old);
    }
  for (guint i = 0; i < items->len; i++)
    {
      SluiceVaultItem *item = g_ptr_array_index (items, i);
      SluiceVaultItem *old = g_hash_table_lookup (states, sluice_vault_item_get_id (item));

      if (old != NULL)
        sluice_vault_item_set_state (item, sluice_vault_item_get_state (old));
    }

  g_list_store_splice (self->items, 0, n_items, items->pdata, items->len);
  self->filled = TRUE;
}

/** sluice_vault_shelf_put: @item is new, or takes the place of the one of its id. */
void
sluice_vault_shelf_put (SluiceVaultShelf *self,
                        SluiceVaultItem  *item)
{
  g_autoptr(SluiceVaultItem) old = NULL;
  guint position;

  self->changes++;
  if (!self->filled)
    return;

  old = find (self, sluice_vault_item_get_id (item), &position);
  if (old == NULL)
    g_list_store_insert (self->items, 0, item);
  else if (old != item)
    g_list_store_splice (self->items, position, 1, (gpointer *) &item, 1);
}

/** sluice_vault_shelf_take: @item is no more. */
void
sluice_vault_shelf_take (SluiceVaultShelf *self,
                         SluiceVaultItem  *item)
{
  g_autoptr(SluiceVaultItem) old = NULL;
  guint position;

  self->changes++;
  old = find (self, sluice_vault_item_get_id (item), &position);
  if (old != NULL)
    g_list_store_remove (self->items, position);
}
