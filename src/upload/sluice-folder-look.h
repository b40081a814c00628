/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/* One look at a folder, on a worker. Private to this room. */

/** SluiceFileStamp: what tells that a file is as it was; @modified in nanoseconds since the epoch. */
typedef struct
{
  guint64 size;
  gint64  modified;
} SluiceFileStamp;

gboolean          sluice_file_stamp_equal        (const SluiceFileStamp *a,
                                                  const SluiceFileStamp *b);

gboolean          sluice_folder_look_is_meant    (const char            *name);
const char       *sluice_folder_look_get_gone    (void);

typedef struct _SluiceFolderLook SluiceFolderLook;

SluiceFolderLook *sluice_folder_look_new         (const char            *path);
void              sluice_folder_look_unref       (SluiceFolderLook      *self);
DexFuture        *sluice_folder_look_run         (SluiceFolderLook      *self) G_GNUC_WARN_UNUSED_RESULT;

/* After it has run. */
GHashTable       *sluice_folder_look_get_files   (SluiceFolderLook      *self);
guint64           sluice_folder_look_get_device  (SluiceFolderLook      *self);
guint64           sluice_folder_look_get_inode   (SluiceFolderLook      *self);
DexFuture        *sluice_folder_look_sort_out    (SluiceFolderLook      *self,
                                                  GPtrArray             *names) G_GNUC_WARN_UNUSED_RESULT;
gboolean          sluice_folder_look_is_slice    (SluiceFolderLook      *self,
                                                  const char            *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceFolderLook, sluice_folder_look_unref)

G_END_DECLS
