/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "test-secrets.h"
#include "test-util.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * The real sluicectl with every file of the corpus, whole and cut short: nothing
 * that must never leak is in what it says, logs or leaves behind. Run in a desktop
 * of its own: all that is written there is looked at in the end, the vault and
 * the keyring with it.
 */

typedef struct
{
  TestSecrets *secrets;
  char        *sources; /* outside of what is looked at */
  char        *source;
} Fixture;

static char *program;
static char *session;
static char *work;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->secrets = test_secrets_new ();
  fixture->sources = test_make_folder ();
  /* Its own name is secret, too, but for its owner: see test_names(). */
  fixture->source = g_build_filename (fixture->sources, "file", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_secrets_free (fixture->secrets);
  test_remove_folder (fixture->sources);
  g_free (fixture->sources);
  g_free (fixture->source);
}

/* In a child, before sluicectl: a machine on which crashes leave a core. */
static void
allow_cores_cb (gpointer data)
{
  struct rlimit limit;

  getrlimit (RLIMIT_CORE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_CORE, &limit);
}

/* What sluicectl says, on both channels. Returns: its exit status. */
static int
run (const char * const  *arguments,
     char               **out_said)
{
  g_auto(GStrv) argv = g_new0 (char *, g_strv_length ((char **) arguments) + 2);
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  argv[0] = g_strdup (program);
  for (guint i = 0; arguments[i] != NULL; i++)
    argv[i + 1] = g_strdup (arguments[i]);
  g_spawn_sync (work, argv, NULL, G_SPAWN_DEFAULT, allow_cores_cb, NULL, &out, &err, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));

  *out_said = g_strconcat (out, err, NULL);
  return WEXITSTATUS (status);
}

static void
assert_silent (Fixture            *fixture,
               const char * const *arguments)
{
  g_autofree char *said = NULL;

  run (arguments, &said);
  test_secrets_assert_none (fixture->secrets, arguments[0], said, strlen (said));
}

static void
write_source (Fixture      *fixture,
              const guint8 *data,
              gsize         length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (fixture->source, (const char *) data, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = test_corpus_file (data);
  g_autoptr(GBytes) bytes = test_load_file (path);
  gsize length = g_bytes_get_size (bytes);
  const guint8 *whole = g_bytes_get_data (bytes, NULL);
  const gsize cuts[] = { length - 20, MIN (length / 3, 700) };
  const char * const commands[][6] = {
    { "inspect", fixture->source },
    { "inspect", "--json", fixture->source },
    { "process", fixture->source },
    { "process", "--resolution", "coarse", fixture->source },
    { "process", "-o", "record.json", fixture->source },
    { "redact", "-o", "copy.gcode", fixture->source },
    { "inspect", fixture->source, "--no-such-option" },
    { "vault", "add", fixture->source },
  };
  g_autofree char *copy = g_build_filename (work, "copy.gcode", NULL);
  const char * const after_cuts[][6] = { { "inspect", "--json", fixture->source }, { "vault", "add", fixture->source } };

  write_source (fixture, whole, length);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_silent (fixture, commands[i]);
  test_secrets_assert_folder (fixture->secrets, work);
  g_unlink (copy);

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      write_source (fixture, whole, cuts[i]);
      for (guint j = 0; j < G_N_ELEMENTS (after_cuts); j++)
        assert_silent (fixture, after_cuts[j]);
    }
}

/* The vault with all those files in it, and whatever else there is. */
static void
test_left_behind (Fixture       *fixture,
                  gconstpointer  data)
{
  const char * const commands[][6] = { { "vault", "list" }, { "vault", "verify" }, { "ledger", "list" } };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    assert_silent (fixture, commands[i]);
  g_assert_cmpuint (test_secrets_assert_folder (fixture->secrets, session), >, 5);
}

/*
 * The vault tells its owner the names of their files, and says them when asked:
 * that is what names are for. Nobody else finds them: they are not in the clear on disk.
 */
static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *named = g_build_filename (fixture->sources, "Nosač ACME GmbH, job 4711 – Turbine Bracket.gcode", NULL);
  const char * const add[] = { "vault", "add", named, NULL };
  const char * const list[] = { "vault", "list", NULL };
  const char *removal[] = { "vault", "remove", NULL, NULL };
  g_autofree char *said = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *id = NULL;
  g_autofree char *removed = NULL;
  const char *line;

  g_assert_true (g_file_set_contents (named, "G28\nM117 hunter2\nG1 X1\n", -1, NULL));
  g_assert_cmpint (run (add, &said), ==, 0);
  g_assert_cmpint (run (list, &listed), ==, 0);
  g_assert_nonnull (strstr (listed, "Turbine Bracket"));
  g_assert_null (strstr (listed, "hunter2"));
  test_secrets_assert_folder (fixture->secrets, session);

  line = g_strrstr_len (listed, strstr (listed, "Nosač") - listed, "\n");
  id = g_strndup (line != NULL ? line + 1 : listed, 12);
  removal[2] = id;
  g_assert_cmpint (run (removal, &removed), ==, 0);
  test_secrets_assert_folder (fixture->secrets, session);
}

static gboolean
has_read (gpointer data)
{
  GPid pid = *(GPid *) data;
  g_autofree char *path = g_strdup_printf ("/proc/%d/io", pid);
  g_autofree char *text = NULL;
  const char *found;

  /* Only root can look at a program that has closed itself up; for others the crash comes a little earlier. */
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  found = strstr (text, "rchar: ");
  return found != NULL && g_ascii_strtoull (found + 7, NULL, 10) > 8 * 1024 * 1024;
}

/* A file that takes seconds to read: a real one, and then a hole. */
static void
make_long_source (Fixture *fixture)
{
  g_autoptr(GString) text = g_string_new ("; printhost_password = hunter2\n;MESH:/home/ana.lukic/ACME GmbH\nG1 X1\n");
  int fd;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "; Customer: ACME GmbH, job 4711, contact ana@example.test\nG1 X1 Y1\n");
  write_source (fixture, (const guint8 *) text->str, text->len);
  fd = g_open (fixture->source, O_WRONLY, 0);
  g_assert_cmpint (ftruncate (fd, (goffset) 64 * 1024 * 1024 * 1024), ==, 0);
  g_close (fd, NULL);
}

/* Returns: whether the kernel says that it has left a core, or given it away. */
static gboolean
crash (const char * const *argv,
       gboolean            is_reading)
{
  g_autoptr(GError) error = NULL;
  GPid pid;
  int status;

  g_spawn_async (work, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                 allow_cores_cb, NULL, &pid, &error);
  g_assert_no_error (error);
  while (is_reading && !has_read (&pid))
    g_thread_yield ();
  kill (pid, SIGABRT);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status));
  return WCOREDUMP (status);
}

static void
test_crash (Fixture       *fixture,
            gconstpointer  data)
{
  const char * const sleeper[] = { "sleep", "600", NULL };
  const char * const reader[] = { program, "process", fixture->source, NULL };
  const char * const keeper[] = { program, "vault", "add", fixture->source, NULL };

  make_long_source (fixture);
  g_assert_false (crash (reader, TRUE));
  g_assert_false (crash (keeper, TRUE));
  test_secrets_assert_folder (fixture->secrets, session);
  if (!crash (sleeper, FALSE))
    g_test_message ("no program leaves a core on this machine: this says nothing");
}

static void
add_files (void)
{
  g_autofree char *path = test_corpus_file ("MANIFEST.json");
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(JsonObject) manifest = sluice_json_parse_object (bytes, 1024 * 1024, NULL);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, manifest);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      g_autofree char *test = g_strconcat ("/never-leak/file/", name, NULL);

      g_test_add (test, Fixture, g_intern_string (name), set_up, test_file, tear_down);
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  session = g_strdup (g_getenv ("SLUICE_SESSION"));
  g_assert_nonnull (session);
  work = g_build_filename (session, "work", NULL);
  g_assert_cmpint (g_mkdir (work, 0700), ==, 0);
  program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);

  g_test_init (&argc, &argv, NULL);
  add_files ();
  g_test_add ("/never-leak/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/never-leak/crash", Fixture, NULL, set_up, test_crash, tear_down);
  g_test_add ("/never-leak/after/left-behind", Fixture, NULL, set_up, test_left_behind, tear_down);

  /* What the tests make for themselves is elsewhere by now; what the program makes is not. */
  g_get_tmp_dir ();
  g_setenv ("TMPDIR", work, TRUE);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  result = test_run ();
  g_free (program);
  g_free (session);
  g_free (work);
  return result;
}
