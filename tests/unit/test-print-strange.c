/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-error.h"
#include "sluice-split.h"
#include "test-util.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

/* Files that are broken, or made to break a reader. */

static const char gcode[] = ";FLAVOR:Griffin\n;TARGET_MACHINE.NAME:Ultimaker S5\n;PRINT.TIME:77\nG1 X1\n;LAYER:0\n";

static char *folder;
static char *file;

static void
assert_fails (const char      *path,
              SluicePrintError code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = sluice_split_read (path, NULL, NULL, NULL, NULL, NULL, &error);

  g_assert_null (split);
  g_assert_error (error, SLUICE_PRINT_ERROR, (int) code);
  g_assert_null (strstr (error->message, folder));
}

static void
write_file (const void *data,
            gsize       length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (file, data, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static SluiceSplit *
split_file (void)
{
  g_autoptr(GError) error = NULL;
  SluiceSplit *split = sluice_split_read (file, NULL, NULL, NULL, NULL, NULL, &error);
  GStatBuf info;

  g_assert_no_error (error);
  g_stat (file, &info);
  g_assert_cmpint (sluice_split_get_size (split), ==, info.st_size);
  return split;
}

static void
test_no_file (void)
{
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  write_file ("", 0);
  assert_fails (folder, SLUICE_PRINT_ERROR_NOT_A_FILE);
  assert_fails (pipe, SLUICE_PRINT_ERROR_NOT_A_FILE);
  assert_fails ("/dev/zero", SLUICE_PRINT_ERROR_NOT_A_FILE);
  assert_fails ("/nonexistent/file", SLUICE_PRINT_ERROR_UNREADABLE);
  assert_fails (file, SLUICE_PRINT_ERROR_EMPTY);
  g_unlink (pipe);
}

static void
test_sparse_file (void)
{
  g_autoptr(SluiceSplit) split = NULL;
  int fd;

  write_file ("", 0);
  fd = g_open (file, O_WRONLY, 0);
  g_assert_cmpint (ftruncate (fd, 1024 * 1024 * 1024), ==, 0);
  g_close (fd, NULL);

  split = split_file ();
  g_assert_cmpstr (sluice_split_get_format (split), ==, "other");
  g_assert_nonnull (sluice_split_get_notice (split));
  g_assert_cmpuint (sluice_split_get_product_bytes (split), ==, 1024 * 1024 * 1024);
}

static void
test_cancelled (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  write_file (gcode, strlen (gcode));
  g_cancellable_cancel (cancellable);
  g_assert_null (sluice_split_read (file, NULL, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static gboolean
refuse_tap (const guint8 *data,
            gsize         length,
            gpointer      tap_data,
            GError      **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

static gboolean
grow_tap (const guint8 *data,
          gsize         length,
          gpointer      tap_data,
          GError      **error)
{
  int fd = g_open (file, O_WRONLY | O_APPEND, 0);

  g_assert_cmpint (write (fd, "G1 X1\n", 6), ==, 6);
  return g_close (fd, error);
}

static void
test_tap (void)
{
  g_autoptr(GError) error = NULL;

  write_file (gcode, strlen (gcode));
  g_assert_null (sluice_split_read (file, refuse_tap, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);

  g_clear_error (&error);
  g_assert_null (sluice_split_read (file, grow_tap, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_CHANGED);
}

/* Cut at every kind of place; and one bit turned. */
static void
test_cut_packages (gconstpointer data)
{
  g_autofree char *path = test_corpus_file (data);
  g_autoptr(GBytes) whole = test_load_file (path);
  gsize length = g_bytes_get_size (whole);
  const gsize places[] = { 4, 10, 17, 30, 50, 200, 1000, length / 2, length - 300, length - 23, length - 9,
                           length - 8, length - 4, length - 1 };
  g_autofree guint8 *changed = g_memdup2 (g_bytes_get_data (whole, NULL), length);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      write_file (changed, places[i]);
      assert_fails (file, SLUICE_PRINT_ERROR_TRUNCATED);
    }

  changed[length / 3] ^= 4;
  write_file (changed, length);
  assert_fails (file, SLUICE_PRINT_ERROR_TRUNCATED);
}

static void
test_gzip_members (void)
{
  g_autofree char *path = test_corpus_file ("10_cura413_um2_ultigcode.gcode.gz");
  g_autoptr(GBytes) one = test_load_file (path);
  g_autoptr(GByteArray) two = g_byte_array_new ();
  g_autoptr(SluiceSplit) split = NULL;

  for (int i = 0; i < 2; i++)
    g_byte_array_append (two, g_bytes_get_data (one, NULL), g_bytes_get_size (one));
  g_byte_array_append (two, (const guint8 *) "behind", 6);
  write_file (two->data, two->len);

  split = split_file ();
  g_assert_cmpuint (sluice_split_get_unpacked_size (split), ==, 2 * 598479);
  g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, 2 * 198);
}

static void
add_member (zip_t      *zip,
            const char *name,
            const void *data,
            gsize       length)
{
  zip_int64_t index = zip_file_add (zip, name, zip_source_buffer (zip, data, length, 0), ZIP_FL_ENC_GUESS);

  g_assert_cmpint (index, >=, 0);
}

static zip_t *
make_zip (void)
{
  zip_t *zip = zip_open (file, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull (zip);
  return zip;
}

static void
test_names_in_packages (void)
{
  zip_t *zip = make_zip ();
  g_autoptr(SluiceSplit) split = NULL;
  GListModel *parts;

  add_member (zip, "3D/model.gcode", gcode, strlen (gcode));
  add_member (zip, "../../etc/passwd", "x", 1);
  add_member (zip, "/etc/ACME", "x", 1);
  add_member (zip, "C:\\Users\\ana\\ACME", "x", 1);
  add_member (zip, "Materials/../ACME", "x", 1);
  add_member (zip, "//3D/model.gcode", "x", 1);
  g_assert_cmpint (zip_close (zip), ==, 0);

  split = split_file ();
  parts = sluice_split_get_parts (split);
  g_assert_cmpstr (sluice_split_get_record (split)->machine_name, ==, "Ultimaker S5");
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);
      const char *member = sluice_print_part_get_member (part);

      g_assert_true (member == NULL || (strstr (member, "ACME") == NULL && strstr (member, "..") == NULL));
    }
}

static void
test_two_members_of_one_name (void)
{
  zip_t *zip = make_zip ();

  add_member (zip, "3D/model.gcode", gcode, strlen (gcode));
  add_member (zip, "/3D/model.gcode", gcode, strlen (gcode));
  g_assert_cmpint (zip_close (zip), ==, 0);
  assert_fails (file, SLUICE_PRINT_ERROR_TOO_STRANGE);
}

static void
test_bomb (void)
{
  const gsize length = 128 * 1024 * 1024;
  g_autofree guint8 *zeros = g_malloc0 (length);
  zip_t *zip = make_zip ();

  add_member (zip, "3D/model.gcode", zeros, length);
  g_assert_cmpint (zip_close (zip), ==, 0);
  assert_fails (file, SLUICE_PRINT_ERROR_TOO_STRANGE);
}

static void
test_endless_directory (void)
{
  g_autofree char *long_name = g_strnfill (1000, 'n');
  zip_t *zip = make_zip ();

  for (int i = 0; i < 2500; i++)
    {
      g_autofree char *name = g_strdup_printf ("%d%s", i, long_name);

      add_member (zip, name, "", 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  assert_fails (file, SLUICE_PRINT_ERROR_TOO_STRANGE);
}

/* The directory states a size and a CRC; what comes out has to agree. */
static void
test_stored_member (void)
{
  zip_t *zip = make_zip ();
  g_autoptr(GBytes) whole = NULL;
  g_autofree guint8 *changed = NULL;
  guint8 *place;

  add_member (zip, "3D/model.gcode", gcode, strlen (gcode));
  zip_set_file_compression (zip, 0, ZIP_CM_STORE, 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
  {
    g_autoptr(SluiceSplit) split = split_file ();

    g_assert_cmpfloat (sluice_split_get_record (split)->stated_time_s, ==, 77);
  }

  whole = test_load_file (file);
  changed = g_memdup2 (g_bytes_get_data (whole, NULL), g_bytes_get_size (whole));
  place = memmem (changed, g_bytes_get_size (whole), "PRINT.TIME:77", 13);
  g_assert_nonnull (place);
  place[12] = '8';
  write_file (changed, g_bytes_get_size (whole));
  assert_fails (file, SLUICE_PRINT_ERROR_TRUNCATED);
}

static void
test_locked_member (void)
{
  zip_t *zip = make_zip ();
  g_autoptr(SluiceSplit) split = NULL;

  add_member (zip, "3D/model.gcode", gcode, strlen (gcode));
  if (zip_file_set_encryption (zip, 0, ZIP_EM_AES_256, "secret") < 0)
    {
      zip_discard (zip);
      g_test_skip ("this libzip cannot encrypt");
      return;
    }
  g_assert_cmpint (zip_close (zip), ==, 0);

  split = split_file ();
  g_assert_nonnull (sluice_split_get_notice (split));
  g_assert_cmpuint (sluice_split_get_unpacked_process_bytes (split), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  file = g_build_filename (folder, "file", NULL);
  g_test_add_func ("/print-strange/no-file", test_no_file);
  g_test_add_func ("/print-strange/sparse-file", test_sparse_file);
  g_test_add_func ("/print-strange/cancelled", test_cancelled);
  g_test_add_func ("/print-strange/tap", test_tap);
  g_test_add_data_func ("/print-strange/cut-gzip", "10_cura413_um2_ultigcode.gcode.gz", test_cut_packages);
  g_test_add_data_func ("/print-strange/cut-ufp", "13_UMS5_Turbine-Bracket.ufp", test_cut_packages);
  g_test_add_func ("/print-strange/gzip-members", test_gzip_members);
  g_test_add_func ("/print-strange/names-in-packages", test_names_in_packages);
  g_test_add_func ("/print-strange/two-members-of-one-name", test_two_members_of_one_name);
  g_test_add_func ("/print-strange/bomb", test_bomb);
  g_test_add_func ("/print-strange/endless-directory", test_endless_directory);
  g_test_add_func ("/print-strange/stored-member", test_stored_member);
  g_test_add_func ("/print-strange/locked-member", test_locked_member);
  result = test_run ();
  test_remove_folder (folder);
  g_free (file);
  g_free (folder);
  return result;
}
