/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-new-file.h"
#include "test-util.h"

/* Files that appear only when they are whole. */

static char *folder;

static guint
count_files (void)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static char *
read_file (const char *path)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

/* Nothing is there before the end, so nothing can be left behind, however the program ends. */
static void
test_appears_at_the_end (void)
{
  g_autofree char *path = g_build_filename (folder, "one", NULL);
  g_autofree char *text = NULL;
  g_autoptr(SluiceNewFile) given_up = NULL;
  g_autoptr(SluiceNewFile) file = NULL;
  g_autoptr(GError) error = NULL;

  given_up = sluice_new_file_begin (path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (sluice_new_file_write (given_up, "design", 6, &error));
  g_assert_cmpuint (count_files (), ==, 0);
  g_clear_pointer (&given_up, sluice_new_file_free);
  g_assert_cmpuint (count_files (), ==, 0);

  file = sluice_new_file_begin (path, FALSE, &error);
  g_assert_true (sluice_new_file_write (file, "design", 6, &error));
  g_assert_true (sluice_new_file_commit (file, &error));
  g_assert_no_error (error);
  text = read_file (path);
  g_assert_cmpstr (text, ==, "design");
  g_assert_cmpuint (count_files (), ==, 1);
}

/* Another file of that name is left alone, also one that appeared meanwhile, unless it may be replaced. */
static void
test_never_in_the_place_of_another (void)
{
  g_autofree char *path = g_build_filename (folder, "two", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *replaced = NULL;
  g_autoptr(SluiceNewFile) late = NULL;
  g_autoptr(SluiceNewFile) other = NULL;
  g_autoptr(GError) error = NULL;

  late = sluice_new_file_begin (path, FALSE, &error);
  g_assert_true (sluice_new_file_write (late, "late", 4, &error));
  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  g_assert_false (sluice_new_file_commit (late, &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (sluice_new_file_begin (path, FALSE, &error));
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_EXISTS);
  g_clear_error (&error);
  kept = read_file (path);
  g_assert_cmpstr (kept, ==, "mine");

  other = sluice_new_file_begin (path, TRUE, &error);
  g_assert_true (sluice_new_file_write (other, "other", 5, &error));
  g_assert_true (sluice_new_file_commit (other, &error));
  g_assert_no_error (error);
  replaced = read_file (path);
  g_assert_cmpstr (replaced, ==, "other");
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  g_test_add_func ("/new-file/appears-at-the-end", test_appears_at_the_end);
  g_test_add_func ("/new-file/never-in-the-place-of-another", test_never_in_the_place_of_another);

  result = test_run ();
  test_remove_folder (folder);
  g_free (folder);
  return result;
}
