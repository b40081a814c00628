/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-ledger.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

/*
 * kill -9 at some point of an upload, and again at some point of what goes on with it, and again: in the end the file is
 * there once, the job is there once, and the ledger is whole. The home cloud dies each time as well: it is a child.
 * SLUICE_KILLS and SLUICE_KILL_BYTES say how often, and how large the file is. And the same with a disk that is full from
 * some point on, until the person has made room.
 */
#define KILLS 50
#define LATE 10
#define BYTES (24 * 1024 * 1024)
#define FULLS 12
#define FULL_BYTES (2 * 1024 * 1024)

static guint64
get_number (const char *name,
            guint64     otherwise)
{
  const char *text = g_getenv (name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : otherwise;
}

static char *
write_file (const char *folder,
            guint64     bytes)
{
  g_autofree char *path = g_build_filename (folder, "bracket.gcode", NULL);
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  fputs (";FLAVOR:Marlin\n;TIME:6666\n;Generated with Cura_SteamEngine 5.0.0\nG28\n", file);
  for (guint64 line = 0; (guint64) ftell (file) < bytes; line++)
    fprintf (file, "G1 X%" G_GUINT64_FORMAT ".%03u Y%u.%03u E%.5f\n", line % 200, (guint) (line * 7 % 1000),
             (guint) (line * 13 % 200), (guint) (line * 31 % 1000), line * 0.0123);
  g_assert_cmpint (fclose (file), ==, 0);
  return g_steal_pointer (&path);
}

/* Returns: (transfer full) (nullable): calls of each kind until the upload was done; NULL when it was killed before */
static char **
run (const char *folder,
     const char *file,
     const char *mode,
     int         kill_on,
     int         kill_at)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "e2e", "upload-runner", NULL);
  g_autofree char *on = g_strdup_printf ("%d", kill_on);
  g_autofree char *at = g_strdup_printf ("%d", kill_at);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "KILL_ON", on, TRUE);
  g_subprocess_launcher_setenv (launcher, "KILL_AT", at, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, folder, file, mode, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_signaled (process))
    {
      g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
      return NULL;
    }
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return g_strsplit (g_strchomp (output), "\n", -1);
}

static int
ask (const char *folder,
     const char *database,
     const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "home-cloud", database, NULL);
  sqlite3 *handle = NULL;
  sqlite3_stmt *statement = NULL;
  int number;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

typedef struct
{
  int records;
  int files;
  int jobs;
} Counts;

static Counts
count (const char *folder)
{
  return (Counts) {
    .records = ask (folder, "process.db", "SELECT count(*) FROM records"),
    .files = ask (folder, "product.db", "SELECT count(*) FROM files WHERE status = 'uploaded'"),
    .jobs = ask (folder, "process.db", "SELECT count(*) FROM jobs WHERE origin IN ('record', 'upload')"),
  };
}

static void
check_ledger (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  g_autoptr(SluiceClock) clock = sluice_clock_new ();
  g_autoptr(SluiceLedger) ledger = sluice_ledger_new (path, clock);
  g_autoptr(GError) error = NULL;

  g_assert_true (test_settle (sluice_ledger_load (ledger, 10), &error));
  g_assert_no_error (error);
  g_assert_true (test_settle (sluice_ledger_verify (ledger), &error));
  g_assert_no_error (error);
}

/* Of few calls each one is as likely as of many, and those at the end, when the answers come, as likely as all others. */
static gboolean
run_killed (const char  *folder,
            const char  *file,
            const char  *mode,
            char       **usual_calls)
{
  int kind = g_test_rand_int_range (0, g_strv_length (usual_calls));
  int usual = MAX (atoi (usual_calls[kind]), 1);
  int at = g_test_rand_bit () ? usual - g_test_rand_int_range (0, LATE) : g_test_rand_int_range (1, usual + 1);
  g_auto(GStrv) calls = run (folder, file, mode, kind, MAX (at, 1));

  return calls == NULL;
}

/* Until it is done. Returns: how often it was killed */
static guint
upload_killed (const char  *folder,
               const char  *file,
               const char  *mode,
               char       **usual_calls)
{
  guint kills = 0;

  while (run_killed (folder, file, mode, usual_calls))
    kills++;
  return kills;
}

static void
test_killed (gconstpointer data)
{
  const char *mode = data;
  const guint wanted = get_number ("SLUICE_KILLS", KILLS) / 2;
  g_autofree char *folder = test_make_folder ();
  g_autofree char *file = write_file (folder, get_number ("SLUICE_KILL_BYTES", BYTES));
  /* The first one makes databases and keys, too. */
  g_auto(GStrv) first_calls = run (folder, file, mode, 0, 0);
  g_auto(GStrv) usual_calls = run (folder, file, mode, 0, 0);
  Counts before = count (folder);
  guint kills = 0;
  int uploads = 0;

  for (; kills < wanted; uploads++)
    kills += upload_killed (folder, file, mode, usual_calls);

  g_test_message ("killed %u times in %d uploads", kills, uploads);
  g_assert_cmpint (count (folder).records - before.records, ==, uploads);
  g_assert_cmpint (count (folder).jobs - before.jobs, ==, uploads);
  g_assert_cmpint (count (folder).files - before.files, ==, g_str_equal (mode, "all") ? uploads : 0);
  check_ledger (folder);
  test_remove_folder (folder);
}

/* Returns: whether the upload was done, if need be by a person who tried again */
static gboolean
run_full (const char *folder,
          const char *file,
          const char *mode,
          int         full_at)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "e2e", "upload-runner", NULL);
  g_autofree char *at = g_strdup_printf ("%d", full_at);
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                                                       G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "FULL_AT", at, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, folder, file, mode, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_true (g_subprocess_get_if_exited (process));
  return g_subprocess_get_exit_status (process) == 0;
}

/* From each of some writes on there is no more room, first of all where the ledger and the queue are written. */
static void
test_full (gconstpointer data)
{
  const char *mode = data;
  g_autofree char *folder = test_make_folder ();
  g_autofree char *file = write_file (folder, FULL_BYTES);
  g_auto(GStrv) first = run (folder, file, mode, 0, 0);
  Counts before = count (folder);
  int uploads = 0;
  guint ended = 0;

  for (guint i = 0; i < FULLS; i++)
    {
      const int at = i < FULLS / 2 ? 1 + (int) i * 7 : g_test_rand_int_range (1, 200);

      uploads++;
      if (run_full (folder, file, mode, at))
        continue;
      /* It could not even begin, or ended before it had written down what was to be done. */
      ended++;
      g_assert_true (run_full (folder, file, mode, 0));
    }

  g_test_message ("%u of %d uploads had to be begun anew", ended, uploads);
  g_assert_cmpint (count (folder).records - before.records, ==, uploads);
  g_assert_cmpint (count (folder).jobs - before.jobs, ==, uploads);
  g_assert_cmpint (count (folder).files - before.files, ==, g_str_equal (mode, "all") ? uploads : 0);
  check_ledger (folder);
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/upload-killed/process", "process", test_killed);
  g_test_add_data_func ("/upload-killed/all", "all", test_killed);
  g_test_add_data_func ("/upload-killed/full/process", "process", test_full);
  g_test_add_data_func ("/upload-killed/full/all", "all", test_full);
  return test_run ();
}
