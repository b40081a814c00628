/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-lock.h"
#include "test-util.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

static SluiceLock *
take (const char  *path,
      GError     **error)
{
  g_autoptr(DexFuture) future = sluice_lock_take (path);

  if (!test_settle (dex_ref (future), error))
    return NULL;
  return g_value_dup_boxed (dex_future_get_value (future, NULL));
}

static gboolean
is_settled (gpointer data)
{
  return !dex_future_is_pending (data);
}

/* Whoever comes second waits for the first to let go. */
static void
test_one_at_a_time (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "new", "folder", "lock", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) second = NULL;
  SluiceLock *first = take (path, &error);
  int fd;

  g_assert_no_error (error);
  fd = open (path, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);
  g_assert_cmpint (errno, ==, EWOULDBLOCK);

  second = sluice_lock_take (path);
  g_assert_true (dex_future_is_pending (second));
  sluice_lock_unref (first);
  test_wait_until (is_settled, second, "the lock to be free");
  g_assert_true (dex_future_is_resolved (second));
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);

  close (fd);
  test_remove_folder (folder);
}

static gboolean
is_free (gpointer data)
{
  int *fd = data;

  return flock (*fd, LOCK_EX | LOCK_NB) == 0;
}

static gboolean
look_again_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Who no longer waits does not get it either, nor keeps it from others. */
static void
test_dropped (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  g_autoptr(GError) error = NULL;
  SluiceLock *first = take (path, &error);
  guint look_again = g_timeout_add (10, look_again_cb, NULL);
  int fd = open (path, O_RDWR | O_CLOEXEC);

  g_assert_no_error (error);
  dex_unref (sluice_lock_take (path));
  sluice_lock_unref (first);
  test_wait_until (is_free, &fd, "the lock to be free");

  g_source_remove (look_again);
  close (fd);
  test_remove_folder (folder);
}

/* A program that was killed holds nothing. */
static void
test_holder_killed (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(DexFuture) waiting = NULL;
  int ready[2];
  char byte;
  pid_t holder;

  g_assert_cmpint (pipe (ready), ==, 0);
  holder = fork ();
  if (holder == 0)
    {
      int fd = open (path, O_RDWR | O_CREAT, 0600);

      if (flock (fd, LOCK_EX) != 0 || write (ready[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);

  waiting = sluice_lock_take (path);
  g_assert_true (dex_future_is_pending (waiting));
  kill (holder, SIGKILL);
  waitpid (holder, NULL, 0);
  test_wait_until (is_settled, waiting, "the lock to be free");
  g_assert_true (dex_future_is_resolved (waiting));

  close (ready[0]);
  close (ready[1]);
  test_remove_folder (folder);
}

static void
test_no_such_place (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *path = g_build_filename (file, "lock", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (file, "x", 1, NULL);
  g_assert_null (take (path, &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE);
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/lock/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/lock/dropped", test_dropped);
  g_test_add_func ("/lock/holder-killed", test_holder_killed);
  g_test_add_func ("/lock/no-such-place", test_no_such_place);
  return test_run ();
}
