/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ctl-run.h"

#include "sluice-json.h"
#include "test-util.h"

#include <string.h>

/*
 * The real sluicectl, typed at. What it talks to may be in this process, and so
 * the main loop runs meanwhile.
 */

typedef struct
{
  gboolean    done;
  CtlOutcome *outcome;
} Run;

static void
communicated_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  GSubprocess *process = G_SUBPROCESS (source);
  Run *run = data;
  g_autoptr(GError) error = NULL;

  g_subprocess_communicate_utf8_finish (process, result, &run->outcome->out, &run->outcome->err, &error);
  g_assert_no_error (error);
  run->outcome->status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  run->done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Run *) data)->done;
}

/* Returns: (transfer full): what came of @line; see ctl_run_at() */
static CtlOutcome
run_line (const char *folder,
          const char *home,
          const char *input,
          const char *line)
{
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  g_autofree char *quoted = g_shell_quote (program);
  g_autofree char *command = g_strconcat (quoted, " ", line, NULL);
  g_auto(GStrv) argv = NULL;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                                       G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  CtlOutcome outcome = { 0 };
  Run run = { FALSE, &outcome };

  g_shell_parse_argv (command, NULL, &argv, &error);
  g_assert_no_error (error);
  if (home != NULL)
    g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", home, TRUE);
  if (folder != NULL)
    g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8_async (process, input != NULL ? input : "", NULL, communicated_cb, &run);
  test_wait_until (is_done, &run, line);
  return outcome;
}

/**
 * ctl_run_at:
 * @folder: (nullable): where it is typed
 * @home: (nullable): in place of the person's own data folder
 * @input: (nullable): what is typed when it asks
 * @format: what is typed after “sluicectl”, quoted as in a shell
 * @...: as for printf()
 *
 * Returns: (transfer full): what came of it
 */
CtlOutcome
ctl_run_at (const char *folder,
            const char *home,
            const char *input,
            const char *format,
            ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  return run_line (folder, home, input, line);
}

/** ctl_run_with: as ctl_run_at(), by the person at home. */
CtlOutcome
ctl_run_with (const char *input,
              const char *line)
{
  return run_line (NULL, NULL, input, line);
}

/** ctl_run: as ctl_run_at(), by the person at home, with nothing more to type. */
CtlOutcome
ctl_run (const char *format,
         ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  return run_line (NULL, NULL, NULL, line);
}

void
ctl_outcome_clear (CtlOutcome *outcome)
{
  g_clear_pointer (&outcome->out, g_free);
  g_clear_pointer (&outcome->err, g_free);
}

void
ctl_assert_status (const CtlOutcome *outcome,
                   int               expected)
{
  if (outcome->status != expected)
    g_error ("ended with %d, not %d:\n%s%s", outcome->status, expected, outcome->out, outcome->err);
}

void
ctl_assert_says (const char *text,
                 const char *what)
{
  if (strstr (text, what) == NULL)
    g_error ("“%s” is not in:\n%s", what, text);
}

/** ctl_assert_fails: @outcome: (transfer full). It fails, says why, and says nothing else. */
void
ctl_assert_fails (CtlOutcome  outcome,
                  int         expected,
                  const char *why)
{
  g_auto(CtlOutcome) owned = outcome;

  ctl_assert_status (&owned, expected);
  ctl_assert_says (owned.err, why);
  g_assert_cmpstr (owned.out, ==, "");
}

/** ctl_parse: (transfer full): the JSON that it printed; it has to have succeeded. */
JsonNode *
ctl_parse (const CtlOutcome *outcome)
{
  g_autoptr(GBytes) bytes = g_bytes_new (outcome->out, strlen (outcome->out));
  g_autoptr(GError) error = NULL;
  JsonNode *node;

  ctl_assert_status (outcome, 0);
  node = sluice_json_parse (bytes, 1024 * 1024, &error);
  g_assert_no_error (error);
  return node;
}

/** ctl_first_id: (transfer full): the id of the first of what @line lists as JSON. */
char *
ctl_first_id (const char *line)
{
  g_auto(CtlOutcome) outcome = ctl_run_with (NULL, line);
  g_autoptr(JsonNode) list = ctl_parse (&outcome);

  g_assert_cmpuint (json_array_get_length (json_node_get_array (list)), >, 0);
  return g_strdup (sluice_json_get_string (json_array_get_object_element (json_node_get_array (list), 0), "id"));
}
