/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-private.h"

#include "sluice-fiber.h"
#include "sluice-json.h"
#include "sluice-net-error.h"
#include "sluice-text.h"
#include "sluice-worker.h"

#include <glib/gi18n-lib.h>

/* To read a page takes longer than a frame may, so it is read on a worker; the main thread only takes what is on it. */
#define ROUTE "/privacy/v1/inventory"
#define PAGE 250
#define MAX_ANSWER (1024 * 1024)
#define MAX_CURSOR 200

void
sluice_inventory_page_free (SluiceInventoryPage *self)
{
  g_ptr_array_unref (self->items);
  g_free (self->next);
  g_free (self);
}

static SluiceRequest *
make_request (const char *category,
              const char *after)
{
  SluiceRequest *request = sluice_request_new_read ("GET", ROUTE);

  sluice_request_set_route (request, ROUTE);
  sluice_request_set_bearer (request, TRUE);
  sluice_request_set_max_answer (request, MAX_ANSWER);
  sluice_request_add_query (request, "limit", G_STRINGIFY (PAGE));
  if (category != NULL)
    sluice_request_add_query (request, "category", category);
  if (after != NULL)
    sluice_request_add_query (request, "after", after);
  return request;
}

static SluiceInventoryPage *
read_page (SluiceResponse  *response,
           GError         **error)
{
  g_autoptr(JsonObject) envelope = sluice_response_parse_object (response, error);
  JsonArray *array = envelope != NULL ? sluice_json_get_array (envelope, "data") : NULL;
  JsonObject *meta = envelope != NULL ? sluice_json_get_object (envelope, "meta") : NULL;
  JsonObject *about = meta != NULL ? sluice_json_get_object (meta, "page") : NULL;
  const char *next = about != NULL ? sluice_json_get_string (about, "next") : NULL;
  SluiceInventoryPage *page;

  if (envelope == NULL)
    return NULL;
  if (array == NULL || (next != NULL && !sluice_text_is_visible_ascii (next, MAX_CURSOR)))
    {
      g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                           _("The list of what is kept about you is not one that Sluice understands."));
      return NULL;
    }

  page = g_new0 (SluiceInventoryPage, 1);
  page->items = g_ptr_array_new_with_free_func (g_object_unref);
  page->next = g_strdup (next);
  page->observed_at = sluice_response_get_observed_at (response);
  if (about == NULL || !sluice_json_get_int (about, "total_count", &page->total) || page->total < 0)
    page->total = -1;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = sluice_json_array_get_object (array, i);
      SluiceInventoryItem *item = object != NULL ? sluice_inventory_item_new (object) : NULL;

      if (item != NULL)
        g_ptr_array_add (page->items, item);
    }
  return page;
}

/* On a worker. The page is awaited in any case, so that it has an owner. */
static DexFuture *
read_work (GCancellable *cancellable,
           gpointer      data)
{
  g_autoptr(GError) error = NULL;
  SluiceInventoryPage *page = read_page (data, &error);

  return page != NULL ? dex_future_new_for_pointer (page) : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_inventory_page_await:
 * @session: signed in to a place
 * @category: (nullable): only what is of it
 * @after: (nullable): what the page before said as its @next
 * @stop: as of a fiber
 * @error: #SluiceNetError
 *
 * In a fiber.
 *
 * Returns: (transfer full) (nullable): a page
 */
SluiceInventoryPage *
sluice_inventory_page_await (SluiceSession  *session,
                             const char     *category,
                             const char     *after,
                             DexFuture      *stop,
                             GError        **error)
{
  g_autoptr(SluiceRequest) request = make_request (category, after);
  g_autoptr(GError) failure = NULL;
  g_autoptr(SluiceResponse) response = dex_await_object (sluice_until (sluice_session_send (session, request), stop),
                                                         &failure);

  if (response != NULL)
    return dex_await_pointer (sluice_worker_run (read_work, g_object_ref (response), g_object_unref), error);
  if (g_error_matches (failure, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND))
    g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_NOT_FOUND,
                         _("This cloud does not list what it keeps about you."));
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
