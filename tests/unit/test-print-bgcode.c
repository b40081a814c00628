/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-bgcode-block.h"
#include "sluice-heatshrink.h"
#include "sluice-inflater.h"
#include "sluice-json.h"
#include "sluice-meatpack.h"
#include "sluice-print-error.h"
#include "sluice-redact.h"
#include "sluice-split.h"
#include "test-bgcode.h"
#include "test-util.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Binary G-code: it must say what the same G-code says as text, however it is packed; broken, it says nothing. */

#define PRINTER "printer_model=MK4S\nnozzle_diameter=0.4\nfilament_type=PLA\n"
#define PRINT "filament used [mm]=252.22\nestimated printing time (normal mode)=3m 41s\n"
#define SLICER "gcode_flavor=marlin2\nlayer_height=0.2\nprinthost_password=Canary-1\nnotes=Canary-2\n"
#define GCODE "M104 S215 ; Canary-3\n;LAYER_CHANGE\n;Z:0.2\nG1 X10 Y4.5 E2\n;LAYER_CHANGE\nG1 X1\nM117 Canary-4\n"

static char *folder;
static char *file;

/* NULL when it fails; @error: what must be said then */
static SluiceSplit *
split_bytes (const guint8 *data,
             gsize         length,
             GError      **error)
{
  SluiceSplit *split;
  g_autoptr(GError) write_error = NULL;

  g_file_set_contents_full (file, (const char *) data, length, G_FILE_SET_CONTENTS_NONE, 0600, &write_error);
  g_assert_no_error (write_error);
  split = sluice_split_read (file, NULL, NULL, NULL, NULL, NULL, error);
  if (split != NULL)
    {
      g_assert_cmpstr (sluice_split_get_format (split), ==, "bgcode");
      g_assert_cmpuint (sluice_split_get_size (split), ==, length);
    }
  return split;
}

static SluiceSplit *
split_whole (GByteArray *bytes)
{
  g_autoptr(GError) error = NULL;
  SluiceSplit *split = split_bytes (bytes->data, bytes->len, &error);

  g_assert_no_error (error);
  return split;
}

static void
assert_fails (GByteArray      *bytes,
              SluicePrintError code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (split_bytes (bytes->data, bytes->len, &error));
  g_assert_error (error, SLUICE_PRINT_ERROR, (int) code);
}

static void
assert_not_redacted (void)
{
  g_autofree char *copy = g_build_filename (folder, "copy.gcode", NULL);
  g_autoptr(GError) error = NULL;
  SluiceRedaction redaction;

  g_assert_false (sluice_redact_file (file, copy, NULL, NULL, NULL, &redaction, &error));
  g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_NO_GCODE);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

/* The record without what makes every one its own. */
static char *
record_to_text (SluiceSplit *split)
{
  g_autoptr(GBytes) json = sluice_process_record_to_json (sluice_split_get_record (split), FALSE);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = sluice_json_parse_object (json, SLUICE_PROCESS_RECORD_MAX_BYTES, &error);
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), object);

  g_assert_no_error (error);
  json_object_remove_member (object, "record_id");
  json_object_remove_member (sluice_json_get_object (object, "source"), "format");
  return json_to_string (node, FALSE);
}

/* All of it stays, and nothing is known of it. */
static void
assert_stays (SluiceSplit *split)
{
  g_assert_nonnull (sluice_split_get_notice (split));
  g_assert_cmpuint (sluice_split_get_product_bytes (split), ==, sluice_split_get_size (split));
  g_assert_null (sluice_split_get_record (split)->machine_name);
  g_assert_cmpint (sluice_split_get_record (split)->layer_count, <, 0);
}

static guint64
find_part (SluiceSplit *split,
           const char  *name)
{
  GListModel *parts = sluice_split_get_parts (split);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);

      if (g_str_equal (sluice_print_part_get_name (part), name))
        return sluice_print_part_get_bytes (part);
    }

  return 0;
}

static GByteArray *
make_small (gboolean has_checksums,
            guint    packing,
            guint    encoding)
{
  GByteArray *bytes = test_bgcode_new (has_checksums);

  test_bgcode_add (bytes, TEST_BGCODE_FILE, packing, 0, "Producer=PrusaSlicer 2.8.1\n", -1);
  test_bgcode_add (bytes, TEST_BGCODE_PRINTER, packing, 0, PRINTER, -1);
  test_bgcode_add (bytes, TEST_BGCODE_THUMBNAIL, TEST_BGCODE_NONE, 0, "PNG Canary-5", -1);
  test_bgcode_add (bytes, TEST_BGCODE_PRINT, packing, 0, PRINT, -1);
  test_bgcode_add (bytes, TEST_BGCODE_SLICER, packing, 0, SLICER, -1);
  test_bgcode_add (bytes, TEST_BGCODE_GCODE, packing, encoding, GCODE, -1);
  test_bgcode_add (bytes, TEST_BGCODE_GCODE, packing, encoding, "G1 X2\n;LAYER_CHANGE\nM104 S210\n", -1);
  return bytes;
}

static void
test_small (void)
{
  for (guint packing = 0; packing <= TEST_BGCODE_HEATSHRINK_12; packing++)
    for (guint encoding = 0; encoding <= TEST_BGCODE_MEATPACK_COMMENTS; encoding++)
      {
        gboolean is_packed = packing != TEST_BGCODE_NONE;
        g_autoptr(GByteArray) bytes = make_small (packing % 2, packing, encoding);
        g_autoptr(SluiceSplit) split = split_whole (bytes);
        SluiceProcessRecord *record = sluice_split_get_record (split);
        const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (record, 0);
        g_autofree char *text = record_to_text (split);

        g_assert_null (sluice_split_get_notice (split));
        g_assert_cmpstr (record->slicer_name, ==, "PrusaSlicer");
        g_assert_cmpstr (record->slicer_version, ==, "2.8.1");
        g_assert_cmpstr (record->machine_name, ==, "MK4S");
        g_assert_cmpstr (record->flavor, ==, "Marlin 2");
        g_assert_cmpfloat (record->layer_height_mm, ==, 0.2);
        g_assert_cmpfloat (record->stated_time_s, ==, 221);
        g_assert_cmpfloat (extruder->filament_length_mm, ==, 252.22);
        g_assert_cmpfloat (extruder->nozzle_diameter_mm, ==, 0.4);
        g_assert_cmpstr (extruder->material_type, ==, "PLA");
        g_assert_cmpuint (extruder->setpoints.count, ==, 2);
        g_assert_cmpint (extruder->setpoints.values_c[1], ==, 215);
        /* MeatPack without comments loses the marks of layers. */
        g_assert_cmpint (record->layer_count, ==, encoding == TEST_BGCODE_MEATPACK ? -1 : 3);
        g_assert_null (strstr (text, "Canary"));

        g_assert_cmpuint (find_part (split, "pictures"), ==, 12);
        g_assert_cmpuint (find_part (split, "host-password"), ==, strlen ("printhost_password=Canary-1\n"));
        g_assert_cmpuint (find_part (split, "notes"), ==, strlen ("notes=Canary-2\n"));
        g_assert_cmpuint (sluice_split_get_process_bytes (split), <=, is_packed ? 0 : G_MAXUINT64);
        g_assert_cmpuint (sluice_split_get_unpacked_process_bytes (split), >, strlen (PRINTER PRINT));
        if (!is_packed && encoding == TEST_BGCODE_PLAIN)
          g_assert_cmpuint (sluice_split_get_unpacked_process_bytes (split), ==,
                            sluice_split_get_process_bytes (split));
      }
}


static GBytes *
load_text (const char *path)
{
  g_autoptr(GBytes) packed = test_load_file (path);
  g_autoptr(GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GError) error = NULL;
  GBytes *text = g_converter_convert_bytes (G_CONVERTER (gunzip), packed, &error);

  g_assert_no_error (error);
  return text;
}

/* What PrusaSlicer states at the end of a text, as it stands in a block. */
static GString *
footer_to_metadata (const char *footer)
{
  GString *metadata = g_string_new (NULL);
  g_auto(GStrv) lines = g_strsplit (footer, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *equals = strstr (lines[i], " = ");

      if (g_str_has_prefix (lines[i], "; ") && equals != NULL)
        g_string_append_printf (metadata, "%.*s=%s\n", (int) (equals - lines[i]) - 2, lines[i] + 2, equals + 3);
    }

  return metadata;
}

/* Plain blocks end in the middle of lines; MeatPack takes whole ones. */
static void
add_gcode (GByteArray *bytes,
           guint       packing,
           guint       encoding,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gsize piece = MIN (length, 65537);

      while (encoding != TEST_BGCODE_PLAIN && piece < length && text[piece - 1] != '\n')
        piece++;
      test_bgcode_add (bytes, TEST_BGCODE_GCODE, packing, encoding, text, piece);
      text += piece;
      length -= piece;
    }
}

/* A real text, and the same in blocks of all kinds. */
static void
test_as_text (void)
{
  g_autofree char *path = test_corpus_file ("02_prusa250_marlin2_two_objects_utf8.gcode.gz");
  g_autoptr(GBytes) gcode = load_text (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = sluice_split_read (path, NULL, NULL, NULL, NULL, NULL, &error);
  g_autofree char *expected = record_to_text (split);
  g_autofree char *text = test_dup_text (gcode);
  const char *footer = strstr (text, "\n; filament used [mm] = ") + 1;
  g_autoptr(GString) metadata = footer_to_metadata (footer);

  g_assert_no_error (error);
  for (guint packing = 0; packing <= TEST_BGCODE_HEATSHRINK_12; packing++)
    for (guint encoding = 0; encoding <= TEST_BGCODE_MEATPACK_COMMENTS; encoding += TEST_BGCODE_MEATPACK_COMMENTS)
      {
        g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
        g_autoptr(SluiceSplit) binary = NULL;
        g_autofree char *record = NULL;

        test_bgcode_add (bytes, TEST_BGCODE_FILE, TEST_BGCODE_NONE, 0, "Producer=PrusaSlicer 2.5.0\n", -1);
        test_bgcode_add (bytes, TEST_BGCODE_SLICER, packing, 0, metadata->str, metadata->len);
        add_gcode (bytes, packing, encoding, text, footer - text);
        binary = split_whole (bytes);
        record = record_to_text (binary);
        g_assert_cmpstr (record, ==, expected);
      }
}

static void
take_text (const guint8 *data,
           gsize         length,
           gpointer      user_data)
{
  g_string_append_len (user_data, (const char *) data, length);
}

static void
take_meatpack (const guint8 *data,
               gsize         length,
               gpointer      user_data)
{
  sluice_meatpack_feed (user_data, data, length);
}

/* The G-code of a file by PrusaSlicer or libbgcode: heatshrink and MeatPack. */
static GString *
decode_gcode (const guint8 *data,
              gsize         length)
{
  GString *text = g_string_new (NULL);
  g_autoptr(SluiceMeatpack) meatpack = sluice_meatpack_new (take_text, text);
  g_autoptr(SluiceHeatshrink) heatshrink = sluice_heatshrink_new (take_meatpack, meatpack);

  for (gsize at = SLUICE_BGCODE_FILE_HEADER; at < length;)
    {
      gsize header = sluice_bgcode_measure (data + at);
      SluiceBgcodeBlock block;

      g_assert_true (sluice_bgcode_parse_block (data + at, &block));
      if (block.type == SLUICE_BGCODE_TYPE_GCODE)
        {
          sluice_meatpack_begin (meatpack);
          sluice_heatshrink_begin (heatshrink, block.packing == SLUICE_BGCODE_PACKING_HEATSHRINK_11 ? 11 : 12);
          sluice_heatshrink_feed (heatshrink, data + at + header, block.packed);
          g_assert_true (sluice_heatshrink_finish (heatshrink));
          g_assert_true (sluice_meatpack_finish (meatpack));
        }
      at += header + block.packed + SLUICE_BGCODE_CHECKSUM;
    }

  return text;
}

/* (transfer full) (nullable): the line that begins at @at, which moves on to the next. */
static char *
next_line (const char **at)
{
  const char *line = *at;
  const char *end = strchr (line, '\n');

  if (*line == '\0')
    return NULL;
  *at = end != NULL ? end + 1 : line + strlen (line);
  return g_strndup (line, end != NULL ? (gsize) (end - line) : strlen (line));
}

/* Every line of @decoded is the next one of @text that a packer keeps; comments of the text may be missing. */
static void
assert_same_gcode (const char *decoded,
                   const char *text)
{
  g_autofree char *line = next_line (&decoded);
  guint n_lines = 0;

  for (;;)
    {
      g_autofree char *original = next_line (&text);
      gboolean is_comment = original != NULL && original[0] == ';';

      if (original == NULL)
        break;
      if (!is_comment)
        {
          original[strcspn (original, ";")] = '\0';
          g_strchomp (original);
        }
      if (original[0] == '\0' || (is_comment && g_strcmp0 (line, original) != 0))
        continue;

      g_assert_cmpstr (line, ==, original);
      g_free (line);
      line = next_line (&decoded);
      n_lines++;
    }

  g_assert_cmpuint (n_lines, >, 1000);
  g_assert_null (line);
}

/* @binary: a file by another program, of the same print as @packed_text */
static void
assert_twins (const char *binary,
              const char *packed_text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = sluice_split_read (binary, NULL, NULL, NULL, NULL, NULL, &error);
  g_autoptr(SluiceSplit) text_split = sluice_split_read (packed_text, NULL, NULL, NULL, NULL, NULL, &error);
  g_autofree char *record = record_to_text (split);
  g_autofree char *expected = record_to_text (text_split);
  g_autoptr(GBytes) bytes = test_load_file (binary);
  g_autoptr(GBytes) text_bytes = load_text (packed_text);
  g_autoptr(GString) decoded = decode_gcode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *text = test_dup_text (text_bytes);

  g_assert_no_error (error);
  g_assert_null (sluice_split_get_notice (split));
  g_assert_cmpint (sluice_split_get_record (split)->layer_count, >, 10);
  g_assert_cmpstr (record, ==, expected);
  assert_same_gcode (decoded->str, text);
}

static void
test_prusaslicer (void)
{
  g_autofree char *binary =
    g_test_build_filename (G_TEST_DIST, "data", "bgcode", "ps292_xl_two_extruders_support.bgcode", NULL);
  g_autofree char *text =
    g_test_build_filename (G_TEST_DIST, "data", "bgcode", "ps292_xl_two_extruders_support.gcode.gz", NULL);

  assert_twins (binary, text);
}

static void
test_libbgcode (void)
{
  g_autofree char *binary = test_corpus_file ("18_cube_heatshrink_meatpack.bgcode");
  g_autofree char *text = test_corpus_file ("01_prusa250_marlin_cube.gcode.gz");

  if (binary != NULL && text != NULL)
    assert_twins (binary, text);
  else
    g_test_skip ("the full corpus is not beside this checkout");
}

/* A note can look like a setting; what the slicer states in a block counts. */
static void
test_note (void)
{
  g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
  g_autoptr(GByteArray) without = test_bgcode_new (TRUE);
  g_autoptr(SluiceSplit) split = NULL;
  g_autoptr(SluiceSplit) split_without = NULL;

  test_bgcode_add (bytes, TEST_BGCODE_SLICER, 0, 0, SLICER, -1);
  test_bgcode_add (bytes, TEST_BGCODE_GCODE, 0, 0, "; layer_height = 0.3\nG1 X1\n", -1);
  split = split_whole (bytes);
  g_assert_cmpfloat (sluice_split_get_record (split)->layer_height_mm, ==, 0.2);

  test_bgcode_add (without, TEST_BGCODE_GCODE, 0, 0, "; layer_height = 0.3\nG1 X1\n", -1);
  split_without = split_whole (without);
  g_assert_cmpfloat (sluice_split_get_record (split_without)->layer_height_mm, ==, 0.3);
}

static void
test_metadata (void)
{
  g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;
  g_autofree char *record = NULL;

  /* Too long, no key, no value, another spelling, NUL, bad UTF-8, no end. */
  g_string_append (text, "start_gcode=");
  for (guint i = 0; i < 70000; i++)
    g_string_append_c (text, 'x');
  g_string_append (text, "\nCanary-1\n=Canary-2\n\nlayer_height=\nlayer_height =0.3\nlayer_height=0.3mm\n");
  g_string_append_len (text, "layer\0height=0.3\nnotes=\xff\xfe\n", 26);
  g_string_append (text, "gcode_flavor=Canary-3\nfill_density=15%");
  test_bgcode_add (bytes, TEST_BGCODE_SLICER, TEST_BGCODE_NONE, 0, text->str, text->len);
  /* Of the next slicer: not read yet. */
  test_bgcode_add (bytes, TEST_BGCODE_SLICER, TEST_BGCODE_DEFLATE, 1, "{\"layer_height\":0.3,\"Canary-4\":1}", -1);
  test_bgcode_add (bytes, TEST_BGCODE_GCODE, TEST_BGCODE_NONE, 0, "G1 X1\n", -1);

  split = split_whole (bytes);
  record = record_to_text (split);
  g_assert_null (strstr (record, "Canary"));
  g_assert_true (isnan (sluice_split_get_record (split)->layer_height_mm));
  g_assert_cmpfloat (sluice_split_get_record (split)->infill_density_pct, ==, 15);
  g_assert_cmpuint (find_part (split, "unknown"), ==, strlen ("start_gcode=") + 70000 + 1);
  g_assert_cmpuint (find_part (split, "settings-unread"), ==, 33);
  g_assert_cmpuint (sluice_split_get_process_bytes (split), ==, strlen ("fill_density=15%"));
}

static void
test_cut (void)
{
  for (guint has_checksums = 0; has_checksums <= 1; has_checksums++)
    {
      g_autoptr(GByteArray) bytes = make_small (has_checksums, TEST_BGCODE_DEFLATE, TEST_BGCODE_MEATPACK_COMMENTS);
      guint n_whole = 0;

      for (gsize length = 4; length < bytes->len; length++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(SluiceSplit) split = split_bytes (bytes->data, length, &error);

          /* Behind a block of G-code nothing tells that another one is missing. */
          if (split != NULL)
            n_whole++;
          else
            g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TRUNCATED);
        }
      g_assert_cmpuint (n_whole, ==, 1);
    }
}

/* One wrong bit anywhere: an error, or nothing is known. */
static void
test_damaged (void)
{
  g_autoptr(GByteArray) bytes = make_small (TRUE, TEST_BGCODE_HEATSHRINK_11, TEST_BGCODE_MEATPACK_COMMENTS);

  for (gsize at = 4; at < bytes->len; at++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(SluiceSplit) split = NULL;

      bytes->data[at] ^= 1 << at % 8;
      split = split_bytes (bytes->data, bytes->len, &error);
      if (split != NULL)
        assert_stays (split);
      else
        g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TRUNCATED);
      bytes->data[at] ^= 1 << at % 8;
    }
}

/* The same without checksums: anything but a crash, and every byte is somebody's. */
static void
test_damaged_unnoticed (void)
{
  g_autoptr(GByteArray) bytes = make_small (FALSE, TEST_BGCODE_HEATSHRINK_12, TEST_BGCODE_MEATPACK_COMMENTS);

  for (gsize at = 4; at < bytes->len; at++)
    {
      g_autoptr(SluiceSplit) split = NULL;

      bytes->data[at] ^= 1 << (at + 3) % 8;
      split = split_bytes (bytes->data, bytes->len, NULL);
      bytes->data[at] ^= 1 << (at + 3) % 8;
    }
}

static void
test_sizes (void)
{
  static const guint32 sizes[] = { 0, 1, 26, 28, 27 * 8, 0x7fffffff, G_MAXUINT32 };
  const char *text = "G1 X1 E1\nG1 X2 E2\nG1 X3 E3\n";

  for (guint packing = 0; packing <= TEST_BGCODE_HEATSHRINK_12; packing++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        g_autoptr(GByteArray) whole = test_bgcode_new (TRUE);
        g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
        gsize header = packing != TEST_BGCODE_NONE ? 14 : 10;

        test_bgcode_add (whole, TEST_BGCODE_GCODE, packing, 0, text, -1);
        test_bgcode_add_block (bytes, TEST_BGCODE_GCODE, packing, 0, sizes[i], whole->data + 10 + header,
                               whole->len - 10 - header - 4);
        assert_fails (bytes, SLUICE_PRINT_ERROR_TRUNCATED);
      }
}

static void
test_unknown (void)
{
  static const struct { guint type; guint packing; guint encoding; } blocks[] = {
    { 6, 0, 0 }, { 0xffff, 0, 0 }, { TEST_BGCODE_SLICER, 4, 0 }, { TEST_BGCODE_SLICER, 0xffff, 0 },
    { TEST_BGCODE_SLICER, 0, 2 }, { TEST_BGCODE_GCODE, 0, 3 },
    /* Out of order, or twice. */
    { TEST_BGCODE_FILE, 0, 0 }, { TEST_BGCODE_PRINTER, 0, 0 }, { TEST_BGCODE_THUMBNAIL, 0, 0 },
    { TEST_BGCODE_PRINT, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    {
      g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
      g_autoptr(SluiceSplit) split = NULL;

      test_bgcode_add (bytes, TEST_BGCODE_PRINTER, 0, 0, PRINTER, -1);
      test_bgcode_add (bytes, TEST_BGCODE_PRINT, 0, 0, PRINT, -1);
      test_bgcode_add_block (bytes, blocks[i].type, blocks[i].packing, blocks[i].encoding, 1, "x", 1);
      test_bgcode_add (bytes, TEST_BGCODE_GCODE, 0, 0, GCODE, -1);
      split = split_whole (bytes);
      assert_stays (split);
    }

  /* Settings behind the G-code, and G-code that is counted in two ways: nothing printable is made of half a print. */
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
      g_autoptr(SluiceSplit) split = NULL;

      test_bgcode_add (bytes, TEST_BGCODE_GCODE, 0, 0, GCODE, -1);
      test_bgcode_add (bytes, i == 0 ? TEST_BGCODE_SLICER : TEST_BGCODE_GCODE, TEST_BGCODE_DEFLATE, 0, SLICER, -1);
      split = split_whole (bytes);
      assert_stays (split);
      assert_not_redacted ();
    }

  /* Another version, another checksum. */
  for (guint at = 4; at < 10; at++)
    {
      g_autoptr(GByteArray) bytes = make_small (TRUE, 0, 0);
      g_autoptr(SluiceSplit) split = NULL;

      bytes->data[at] = 2;
      split = split_whole (bytes);
      assert_stays (split);
    }
}

static void
test_bomb (void)
{
  g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
  g_autofree char *text = g_malloc (80 * 1024 * 1024);

  memset (text, 'x', 80 * 1024 * 1024);
  test_bgcode_add (bytes, TEST_BGCODE_SLICER, TEST_BGCODE_DEFLATE, 0, text, 80 * 1024 * 1024);
  test_bgcode_add (bytes, TEST_BGCODE_GCODE, 0, 0, GCODE, -1);
  assert_fails (bytes, SLUICE_PRINT_ERROR_TOO_STRANGE);
}

/* What is left of a file that ends before its G-code, and blocks with nothing in them. */
static void
test_empty (void)
{
  g_autoptr(GByteArray) bytes = test_bgcode_new (TRUE);
  g_autoptr(SluiceSplit) split = NULL;

  assert_fails (bytes, SLUICE_PRINT_ERROR_TRUNCATED);
  test_bgcode_add_block (bytes, TEST_BGCODE_FILE, TEST_BGCODE_DEFLATE, 0, 0, "", 0);
  test_bgcode_add_block (bytes, TEST_BGCODE_SLICER, TEST_BGCODE_HEATSHRINK_11, 0, 0, "", 0);
  assert_fails (bytes, SLUICE_PRINT_ERROR_TRUNCATED);
  test_bgcode_add_block (bytes, TEST_BGCODE_GCODE, TEST_BGCODE_NONE, 1, 0, "", 0);
  split = split_whole (bytes);
  g_assert_cmpuint (sluice_split_get_structure_bytes (split), ==, bytes->len);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  file = g_build_filename (folder, "print.bgcode", NULL);

  g_test_add_func ("/print-bgcode/small", test_small);
  g_test_add_func ("/print-bgcode/as-text", test_as_text);
  g_test_add_func ("/print-bgcode/prusaslicer", test_prusaslicer);
  g_test_add_func ("/print-bgcode/libbgcode", test_libbgcode);
  g_test_add_func ("/print-bgcode/note", test_note);
  g_test_add_func ("/print-bgcode/metadata", test_metadata);
  g_test_add_func ("/print-bgcode/cut", test_cut);
  g_test_add_func ("/print-bgcode/damaged", test_damaged);
  g_test_add_func ("/print-bgcode/damaged-unnoticed", test_damaged_unnoticed);
  g_test_add_func ("/print-bgcode/sizes", test_sizes);
  g_test_add_func ("/print-bgcode/unknown", test_unknown);
  g_test_add_func ("/print-bgcode/bomb", test_bomb);
  g_test_add_func ("/print-bgcode/empty", test_empty);

  result = test_run ();
  test_remove_folder (folder);
  g_free (file);
  g_free (folder);
  return result;
}
