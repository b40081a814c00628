/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-folder-look.h"

#include "sluice-print-format.h"
#include "sluice-worker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* Of one folder. Who has more in it has chosen the wrong one, and is told so. */
#define MOST_FILES 20000

struct _SluiceFolderLook
{
  /* Set before the worker starts. */
  char       *path;
  GPtrArray  *names; /* nullable */

  /* The worker's until its future has settled. */
  GHashTable *files;  /* name to SluiceFileStamp */
  GHashTable *slices; /* set of names */
  guint64     device;
  guint64     inode;
};

static void
clear_look (gpointer data)
{
  SluiceFolderLook *self = data;

  g_free (self->path);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->slices);
}

/**
 * sluice_folder_look_new:
 * @path: a folder
 *
 * Returns: (transfer full): a look that has not begun
 */
SluiceFolderLook *
sluice_folder_look_new (const char *path)
{
  SluiceFolderLook *self = g_atomic_rc_box_new0 (SluiceFolderLook);

  self->path = g_strdup (path);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->slices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sluice_folder_look_unref (SluiceFolderLook *self)
{
  g_atomic_rc_box_release_full (self, clear_look);
}

/**
 * sluice_folder_look_is_meant:
 * @name: of a file
 *
 * What slicers and browsers write to until it is whole has an ending of its own (".part", ".tmp", ".crdownload", "~"), or
 * a name that lists leave out. A file that is whole ends as its format does.
 *
 * Returns: whether it may be of a slice
 */
gboolean
sluice_folder_look_is_meant (const char *name)
{
  const SluicePrintFormat *format = strchr (".~#", *name) == NULL ? sluice_print_format_find (name) : NULL;

  return format != NULL && format->head != SLUICE_PRINT_HEAD_SHAPE;
}

/** sluice_folder_look_get_gone: for people. */
const char *
sluice_folder_look_get_gone (void)
{
  return _("The folder is not there. It may have been moved, or be on a disk that is not connected. Sluice goes on when "
           "it is back.");
}

static GError *
make_error (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENOTCONN:
      return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, sluice_folder_look_get_gone ());
    case EACCES:
    case EPERM:
      return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                                  _("Sluice may not look into the folder any more. Choose it once more, or give the "
                                    "permission back."));
    default:
      return g_error_new (G_IO_ERROR, (int) g_io_error_from_errno (saved_errno),
                          /* Translators: %s is what the system says, such as "Input/output error" */
                          _("The folder cannot be read (%s). Sluice goes on when it can."), g_strerror (saved_errno));
    }
}

/* No links: where they lead nobody has chosen. */
static void
note_file (SluiceFolderLook *self,
           int               fd,
           const char       *name)
{
  SluiceFileStamp *stamp;
  struct stat info;

  if (fstatat (fd, name, &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG (info.st_mode) || info.st_size == 0)
    return;

  stamp = g_new (SluiceFileStamp, 1);
  stamp->size = info.st_size;
  stamp->modified = info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec;
  g_hash_table_insert (self->files, g_strdup (name), stamp);
}

static GError *
read_folder (SluiceFolderLook *self,
             DIR              *folder,
             GCancellable     *cancellable)
{
  struct dirent *entry;

  /* readdir() tells an error from the end by errno alone. */
  while (errno = 0, (entry = readdir (folder)) != NULL && !g_cancellable_is_cancelled (cancellable))
    {
      if (!sluice_folder_look_is_meant (entry->d_name))
        continue;
      if (g_hash_table_size (self->files) == MOST_FILES)
        return g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                                    _("There are too many print files in this folder to watch it. Choose another one."));
      note_file (self, dirfd (folder), entry->d_name);
    }

  return errno != 0 ? make_error (errno) : NULL;
}

static DexFuture *
look_work (GCancellable *cancellable,
           gpointer      data)
{
  SluiceFolderLook *self = data;
  DIR *folder = opendir (self->path);
  struct stat info;
  GError *error;

  if (folder == NULL)
    return dex_future_new_for_error (make_error (errno));
  if (fstat (dirfd (folder), &info) == 0)
    {
      self->device = info.st_dev;
      self->inode = info.st_ino;
    }
  error = read_folder (self, folder, cancellable);
  closedir (folder);
  return error != NULL ? dex_future_new_for_error (error) : dex_future_new_true ();
}

/**
 * sluice_folder_look_run:
 * @self: a look, once
 *
 * Returns: (transfer full): settles when it is known which files of a format that we read, by their names, are in the
 *   folder; rejects with a message for people when it cannot be read
 */
DexFuture *
sluice_folder_look_run (SluiceFolderLook *self)
{
  return sluice_worker_run (look_work, g_atomic_rc_box_acquire (self), (GDestroyNotify) sluice_folder_look_unref);
}

static DexFuture *
sort_out_work (GCancellable *cancellable,
               gpointer      data)
{
  SluiceFolderLook *self = data;

  for (guint i = 0; i < self->names->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      g_autofree char *path = g_build_filename (self->path, self->names->pdata[i], NULL);

      if (sluice_print_is_slice (path, cancellable))
        g_hash_table_add (self->slices, g_strdup (self->names->pdata[i]));
    }

  return dex_future_new_true ();
}

/**
 * sluice_folder_look_sort_out:
 * @self: a look that is over
 * @names: (element-type filename) (transfer none): which of its files; nobody changes it from then on
 *
 * Looks into the files; see sluice_print_is_slice().
 *
 * Returns: (transfer full): settles when sluice_folder_look_is_slice() knows
 */
DexFuture *
sluice_folder_look_sort_out (SluiceFolderLook *self,
                             GPtrArray        *names)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  self->names = g_ptr_array_ref (names);
  return sluice_worker_run (sort_out_work, g_atomic_rc_box_acquire (self), (GDestroyNotify) sluice_folder_look_unref);
}

/** sluice_folder_look_is_slice: whether @name, which was sorted out, is one. */
gboolean
sluice_folder_look_is_slice (SluiceFolderLook *self,
                             const char       *name)
{
  return g_hash_table_contains (self->slices, name);
}

/** sluice_folder_look_get_files: (transfer none) (element-type filename SluiceFileStamp): what is there. */
GHashTable *
sluice_folder_look_get_files (SluiceFolderLook *self)
{
  return self->files;
}

/** sluice_folder_look_get_device: with the inode, which folder it was: another one may be mounted over it. */
guint64
sluice_folder_look_get_device (SluiceFolderLook *self)
{
  return self->device;
}

guint64
sluice_folder_look_get_inode (SluiceFolderLook *self)
{
  return self->inode;
}

/** sluice_file_stamp_equal: (nullable): for either; %FALSE then. */
gboolean
sluice_file_stamp_equal (const SluiceFileStamp *a,
                         const SluiceFileStamp *b)
{
  return a != NULL && b != NULL && a->size == b->size && a->modified == b->modified;
}
