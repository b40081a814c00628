/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-new-file.h"

#include "sluice-base-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/*
 * A file for a person, in a folder of theirs: it appears under its name only
 * when it is whole and on the disk, and never in the place of another one
 * unless that was asked for.
 */
struct _SluiceNewFile
{
  char     *destination;
  char     *temporary; /* nullable: it has no name, so that nothing is left whatever happens */
  gboolean  replace;
  int       fd;
};

static void
set_refused (GError **error,
             int      saved_errno)
{
  if (saved_errno == EEXIST)
    g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_EXISTS,
                         _("There is a file of that name already; it was left as it is. Choose another name."));
  else
    sluice_base_error_set_from_errno (error, saved_errno, _("The file cannot be written there"));
}

/**
 * sluice_new_file_begin:
 * @destination: where to, with the file's name
 * @replace: whether a file that is there may be replaced
 * @error: #SluiceBaseError; %SLUICE_BASE_ERROR_EXISTS when there is one that may not
 *
 * Returns: (transfer full) (nullable): a file that nobody sees yet
 */
SluiceNewFile *
sluice_new_file_begin (const char  *destination,
                       gboolean     replace,
                       GError     **error)
{
  g_autoptr(SluiceNewFile) self = g_new0 (SluiceNewFile, 1);
  g_autofree char *folder = g_path_get_dirname (destination);

  self->fd = -1;
  self->replace = replace;
  self->destination = g_strdup (destination);
  if (!replace && g_file_test (destination, G_FILE_TEST_EXISTS))
    {
      set_refused (error, EEXIST);
      return NULL;
    }

  /* A name can only be given to it where there is none yet, and not every file system can do without. */
  if (!replace)
    self->fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0666);
  if (self->fd < 0)
    {
      self->temporary = g_build_filename (folder, ".sluice-writing-XXXXXX", NULL);
      self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0666);
    }
  if (self->fd < 0)
    {
      set_refused (error, errno);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/** sluice_sync_folder: blocking: the names of the files in @folder are on the disk; %FALSE when it refused. */
gboolean
sluice_sync_folder (const char  *folder,
                    GError     **error)
{
  g_autofd int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0 && fsync (fd) == 0)
    return TRUE;

  sluice_base_error_set_from_errno (error, errno, NULL);
  return FALSE;
}

/** sluice_write_all: blocking: all of @length bytes to @fd; %FALSE with `errno` when the disk refused. */
gboolean
sluice_write_all (int         fd,
                  const void *data,
                  gsize       length)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      bytes += written;
      length -= written;
    }

  return TRUE;
}

/** sluice_new_file_write: the next @length bytes; %FALSE when the disk refused. */
gboolean
sluice_new_file_write (SluiceNewFile  *self,
                       const void     *data,
                       gsize           length,
                       GError        **error)
{
  if (sluice_write_all (self->fd, data, length))
    return TRUE;

  set_refused (error, errno);
  return FALSE;
}

/* Without ever replacing a file that appeared meanwhile. */
static int
take_name (SluiceNewFile *self)
{
  int result;

  if (self->temporary == NULL)
    {
      g_autofree char *nameless = g_strdup_printf ("/proc/self/fd/%d", self->fd);

      return linkat (AT_FDCWD, nameless, AT_FDCWD, self->destination, AT_SYMLINK_FOLLOW);
    }
  if (self->replace)
    return g_rename (self->temporary, self->destination);

  result = renameat2 (AT_FDCWD, self->temporary, AT_FDCWD, self->destination, RENAME_NOREPLACE);
  /* Not every file system can: a hard link refuses in the same way. */
  if (result != 0 && (errno == EINVAL || errno == ENOSYS) && (result = link (self->temporary, self->destination)) == 0)
    g_unlink (self->temporary);
  return result;
}

/**
 * sluice_new_file_commit:
 * @self: a file; it can only be freed afterwards
 * @error: #SluiceBaseError
 *
 * Returns: %TRUE when the file has its name, and a power cut does not take it back
 */
gboolean
sluice_new_file_commit (SluiceNewFile  *self,
                        GError        **error)
{
  g_autofree char *folder = g_path_get_dirname (self->destination);

  if (fsync (self->fd) != 0 || take_name (self) != 0)
    {
      set_refused (error, errno);
      return FALSE;
    }

  g_clear_pointer (&self->temporary, g_free);
  /* The file is there in any case, and not every file system can do this. */
  sluice_sync_folder (folder, NULL);
  return TRUE;
}

/** sluice_new_file_free: (transfer full): what was not committed is gone. */
void
sluice_new_file_free (SluiceNewFile *self)
{
  g_clear_fd (&self->fd, NULL);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->destination);
  g_free (self);
}
