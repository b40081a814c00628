/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-lock.h"

#include "sluice-base-error.h"
#include "sluice-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/*
 * What only one program does at a time, by an empty file that it holds. The
 * kernel lets go of it however the program ends.
 */
struct _SluiceLock
{
  gatomicrefcount ref_count;
  int             fd;
};

G_DEFINE_BOXED_TYPE (SluiceLock, sluice_lock, sluice_lock_ref, sluice_lock_unref)

#define ASK_AGAIN_MS 20
#define PATIENCE_S   30

SluiceLock *
sluice_lock_ref (SluiceLock *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/** sluice_lock_unref: with the last reference others may have it. */
void
sluice_lock_unref (SluiceLock *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  close (self->fd);
  g_free (self);
}

static int
open_file (const char  *path,
           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) != 0 ||
      (fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) < 0)
    sluice_base_error_set_from_errno (error, errno, NULL);
  return fd;
}

/* Returns: whether to ask again. */
static gboolean
wait_a_little (GCancellable  *cancellable,
               gint64         deadline,
               GError       **error)
{
  GPollFD cancelled;

  if (g_get_monotonic_time () > deadline)
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE,
                           _("Another program of Sluice is busy with the same; try again when it is done"));
      return FALSE;
    }
  if (g_cancellable_make_pollfd (cancellable, &cancelled))
    {
      g_poll (&cancelled, 1, ASK_AGAIN_MS);
      g_cancellable_release_fd (cancellable);
    }
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static DexFuture *
take_work (GCancellable *cancellable,
           gpointer      data)
{
  const gint64 deadline = g_get_monotonic_time () + PATIENCE_S * G_USEC_PER_SEC;
  g_autoptr(GError) error = NULL;
  g_autofd int fd = open_file (data, &error);
  SluiceLock *self;

  /* Asked again and again, since a thread that waits in the kernel cannot be cancelled. */
  while (error == NULL && flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        wait_a_little (cancellable, deadline, &error);
      else if (errno != EINTR)
        sluice_base_error_set_from_errno (&error, errno, NULL);
    }
  if (error != NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));

  self = g_new0 (SluiceLock, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->fd = g_steal_fd (&fd);
  return dex_future_new_take_boxed (SLUICE_TYPE_LOCK, self);
}

/**
 * sluice_lock_take:
 * @path: a file that is nothing else; made, with its folder, when there is none
 *
 * Waits for up to 30 seconds until nobody else has the lock, in this program or in others.
 *
 * Returns: (transfer full): resolves to a #SluiceLock: await it with
 *   dex_await_boxed(), and hold it. Rejects with #SluiceBaseError
 */
DexFuture *
sluice_lock_take (const char *path)
{
  dex_return_error_if_fail (path != NULL);

  return sluice_worker_run (take_work, g_strdup (path), g_free);
}
