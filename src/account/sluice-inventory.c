/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-private.h"

#include "sluice-backoff.h"
#include "sluice-fiber.h"
#include "sluice-list-store.h"
#include "sluice-net-error.h"

#include <glib/gi18n-lib.h>

/*
 * The first list grows page by page, so that there is something to see at
 * once. A later one takes the place of the one before when it is whole, and not
 * sooner: half of it would look as if the rest were gone. What fails in passing
 * is tried again from the page where it failed; what is there stays, with its
 * age and the reason.
 */
#define FIRST_WAIT_MS 500
#define MOST_WAIT_MS 30000
#define MOST_TRIES 5        /* of one page */
#define LONGEST_PAUSE 60    /* seconds that a place may ask for; beyond that it is as good as gone */
#define MOST_ITEMS 1000000

struct _SluiceInventory
{
  GObject parent_instance;

  /* Owned. */
  char       *category; /* NULL for all */
  GListStore *items;
  GHashTable *known;    /* id → item, of @items */
  GHashTable *erased;   /* ids that the place has deleted since the newest load began */
  char       *stale_reason;

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
} SluiceInventoryProperty;

static GParamSpec *properties[PROP_STALE_REASON + 1];

/* One reading of the whole list, as far as it got. */
typedef struct
{
  /* Owned. */
  SluiceInventory *inventory;
  SluiceSession   *session;
  GPtrArray       *items;
  GHashTable      *seen;  /* id → item, of @items */
  char            *next;

  gint64 observed_at;
  guint  number;
} Load;

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

static void
set_reason (SluiceInventory *self,
            const char      *reason)
{
  if (g_set_str (&self->stale_reason, reason))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STALE_REASON]);
}

static void
load_free (Load *load)
{
  g_object_unref (load->inventory);
  g_object_unref (load->session);
  g_hash_table_unref (load->seen);
  g_ptr_array_unref (load->items);
  g_free (load->next);
  g_free (load);
}

static gboolean
is_newest (Load *load)
{
  return load->number == load->inventory->n_loads;
}

/* Adds to what is shown, while nothing whole is. */
static void
show_more (SluiceInventory *self,
           Load            *load,
           guint            from)
{
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();

  for (guint i = from; i < load->items->len; i++)
    {
      SluiceInventoryItem *item = load->items->pdata[i];

      if (g_hash_table_contains (self->known, sluice_inventory_item_get_id (item)) ||
          g_hash_table_contains (self->erased, sluice_inventory_item_get_id (item)))
        continue;
      g_hash_table_insert (self->known, (gpointer) sluice_inventory_item_get_id (item), item);
      g_ptr_array_add (fresh, item);
    }
  if (fresh->len > 0)
    g_list_store_splice (self->items, g_list_model_get_n_items (G_LIST_MODEL (self->items)), 0, fresh->pdata, fresh->len);
  set_number (self, &self->observed_at, load->observed_at, PROP_OBSERVED_AT);
}

/* What was deleted while the list was read may be on a page that came before. */
static void
leave_out_erased (SluiceInventory *self,
                  Load            *load)
{
  for (guint i = load->items->len; g_hash_table_size (self->erased) > 0 && i > 0; i--)
    {
      const char *id = sluice_inventory_item_get_id (load->items->pdata[i - 1]);

      if (!g_hash_table_contains (self->erased, id))
        continue;
      g_hash_table_remove (load->seen, id);
      g_ptr_array_remove_index (load->items, i - 1);
    }
}

static void
show_whole (SluiceInventory *self,
            Load            *load)
{
  GHashTable *old = self->known;

  leave_out_erased (self, load);
  self->known = g_hash_table_ref (load->seen);
  g_hash_table_unref (old);
  sluice_list_store_assign (self->items, load->items);
  g_object_freeze_notify (G_OBJECT (self));
  set_reason (self, NULL);
  set_number (self, &self->observed_at, load->observed_at, PROP_OBSERVED_AT);
  set_number (self, &self->total, load->items->len, PROP_TOTAL);
  set_flag (self, &self->is_whole, TRUE, PROP_IS_WHOLE);
  g_object_thaw_notify (G_OBJECT (self));
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
      SluiceInventoryItem *item = page->items->pdata[i];
      SluiceInventoryItem *known = g_hash_table_lookup (self->known, sluice_inventory_item_get_id (item));

      if (g_hash_table_contains (load->seen, sluice_inventory_item_get_id (item)))
        continue;
      /* The same object for the same thing, so that a view keeps its place. */
      if (known != NULL && sluice_inventory_item_equal (known, item))
        item = known;
      g_hash_table_insert (load->seen, (gpointer) sluice_inventory_item_get_id (item), item);
      g_ptr_array_add (load->items, g_object_ref (item));
    }

  if (load->observed_at == 0)
    load->observed_at = page->observed_at;
  g_set_str (&load->next, page->next);
  if (!self->is_whole)
    {
      set_number (self, &self->total, page->total, PROP_TOTAL);
      show_more (self, load, from);
    }
  return load->items->len > from;
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
  page = sluice_inventory_page_await (load->session, load->inventory->category, load->next, stop, error);
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

      if (await_page (load, stop, &failure))
        {
          n_tries = 0;
          sluice_backoff_reset (backoff);
          set_reason (load->inventory, NULL);
          continue;
        }
      if (++n_tries >= MOST_TRIES || !sluice_inventory_is_passing (failure) || !is_newest (load))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      set_reason (load->inventory, failure->message);
      dex_await (dex_future_first (dex_timeout_new_msec (sluice_backoff_next (
                                     backoff, sluice_net_error_get_retry_after (failure))), dex_ref (stop), NULL),
                 NULL);
    }
  while (load->next != NULL || n_tries > 0);

  return TRUE;
}

static DexFuture *
load_fiber (DexFuture *stop,
            gpointer   data)
{
  Load *load = data;
  SluiceInventory *self = load->inventory;
  g_autoptr(GError) error = NULL;

  if (await_all (load, stop, &error))
    show_whole (self, load);
  else if (is_newest (load) && dex_future_is_pending (stop))
    set_reason (self, error->message);
  else if (is_newest (load) && !self->is_whole)
    set_reason (self, _("The reading was stopped, so this is not all of it."));

  if (is_newest (load))
    set_flag (self, &self->is_loading, FALSE, PROP_IS_LOADING);
  return error == NULL ? dex_future_new_true () : dex_future_new_for_error (g_steal_pointer (&error));
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
 * sluice_inventory_load:
 * @self: an inventory
 * @session: signed in to the place whose it is
 *
 * Reads all of it; a load before that has not ended gives way. What fails in
 * passing is tried again, as late as the place asks; #SluiceInventory:stale-reason
 * says meanwhile why it takes so long.
 *
 * Returns: (transfer full): settles when the list is whole; rejects with #SluiceNetError when it does not become so.
 *   Whoever lets it go stops the reading; what came stays
 */
DexFuture *
sluice_inventory_load (SluiceInventory *self,
                       SluiceSession   *session)
{
  Load *load;

  dex_return_error_if_fail (SLUICE_IS_INVENTORY (self));
  dex_return_error_if_fail (SLUICE_IS_SESSION (session));

  load = g_new0 (Load, 1);
  load->inventory = g_object_ref (self);
  load->session = g_object_ref (session);
  load->items = g_ptr_array_new_with_free_func (g_object_unref);
  load->seen = g_hash_table_new (g_str_hash, g_str_equal);
  load->number = ++self->n_loads;
  g_hash_table_remove_all (self->erased);
  set_flag (self, &self->is_loading, TRUE, PROP_IS_LOADING);
  return sluice_fiber_spawn (load_fiber, load, (GDestroyNotify) load_free);
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
  set_reason (self, NULL);
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
