/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-sum.h"

#include "sluice-fiber.h"
#include "sluice-inventory-item.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-text.h"

#include <glib/gi18n-lib.h>

#define ROUTE "/privacy/v1/inventory/sums"
#define MAX_SUMS 500
#define MAX_WORD 100

struct _SluiceInventorySum
{
  GObject parent_instance;

  char    *category; /* owned */
  guint64  count;
  guint64  size;     /* bytes */
};

G_DEFINE_FINAL_TYPE (SluiceInventorySum, sluice_inventory_sum, G_TYPE_OBJECT)

static void
sluice_inventory_sum_finalize (GObject *object)
{
  g_free (SLUICE_INVENTORY_SUM (object)->category);

  G_OBJECT_CLASS (sluice_inventory_sum_parent_class)->finalize (object);
}

static void
sluice_inventory_sum_class_init (SluiceInventorySumClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_inventory_sum_finalize;
}

static void
sluice_inventory_sum_init (SluiceInventorySum *self)
{
}

static guint64
get_amount (JsonObject *object,
            const char *member)
{
  gint64 amount = 0;

  return sluice_json_get_int (object, member, &amount) ? MAX (amount, 0) : 0;
}

static SluiceInventorySum *
read_sum (JsonObject *object)
{
  g_autofree char *category = sluice_text_tame (sluice_json_get_string (object, "category"), MAX_WORD);
  SluiceInventorySum *self;

  if (category == NULL)
    return NULL;

  self = g_object_new (SLUICE_TYPE_INVENTORY_SUM, NULL);
  self->category = g_steal_pointer (&category);
  self->count = get_amount (object, "count");
  self->size = get_amount (object, "size");
  return self;
}

static GListStore *
read_sums (JsonArray *array)
{
  GListStore *sums = g_list_store_new (SLUICE_TYPE_INVENTORY_SUM);

  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_SUMS); i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      g_autoptr(SluiceInventorySum) sum = object != NULL ? read_sum (object) : NULL;

      if (sum != NULL)
        g_list_store_append (sums, sum);
    }
  return sums;
}

/**
 * sluice_inventory_sums_await:
 * @session: signed in to a Sluice cloud
 * @stop: as of a fiber
 * @error: #SluiceNetError
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): of #SluiceInventorySum, one for each category that the place has heard of
 */
GListModel *
sluice_inventory_sums_await (SluiceSession  *session,
                             DexFuture      *stop,
                             GError        **error)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", ROUTE);
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) node = NULL;

  sluice_request_set_route (request, ROUTE);
  sluice_request_set_bearer (request, TRUE);
  response = dex_await_object (sluice_until (sluice_session_send (session, request), stop), error);
  node = response != NULL ? sluice_response_parse_data (response, error) : NULL;
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("The list of what is kept about you is not one that Sluice understands."));
      return NULL;
    }

  return G_LIST_MODEL (read_sums (json_node_get_array (node)));
}

static SluiceInventorySum *
ensure_sum (GListStore *sums,
            GHashTable *by_category,
            const char *category)
{
  SluiceInventorySum *sum = g_hash_table_lookup (by_category, category);

  if (sum != NULL)
    return sum;

  sum = g_object_new (SLUICE_TYPE_INVENTORY_SUM, NULL);
  sum->category = g_strdup (category);
  g_hash_table_insert (by_category, sum->category, sum);
  g_list_store_append (sums, sum);
  g_object_unref (sum);
  return sum;
}

/**
 * sluice_inventory_sums_of:
 * @items: of #SluiceInventoryItem
 *
 * For a place that does not sum up.
 *
 * Returns: (transfer full): of #SluiceInventorySum, one for each category that there is something of
 */
GListModel *
sluice_inventory_sums_of (GListModel *items)
{
  GListStore *sums = g_list_store_new (SLUICE_TYPE_INVENTORY_SUM);
  g_autoptr(GHashTable) by_category = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (items, i);
      SluiceInventorySum *sum = ensure_sum (sums, by_category, sluice_inventory_item_get_category_id (item));

      sum->count++;
      sum->size += sluice_inventory_item_get_size (item);
    }
  return G_LIST_MODEL (sums);
}

/** sluice_inventory_sum_get_category_id: it may be one that this version does not know. */
const char *
sluice_inventory_sum_get_category_id (SluiceInventorySum *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SUM (self), NULL);
  return self->category;
}

/** sluice_inventory_sum_get_category: (transfer none) (nullable): %NULL when this version does not know it. */
const SluiceDataCategory *
sluice_inventory_sum_get_category (SluiceInventorySum *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SUM (self), NULL);
  return sluice_data_category_find (self->category);
}

/** sluice_inventory_sum_get_count: how many things. */
guint64
sluice_inventory_sum_get_count (SluiceInventorySum *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SUM (self), 0);
  return self->count;
}

/** sluice_inventory_sum_get_size: bytes of all of them. */
guint64
sluice_inventory_sum_get_size (SluiceInventorySum *self)
{
  g_return_val_if_fail (SLUICE_IS_INVENTORY_SUM (self), 0);
  return self->size;
}
