/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-inventory-kept.h"

#include "sluice-fiber.h"
#include "sluice-inventory-private.h"
#include "sluice-worker.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>

/*
 * A file is a sealed record of one GVariant: when the list was read, and its items. What cannot be opened, or is of
 * another version, is as good as not there: the place has it all. A list that is not whole is not kept, so that one
 * that was never shrinks.
 */
#define FORMAT "(uxa" SLUICE_INVENTORY_ITEM_FORMAT ")"
#define VERSION 1
#define KEY_PURPOSE "sluice-inventory/1"
/* More than a window shows: who waits for the list sees these at once, and the rest is read meanwhile. */
#define N_FIRST 500

struct _SluiceInventoryKept
{
  GObject parent_instance;

  /* Owned. */
  char      *folder;
  SluiceKey *key;
};

G_DEFINE_FINAL_TYPE (SluiceInventoryKept, sluice_inventory_kept, G_TYPE_OBJECT)

/* What a worker is given, and gives back. */
typedef struct
{
  char            *folder;
  char            *place_id;
  SluiceKey       *key;       /* nullable: only to remove it */
  SluiceInventory *inventory; /* nullable; for the main thread only */
  GPtrArray       *items;     /* nullable */
  GVariantIter    *rest;      /* nullable: the items that are still to be read */
  gint64           observed_at;
} Work;

static void
clear_work (Work *work)
{
  g_free (work->folder);
  g_free (work->place_id);
  g_clear_pointer (&work->key, sluice_key_unref);
  g_clear_pointer (&work->items, g_ptr_array_unref);
  g_clear_pointer (&work->rest, g_variant_iter_free);
  g_clear_object (&work->inventory);
}

static void
work_unref (gpointer work)
{
  g_atomic_rc_box_release_full (work, (GDestroyNotify) clear_work);
}

static Work *
work_new (const char      *folder,
          const char      *place_id,
          SluiceKey       *key,
          SluiceInventory *inventory)
{
  Work *work = g_atomic_rc_box_new0 (Work);

  work->folder = g_strdup (folder);
  work->place_id = g_strdup (place_id);
  work->key = key != NULL ? sluice_key_ref (key) : NULL;
  work->inventory = inventory != NULL ? g_object_ref (inventory) : NULL;
  return work;
}

static void
sluice_inventory_kept_finalize (GObject *object)
{
  SluiceInventoryKept *self = SLUICE_INVENTORY_KEPT (object);

  g_free (self->folder);
  g_clear_pointer (&self->key, sluice_key_unref);

  G_OBJECT_CLASS (sluice_inventory_kept_parent_class)->finalize (object);
}

static void
sluice_inventory_kept_class_init (SluiceInventoryKeptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_inventory_kept_finalize;
}

static void
sluice_inventory_kept_init (SluiceInventoryKept *self)
{
}

/**
 * sluice_inventory_kept_new:
 * @folder: where the files are; made when there is something to keep
 * @key: what the key to them is derived from
 *
 * Returns: (transfer full): what is kept
 */
SluiceInventoryKept *
sluice_inventory_kept_new (const char *folder,
                           SluiceKey  *key)
{
  SluiceInventoryKept *self;

  g_return_val_if_fail (folder != NULL && key != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_INVENTORY_KEPT, NULL);
  self->folder = g_strdup (folder);
  self->key = sluice_key_derive (key, KEY_PURPOSE);
  return self;
}

/* An id may have any letters. */
static char *
dup_path (const char *folder,
          const char *place_id)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place_id, -1);

  return g_build_filename (folder, name, NULL);
}

static GBytes *
pack (Work *work)
{
  GVariantBuilder items;
  g_autoptr(GVariant) whole = NULL;

  g_variant_builder_init_static (&items, G_VARIANT_TYPE ("a" SLUICE_INVENTORY_ITEM_FORMAT));
  for (guint i = 0; i < work->items->len; i++)
    g_variant_builder_add_value (&items, sluice_inventory_item_to_variant (work->items->pdata[i]));
  whole = g_variant_ref_sink (g_variant_new (FORMAT, VERSION, work->observed_at, &items));
  return g_variant_get_data_as_bytes (whole);
}

static DexFuture *
write_work (GCancellable *cancellable,
            gpointer      data)
{
  Work *work = data;
  g_autofree char *path = dup_path (work->folder, work->place_id);
  g_autoptr(GBytes) plain = pack (work);
  g_autoptr(GBytes) sealed = sluice_key_seal (work->key, plain, work->place_id);
  GError *error = NULL;

  if (g_mkdir_with_parents (work->folder, 0700) != 0)
    return dex_future_new_reject (G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
  if (!g_file_set_contents_full (path, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static gsize
n_all (Work *work)
{
  return g_variant_iter_n_children (work->rest);
}

static void
unpack_items (Work  *work,
              gsize  n_most)
{
  while (n_most-- > 0 && work->items->len < n_all (work))
    {
      GVariant *child = g_variant_iter_next_value (work->rest);

      g_ptr_array_add (work->items, sluice_inventory_item_new_variant (child));
      g_variant_unref (child);
    }
}

static gboolean
unpack (Work      *work,
        GBytes    *plain,
        GError   **error)
{
  g_autoptr(GVariant) whole = NULL;
  guint32 version;

  /* It is sealed: nobody else has written it. */
  whole = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), plain, TRUE));
  g_variant_get (whole, FORMAT, &version, &work->observed_at, &work->rest);
  if (version != VERSION)
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "another version");
      return FALSE;
    }

  work->items = g_ptr_array_new_full (n_all (work), g_object_unref);
  unpack_items (work, N_FIRST);
  return TRUE;
}

static DexFuture *
read_rest_work (GCancellable *cancellable,
                gpointer      data)
{
  unpack_items (data, G_MAXSIZE);
  return dex_future_new_true ();
}

static DexFuture *
read_work (GCancellable *cancellable,
           gpointer      data)
{
  Work *work = data;
  g_autofree char *path = dup_path (work->folder, work->place_id);
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(GBytes) plain = NULL;
  GError *error = NULL;

  file = g_mapped_file_new (path, FALSE, &error);
  if (file == NULL)
    return dex_future_new_for_error (error);
  sealed = g_mapped_file_get_bytes (file);
  plain = sluice_key_open (work->key, sealed, work->place_id, &error);
  if (plain == NULL || !unpack (work, plain, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

static DexFuture *
remove_work (GCancellable *cancellable,
             gpointer      data)
{
  Work *work = data;
  g_autofree char *path = dup_path (work->folder, work->place_id);

  if (g_unlink (path) != 0 && errno != ENOENT)
    return dex_future_new_reject (G_FILE_ERROR, g_file_error_from_errno (errno), "%s", g_strerror (errno));
  return dex_future_new_true ();
}

static DexFuture *
start (SluiceWorkFunc  func,
       Work           *work)
{
  return sluice_worker_run (func, work, work_unref);
}

/**
 * sluice_inventory_kept_write:
 * @self: what is kept
 * @place_id: whose list it is
 * @inventory: the list, as it is now
 *
 * Takes the place of what was kept of that place. A list that is not whole is not kept.
 *
 * Returns: (transfer full): settles when it is kept; rejects with #GFileError
 */
DexFuture *
sluice_inventory_kept_write (SluiceInventoryKept *self,
                             const char          *place_id,
                             SluiceInventory     *inventory)
{
  GListModel *items;
  Work *work;

  dex_return_error_if_fail (SLUICE_IS_INVENTORY_KEPT (self));
  dex_return_error_if_fail (SLUICE_IS_INVENTORY (inventory));

  if (!sluice_inventory_get_is_whole (inventory))
    return dex_future_new_true ();

  items = sluice_inventory_get_items (inventory);
  work = work_new (self->folder, place_id, self->key, NULL);
  work->items = g_ptr_array_new_full (g_list_model_get_n_items (items), g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    g_ptr_array_add (work->items, g_list_model_get_item (items, i));
  work->observed_at = sluice_inventory_get_observed_at (inventory);
  return start (write_work, work);
}

static DexFuture *
read_fiber (DexFuture *stop,
            gpointer   data)
{
  Work *work = data;
  g_autoptr(GError) error = NULL;

  if (!dex_await (sluice_until (start (read_work, g_atomic_rc_box_acquire (work)), stop), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  /* The place may have answered meanwhile, and may before the rest is there. */
  if (sluice_inventory_get_observed_at (work->inventory) != 0)
    return dex_future_new_true ();
  if (work->items->len < n_all (work))
    {
      sluice_inventory_show_more (work->inventory, work->items, 0, n_all (work), work->observed_at);
      if (!dex_await (sluice_until (start (read_rest_work, g_atomic_rc_box_acquire (work)), stop), &error))
        return dex_future_new_for_error (g_steal_pointer (&error));
      if (sluice_inventory_get_observed_at (work->inventory) != work->observed_at)
        return dex_future_new_true ();
    }

  sluice_inventory_show_list (work->inventory, work->items, work->observed_at, NULL);
  return dex_future_new_true ();
}

/**
 * sluice_inventory_kept_read:
 * @self: what is kept
 * @place_id: whose list is wanted
 * @inventory: where it goes, unless something is known there by then
 *
 * Returns: (transfer full): settles when @inventory has it; rejects when nothing is kept that can be read
 */
DexFuture *
sluice_inventory_kept_read (SluiceInventoryKept *self,
                            const char          *place_id,
                            SluiceInventory     *inventory)
{
  dex_return_error_if_fail (SLUICE_IS_INVENTORY_KEPT (self));
  dex_return_error_if_fail (SLUICE_IS_INVENTORY (inventory));

  return sluice_fiber_spawn (read_fiber, work_new (self->folder, place_id, self->key, inventory), work_unref);
}

/**
 * sluice_inventory_kept_remove:
 * @folder: where the files are
 * @place_id: of what place nothing is to be kept any more
 *
 * Needs no key.
 *
 * Returns: (transfer full): settles when there is nothing; rejects with #GFileError
 */
DexFuture *
sluice_inventory_kept_remove (const char *folder,
                              const char *place_id)
{
  dex_return_error_if_fail (folder != NULL && place_id != NULL);

  return start (remove_work, work_new (folder, place_id, NULL, NULL));
}
