/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cloud-folder.h"

#include "sluice-cloud-error.h"
#include "sluice-json.h"
#include "sluice-key.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/*
 * The state folder: locked while a cloud runs on it, and the place of the two
 * files that others on this computer read: ready.json and owner.secret.
 */
struct _CloudFolder
{
  char *path;
  int   lock; /* holds the lock while it is open */
};

static char *
file_in (CloudFolder *self,
         const char  *name)
{
  return g_build_filename (self->path, name, NULL);
}

static void
remove_file (CloudFolder *self,
             const char  *name)
{
  g_autofree char *path = file_in (self, name);

  g_unlink (path);
}

static void
set_state_error (GError **error,
                 int      saved_errno)
{
  g_set_error (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_STATE,
               /* Translators: %s is the system's own reason */
               _("The state folder cannot be used: %s"), g_strerror (saved_errno));
}

/**
 * cloud_folder_open:
 * @path: the folder; made when it is not there
 * @error: #SluiceCloudError
 *
 * Takes the folder for this process alone. The lock is the kernel's, so that
 * it is gone whatever way the process ends.
 *
 * Returns: (transfer full) (nullable): the folder
 */
CloudFolder *
cloud_folder_open (const char  *path,
                   GError     **error)
{
  g_autoptr(CloudFolder) self = g_new0 (CloudFolder, 1);
  g_autofree char *lock_path = NULL;

  self->lock = -1;
  self->path = g_canonicalize_filename (path, NULL);
  lock_path = file_in (self, "lock");
  if (g_mkdir_with_parents (self->path, 0700) != 0 ||
      (self->lock = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    {
      set_state_error (error, errno);
      return NULL;
    }

  if (flock (self->lock, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        g_set_error_literal (error, SLUICE_CLOUD_ERROR, SLUICE_CLOUD_ERROR_IN_USE,
                             _("Another sluice-cloud already runs on this state folder."));
      else
        set_state_error (error, errno);
      /* What lies there belongs to the other one. */
      close (self->lock);
      self->lock = -1;
      return NULL;
    }

  /* Left by one that was killed: it no longer says the truth. */
  remove_file (self, "ready.json");
  remove_file (self, "owner.secret");
  return g_steal_pointer (&self);
}

/** cloud_folder_withdraw: takes back what was published: whoever looks from here on finds no cloud to connect to. */
void
cloud_folder_withdraw (CloudFolder *self)
{
  remove_file (self, "ready.json");
  remove_file (self, "owner.secret");
}

/** cloud_folder_close: takes back what was published, and gives the folder free. */
void
cloud_folder_close (CloudFolder *self)
{
  if (self->lock >= 0)
    {
      cloud_folder_withdraw (self);
      close (self->lock);
    }
  g_free (self->path);
  g_free (self);
}

const char *
cloud_folder_get_path (CloudFolder *self)
{
  return self->path;
}

/**
 * cloud_folder_write_file:
 * @path: where
 * @data: (array length=length): what
 * @length: bytes
 * @error: #GFileError
 *
 * Writes a file that only its owner can read, whole or not at all.
 *
 * Returns: %TRUE when it is on the disk
 */
gboolean
cloud_folder_write_file (const char  *path,
                         const void  *data,
                         gsize        length,
                         GError     **error)
{
  return g_file_set_contents_full (path, data, length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/** cloud_folder_write_ready: puts @ready into ready.json, for whoever did not read the output. */
gboolean
cloud_folder_write_ready (CloudFolder  *self,
                          JsonObject   *ready,
                          GError      **error)
{
  g_autofree char *path = file_in (self, "ready.json");
  g_autoptr(GBytes) bytes = sluice_json_object_to_bytes (ready, FALSE);

  return cloud_folder_write_file (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);
}

/**
 * cloud_folder_write_secret:
 * @self: a folder
 * @error: #GFileError
 *
 * Makes a new owner.secret. Who can read it is the owner of this computer.
 *
 * Returns: (transfer full) (nullable): the secret, 43 characters; free it with
 *   sluice_secret_free()
 */
char *
cloud_folder_write_secret (CloudFolder  *self,
                           GError      **error)
{
  g_autofree char *path = file_in (self, "owner.secret");
  char *secret = sluice_random_token (32);

  if (cloud_folder_write_file (path, secret, strlen (secret), error))
    return secret;

  sluice_secret_free (secret);
  return NULL;
}
