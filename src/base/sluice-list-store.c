/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-list-store.h"

/**
 * sluice_list_store_assign:
 * @store: a list
 * @items: (element-type GObject): what it is to hold, in this order
 *
 * Moves as little as can be, so that a view keeps its place.
 */
void
sluice_list_store_assign (GListStore *store,
                          GPtrArray  *items)
{
  GListModel *model = G_LIST_MODEL (store);
  guint n_old = g_list_model_get_n_items (model);
  guint head = 0;
  guint tail = 0;

  /* What is the same at both ends stays; only the part between is replaced. */
  for (; head < n_old && head < items->len; head++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, head);

      if (item != g_ptr_array_index (items, head))
        break;
    }
  for (; tail < n_old - head && tail < items->len - head; tail++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (model, n_old - 1 - tail);

      if (item != g_ptr_array_index (items, items->len - 1 - tail))
        break;
    }

  if (n_old - head - tail > 0 || items->len - head - tail > 0)
    g_list_store_splice (store, head, n_old - head - tail,
                         items->pdata != NULL ? items->pdata + head : NULL, items->len - head - tail);
}
