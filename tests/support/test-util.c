/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-util.h"

#include "sluice-fiber.h"

#include <glib/gstdio.h>

static gboolean
give_up (gpointer data)
{
  g_error ("waited %d seconds in vain for: %s", TEST_PATIENCE_SECONDS, (const char *) data);
  return G_SOURCE_REMOVE;
}

/** test_make_folder: (transfer full): an empty folder, 0700, for one test. */
char *
test_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *path = g_dir_make_tmp ("sluice-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

void
test_remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        test_remove_folder (child);
      else
        g_unlink (child);
    }

  g_rmdir (path);
}

/**
 * test_corpus_file:
 * @name: a file's name in the corpus of real print files
 *
 * Returns: (transfer full) (nullable): its path, in the full corpus when this
 *   checkout has one beside it, else in tests/data/corpus; %NULL when in neither
 */
char *
test_corpus_file (const char *name)
{
  const char *folder = g_getenv ("SLUICE_TEST_CORPUS");
  g_autofree char *path = NULL;

  if (folder != NULL && *folder != '\0')
    {
      path = g_build_filename (folder, name, NULL);
      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&path);
      g_clear_pointer (&path, g_free);
    }

  path = g_test_build_filename (G_TEST_DIST, "data", "corpus", name, NULL);
  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

GBytes *
test_load_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/** test_dup_text: (transfer full): @bytes as a string. */
char *
test_dup_text (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/** test_wait_until: runs the main loop until @condition holds; fails the test when it never does. */
void
test_wait_until (TestCondition  condition,
                 gpointer       data,
                 const char    *what)
{
  guint patience = g_timeout_add_seconds (TEST_PATIENCE_SECONDS, give_up, (gpointer) what);

  while (!condition (data))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (patience);
}

static DexFuture *
settled_cb (DexFuture *future,
            gpointer   data)
{
  *(gboolean *) data = TRUE;
  return dex_ref (future);
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* A block of this thread's scheduler, so that a future that settles on another thread wakes this one. */
static void
wait_for_future (DexFuture *future)
{
  gboolean settled = FALSE;
  g_autoptr(DexFuture) block = dex_future_finally (dex_ref (future), settled_cb, &settled, NULL);

  test_wait_until (is_true, &settled, "a future to settle");
}

/** test_settle: @future: (transfer full). Waits for it; %FALSE with @error when it was rejected. */
gboolean
test_settle (DexFuture  *future,
             GError    **error)
{
  g_autoptr(DexFuture) owned = future;

  wait_for_future (future);
  return dex_future_get_value (future, error) != NULL;
}

/** test_settle_object: (transfer full) (nullable): as test_settle(), for a future of an object. */
gpointer
test_settle_object (DexFuture  *future,
                    GError    **error)
{
  g_autoptr(DexFuture) owned = future;
  const GValue *value;

  wait_for_future (future);
  value = dex_future_get_value (future, error);
  return value != NULL ? g_value_dup_object (value) : NULL;
}

/** test_is_locked: whether the session's keyring is one that nobody has unlocked. */
gboolean
test_is_locked (void)
{
  return g_strcmp0 (g_getenv ("SLUICE_SESSION_LOCKED"), "1") == 0;
}

static gboolean
nothing_runs (gpointer data)
{
  return !sluice_fiber_any_running ();
}

/**
 * test_run:
 *
 * As g_test_run(), and then what the tests have let go of comes to its end: a
 * fiber that never does is a failure, and one that only had no turn yet no leak.
 */
int
test_run (void)
{
  int status = g_test_run ();

  test_wait_until (nothing_runs, NULL, "every fiber to end");
  return status;
}

static void
run_fiber_test (gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  test_settle (dex_scheduler_spawn (NULL, 0, (DexFiberFunc) data, NULL, NULL), &error);
  g_assert_no_error (error);
}

void
test_add_fiber (const char   *path,
                DexFiberFunc  body)
{
  g_test_add_data_func (path, body, run_fiber_test);
}
