/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-activity-model.h"

struct _SluiceActivityModel
{
  GObject parent_instance;

  /* Owned. */
  GListModel *entries;
  GListStore *shown;
  GHashTable *leaving; /* sequence number → entry that was about to leave */
  GHashTable *settled; /* sequence numbers of those that came to an end */
};

static void sluice_activity_model_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluiceActivityModel, sluice_activity_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, sluice_activity_model_list_iface_init))

static gboolean
is_superseded (SluiceActivityModel *self,
               SluiceLedgerEntry   *entry)
{
  gint64 seq = sluice_ledger_entry_get_seq (entry);

  return sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_LEAVING &&
         g_hash_table_contains (self->settled, &seq);
}

static gint64 *
box_number (gint64 number)
{
  return g_memdup2 (&number, sizeof number);
}

static void
note (SluiceActivityModel *self,
      SluiceLedgerEntry   *entry)
{
  gint64 refers = sluice_ledger_entry_get_refers (entry);

  if (sluice_ledger_entry_get_status (entry) == SLUICE_LEDGER_LEAVING)
    g_hash_table_insert (self->leaving, box_number (sluice_ledger_entry_get_seq (entry)), g_object_ref (entry));
  if (refers > 0)
    g_hash_table_add (self->settled, box_number (refers));
}

/* All is read again: after it was loaded, or cleared. */
static void
fill (SluiceActivityModel *self)
{
  guint n_entries = g_list_model_get_n_items (self->entries);
  g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);

  g_hash_table_remove_all (self->leaving);
  g_hash_table_remove_all (self->settled);

  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (self->entries, i);

      note (self, entry);
      /* Newest first: how it went comes before that it left. */
      if (!is_superseded (self, entry))
        g_ptr_array_add (shown, g_steal_pointer (&entry));
    }

  g_list_store_splice (self->shown, 0, g_list_model_get_n_items (G_LIST_MODEL (self->shown)), shown->pdata,
                       shown->len);
}

static void
add_newest (SluiceActivityModel *self,
            SluiceLedgerEntry   *entry)
{
  gint64 refers = sluice_ledger_entry_get_refers (entry);
  SluiceLedgerEntry *before = g_hash_table_lookup (self->leaving, &refers);
  guint position;

  note (self, entry);
  if (before != NULL && g_list_store_find (self->shown, before, &position))
    g_list_store_remove (self->shown, position);
  g_list_store_insert (self->shown, 0, entry);
}

static void
entries_changed_cb (SluiceActivityModel *self,
                    guint                position,
                    guint                removed,
                    guint                added,
                    GListModel          *entries)
{
  if (position > 0 || removed > 0 || added > 1)
    {
      fill (self);
      return;
    }

  if (added == 1)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, 0);

      add_newest (self, entry);
    }
}

static void
shown_changed_cb (SluiceActivityModel *self,
                  guint                position,
                  guint                removed,
                  guint                added,
                  GListModel          *shown)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
sluice_activity_model_get_item_type (GListModel *list)
{
  return SLUICE_TYPE_LEDGER_ENTRY;
}

static guint
sluice_activity_model_get_n_items (GListModel *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (SLUICE_ACTIVITY_MODEL (list)->shown));
}

static gpointer
sluice_activity_model_get_item (GListModel *list,
                                guint       position)
{
  return g_list_model_get_item (G_LIST_MODEL (SLUICE_ACTIVITY_MODEL (list)->shown), position);
}

static void
sluice_activity_model_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_activity_model_get_item_type;
  iface->get_n_items = sluice_activity_model_get_n_items;
  iface->get_item = sluice_activity_model_get_item;
}

static void
sluice_activity_model_finalize (GObject *object)
{
  SluiceActivityModel *self = SLUICE_ACTIVITY_MODEL (object);

  g_clear_object (&self->entries);
  g_clear_object (&self->shown);
  g_clear_pointer (&self->leaving, g_hash_table_unref);
  g_clear_pointer (&self->settled, g_hash_table_unref);

  G_OBJECT_CLASS (sluice_activity_model_parent_class)->finalize (object);
}

static void
sluice_activity_model_class_init (SluiceActivityModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_activity_model_finalize;
}

static void
sluice_activity_model_init (SluiceActivityModel *self)
{
  self->shown = g_list_store_new (SLUICE_TYPE_LEDGER_ENTRY);
  self->leaving = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  self->settled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (shown_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sluice_activity_model_new:
 * @entries: of #SluiceLedgerEntry, newest first
 *
 * Returns: (transfer full): the same with one entry for each thing that left
 */
SluiceActivityModel *
sluice_activity_model_new (GListModel *entries)
{
  SluiceActivityModel *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (entries), NULL);

  self = g_object_new (SLUICE_TYPE_ACTIVITY_MODEL, NULL);
  self->entries = g_object_ref (entries);
  fill (self);
  g_signal_connect_object (entries, "items-changed", G_CALLBACK (entries_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sluice_activity_model_get_body:
 * @self: the model
 * @entry: one of its entries
 *
 * Returns: (transfer none) (nullable): the exact bytes that left, which are kept
 *   for process data; they are with the entry from before they left
 */
GBytes *
sluice_activity_model_get_body (SluiceActivityModel *self,
                                SluiceLedgerEntry   *entry)
{
  gint64 refers;
  SluiceLedgerEntry *before;

  g_return_val_if_fail (SLUICE_IS_ACTIVITY_MODEL (self), NULL);
  g_return_val_if_fail (SLUICE_IS_LEDGER_ENTRY (entry), NULL);

  if (sluice_ledger_entry_get_body (entry) != NULL)
    return sluice_ledger_entry_get_body (entry);

  refers = sluice_ledger_entry_get_refers (entry);
  before = g_hash_table_lookup (self->leaving, &refers);
  return before != NULL ? sluice_ledger_entry_get_body (before) : NULL;
}
