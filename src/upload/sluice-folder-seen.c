/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-folder-seen.h"

#include "sluice-worker.h"

/*
 * Names with sizes and times of change, not a time of the last look: a clock may be set back, and a file that is copied
 * or unpacked brings an old time along. Names of files are product data, and so the list is sealed. It is sealed for its
 * folder, too: of another folder it cannot be opened, and is as good as not there.
 */
#define FORMAT "a(aytx)"
#define VERSION "sluice-folder-seen/1:"

typedef struct
{
  char      *file;
  char      *place;
  SluiceKey *key;
  GVariant  *packed; /* nullable */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->file);
  g_free (work->place);
  sluice_key_unref (work->key);
  g_clear_pointer (&work->packed, g_variant_unref);
  g_free (work);
}

static Work *
work_new (const char *file,
          SluiceKey  *key,
          const char *folder)
{
  Work *work = g_new0 (Work, 1);

  work->file = g_strdup (file);
  work->place = g_strconcat (VERSION, folder, NULL);
  work->key = sluice_key_ref (key);
  return work;
}

/**
 * sluice_folder_seen_pack:
 * @files: (element-type filename SluiceFileStamp): what is known
 * @without: (element-type filename): a set of names that are left out
 *
 * Returns: (transfer full): to be kept
 */
GVariant *
sluice_folder_seen_pack (GHashTable *files,
                         GHashTable *without)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  const char *name;
  const SluiceFileStamp *stamp;

  g_variant_builder_init_static (&builder, G_VARIANT_TYPE (FORMAT));
  g_hash_table_iter_init (&iter, files);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, (gpointer *) &stamp))
    if (!g_hash_table_contains (without, name))
      g_variant_builder_add (&builder, "(^aytx)", name, stamp->size, stamp->modified);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/** sluice_folder_seen_unpack: (transfer full) (element-type filename SluiceFileStamp): what was packed. */
GHashTable *
sluice_folder_seen_unpack (GVariant *packed)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GVariantIter iter;
  SluiceFileStamp stamp;
  char *name;

  g_variant_iter_init (&iter, packed);
  while (g_variant_iter_next (&iter, "(^aytx)", &name, &stamp.size, &stamp.modified))
    g_hash_table_insert (files, name, g_memdup2 (&stamp, sizeof stamp));
  return files;
}

static DexFuture *
write_work (GCancellable *cancellable,
            gpointer      data)
{
  Work *work = data;
  g_autoptr(GBytes) plain = g_variant_get_data_as_bytes (work->packed);
  g_autoptr(GBytes) sealed = sluice_key_seal (work->key, plain, work->place);
  GError *error = NULL;

  if (!g_file_set_contents_full (work->file, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

/**
 * sluice_folder_seen_write:
 * @file: where it is kept
 * @key: what it is sealed with
 * @folder: whose files they are
 * @packed: what is kept
 *
 * Takes the place of what was kept.
 *
 * Returns: (transfer full): settles when it is kept; rejects with #GFileError
 */
DexFuture *
sluice_folder_seen_write (const char *file,
                          SluiceKey  *key,
                          const char *folder,
                          GVariant   *packed)
{
  Work *work = work_new (file, key, folder);

  work->packed = g_variant_ref (packed);
  return sluice_worker_run (write_work, work, work_free);
}

static DexFuture *
read_work (GCancellable *cancellable,
           gpointer      data)
{
  Work *work = data;
  g_autoptr(GMappedFile) file = NULL;
  g_autoptr(GBytes) sealed = NULL;
  g_autoptr(GBytes) plain = NULL;
  GError *error = NULL;

  file = g_mapped_file_new (work->file, FALSE, &error);
  if (file == NULL)
    return dex_future_new_for_error (error);
  sealed = g_mapped_file_get_bytes (file);
  plain = sluice_key_open (work->key, sealed, work->place, &error);
  if (plain == NULL)
    return dex_future_new_for_error (error);
  /* It is sealed: nobody else has written it. */
  return dex_future_new_take_variant (g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FORMAT), plain, TRUE)));
}

/** sluice_folder_seen_read: (transfer full): resolves to what was kept of @folder; rejects when there is nothing that can be read. */
DexFuture *
sluice_folder_seen_read (const char *file,
                         SluiceKey  *key,
                         const char *folder)
{
  return sluice_worker_run (read_work, work_new (file, key, folder), work_free);
}
