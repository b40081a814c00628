/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-util.h"

#include <glib/gstdio.h>
#include <string.h>

/* The real sluicectl and files, with nothing around it: what is typed, and what must not be lost by it. */

#define DESIGN "M117 Job for ACME\nG28\nG1 X10 ; name\n"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *design = NULL;

  self->folder = test_make_folder ();
  design = g_build_filename (self->folder, "part.gcode", NULL);
  g_file_set_contents (design, DESIGN, -1, NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  test_remove_folder (self->folder);
  g_free (self->folder);
}

/* @arguments: split at spaces. Returns: the exit code */
static int
run (Fixture     *self,
     const char  *arguments,
     char       **out_words,
     char       **out_complaint)
{
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  g_autofree char *line = g_strconcat (program, " ", arguments, NULL);
  g_auto(GStrv) argv = g_strsplit (line, " ", -1);
  g_autoptr(GError) error = NULL;
  int status;

  /* What nobody asked for would stand among this test's own lines. */
  g_spawn_sync (self->folder, argv, NULL,
                (out_words == NULL ? G_SPAWN_STDOUT_TO_DEV_NULL : 0) |
                (out_complaint == NULL ? G_SPAWN_STDERR_TO_DEV_NULL : 0),
                NULL, NULL, out_words, out_complaint, &status, &error);
  g_assert_no_error (error);
  return WIFEXITED (status) ? WEXITSTATUS (status) : -1;
}

static void
assert_holds (Fixture    *self,
              const char *name,
              const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, text);
}

/* A slip of the hand must not put a record or a copy in the place of the design. */
static void
test_nothing_replaced (Fixture       *self,
                       gconstpointer  data)
{
  const char *commands[] = { "process", "redact" };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *onto_itself = g_strdup_printf ("%s part.gcode -o part.gcode", commands[i]);
      g_autofree char *into_nowhere = g_strdup_printf ("%s part.gcode -o no-such-folder/x", commands[i]);
      g_autofree char *fresh = g_strdup_printf ("%s part.gcode -o %s.out", commands[i], commands[i]);
      g_autofree char *complaint = NULL;

      g_assert_cmpint (run (self, onto_itself, NULL, &complaint), ==, 1);
      g_assert_nonnull (strstr (complaint, "There is a file of that name already"));
      assert_holds (self, "part.gcode", DESIGN);
      g_assert_cmpint (run (self, into_nowhere, NULL, NULL), ==, 1);
      g_assert_cmpint (run (self, fresh, NULL, NULL), ==, 0);
    }
}

/* The record in a file is the one on standard output, but for its random number. */
static void
test_record_written (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "record.json", NULL);
  g_autofree char *written = NULL;
  g_autofree char *shown = NULL;

  g_assert_cmpint (run (self, "process part.gcode -o record.json", NULL, NULL), ==, 0);
  g_assert_cmpint (run (self, "process part.gcode", &shown, NULL), ==, 0);
  g_assert_true (g_file_get_contents (path, &written, NULL, NULL));
  g_assert_cmpuint (strlen (written), ==, strlen (shown));
  g_assert_true (g_str_has_suffix (written, "}\n"));
}

static void
test_names_with_dashes (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "-part.gcode", NULL);
  g_autofree char *help = NULL;

  g_file_set_contents (path, DESIGN, -1, NULL);
  g_assert_cmpint (run (self, "inspect -part.gcode", NULL, NULL), ==, 2);
  g_assert_cmpint (run (self, "inspect -- -part.gcode", NULL, NULL), ==, 0);
  g_assert_cmpint (run (self, "inspect -- part.gcode", NULL, NULL), ==, 0);
  g_assert_cmpint (run (self, "inspect --", NULL, NULL), ==, 2);
  g_assert_cmpint (run (self, "inspect --help", &help, NULL), ==, 0);
  g_assert_nonnull (strstr (help, "sluicectl inspect"));
}

/* A record that a full disk has cut short is not a record. */
static void
test_full_disk (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *program = g_build_filename (g_getenv ("SLUICE_TEST_BUILD_ROOT"), "src", "cli", "sluicectl", NULL);
  const char *argv[] = { "sh", "-c", "exec \"$0\" process part.gcode >/dev/full", program, NULL };
  g_autofree char *complaint = NULL;
  int status;

  g_assert_true (g_spawn_sync (self->folder, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               NULL, &complaint, &status, NULL));
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 1);
  g_assert_nonnull (strstr (complaint, "could be written"));
}

static void
test_words (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *redacted = NULL;
  g_autofree char *inspected = NULL;

  g_assert_cmpint (run (self, "redact part.gcode", &redacted, NULL), ==, 0);
  g_assert_nonnull (strstr (redacted, "1 command with words that are not known was left out"));
  g_assert_cmpint (run (self, "inspect part.gcode", &inspected, NULL), ==, 0);
  g_assert_nonnull (strstr (inspected, "Whoever gets it as a whole would learn this, too:\n! "));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/print-commands/nothing-replaced", test_nothing_replaced);
  ADD ("/print-commands/record-written", test_record_written);
  ADD ("/print-commands/names-with-dashes", test_names_with_dashes);
  ADD ("/print-commands/full-disk", test_full_disk);
  ADD ("/print-commands/words", test_words);
  return test_run ();
}
