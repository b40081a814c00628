/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-base-error.h"
#include "sluice-blob.h"
#include "test-util.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define BLOCK (256 * 1024)

/* Around the 64 KiB chunk, the block that is handed on at once, and all blocks, where an off-by-one would sit. */
static const gsize sizes[] = {
  0, 1, 65535, 65536, 65537, 131072, 200000,
  BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 8 * BLOCK, 8 * BLOCK + 1, 30 * BLOCK + 7
};

static char *
write_blob (const char *folder,
            SluiceKey  *key,
            gsize       size)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceBlobWriter) writer = sluice_blob_writer_new (folder, key, &error);
  g_autofree guint8 *data = g_malloc (size + 1);

  g_assert_no_error (error);
  for (gsize i = 0; i < size; i++)
    data[i] = i * 31 + (i >> 8);
  /* In odd parts, as a reader of files would hand them over. */
  for (gsize at = 0; at < size; at += 7777)
    g_assert_true (sluice_blob_writer_write (writer, data + at, MIN (7777, size - at), &error));
  g_assert_true (sluice_blob_writer_finish (writer, "blob", &error));
  return g_build_filename (folder, "blob", NULL);
}

static gssize
read_blob (const char  *path,
           SluiceKey   *key,
           GError     **error)
{
  g_autoptr(SluiceBlobReader) reader = sluice_blob_reader_new (path, key, error);
  const guint8 *data;
  gssize total = 0;
  gssize got;

  if (reader == NULL)
    return -1;
  while ((got = sluice_blob_reader_read (reader, &data, error)) > 0)
    {
      for (gssize i = 0; i < got; i++)
        g_assert_cmpuint (data[i], ==, (guint8) ((total + i) * 31 + ((total + i) >> 8)));
      total += got;
    }
  return got < 0 ? -1 : total;
}

static void
test_round_trip (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKey) key = sluice_key_new_random ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *path = write_blob (folder, key, sizes[i]);
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (read_blob (path, key, &error), ==, sizes[i]);
      g_assert_no_error (error);
    }

  test_remove_folder (folder);
}

static void
test_damage_is_noticed (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree char *path = write_blob (folder, key, 131072);
  g_autoptr(GBytes) whole = test_load_file (path);
  gsize length = g_bytes_get_size (whole);
  const gsize places[] = { 0, 8, 31, 32, 65536, length - 1 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree guint8 *changed = g_memdup2 (g_bytes_get_data (whole, NULL), length);
      g_autoptr(GError) error = NULL;

      changed[places[i]] ^= 1;
      g_file_set_contents (path, (char *) changed, length, NULL);
      g_assert_cmpint (read_blob (path, key, &error), ==, -1);
      g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT);
    }

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_file_set_contents (path, g_bytes_get_data (whole, NULL), places[i], NULL);
      g_assert_cmpint (read_blob (path, key, NULL), ==, -1);
    }

  /* A whole chunk at the end is missing: what is left is well-formed, but not all. */
  g_file_set_contents (path, g_bytes_get_data (whole, NULL), 32 + 65536 + 17, NULL);
  g_assert_cmpint (read_blob (path, key, NULL), ==, -1);

  test_remove_folder (folder);
}

static gboolean
is_empty (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  return g_dir_read_name (dir) == NULL;
}

static void
test_unfinished_leaves_nothing (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(GError) error = NULL;
  SluiceBlobWriter *writer = sluice_blob_writer_new (folder, key, &error);

  g_assert_no_error (error);
  g_assert_true (sluice_blob_writer_write (writer, "abc", 3, &error));
  sluice_blob_writer_free (writer);

  g_assert_true (is_empty (folder));
  test_remove_folder (folder);
}

/* Freed while other threads still encrypt and store. */
static void
test_freed_midway (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree guint8 *data = g_malloc0 (5 * BLOCK);

  for (guint i = 1; i <= 5; i++)
    {
      g_autoptr(GError) error = NULL;
      SluiceBlobWriter *writer = sluice_blob_writer_new (folder, key, &error);

      g_assert_no_error (error);
      g_assert_true (sluice_blob_writer_write (writer, data, i * BLOCK, &error));
      sluice_blob_writer_free (writer);
      g_assert_true (is_empty (folder));
    }

  test_remove_folder (folder);
}

/* The disk refuses on another thread: who writes is told before the blocks have gone round twice, or at the end. */
static void
test_failure_reaches_the_writer (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autofree guint8 *data = g_malloc0 (4 * BLOCK);
  struct rlimit before, limit;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = (struct rlimit) { 3 * BLOCK, before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  for (guint round = 0; round < 2; round++)
    {
      g_autoptr(GError) error = NULL;
      SluiceBlobWriter *writer = sluice_blob_writer_new (folder, key, &error);
      guint written = 0;

      g_assert_no_error (error);
      if (round == 0)
        {
          while (sluice_blob_writer_write (writer, data, BLOCK, &error))
            g_assert_cmpuint (++written, <, 3 + 2 * 8);
          g_assert_cmpuint (written, >=, 3);
        }
      else if (sluice_blob_writer_write (writer, data, 4 * BLOCK, &error))
        g_assert_false (sluice_blob_writer_finish (writer, "blob", &error));
      g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_STORAGE);
      sluice_blob_writer_free (writer);
      g_assert_true (is_empty (folder));
    }

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  test_remove_folder (folder);
}

static void
test_another_key (void)
{
  g_autofree char *folder = test_make_folder ();
  g_autoptr(SluiceKey) key = sluice_key_new_random ();
  g_autoptr(SluiceKey) other = sluice_key_new_random ();
  g_autofree char *path = write_blob (folder, key, 100);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (read_blob (path, other, &error), ==, -1);
  g_assert_error (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT);
  test_remove_folder (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/blob/round-trip", test_round_trip);
  g_test_add_func ("/blob/damage-is-noticed", test_damage_is_noticed);
  g_test_add_func ("/blob/unfinished-leaves-nothing", test_unfinished_leaves_nothing);
  g_test_add_func ("/blob/freed-midway", test_freed_midway);
  g_test_add_func ("/blob/failure-reaches-the-writer", test_failure_reaches_the_writer);
  g_test_add_func ("/blob/another-key", test_another_key);
  return test_run ();
}
