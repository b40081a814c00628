/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gcode-number.h"
#include "sluice-line-scanner.h"
#include "test-util.h"

#include <string.h>

/* Every way of finding lines against a plain one. */

typedef struct
{
  GArray *marks; /* SluiceLineMark */
  gsize   end;
  gsize   n_lines;
} Found;

static void
found_clear (Found *self)
{
  g_array_unref (self->marks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

static void
found_init (Found *self)
{
  self->marks = g_array_new (FALSE, FALSE, sizeof (SluiceLineMark));
  self->n_lines = 0;
}

static gboolean
is_move (const char *line,
         gsize       length,
         gboolean    sums)
{
  if (length < 1 || line[0] != 'G')
    return FALSE;

  /* With its newline it has at least three bytes. */
  return !sums || (length >= 3 && line[1] >= '0' && line[1] <= '3' && !g_ascii_isdigit (line[2]) && line[2] != '.');
}

static void
find_plainly (const guint8 *data,
              gsize         from,
              gsize         length,
              gboolean      sums,
              Found        *found)
{
  const char *text = (const char *) data;
  const char *newline;
  gsize at = from;

  found_init (found);
  while (at < length && (newline = memchr (text + at, '\n', length - at)) != NULL)
    {
      if (!is_move (text + at, newline + 1 - (text + at), sums))
        {
          SluiceLineMark mark = { at, newline + 1 - (text + at) };

          g_array_append_val (found->marks, mark);
        }
      found->n_lines++;
      at = newline + 1 - text;
    }
  found->end = at;
}

static void
find_by_engine (SluiceLineEngine  engine,
                const guint8     *data,
                gsize             from,
                gsize             length,
                gboolean          sums,
                Found            *found)
{
  g_autofree SluiceLineScan *scan = g_new (SluiceLineScan, 1);
  gsize at = from;

  found_init (found);
  do
    {
      sluice_line_scan (engine, sums, data, at, length, scan);
      g_assert_cmpuint (scan->n_marks, <=, SLUICE_LINE_MAX_MARKS);
      g_array_append_vals (found->marks, scan->marks, scan->n_marks);
      found->n_lines += scan->n_lines;
      if (scan->end == at)
        break;
      at = scan->end;
    }
  while (at < length && memchr (data + at, '\n', length - at) != NULL);
  found->end = at;
}

static void
assert_same (const guint8 *data,
             gsize         from,
             gsize         length)
{
  for (gboolean sums = FALSE; sums <= TRUE; sums++)
    {
      g_auto(Found) plain = { 0 };

      find_plainly (data, from, length, sums, &plain);
      for (SluiceLineEngine engine = SLUICE_LINE_ENGINE_PORTABLE; engine <= SLUICE_LINE_ENGINE_AVX2; engine++)
        {
          g_auto(Found) found = { 0 };

          if (!sluice_line_engine_is_there (engine))
            {
              found_init (&found);
              continue;
            }
          find_by_engine (engine, data, from, length, sums, &found);
          g_assert_cmpuint (found.end, ==, plain.end);
          g_assert_cmpuint (found.n_lines, ==, plain.n_lines);
          g_assert_cmpmem (found.marks->data, found.marks->len * sizeof (SluiceLineMark),
                           plain.marks->data, plain.marks->len * sizeof (SluiceLineMark));
        }
    }
}

/* Bytes that matter, at every distance from the end of a word, and at every alignment. */
static void
test_random (void)
{
  static const char alphabet[] = "\n\n\nGGG0123456789EE;. -M\r\xff";
  g_autofree guint8 *data = g_malloc (1024);

  for (guint round = 0; round < 6000; round++)
    {
      gsize from = g_test_rand_int_range (0, 70);
      gsize length = from + g_test_rand_int_range (0, 300);
      /* At times few newlines, at times many. */
      guint skip = round % 3;

      for (gsize i = 0; i < length; i++)
        data[i] = alphabet[g_test_rand_int_range (skip, sizeof alphabet - 1)];
      assert_same (data, from, length);
    }
}

/* Moves as slicers write them, cut at every byte of three words. */
static void
test_cut_anywhere (void)
{
  static const char text[] = "G1 X1 E5\nG1 X2 E.25\n;LAYER:1\nG1 E-1.5 ; E7\nG92 E0\nM82\nG10\nG0 X1\nG2 X1 Y1 I1 J1 E3\n"
                             "\nG1\nG1 E\nG1X1E5\nG28\nT1\nG3 E1 E2\nG01 E5\nG1 X1 ;E5\nG1 E1234567890123456789\nG1 E+2\n";
  const gsize length = strlen (text);

  for (gsize from = 0; from <= length; from++)
    for (gsize end = from; end <= length; end++)
      assert_same ((const guint8 *) text, from, end);
}

/* More marks than one scan takes, and none at all. */
static void
test_many_marks (void)
{
  const gsize length = 256 * 1024;
  g_autofree guint8 *data = g_malloc (length);

  memset (data, '\n', length);
  assert_same (data, 0, length);
  memset (data, 'G', length);
  assert_same (data, 0, length);
  for (gsize i = 0; i < length; i++)
    data[i] = ";\nG\n"[i % 4];
  assert_same (data, 0, length);
}

static void
test_corpus (void)
{
  static const char * const names[] = { "02_prusa250_marlin2_two_objects_utf8.gcode.gz",
                                        "10_cura413_um2_ultigcode.gcode.gz" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = test_corpus_file (names[i]);
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GError) error = NULL;
      g_autoptr(GFileInputStream) packed = g_file_read (file, NULL, &error);
      g_autoptr(GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
      g_autoptr(GInputStream) stream =
        g_converter_input_stream_new (G_INPUT_STREAM (packed), G_CONVERTER (gunzip));
      g_autofree guint8 *data = g_malloc (1024 * 1024);
      gsize length;

      g_assert_true (g_input_stream_read_all (stream, data, 1024 * 1024, &length, NULL, &error));
      g_assert_no_error (error);
      assert_same (data, 0, length);
      assert_same (data, 1, length / 2 + 1);
    }
}

static void
test_numbers (void)
{
  static const struct { const char *text; gsize length; double number; } rows[] = {
    { "1.5", 3, 1.5 }, { ".0037", 5, 0.0037 }, { "-.5 ", 3, -0.5 }, { "+2", 2, 2 }, { "5.", 2, 5 }, { "1.2.3", 3, 1.2 },
    { "12E3", 2, 12 }, { "", 0, 0 }, { "-", 0, 0 }, { ".", 0, 0 }, { "x", 0, 0 }, { "4553.12345", 10, 4553.12345 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      double number = 0;

      g_assert_cmpuint (sluice_gcode_number_parse (rows[i].text, strlen (rows[i].text), &number), ==, rows[i].length);
      g_assert_cmpfloat (number, ==, rows[i].number);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print-lines/random", test_random);
  g_test_add_func ("/print-lines/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/print-lines/many-marks", test_many_marks);
  g_test_add_func ("/print-lines/corpus", test_corpus);
  g_test_add_func ("/print-lines/numbers", test_numbers);
  return test_run ();
}
