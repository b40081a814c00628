/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-source-private.h"

#include "sluice-backoff.h"
#include "sluice-fiber.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/*
 * The first list grows page by page, so that there is something to see at
 * once. A later one takes the place of the one before when it is whole, and not
 * sooner: half of it would look as if the rest were gone. What fails in passing
 * is tried again from the page where it failed; what is there stays, with its
 * age and the reason.
 *
 * Some places have no list, but parts of one. A part that cannot be read is then
 * passed over: what was known of it stays, the rest is new, and what is missing
 * is said.
 */
#define FIRST_WAIT_MS 500
#define MOST_WAIT_MS 30000
#define MOST_TRIES 5        /* of one page */
#define LONGEST_PAUSE 60    /* seconds that a place may ask for; beyond that it is as good as gone */
#define MOST_ITEMS 1000000

/* One reading of the whole list, as far as it got. */
typedef struct
{
  /* Owned. */
  SluiceInventory       *inventory;
  SluiceInventorySource *source;
  GPtrArray             *items;
  GHashTable            *seen;    /* id → item, of @items */
  GPtrArray             *gaps;    /* of SluiceInventoryGap */
  GError                *failure; /* of the first gap */
  char                  *next;

  gint64 observed_at;
  guint  number;
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->inventory);
  g_object_unref (load->source);
  g_hash_table_unref (load->seen);
  g_ptr_array_unref (load->items);
  g_ptr_array_unref (load->gaps);
  g_clear_error (&load->failure);
  g_free (load->next);
  g_free (load);
}

static gboolean
is_newest (Load *load)
{
  return sluice_inventory_is_newest_load (load->inventory, load->number);
}

/* Returns: whether there was anything new on it; what comes twice, because the list moved, counts once */
static gboolean
take_page (Load                *load,
           SluiceInventoryPage *page)
{
  SluiceInventory *self = load->inventory;
  guint from = load->items->len;

  for (guint i = 0; i < page->items->len; i++)
    {
      SluiceInventoryItem *item = sluice_inventory_reuse (self, page->items->pdata[i]);

      if (g_hash_table_contains (load->seen, sluice_inventory_item_get_id (item)))
        continue;
      g_hash_table_insert (load->seen, (gpointer) sluice_inventory_item_get_id (item), item);
      g_ptr_array_add (load->items, g_object_ref (item));
    }

  if (load->observed_at == 0)
    load->observed_at = page->observed_at;
  g_set_str (&load->next, page->next);
  if (!sluice_inventory_get_is_whole (self))
    sluice_inventory_show_more (self, load->items, from, page->total, load->observed_at);
  return load->items->len > from || page->ends_part;
}

/* A list that goes on without getting anywhere, or without end, is none. */
static gboolean
check_progress (Load      *load,
                gboolean   is_new,
                GError   **error)
{
  if (load->next == NULL || (is_new && load->items->len < MOST_ITEMS))
    return TRUE;

  g_set_error_literal (error, SLUICE_NET_ERROR, SLUICE_NET_ERROR_PROTOCOL,
                       _("The list of what is kept about you does not come to an end. What came is shown."));
  return FALSE;
}

static gboolean
check_wanted (Load       *load,
              DexFuture  *stop,
              GError    **error)
{
  if (dex_future_is_pending (stop) && is_newest (load))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Nobody waits for the answer any more"));
  return FALSE;
}

static gboolean
await_page (Load       *load,
            DexFuture  *stop,
            GError    **error)
{
  g_autoptr(SluiceInventoryPage) page = NULL;

  if (!check_wanted (load, stop, error))
    return FALSE;
  page = sluice_inventory_source_await_page (load->source, sluice_inventory_get_category (load->inventory), load->next,
                                             stop, error);
  return page != NULL && check_wanted (load, stop, error) && check_progress (load, take_page (load, page), error);
}

/* What may be over the next time. */
gboolean
sluice_inventory_is_passing (const GError *error)
{
  if (error->domain != SLUICE_NET_ERROR || sluice_net_error_get_retry_after (error) > LONGEST_PAUSE)
    return FALSE;

  return error->code == SLUICE_NET_ERROR_OFFLINE || error->code == SLUICE_NET_ERROR_TIMEOUT ||
         error->code == SLUICE_NET_ERROR_BUSY || error->code == SLUICE_NET_ERROR_SERVER;
}

/* Whether the list goes on, or ends, without the page that @failure is about. */
static gboolean
pass_over (Load         *load,
           DexFuture    *stop,
           const GError *failure)
{
  SluiceInventoryGap *gap;
  g_autofree char *next = NULL;

  if (!is_newest (load) || !dex_future_is_pending (stop))
    return FALSE;

  gap = g_new0 (SluiceInventoryGap, 1);
  if (!sluice_inventory_source_pass_over (load->source, sluice_inventory_get_category (load->inventory), load->next,
                                          failure, gap, &next))
    {
      sluice_inventory_gap_free (gap);
      return FALSE;
    }
  g_ptr_array_add (load->gaps, gap);
  if (load->failure == NULL)
    load->failure = g_error_copy (failure);
  g_set_str (&load->next, next);
  return TRUE;
}

/* Page after page to the last one; each is tried a few times. */
static gboolean
await_all (Load       *load,
           DexFuture  *stop,
           GError    **error)
{
  g_autoptr(SluiceBackoff) backoff = sluice_backoff_new (FIRST_WAIT_MS, MOST_WAIT_MS, NULL, NULL);
  guint n_tries = 0;

  do
    {
      g_autoptr(GError) failure = NULL;

      if (await_page (load, stop, &failure) ||
          ((++n_tries >= MOST_TRIES || !sluice_inventory_is_passing (failure)) && pass_over (load, stop, failure)))
        {
          n_tries = 0;
          sluice_backoff_reset (backoff);
          sluice_inventory_set_reason (load->inventory, NULL);
          continue;
        }
      if (n_tries >= MOST_TRIES || !sluice_inventory_is_passing (failure) || !is_newest (load))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      sluice_inventory_set_reason (load->inventory, failure->message);
      dex_await (dex_future_first (dex_timeout_new_msec (sluice_backoff_next (
                                     backoff, sluice_net_error_get_retry_after (failure))), dex_ref (stop), NULL),
                 NULL);
    }
  while (load->next != NULL || n_tries > 0);

  return TRUE;
}

static gboolean
is_in_gap (Load                *load,
           SluiceInventoryItem *item)
{
  for (guint i = 0; i < load->gaps->len; i++)
    {
      SluiceInventoryGap *gap = load->gaps->pdata[i];

      if (g_str_has_prefix (sluice_inventory_item_get_id (item), gap->part))
        return TRUE;
    }
  return FALSE;
}

/* What could not be read this time is as it was. */
static void
keep_known (Load *load)
{
  GListModel *known = sluice_inventory_get_items (load->inventory);

  for (guint i = 0; load->gaps->len > 0 && i < g_list_model_get_n_items (known); i++)
    {
      g_autoptr(SluiceInventoryItem) item = g_list_model_get_item (known, i);

      if (is_in_gap (load, item) && !g_hash_table_contains (load->seen, sluice_inventory_item_get_id (item)))
        g_ptr_array_add (load->items, g_steal_pointer (&item));
    }
}

/* (transfer full) (nullable): every gap once */
static char *
describe_gaps (Load *load)
{
  g_autoptr(GString) words = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; i < load->gaps->len; i++)
    {
      SluiceInventoryGap *gap = load->gaps->pdata[i];

      if (g_strcmp0 (gap->words, last) != 0)
        g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", gap->words);
      last = gap->words;
    }
  return words->len > 0 ? g_string_free_and_steal (g_steal_pointer (&words)) : NULL;
}

/* Whether all of it is there. */
static gboolean
show_list (Load    *load,
           GError **error)
{
  g_autofree char *missing = describe_gaps (load);
  g_autofree char *remark = sluice_inventory_source_dup_remark (load->source);

  keep_known (load);
  sluice_inventory_set_remark (load->inventory, remark);
  sluice_inventory_show_list (load->inventory, load->items, load->observed_at, missing);
  if (missing != NULL)
    g_set_error_literal (error, SLUICE_NET_ERROR, load->failure->code, missing);
  return missing == NULL;
}

static DexFuture *
load_fiber (DexFuture *stop,
            gpointer   data)
{
  Load *load = data;
  SluiceInventory *self = load->inventory;
  g_autoptr(GError) error = NULL;

  if (await_all (load, stop, &error))
    show_list (load, &error);
  else if (is_newest (load) && dex_future_is_pending (stop))
    sluice_inventory_set_reason (self, error->message);
  else if (is_newest (load) && !sluice_inventory_get_is_whole (self))
    sluice_inventory_set_reason (self, _("The reading was stopped, so this is not all of it."));

  if (is_newest (load))
    sluice_inventory_set_loading (self, FALSE);
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
}

/**
 * sluice_inventory_load:
 * @self: an inventory
 * @source: of the place whose it is
 *
 * Reads all of it; a load before that has not ended gives way. What fails in
 * passing is tried again, as late as the place asks; #SluiceInventory:stale-reason
 * says meanwhile why it takes so long.
 *
 * Returns: (transfer full): settles when the list is whole; rejects with #SluiceNetError when it does not become so.
 *   Whoever lets it go stops the reading; what came stays
 */
DexFuture *
sluice_inventory_load (SluiceInventory       *self,
                       SluiceInventorySource *source)
{
  Load *load;

  dex_return_error_if_fail (SLUICE_IS_INVENTORY (self));
  dex_return_error_if_fail (SLUICE_IS_INVENTORY_SOURCE (source));

  load = g_new0 (Load, 1);
  load->inventory = g_object_ref (self);
  load->source = g_object_ref (source);
  load->items = g_ptr_array_new_with_free_func (g_object_unref);
  load->gaps = g_ptr_array_new_with_free_func ((GDestroyNotify) sluice_inventory_gap_free);
  load->seen = g_hash_table_new (g_str_hash, g_str_equal);
  load->number = sluice_inventory_begin_load (self);
  return sluice_fiber_spawn (load_fiber, load, (GDestroyNotify) load_free);
}
