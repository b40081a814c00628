/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz-document.h"

#include "sluice-print-error.h"
#include "sluice-split.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The seeds of the fuzzers, cut at every byte; packages that are unusual, or lie; a line of 100 MB. */

static int fd;
static char path[64];

static void
put_file (const void *data,
          gsize       length)
{
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, data, length, 0), ==, length);
}

static SluiceSplit *
read_file (GError **error)
{
  SluiceSplit *split = sluice_split_read (path, NULL, NULL, NULL, NULL, NULL, error);

  g_assert_true (split == NULL || sluice_split_get_size (split) == (guint64) lseek (fd, 0, SEEK_END));
  return split;
}

static GBytes *
load_seed (const char *name)
{
  g_autofree char *seed = g_build_filename (FUZZ_SEEDS, name, NULL);
  g_autoptr(GError) error = NULL;
  char *contents;
  gsize length;

  g_file_get_contents (seed, &contents, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (contents, length);
}

/* Where headers and directories are, every byte; between them every third. */
static gboolean
is_near_end (gsize   length,
             GBytes *seed)
{
  return length < 300 || length + 700 > g_bytes_get_size (seed);
}

/* A piece of a text is a text; a piece of a package is damaged, and nothing of it is told. */
static void
test_cut (gconstpointer data)
{
  g_autoptr(GBytes) seed = load_seed (data);
  const guint8 *whole = g_bytes_get_data (seed, NULL);
  g_autoptr(FuzzDocument) document = fuzz_document_read (whole, g_bytes_get_size (seed));
  gboolean is_package = document->container != FUZZ_CONTAINER_NONE;
  gsize n_magic = document->container == FUZZ_CONTAINER_GZIP ? 2 : 4;

  for (gsize length = 1; length < g_bytes_get_size (seed); length += is_near_end (length, seed) ? 1 : 3)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceSplit) split = NULL;

      put_file (whole, length);
      split = read_file (&error);
      if (is_package && length >= n_magic)
        g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TRUNCATED);
      else
        g_assert_no_error (error);
    }
}

/* The package with its G-code made unusual; the time that it states, or NAN with @out_code. */
static gboolean
reads_time (guint       quirks,
            const char *before,
            const char *after,
            int        *out_code)
{
  g_autoptr(GBytes) seed = load_seed ("13_UMS5_Turbine-Bracket.ufp");
  g_autoptr(FuzzDocument) document = fuzz_document_read (g_bytes_get_data (seed, NULL), g_bytes_get_size (seed));
  g_autoptr(GString) file = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = NULL;

  for (guint i = 0; i < document->parts->len; i++)
    {
      FuzzPart *part = document->parts->pdata[i];

      if (g_str_equal (part->name->str, "/3D/model.gcode"))
        part->quirks ^= quirks;
    }
  g_string_assign (document->before, before);
  g_string_assign (document->after, after);
  file = fuzz_document_write (document);
  put_file (file->str, file->len);

  split = read_file (&error);
  *out_code = error != NULL ? error->code : -1;
  g_assert_true (error == NULL || error->domain == SLUICE_PRINT_ERROR);
  return split != NULL && sluice_split_get_record (split)->stated_time_s == 4879;
}

static void
test_unusual_packages (void)
{
  const guint right[] = { 0, FUZZ_QUIRK_STORED, FUZZ_QUIRK_DESCRIPTOR, FUZZ_QUIRK_ZIP64,
                          FUZZ_QUIRK_ZIP64 | FUZZ_QUIRK_DESCRIPTOR, FUZZ_QUIRK_STORED | FUZZ_QUIRK_ZIP64 };
  const guint wrong[] = { FUZZ_QUIRK_WRONG_SIZE, FUZZ_QUIRK_WRONG_CRC, FUZZ_QUIRK_STORED | FUZZ_QUIRK_WRONG_CRC,
                          FUZZ_QUIRK_STORED | FUZZ_QUIRK_WRONG_SIZE };
  int code;

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (reads_time (right[i], "", "", &code));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (reads_time (wrong[i], "", "", &code));
      g_assert_cmpint (code, ==, SLUICE_PRINT_ERROR_TRUNCATED);
    }

  /* Said to be encrypted: it stays as a whole. */
  g_assert_false (reads_time (FUZZ_QUIRK_LOCKED, "", "", &code));
  g_assert_cmpint (code, ==, -1);
}

/* What is in front of a package makes it another file; what is behind it belongs to nobody. */
static void
test_garbage_around (void)
{
  int code;

  g_assert_false (reads_time (0, "garbage\n", "", &code));
  g_assert_cmpint (code, ==, -1);
  g_assert_true (reads_time (0, "", "trailing garbage", &code));
}

/* As on a disk that has room for holes: 100 MB of one line, with a setting at each end of it. */
static void
test_endless_line (gconstpointer data)
{
  const char *start = data;
  const char *end = ";PRINT.TIME:88\n;LAYER:7\n;LAYER:8\n";
  const goffset hole = 100 * 1000 * 1000;
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = NULL;

  put_file (start, strlen (start));
  g_assert_cmpint (pwrite (fd, end, strlen (end), strlen (start) + hole), ==, strlen (end));
  split = read_file (&error);
  g_assert_no_error (error);

  g_assert_cmpstr (sluice_split_get_format (split), ==, "gcode");
  g_assert_cmpfloat (sluice_split_get_record (split)->stated_time_s, ==, 77);
  g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, 2);
  g_assert_cmpuint (sluice_split_get_product_bytes (split), >, hole);
}

int
main (int   argc,
      char *argv[])
{
  static const char * const seeds[] = {
    "01_prusa250_marlin_cube.gcode", "06_cura413_s5_griffin_raft_path_setting3.gcode",
    "10_cura413_um2_ultigcode.gcode.gz", "13_UMS5_Turbine-Bracket.ufp", "14_prusa250_project_geometry_only.3mf",
    "16_cube_ascii.stl", "17_bracket_binary_solid_header.stl", "18_cube_heatshrink_meatpack.bgcode",
  };

  g_test_init (&argc, &argv, NULL);
  fd = memfd_create ("traps", MFD_CLOEXEC);
  g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      g_autofree char *test = g_strconcat ("/print-traps/cut/", seeds[i], NULL);

      g_test_add_data_func (test, seeds[i], test_cut);
    }
  g_test_add_func ("/print-traps/unusual-packages", test_unusual_packages);
  g_test_add_func ("/print-traps/garbage-around", test_garbage_around);
  g_test_add_data_func ("/print-traps/endless-comment", ";PRINT.TIME:77\nG1 X1\n;", test_endless_line);
  g_test_add_data_func ("/print-traps/endless-setting", ";PRINT.TIME:77\nG1 X1\n;PRINT.TIME:1", test_endless_line);
  g_test_add_data_func ("/print-traps/endless-command", ";PRINT.TIME:77\nG1 X1\nM117 ", test_endless_line);
  g_test_add_data_func ("/print-traps/endless-move", ";PRINT.TIME:77\nG1 X1\nG1 ", test_endless_line);
  return g_test_run ();
}
