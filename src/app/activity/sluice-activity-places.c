/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-activity-places.h"

#include <glib/gi18n-lib.h>

struct _SluiceActivityPlaces
{
  GObject parent_instance;

  /* Owned. */
  GListModel    *entries;
  GtkStringList *names;
  GHashTable    *positions; /* id of a place → where it is in @names */
};

G_DEFINE_FINAL_TYPE (SluiceActivityPlaces, sluice_activity_places, G_TYPE_OBJECT)

/* What is about the list itself has no place. */
static const char *
get_id (SluiceLedgerEntry *entry)
{
  const char *id = sluice_ledger_entry_get_place_id (entry);

  return id != NULL && *id != '\0' ? id : NULL;
}

static const char *
get_name (SluiceLedgerEntry *entry)
{
  const char *name = sluice_ledger_entry_get_place_name (entry);

  return name != NULL && *name != '\0' ? name : sluice_ledger_entry_get_host (entry);
}

static void
entries_changed_cb (SluiceActivityPlaces *self,
                    guint                 position,
                    guint                 removed,
                    guint                 added,
                    GListModel           *entries)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(SluiceLedgerEntry) entry = g_list_model_get_item (entries, i);
      const char *id = get_id (entry);

      if (id == NULL || g_hash_table_contains (self->positions, id))
        continue;
      g_hash_table_insert (self->positions, g_strdup (id),
                           GUINT_TO_POINTER (g_list_model_get_n_items (G_LIST_MODEL (self->names))));
      gtk_string_list_append (self->names, get_name (entry));
    }
}

static void
sluice_activity_places_finalize (GObject *object)
{
  SluiceActivityPlaces *self = SLUICE_ACTIVITY_PLACES (object);

  g_clear_object (&self->entries);
  g_clear_object (&self->names);
  g_clear_pointer (&self->positions, g_hash_table_unref);

  G_OBJECT_CLASS (sluice_activity_places_parent_class)->finalize (object);
}

static void
sluice_activity_places_class_init (SluiceActivityPlacesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_activity_places_finalize;
}

static void
sluice_activity_places_init (SluiceActivityPlaces *self)
{
  self->names = gtk_string_list_new (NULL);
  self->positions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sluice_activity_places_new:
 * @entries: of #SluiceLedgerEntry
 *
 * Returns: (transfer full): the places of @entries, followed from then on
 */
SluiceActivityPlaces *
sluice_activity_places_new (GListModel *entries)
{
  SluiceActivityPlaces *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (entries), NULL);

  self = g_object_new (SLUICE_TYPE_ACTIVITY_PLACES, NULL);
  self->entries = g_object_ref (entries);
  gtk_string_list_append (self->names, C_("filter", "All places"));
  entries_changed_cb (self, 0, 0, g_list_model_get_n_items (entries), entries);
  g_signal_connect_object (entries, "items-changed", G_CALLBACK (entries_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** sluice_activity_places_get_names: (transfer none): of #GtkStringObject; the first stands for all. */
GListModel *
sluice_activity_places_get_names (SluiceActivityPlaces *self)
{
  g_return_val_if_fail (SLUICE_IS_ACTIVITY_PLACES (self), NULL);
  return G_LIST_MODEL (self->names);
}

/** sluice_activity_places_is_at: whether @entry went to the place at @position of the names. */
gboolean
sluice_activity_places_is_at (SluiceActivityPlaces *self,
                              guint                 position,
                              SluiceLedgerEntry    *entry)
{
  const char *id;

  g_return_val_if_fail (SLUICE_IS_ACTIVITY_PLACES (self), FALSE);

  id = get_id (entry);
  return position == 0 || position == GTK_INVALID_LIST_POSITION ||
         (id != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (self->positions, id)) == position);
}
