/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-sum.h"

#include "sluice-fiber.h"
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

static DexFuture *
ask_fiber (DexFuture *stop,
           gpointer   data)
{
  g_autoptr(SluiceRequest) request = sluice_request_new_read ("GET", ROUTE);
  g_autoptr(SluiceResponse) response = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;

  sluice_request_set_route (request, ROUTE);
  sluice_request_set_bearer (request, TRUE);
  response = dex_await_object (sluice_until (sluice_session_send (data, request), stop), &error);
  node = response != NULL ? sluice_response_parse_data (response, &error) : NULL;
  if (node == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return dex_future_new_reject (SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL, "%s",
                                  _("The list of what is kept about you is not one that Sluice understands."));

  return dex_future_new_take_object (read_sums (json_node_get_array (node)));
}

/**
 * sluice_inventory_sums_ask:
 * @session: signed in to a place
 *
 * Returns: (transfer full): a future of a #GListModel of #SluiceInventorySum, one for each category that the place
 *   has heard of; rejects with #SluiceNetError
 */
DexFuture *
sluice_inventory_sums_ask (SluiceSession *session)
{
  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  return sluice_fiber_spawn (ask_fiber, g_object_ref (session), g_object_unref);
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
