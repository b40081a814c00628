/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-folder-settling.h"

/*
 * A file is whole when two looks, some time apart, have seen it the same, and nobody is known to write to it: a slicer
 * may think between two layers for longer than that. Slicers that write under another name first and rename the file
 * when it is whole lose no more than that time.
 */

typedef struct
{
  SluiceFileStamp stamp;
  gint64          since; /* microseconds of the monotonic clock */
} Unsettled;

struct _SluiceFolderSettling
{
  guint       ms;
  GHashTable *unsettled; /* name to Unsettled */
  GHashTable *written;   /* set of names: somebody is known to write to them */
};

/** sluice_folder_settling_new: (transfer full): of files nobody has seen yet. */
SluiceFolderSettling *
sluice_folder_settling_new (void)
{
  SluiceFolderSettling *self = g_new0 (SluiceFolderSettling, 1);

  self->unsettled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sluice_folder_settling_free (SluiceFolderSettling *self)
{
  g_hash_table_unref (self->unsettled);
  g_hash_table_unref (self->written);
  g_free (self);
}

/** sluice_folder_settling_set_time: @ms: for how long a file has to be the same; %G_MAXUINT: two looks are enough. */
void
sluice_folder_settling_set_time (SluiceFolderSettling *self,
                                 guint                 ms)
{
  self->ms = ms;
}

guint
sluice_folder_settling_get_time (SluiceFolderSettling *self)
{
  return self->ms;
}

/** sluice_folder_settling_begin_write: somebody writes to @name. */
void
sluice_folder_settling_begin_write (SluiceFolderSettling *self,
                                    const char           *name)
{
  g_hash_table_add (self->written, g_strdup (name));
}

/** sluice_folder_settling_end_write: nobody does any more. */
void
sluice_folder_settling_end_write (SluiceFolderSettling *self,
                                  const char           *name)
{
  g_hash_table_remove (self->written, name);
}

/** sluice_folder_settling_end_writes: who has written for that long without an end may have ended unheard. */
void
sluice_folder_settling_end_writes (SluiceFolderSettling *self)
{
  g_hash_table_remove_all (self->written);
}

static gboolean
is_old_enough (SluiceFolderSettling *self,
               const Unsettled      *unsettled)
{
  return self->ms == G_MAXUINT ||
         g_get_monotonic_time () - unsettled->since >= self->ms * G_GINT64_CONSTANT (1000);
}

/**
 * sluice_folder_settling_note:
 * @self: files that are not whole yet, as far as it is known
 * @name: a new file
 * @stamp: as it was seen now
 *
 * Returns: whether it is whole; it is to be forgotten then
 */
gboolean
sluice_folder_settling_note (SluiceFolderSettling  *self,
                             const char            *name,
                             const SluiceFileStamp *stamp)
{
  Unsettled *unsettled = g_hash_table_lookup (self->unsettled, name);

  if (unsettled != NULL && sluice_file_stamp_equal (&unsettled->stamp, stamp))
    return is_old_enough (self, unsettled) && !g_hash_table_contains (self->written, name);

  unsettled = g_new (Unsettled, 1);
  *unsettled = (Unsettled) { *stamp, g_get_monotonic_time () };
  g_hash_table_insert (self->unsettled, g_strdup (name), unsettled);
  return FALSE;
}

/** sluice_folder_settling_forget: @name is whole, or gone. */
void
sluice_folder_settling_forget (SluiceFolderSettling *self,
                               const char           *name)
{
  g_hash_table_remove (self->unsettled, name);
  g_hash_table_remove (self->written, name);
}

/** sluice_folder_settling_keep_only: @files: (element-type filename SluiceFileStamp): all others are gone. */
void
sluice_folder_settling_keep_only (SluiceFolderSettling *self,
                                  GHashTable           *files)
{
  GHashTableIter iter;
  const char *name;

  g_hash_table_iter_init (&iter, self->unsettled);
  while (g_hash_table_iter_next (&iter, (gpointer *) &name, NULL))
    if (!g_hash_table_contains (files, name))
      g_hash_table_iter_remove (&iter);
}

/** sluice_folder_settling_is_empty: whether no new file is waited for. */
gboolean
sluice_folder_settling_is_empty (SluiceFolderSettling *self)
{
  return g_hash_table_size (self->unsettled) == 0;
}
