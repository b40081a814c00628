/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Runs a fuzz target without a fuzzer: each file of the folders named, as it
 * is and changed a number of times, always in the same way. So the tests try
 * on any compiler what the fuzzer tries for hours on clang.
 */

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, size_t length);
size_t LLVMFuzzerMutate (guint8 *data, size_t length, size_t max_length);
size_t LLVMFuzzerCustomMutator (guint8 *data, size_t length, size_t max_length, unsigned int seed)
  __attribute__ ((weak));

#define MOST_INPUT (64 * 1024)

static guint32 state = 1;

static guint32
next (guint32 n)
{
  state = state * 1664525 + 1013904223;
  return n > 0 ? (state >> 8) % n : 0;
}

/* libFuzzer has its own of this name; this one serves where there is none. */
size_t
LLVMFuzzerMutate (guint8 *data,
                  size_t  length,
                  size_t  max_length)
{
  gsize at = next (length);
  gsize run = 1 + next (8);

  if (length == 0 || (next (4) == 0 && length + run <= max_length))
    {
      run = MIN (run, max_length - length);
      memmove (data + at + run, data + at, length - at);
      for (gsize i = 0; i < run; i++)
        data[at + i] = (guint8) (next (2) == 0 ? (char) next (256) : "0123456789;:=, \n"[next (16)]);
      return length + run;
    }
  if (next (4) == 0 && at + run <= length)
    {
      memmove (data + at, data + at + run, length - at - run);
      return length - run;
    }
  data[at] ^= 1 << next (8);
  return length;
}

static guint
run_file (const char *path,
          guint       n_changes)
{
  g_autofree char *contents = NULL;
  g_autofree guint8 *input = g_malloc (MOST_INPUT);
  g_autoptr(GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, <=, MOST_INPUT);
  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);

  for (guint i = 0; i < n_changes; i++)
    {
      gsize changed = length;

      memcpy (input, contents, length);
      for (guint j = 0; j <= i % 3; j++)
        changed = LLVMFuzzerCustomMutator != NULL
                  ? LLVMFuzzerCustomMutator (input, changed, MOST_INPUT, next (G_MAXINT32))
                  : LLVMFuzzerMutate (input, changed, MOST_INPUT);
      LLVMFuzzerTestOneInput (input, changed);
    }
  return 1 + n_changes;
}

static int
compare_paths (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

/* Sorted, so that it is the same everywhere. */
static GPtrArray *
list_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

/* NUMBER FOLDER...: how often each file is changed, and where they are. */
int
main (int   argc,
      char *argv[])
{
  guint n_runs = 0;

  g_assert_cmpint (argc, >, 2);
  LLVMFuzzerInitialize (&argc, &argv);
  for (int i = 2; i < argc; i++)
    {
      g_autoptr(GPtrArray) paths = list_files (argv[i]);

      for (guint j = 0; j < paths->len; j++)
        n_runs += run_file (paths->pdata[j], atoi (argv[1]));
    }

  g_assert_cmpuint (n_runs, >, 1);
  printf ("1..1\nok 1 - %u runs\n", n_runs);
  return 0;
}
