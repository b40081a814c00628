/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-private.h"

#include "sluice-fiber.h"
#include "sluice-net-error.h"

/* Single things that the place deletes for good: there is no way back, so whoever asks has asked the person. */
#define ROUTE "/privacy/v1/inventory/{id}"

typedef struct
{
  SluiceInventory *inventory;
  SluiceSession   *session;
  GPtrArray       *items;
} Erasure;

static void
erasure_free (Erasure *erasure)
{
  g_object_unref (erasure->inventory);
  g_object_unref (erasure->session);
  g_ptr_array_unref (erasure->items);
  g_free (erasure);
}

static SluiceRequest *
make_request (SluiceInventoryItem *item)
{
  g_autofree char *id = g_uri_escape_string (sluice_inventory_item_get_id (item), NULL, FALSE);
  g_autofree char *path = g_strconcat ("/privacy/v1/inventory/", id, NULL);
  SluiceRequest *request = sluice_request_new_read ("DELETE", path);

  sluice_request_set_route (request, ROUTE);
  sluice_request_set_bearer (request, TRUE);
  return request;
}

/* What is gone already is what was wanted; a place that knows no such call has deleted nothing. */
static gboolean
is_gone (const GError *error)
{
  return g_strcmp0 (sluice_net_error_get_server_code (error), "unknownItem") == 0;
}

static gboolean
erase_one (Erasure              *erasure,
           SluiceInventoryItem  *item,
           DexFuture            *stop,
           GError              **error)
{
  g_autoptr(SluiceRequest) request = make_request (item);
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceResponse) response = dex_await_object (
    sluice_until (sluice_session_send (erasure->session, request), stop), &failure);

  if (response == NULL && !is_gone (failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  sluice_inventory_drop (erasure->inventory, item);
  return TRUE;
}

static DexFuture *
erase_fiber (DexFuture *stop,
             gpointer   data)
{
  Erasure *erasure = data;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < erasure->items->len; i++)
    if (!erase_one (erasure, erasure->items->pdata[i], stop, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));

  return dex_future_new_true ();
}

/**
 * sluice_inventory_erase:
 * @self: an inventory
 * @session: signed in to the place whose it is
 * @items: of #SluiceInventoryItem that can be deleted
 *
 * Has the place delete them, one after the other. Each is gone from the list once the place says that it is gone.
 *
 * Returns: (transfer full): settles when all are; rejects with #SluiceNetError at the first that the place does not
 *   delete: those before it are gone, those behind it were not touched. Whoever lets it go stops it, the same way
 */
DexFuture *
sluice_inventory_erase (SluiceInventory *self,
                        SluiceSession   *session,
                        GListModel      *items)
{
  Erasure *erasure;

  dex_return_error_if_fail (SLUICE_IS_INVENTORY (self));
  dex_return_error_if_fail (SLUICE_IS_SESSION (session));
  dex_return_error_if_fail (G_IS_LIST_MODEL (items));

  erasure = g_new0 (Erasure, 1);
  erasure->inventory = g_object_ref (self);
  erasure->session = g_object_ref (session);
  erasure->items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (erasure->items, g_list_model_get_item (items, i));
  return sluice_fiber_spawn (erase_fiber, erasure, (GDestroyNotify) erasure_free);
}
