/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-database.h"
#include "test-util.h"

#include <string.h>

static const char * const first[] = { "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB)", NULL };
static const char * const second[] = { "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c BLOB)",
                                       "ALTER TABLE t ADD COLUMN d REAL", NULL };

static DexFuture *
insert_row (SluiceDatabase *database,
            gpointer        data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\0x", 2);
  g_autoptr(GError) error = NULL;

  if (!sluice_database_exec (database, &error, "INSERT INTO t (b, c) VALUES (?, ?)", "sb", data, bytes))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_for_int (sluice_database_last_id (database));
}

static DexFuture *
run_on_its_thread (gpointer data)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "sub", "db", NULL);
  g_autoptr(SluiceDatabase) database = sluice_database_new (path, first);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (dex_await_int (sluice_database_run (database, insert_row, (char *) "one", NULL), &error), ==, 1);
  g_assert_no_error (error);
  g_assert_cmpint (dex_await_int (sluice_database_run (database, insert_row, (char *) "two", NULL), &error), ==, 2);
  g_assert_no_error (error);

  test_remove_folder (folder);
  return dex_future_new_true ();
}

static DexFuture *
refused_file (gpointer data)
{
  g_autoptr(SluiceDatabase) database = sluice_database_new ("/proc/sluice/db", first);
  g_autoptr(GError) error = NULL;

  g_assert_false (dex_await (sluice_database_run (database, insert_row, (char *) "one", NULL), &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE);
  return dex_future_new_true ();
}

static void
test_migrations (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "db", NULL);
  g_autoptr(GError) error = NULL;

  {
    g_autoptr(SluiceDatabase) database = sluice_database_new (path, first);

    g_assert_true (sluice_database_exec (database, &error, "INSERT INTO t (b) VALUES (?)", "s", "kept"));
  }
  {
    g_autoptr(SluiceDatabase) database = sluice_database_new (path, second);
    g_autoptr(SluiceStatement) statement = sluice_database_query (database, &error, "SELECT b, d FROM t", "");

    g_assert_no_error (error);
    g_assert_true (sluice_statement_step (statement, &error));
    g_assert_cmpstr (sluice_statement_text (statement, 0), ==, "kept");
    g_assert_true (sluice_statement_is_null (statement, 1));
    g_assert_false (sluice_statement_step (statement, &error));
    g_assert_no_error (error);
  }
  {
    g_autoptr(SluiceDatabase) older = sluice_database_new (path, first);

    g_assert_false (sluice_database_open (older, &error));
    g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_TOO_NEW);
  }

  test_remove_folder (folder);
}

static gpointer
open_on_thread (gpointer path)
{
  g_autoptr(SluiceDatabase) database = sluice_database_new (path, second);
  GError *error = NULL;

  sluice_database_open (database, &error);
  return error;
}

/* Two programs that are started for the first time at the same moment. */
static void
test_opened_at_once (void)
{
  for (int round = 0; round < 25; round++)
    {
      g_autofree char *folder = test_make_folder ();
      g_autofree char *path = g_build_filename (folder, "db", NULL);
      GThread *threads[4];

      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("open", open_on_thread, path);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        {
          g_autoptr(GError) error = g_thread_join (threads[i]);

          g_assert_no_error (error);
        }
      test_remove_folder (folder);
    }
}

static void
test_deleted_is_gone (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr(SluiceDatabase) database = sluice_database_new (path, first);
  g_autoptr(GBytes) file = NULL;
  g_autoptr(GBytes) wal = NULL;
  g_autoptr(GError) error = NULL;

  for (int i = 0; i < 100; i++)
    g_assert_true (sluice_database_exec (database, &error, "INSERT INTO t (b) VALUES (?)", "s", "canary-7f3a"));
  g_assert_true (sluice_database_exec (database, &error, "DELETE FROM t", ""));
  g_assert_true (sluice_database_scrub (database, &error));

  file = test_load_file (path);
  wal = test_load_file (log);
  g_assert_null (memmem (g_bytes_get_data (file, NULL), g_bytes_get_size (file), "canary", 6));
  g_assert_cmpuint (g_bytes_get_size (wal), ==, 0);

  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  test_add_fiber ("/database/run-on-its-thread", run_on_its_thread);
  test_add_fiber ("/database/refused-file", refused_file);
  g_test_add_func ("/database/migrations", test_migrations);
  g_test_add_func ("/database/opened-at-once", test_opened_at_once);
  g_test_add_func ("/database/deleted-is-gone", test_deleted_is_gone);
  return test_run ();
}
