/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-vault-transfer.h"

#include "sluice-base-error.h"
#include "sluice-fingerprint.h"
#include "sluice-new-file.h"
#include "sluice-vault-error.h"
#include "sluice-vault-writer-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whole files in and out of the vault. Blocking; memory does not grow with the file. */

#define PART (256 * 1024)
/* The kernel copies to what is not aligned several times slower. */
#define PART_ALIGNMENT 4096

static int
open_source (const char   *path,
             struct stat  *info,
             GError      **error)
{
  /* NONBLOCK: opening a pipe that nobody writes to would wait for ever. */
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  const char *problem = NULL;

  if (fd < 0 || fstat (fd, info) != 0)
    {
      if (errno == ENOENT)
        g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND,
                             _("There is no such file. The vault was not changed."));
      else
        sluice_vault_error_set_from_errno (error, errno,
                                           _("The file cannot be read. The vault was not changed."));
      return -1;
    }

  if (S_ISDIR (info->st_mode))
    problem = _("This is a folder. Choose the print file in it; the vault was not changed.");
  else if (!S_ISREG (info->st_mode))
    problem = _("This is not a file that can be kept. The vault was not changed.");
  else if (info->st_size == 0)
    problem = _("The file is empty: there is nothing to keep. The vault was not changed.");
  if (problem != NULL)
    {
      g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_UNSUITABLE, problem);
      return -1;
    }

  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  return g_steal_fd (&fd);
}

static gboolean
is_as_it_was (int                fd,
              const struct stat *before,
              gint64             read_size)
{
  struct stat after;

  return fstat (fd, &after) == 0 &&
         read_size == before->st_size &&
         after.st_size == before->st_size &&
         after.st_mtim.tv_sec == before->st_mtim.tv_sec &&
         after.st_mtim.tv_nsec == before->st_mtim.tv_nsec;
}

static gint64
copy_in_parts (int                   fd,
               guint8               *part,
               gint64                total,
               SluiceVaultWriter    *writer,
               SluiceVaultProgress  *progress,
               GCancellable         *cancellable,
               GError              **error)
{
  gint64 done = 0;
  gssize got;

  while ((got = read (fd, part, PART)) != 0)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return -1;
      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          sluice_vault_error_set_from_errno (error, errno,
                                             _("The file cannot be read to its end. The vault was not changed."));
          return -1;
        }
      if (!sluice_vault_writer_write (writer, part, got, error))
        return -1;
      done += got;
      sluice_vault_progress_report (progress, done, MAX (done, total));
    }

  return done;
}

/* Returns: bytes that were copied, or -1. */
static gint64
copy_in (int                   fd,
         gint64                total,
         SluiceVaultWriter    *writer,
         SluiceVaultProgress  *progress,
         GCancellable         *cancellable,
         GError              **error)
{
  guint8 *part = g_aligned_alloc (1, PART, PART_ALIGNMENT);
  gint64 done = copy_in_parts (fd, part, total, writer, progress, cancellable, error);

  g_aligned_free (part);
  return done;
}

/**
 * sluice_vault_transfer_add:
 * @store: where to
 * @path: a file
 * @name: (nullable): what it is called; %NULL for what @path says
 * @progress: told of the bytes
 * @cancellable: stops it
 * @error: #SluiceVaultError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the item
 */
SluiceVaultItem *
sluice_vault_transfer_add (SluiceVaultStore     *store,
                           const char           *path,
                           const char           *name,
                           SluiceVaultProgress  *progress,
                           GCancellable         *cancellable,
                           GError              **error)
{
  struct stat before;
  g_autofd int fd = open_source (path, &before, error);
  g_autoptr(SluiceVaultWriter) writer = NULL;
  gint64 size;

  if (fd < 0)
    return NULL;
  writer = sluice_vault_writer_new (store, NULL, NULL, NULL, error);
  if (writer == NULL)
    return NULL;
  size = copy_in (fd, before.st_size, writer, progress, cancellable, error);
  if (size < 0)
    return NULL;
  if (!is_as_it_was (fd, &before, size))
    {
      g_set_error_literal (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_CHANGED,
                           _("The file changed while it was read, so what was read may be no whole file. "
                             "The vault was not changed; try again when the file is finished."));
      return NULL;
    }

  return sluice_vault_writer_commit (writer, name != NULL ? name : path, NULL, NULL, error);
}

static void
set_damaged (GError          **error,
             SluiceVaultItem  *item)
{
  g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_DAMAGED,
               /* Translators: %s is the name of a file */
               _("“%s” is damaged in the vault: it is not what was put in. "
                 "Add the file again if there is another copy."),
               sluice_vault_item_get_name (item));
}

/**
 * sluice_vault_transfer_open:
 * @store: a store
 * @item: one of its items
 * @error: #SluiceVaultError
 *
 * Returns: (transfer full) (nullable): what decrypts the item's file, at its start
 */
SluiceBlobReader *
sluice_vault_transfer_open (SluiceVaultStore  *store,
                            SluiceVaultItem   *item,
                            GError           **error)
{
  g_autofree char *path = sluice_vault_store_dup_object_path (store, sluice_vault_item_get_object (item));
  SluiceBlobReader *reader;
  GError *cause = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SLUICE_VAULT_ERROR, SLUICE_VAULT_ERROR_NOT_FOUND,
                   /* Translators: %s is the name of a file */
                   _("“%s” is gone from the vault's folder. Add the file again if there is another copy."),
                   sluice_vault_item_get_name (item));
      return NULL;
    }

  reader = sluice_blob_reader_new (path, sluice_vault_store_get_object_key (store), &cause);
  if (reader == NULL && g_error_matches (cause, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT))
    {
      set_damaged (error, item);
      g_error_free (cause);
    }
  else if (reader == NULL)
    sluice_vault_error_take (error, cause);

  return reader;
}

/* @file: (nullable): where the plain bytes go. Succeeds only when they are what was put in. */
static gboolean
copy_out (SluiceVaultStore     *store,
          SluiceVaultItem      *item,
          SluiceNewFile        *file,
          SluiceVaultProgress  *progress,
          GCancellable         *cancellable,
          GError              **error)
{
  g_autoptr(SluiceBlobReader) reader = sluice_vault_transfer_open (store, item, error);
  g_autoptr(SluiceFingerprint) fingerprint = NULL;
  g_autofree char *object = NULL;
  g_autoptr(GError) cause = NULL;
  const guint8 *data;
  gint64 done = 0;
  gssize got;

  if (reader == NULL)
    return FALSE;

  fingerprint = sluice_fingerprint_new_like (sluice_vault_store_get_fingerprint_key (store),
                                             sluice_vault_item_get_object (item));
  while ((got = sluice_blob_reader_read (reader, &data, &cause)) > 0)
    {
      sluice_fingerprint_update (fingerprint, data, got);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (file != NULL && !sluice_new_file_write (file, data, got, &cause))
        {
          sluice_vault_error_take (error, g_steal_pointer (&cause));
          return FALSE;
        }
      done += got;
      sluice_vault_progress_report (progress, done, sluice_vault_item_get_size (item));
    }
  if (got < 0 && !g_error_matches (cause, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT))
    {
      sluice_vault_error_take (error, g_steal_pointer (&cause));
      return FALSE;
    }

  object = sluice_fingerprint_finish (fingerprint);
  if (got < 0 || strcmp (object, sluice_vault_item_get_object (item)) != 0)
    {
      set_damaged (error, item);
      return FALSE;
    }

  return TRUE;
}

/**
 * sluice_vault_transfer_verify:
 * @store: a store
 * @item: one of its items
 * @progress: told of the bytes
 * @cancellable: stops it
 * @error: %SLUICE_VAULT_ERROR_NOT_FOUND when the file is gone,
 *   %SLUICE_VAULT_ERROR_DAMAGED when it is not what was put in; others when it could not be looked at
 *
 * Returns: %TRUE when it is byte for byte what was put in
 */
gboolean
sluice_vault_transfer_verify (SluiceVaultStore     *store,
                              SluiceVaultItem      *item,
                              SluiceVaultProgress  *progress,
                              GCancellable         *cancellable,
                              GError              **error)
{
  return sluice_vault_store_open (store, error) &&
         copy_out (store, item, NULL, progress, cancellable, error);
}

/**
 * sluice_vault_transfer_restore:
 * @store: a store
 * @item: one of its items
 * @destination: where to, with the file's name
 * @replace: whether a file that is there may be replaced
 * @progress: told of the bytes
 * @cancellable: stops it
 * @error: #SluiceVaultError, or %G_IO_ERROR_CANCELLED
 *
 * The file appears under its name only when it is whole, verified and on the disk.
 *
 * Returns: %TRUE when it is there
 */
gboolean
sluice_vault_transfer_restore (SluiceVaultStore     *store,
                               SluiceVaultItem      *item,
                               const char           *destination,
                               gboolean              replace,
                               SluiceVaultProgress  *progress,
                               GCancellable         *cancellable,
                               GError              **error)
{
  g_autoptr(SluiceNewFile) file = NULL;
  GError *cause = NULL;

  if (!sluice_vault_store_open (store, error))
    return FALSE;

  file = sluice_new_file_begin (destination, replace, &cause);
  if (file != NULL && !copy_out (store, item, file, progress, cancellable, error))
    return FALSE;
  if (file == NULL || !sluice_new_file_commit (file, &cause))
    {
      sluice_vault_error_take (error, cause);
      return FALSE;
    }

  return TRUE;
}
