/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "sluice-split.h"
#include "test-util.h"

#include <math.h>
#include <string.h>

/* What is used is summed from the moves where nobody states it, in every dialect. */

static char *folder;
static JsonObject *manifest;

static SluiceSplit *
split_bytes (const void *data,
             gsize       length,
             gboolean    is_packed)
{
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GOutputStream) plain =
    G_OUTPUT_STREAM (g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, &error));
  g_autoptr(GZlibCompressor) gzip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr(GOutputStream) packed = g_converter_output_stream_new (plain, G_CONVERTER (gzip));
  SluiceSplit *split;

  g_assert_true (g_output_stream_write_all (is_packed ? packed : plain, data, length, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (is_packed ? packed : plain, NULL, &error));
  g_assert_no_error (error);
  split = sluice_split_read (path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return split;
}

/* @mm or @mm3 of @extruder, counted; the same of a packed file. NAN: nothing is known of it. */
static void
assert_counted (const char *text,
                guint       extruder,
                double      mm,
                double      mm3)
{
  for (gboolean is_packed = FALSE; is_packed <= TRUE; is_packed++)
    {
      g_autoptr(SluiceSplit) split = split_bytes (text, strlen (text), is_packed);
      const SluiceProcessExtruder *found = &sluice_split_get_record (split)->extruders[extruder];

      g_assert_cmpstr (found->filament_from, ==, isnan (mm) && isnan (mm3) ? NULL : "counted");
      g_assert_true (isnan (mm) ? isnan (found->filament_length_mm) : fabs (found->filament_length_mm - mm) < 0.006);
      g_assert_true (isnan (mm3) ? isnan (found->filament_volume_mm3) : fabs (found->filament_volume_mm3 - mm3) < 0.6);
      g_assert_true (isnan (found->filament_mass_g));
    }
}

static void
test_absolute_and_relative (void)
{
  assert_counted ("M82\nG1 X1 E5\nG1 X2 E7.5\nG92 E0\nG1 X3 E2\n", 0, 9.5, NAN);
  assert_counted ("M83\nG1 X1 E.5\nG1 X2 E1\nG1 X3 E-1\nG1 X3 E1\nM82\nG92 E3\nG1 E4\n", 0, 2.5, NAN);
  /* Drawn back and pushed out again, by the moves or by firmware. */
  assert_counted ("M83\nG1 E10\nG1 E-2\nG1 E2\nG10\nG11\n", 0, 10, NAN);
  assert_counted ("M82\nG1 E10\nG1 E8\nG1 E10\n", 0, 10, NAN);
  /* G92 without E, and without anything. */
  assert_counted ("M82\nG1 E10\nG92 X0\nG1 E11\nG92\nG1 E1\n", 0, 12, NAN);
  assert_counted ("M82\nG0 E1\nG2 X1 Y1 I1 J1 E2\nG3 X1 Y1 I1 J1 E3\n", 0, 3, NAN);
}

static void
test_forms_of_lines (void)
{
  assert_counted ("M83\nG1 X1 E1 ; E7\nG1 X1 ;E7\nN10 G1 E1*33\ng1 e1\nG01 E1\n  G1 E1\nG1X1E1\nG1 E1\r\nG1 E1", 0, 8,
                  NAN);
  /* The last E of a line, wherever it stands; without comments, with them, and where E is a position. */
  assert_counted ("M83\nG1 E1 X1\nG1 X1\nG1 E7 E1\nG1 E7 E1 F600\nG1 E1 EX\nG1 X1 E\nG1 E1\r\n", 0, 5, NAN);
  assert_counted ("M83\nG1 E1 X1 ;E7\nG1 X1 ;E7\nG1 X1\nG1 E7 E1;E\nG1 E1 EX ; E\nG1 X1 E;7\nG1 E1\r\n", 0, 4, NAN);
  assert_counted ("M82\nG1 E7 E5\nG1 X1 ;E7\nG1 X1 E\nG1 X1\n", 0, 5, NAN);
  assert_counted ("M83\nM117 E7\nEXCLUDE_OBJECT_START NAME=E7\n;E7\nG1 X7\nG29 E7\nG1 E1\n", 0, 1, NAN);
  assert_counted ("G20\nM83\nG1 E1\nG21\nG1 E1\n", 0, 26.4, NAN);
  assert_counted ("G20\nM82\nG1 E1\nG21\nG1 E26.4\n", 0, 26.4, NAN);
}

/* What G91 means for E depends on the firmware. */
static void
test_habits (void)
{
  assert_counted (";FLAVOR:Griffin\nM82\nG1 E100\nG91\nG0 Z1 E-4.5\nG0 E4.5\nG90\nM82\nG1 E101\n", 0, 101, NAN);
  assert_counted (";FLAVOR:Marlin\nM83\nG1 E1\nG91\nG1 E1\nG90\nG1 E3\n", 0, 3, NAN);
  assert_counted (";FLAVOR:RepRapFirmware\nM82\nG1 E1\nG91\nG1 E2\nG90\nG1 E3\n", 0, 3, NAN);
  assert_counted (";FLAVOR:Klipper\nM83\nG1 E1\nG91\nG1 E1\nG90\nG1 E1\n", 0, 3, NAN);
  assert_counted ("M82\nG1 E1\nG91\nG1 E1\nG90\nG1 E3\n", 0, 3, NAN);
}

static void
test_volume (void)
{
  assert_counted (";FLAVOR:UltiGCode\nM82\nG1 E500\n", 0, NAN, 500);
  assert_counted (";FLAVOR:Marlin (Volumetric)\nM82\nG1 E500\n", 0, NAN, 500);
  assert_counted ("M200 D1.75\nM83\nG1 E500\n", 0, NAN, 500);
  /* Half in one unit and half in the other is no answer. */
  assert_counted ("M83\nG1 E5\nM200 D1.75\nG1 E500\n", 0, NAN, NAN);
}

static void
test_tools (void)
{
  static const char text[] = "M83\nG1 E1\nT1\nG1 E2\nT0\nG1 E4\nT16\nT255\nT1.5\nTx\nG1 E8\nT15\nG1 E16\n";

  assert_counted (text, 0, 13, NAN);
  assert_counted (text, 1, 2, NAN);
  assert_counted (text, 15, 16, NAN);
  assert_counted (text, 2, NAN, NAN);
}

static void
test_stated_counts_first (void)
{
  static const char * const texts[] = { ";Filament used: 2m\nM83\nG1 E5\n",
                                        "M83\nG1 E5\n; filament used [mm] = 2000\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gboolean is_packed = FALSE; is_packed <= TRUE; is_packed++)
      {
        g_autoptr(SluiceSplit) split = split_bytes (texts[i], strlen (texts[i]), is_packed);
        SluiceProcessRecord *record = sluice_split_get_record (split);

        g_assert_cmpstr (record->extruders[0].filament_from, ==, "stated");
        g_assert_cmpfloat (record->extruders[0].filament_length_mm, ==, 2000);
      }

  /* A placeholder, and 0, state nothing. */
  assert_counted (";FLAVOR:Marlin\n;Filament used: 0m\n;Generated with Cura_SteamEngine 4.13.0\nM83\nG1 E5\n", 0, 5, NAN);
  assert_counted ("; generated by PrusaSlicer 2.5.0\nM83\nG1 E5\n; filament used [mm] = 0.00\n", 0, 5, NAN);
  assert_counted ("; generated by PrusaSlicer 2.5.0\nM83\nG1 E5\n", 0, 5, NAN);
  /* Nothing, or less than nothing. */
  assert_counted ("M83\nG1 X1\n", 0, NAN, NAN);
  assert_counted ("M83\nG1 E-5\n", 0, NAN, NAN);
}

/* What is stated, made unreadable without another byte being moved. */
static void
unstate (GByteArray *data)
{
  static const char * const keys[] = { "filament used", "Filament used", ";MATERIAL", "VOLUME_USED" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint8 *at = data->data;
         (at = memmem (at, data->data + data->len - at, keys[i], strlen (keys[i]))) != NULL; at++)
      at[1] = '_';
}

static GByteArray *
load_unpacked (const char *name)
{
  g_autofree char *path = test_corpus_file (name);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileInputStream) packed = g_file_read (file, NULL, &error);
  g_autoptr(GZlibDecompressor) gunzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (G_INPUT_STREAM (packed), G_CONVERTER (gunzip));
  GByteArray *data = g_byte_array_new ();
  gsize length;

  g_byte_array_set_size (data, 2 * 1024 * 1024);
  g_assert_true (g_input_stream_read_all (stream, data->data, data->len, &length, NULL, &error));
  g_assert_no_error (error);
  g_byte_array_set_size (data, length);
  return data;
}

static void
test_file (gconstpointer name)
{
  JsonObject *truth = json_object_get_object_member (json_object_get_object_member (manifest, name), "truth");
  JsonObject *net = json_object_get_object_member (truth, "E_net_by_tool");
  g_autoptr(GByteArray) data = load_unpacked (name);

  unstate (data);
  for (gboolean is_packed = FALSE; is_packed <= TRUE; is_packed++)
    {
      g_autoptr(SluiceSplit) split = split_bytes (data->data, data->len, is_packed);
      JsonObjectIter iter;
      const char *tool;
      JsonNode *node;

      json_object_iter_init (&iter, net);
      while (json_object_iter_next (&iter, &tool, &node))
        {
          guint index = (guint) g_ascii_strtoull (tool, NULL, 10);
          const SluiceProcessExtruder *extruder = &sluice_split_get_record (split)->extruders[index];
          double expected = json_node_get_double (node);
          double found = g_strcmp0 (sluice_split_get_record (split)->flavor, "UltiGCode") == 0
                         ? extruder->filament_volume_mm3 : extruder->filament_length_mm;

          g_assert_cmpstr (extruder->filament_from, ==, "counted");
          g_assert_cmpfloat_with_epsilon (found, expected, expected * 0.005);
        }
    }
}

/* The same parts, of as many bytes, at the same lines. */
static void
assert_same_parts (GListModel *ours,
                   GListModel *theirs)
{
  g_assert_cmpuint (g_list_model_get_n_items (ours), ==, g_list_model_get_n_items (theirs));
  for (guint i = 0; i < g_list_model_get_n_items (ours); i++)
    {
      g_autoptr(SluicePrintPart) one = g_list_model_get_item (ours, i);
      g_autoptr(SluicePrintPart) other = g_list_model_get_item (theirs, i);

      g_assert_cmpstr (sluice_print_part_get_name (one), ==, sluice_print_part_get_name (other));
      g_assert_cmpuint (sluice_print_part_get_bytes (one), ==, sluice_print_part_get_bytes (other));
      g_assert_cmpuint (sluice_print_part_get_line (one), ==, sluice_print_part_get_line (other));
    }
}

/* What is unpacked on one thread and read on another adds up to the same as a plain file. */
static void
test_long_file (void)
{
  g_autoptr(GString) text = g_string_new ("M82\n");
  g_autoptr(SluiceSplit) plain = NULL;
  g_autoptr(SluiceSplit) packed = NULL;
  g_autoptr(GListStore) parts = NULL;
  guint container;
  double position = 0;

  while (text->len < 6 * 1024 * 1024)
    {
      position += 0.5;
      g_string_append_printf (text, "G1 X%zu.%d E%.1f\n", text->len % 211, (int) text->len % 7, position);
      if (text->len % 50 == 0)
        g_string_append (text, ";TYPE:FILL\nG91\nG1 E-1\nG1 E1.0\nG90\nM106 S127\n");
    }
  g_string_append (text, "\n;LAYER:0\n");
  assert_counted (text->str, 0, position, NAN);

  plain = split_bytes (text->str, text->len, FALSE);
  packed = split_bytes (text->str, text->len, TRUE);
  /* The last part is the container, which only a packed file has. */
  container = g_list_model_get_n_items (sluice_split_get_parts (packed)) - 1;
  parts = g_list_store_new (SLUICE_TYPE_PRINT_PART);
  for (guint i = 0; i < container; i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (sluice_split_get_parts (packed), i);

      g_list_store_append (parts, part);
    }
  assert_same_parts (sluice_split_get_parts (plain), G_LIST_MODEL (parts));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = NULL;
  g_autoptr(GBytes) bytes = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  path = test_corpus_file ("MANIFEST.json");
  bytes = test_load_file (path);
  manifest = sluice_json_parse_object (bytes, 1024 * 1024, NULL);

  g_test_add_func ("/print-extrusion/absolute-and-relative", test_absolute_and_relative);
  g_test_add_func ("/print-extrusion/forms-of-lines", test_forms_of_lines);
  g_test_add_func ("/print-extrusion/habits", test_habits);
  g_test_add_func ("/print-extrusion/volume", test_volume);
  g_test_add_func ("/print-extrusion/tools", test_tools);
  g_test_add_func ("/print-extrusion/stated-counts-first", test_stated_counts_first);
  g_test_add_func ("/print-extrusion/long-file", test_long_file);
  json_object_iter_init (&iter, manifest);
  while (json_object_iter_next (&iter, &name, &node))
    {
      JsonObject *truth = sluice_json_get_object (json_node_get_object (node), "truth");
      g_autofree char *test = g_strconcat ("/print-extrusion/file/", name, NULL);

      if (truth != NULL && json_object_has_member (truth, "E_net_by_tool"))
        g_test_add_data_func (test, name, test_file);
    }

  result = test_run ();
  json_object_unref (manifest);
  test_remove_folder (folder);
  g_free (folder);
  return result;
}
