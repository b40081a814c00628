/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-cloud.h"

#include "sluice-json.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

/* Making two RSA-4096 keys takes seconds: the first cloud of a build folder
 * makes them, the others get copies. */
#define TLS_CACHE "test-cloud-tls"

struct _TestCloud
{
  GSubprocess *process;
  char        *state_folder;
  gboolean     owns_folder;
  char        *url;
  char        *ca_file;
  char        *spki_sha256;
};

static void
copy_files (const char *from,
            const char *to)
{
  g_autoptr(GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autoptr(GBytes) bytes = test_load_file (source);

      g_assert_true (g_file_set_contents_full (target, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                               G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
    }
}

static char *
cache_folder (void)
{
  return g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), TLS_CACHE, NULL);
}

/* Several tests may come first at a time: the rename decides. */
static void
fill_cache (const char *state_folder)
{
  g_autofree char *cache = cache_folder ();
  g_autofree char *part = g_strdup_printf ("%s.%s", cache, g_get_prgname ());
  g_autofree char *tls = g_build_filename (state_folder, "tls", NULL);

  copy_files (tls, part);
  if (g_rename (part, cache) != 0)
    test_remove_folder (part);
}

/**
 * test_cloud_prepare_state:
 * @state_folder: a folder for a cloud
 *
 * Gives it keys and certificates, so that the cloud starts at once; also for a
 * SluiceCloud within the test.
 */
void
test_cloud_prepare_state (const char *state_folder)
{
  g_autofree char *cache = cache_folder ();
  g_autofree char *tls = g_build_filename (state_folder, "tls", NULL);

  if (!g_file_test (cache, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *folder = test_make_folder ();
      g_autoptr(TestCloud) first = test_cloud_start_in (folder, NULL);

      fill_cache (folder);
      test_cloud_stop (first);
      test_remove_folder (folder);
    }

  if (!g_file_test (tls, G_FILE_TEST_IS_DIR))
    copy_files (cache, tls);
}

/** test_cloud_get_program: (transfer full): path of the program under test. */
char *
test_cloud_get_program (void)
{
  return g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cloud", "sluice-cloud", NULL);
}

typedef struct
{
  char    *line;
  gboolean done;
} Line;

static void
line_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  Line *line = data;

  line->line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  line->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return *(gboolean *) data;
}

static void
read_ready_line (TestCloud *self)
{
  g_autoptr(GDataInputStream) output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(JsonObject) ready = NULL;
  g_autoptr(GError) error = NULL;
  Line line = { NULL, FALSE };

  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, NULL, line_read_cb, &line);
  test_wait_until (is_done, &line.done, "the cloud's ready line");
  if (line.line == NULL)
    g_error ("the cloud ended before it was ready");

  bytes = g_bytes_new_take (line.line, strlen (line.line));
  ready = sluice_json_parse_object (bytes, 4096, &error);
  g_assert_no_error (error);
  self->url = g_strdup (sluice_json_get_string (ready, "url"));
  self->ca_file = g_strdup (sluice_json_get_string (ready, "ca_file"));
  self->spki_sha256 = g_strdup (sluice_json_get_string (ready, "spki_sha256"));
}

static TestCloud *
launch (const char         *state_folder,
        const char * const *arguments)
{
  TestCloud *self = g_new0 (TestCloud, 1);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *program = test_cloud_get_program ();
  g_autoptr(GError) error = NULL;

  self->state_folder = g_strdup (state_folder);
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--state");
  g_ptr_array_add (argv, self->state_folder);
  g_ptr_array_add (argv, (gpointer) "--until-stdin-closes");
  for (guint i = 0; arguments != NULL && arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) arguments[i]);
  g_ptr_array_add (argv, NULL);

  self->process = g_subprocess_newv ((const char * const *) argv->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  read_ready_line (self);
  return self;
}

/**
 * test_cloud_start_in:
 * @state_folder: where it keeps its data; stays when the cloud is gone
 * @arguments: (array zero-terminated=1) (nullable): more of its command line
 *
 * Returns: (transfer full): a cloud that answers
 */
TestCloud *
test_cloud_start_in (const char         *state_folder,
                     const char * const *arguments)
{
  return launch (state_folder, arguments);
}

/**
 * test_cloud_start:
 * @arguments: (array zero-terminated=1) (nullable): its command line, but for
 *   the state folder, such as `--home --seed demo`
 *
 * Returns: (transfer full): a cloud that answers, on a new state folder that
 *   goes with it
 */
TestCloud *
test_cloud_start (const char * const *arguments)
{
  g_autofree char *folder = test_make_folder ();
  TestCloud *self;

  test_cloud_prepare_state (folder);
  self = launch (folder, arguments);
  self->owns_folder = TRUE;
  return self;
}

/** test_cloud_free: stops it, if it still runs; it has to end well, under the sanitizers too. */
void
test_cloud_free (TestCloud *self)
{
  if (g_subprocess_get_identifier (self->process) != NULL)
    {
      test_cloud_close_stdin (self);
      g_assert_cmpint (test_cloud_wait (self), ==, 0);
    }
  if (self->owns_folder)
    test_remove_folder (self->state_folder);
  g_object_unref (self->process);
  g_free (self->state_folder);
  g_free (self->url);
  g_free (self->ca_file);
  g_free (self->spki_sha256);
  g_free (self);
}

const char *
test_cloud_get_url (TestCloud *self)
{
  return self->url;
}

const char *
test_cloud_get_ca_file (TestCloud *self)
{
  return self->ca_file;
}

const char *
test_cloud_get_spki_sha256 (TestCloud *self)
{
  return self->spki_sha256;
}

const char *
test_cloud_get_state_folder (TestCloud *self)
{
  return self->state_folder;
}

/** test_cloud_get_identifier: (nullable): its process id; %NULL once it has ended. */
const char *
test_cloud_get_identifier (TestCloud *self)
{
  return g_subprocess_get_identifier (self->process);
}

guint16
test_cloud_get_port (TestCloud *self)
{
  g_autoptr(GUri) uri = g_uri_parse (self->url, G_URI_FLAGS_NONE, NULL);

  return g_uri_get_port (uri);
}

/** test_cloud_dup_owner_secret: (transfer full): what signs its owner in; the cloud runs with `--home`. */
char *
test_cloud_dup_owner_secret (TestCloud *self)
{
  g_autofree char *path = g_build_filename (self->state_folder, "owner.secret", NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);

  return test_dup_text (bytes);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *) data = TRUE;
}

/** test_cloud_wait: waits for its end, and gives its exit status; -1 when a signal ended it. */
int
test_cloud_wait (TestCloud *self)
{
  gboolean done = FALSE;

  g_subprocess_wait_async (self->process, NULL, waited_cb, &done);
  test_wait_until (is_done, &done, "the cloud to end");
  return g_subprocess_get_if_exited (self->process) ? g_subprocess_get_exit_status (self->process) : -1;
}

/** test_cloud_stop: asks it to end, as a session that ends does; it has to end well. */
void
test_cloud_stop (TestCloud *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_assert_cmpint (test_cloud_wait (self), ==, 0);
}

/** test_cloud_kill: ends it without a chance to do anything. */
void
test_cloud_kill (TestCloud *self)
{
  g_subprocess_force_exit (self->process);
  g_assert_cmpint (test_cloud_wait (self), ==, -1);
}

/** test_cloud_close_stdin: as if the program that started it had gone. */
void
test_cloud_close_stdin (TestCloud *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
}
