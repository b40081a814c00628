/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-list.h"
#include "sluice-split.h"
#include "test-util.h"

#include <math.h>
#include <string.h>

#define CANARY "Kanarienvogel"

static char *folder;

static SluiceSplit *
split_bytes (const void *data,
             gsize       length)
{
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autoptr(GError) error = NULL;
  SluiceSplit *split;

  g_file_set_contents_full (path, data, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  split = sluice_split_read (path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_split_get_size (split), ==, length);
  g_assert_cmpuint (sluice_split_get_product_bytes (split) + sluice_split_get_process_bytes (split) +
                    sluice_split_get_structure_bytes (split), ==, length);
  return split;
}

static SluiceSplit *
split_text (const char *text)
{
  return split_bytes (text, strlen (text));
}

static guint64
bytes_of (SluiceSplit *split,
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

static guint
count_of (SluiceSplit *split,
          const char  *name)
{
  GListModel *parts = sluice_split_get_parts (split);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);

      if (g_str_equal (sluice_print_part_get_name (part), name))
        return sluice_print_part_get_count (part);
    }

  return 0;
}

/* Every row of the table, its value replaced by a canary, in every form it could stand in. */
static void
test_canary_as_value (void)
{
  const SluiceAllowRule *rules = sluice_allow_rules;
  static const char * const values[] = { CANARY, "1 " CANARY, CANARY " 1", "1," CANARY, "PLA;" CANARY,
                                         "PrusaSlicer " CANARY, "4.13.0-" CANARY, "Ultimaker S5 " CANARY, "S1" CANARY,
                                         "S1 X" CANARY, "S1 ;" CANARY };

  for (guint i = 0; i < sluice_allow_n_rules; i++)
    for (guint j = 0; j < G_N_ELEMENTS (values); j++)
      {
        static const char * const forms[] = {
          [SLUICE_ALLOW_FORM_COLON] = ";%s:%s\nG1 X1\n",     [SLUICE_ALLOW_FORM_EQUALS] = "; %s = %s\nG1 X1\n",
          [SLUICE_ALLOW_FORM_TITLE] = "; %s: %s\nG1 X1\n",   [SLUICE_ALLOW_FORM_COMMA] = ";   %s,%s\nG1 X1\n",
          [SLUICE_ALLOW_FORM_PREFIX] = ";%s%s\nG1 X1\n",     [SLUICE_ALLOW_FORM_MARK] = ";%s%s\nG1 X1\n",
          [SLUICE_ALLOW_FORM_COMMAND] = "%s %s\nG1 X1\n",
          /* Settings of packages, which are no G-code, must not pass there either. */
          [SLUICE_ALLOW_FORM_CURA] = ";%s:%s\nG1 X1\n",      [SLUICE_ALLOW_FORM_MAKERBOT] = ";%s:%s\nG1 X1\n",
          [SLUICE_ALLOW_FORM_PLATE] = ";%s:%s\nG1 X1\n",
        };
        g_auto(GStrv) pieces = g_strsplit (rules[i].key, "#", -1);
        g_autofree char *key = g_strjoinv ("0", pieces);
        g_auto(GStrv) form = g_strsplit (forms[rules[i].form], "%s", 3);
        g_autofree char *text = g_strconcat (form[0], key, form[1], values[j], form[2], NULL);
        g_autoptr(SluiceSplit) split = split_text (text);
        g_autoptr(GBytes) json = sluice_process_record_to_json (sluice_split_get_record (split), FALSE);

        g_assert_null (memmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), CANARY, strlen (CANARY)));
        /* And it is counted to what stays. */
        g_assert_cmpuint (sluice_split_get_product_bytes (split), >=, strlen (CANARY) + strlen ("G1 X1\n"));
      }
}

static void
test_unknown_keys_stay (void)
{
  static const char text[] = ";" CANARY ":1\n; " CANARY " = 1\n;" CANARY "\nM9999 S1\n" CANARY " S1\n"
                             ";EXTRUDER_TRAIN.16.NOZZLE.DIAMETER:0.4\n;EXTRUDER_TRAIN.#.NOZZLE.DIAMETER:0.4\n"
                             ";EXTRUDER_TRAIN.01.NOZZLE.DIAMETER:0.4\n;TIME:5x\n;TIME:0x10\n;TIME:nan\n"
                             ";TIME:5-3\n;TIME:1.2.3\n;TIME:\n"
                             ";TARGET_MACHINE.NAME:Halle 3 (Ana)\n"
                             ";EXTRUDER_TRAIN.0.MATERIAL.GUID:506c9f0d-e3aa-4bd4-b2d2-23e2425b1aaa\n";
  g_autoptr(SluiceSplit) split = split_text (text);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  g_assert_cmpuint (sluice_split_get_product_bytes (split), ==, strlen (text));
  g_assert_null (record->machine_name);
  g_assert_true (isnan (record->stated_time_s));
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    g_assert_null (sluice_process_record_get_extruder (record, i));
}

static void
test_placeholders_are_unknown (void)
{
  g_autoptr(SluiceSplit) cura = split_text (";FLAVOR:Marlin\n;TIME:6666\n;Filament used: 0m\n;MINX:2.14748e+06\n"
                                            ";MATERIAL:6666\n;Layer height: 0.1\nG1 X1\n");
  SluiceProcessRecord *record = sluice_split_get_record (cura);

  g_assert_true (isnan (record->stated_time_s));
  g_assert_null (sluice_process_record_get_extruder (record, 0));
  g_assert_cmpfloat (record->layer_height_mm, ==, 0.1);
  g_assert_cmpuint (bytes_of (cura, "dimensions"), ==, strlen (";MINX:2.14748e+06\n"));
}

/* Cura states lengths or volumes, never both in one line: 7.5 m would be told as mm³. */
static void
test_mixed_units_are_unknown (void)
{
  g_autoptr(SluiceSplit) lengths = split_text (";FLAVOR:Marlin\n;Filament used: 2m,7.5m\nG1 X1\n");
  g_autoptr(SluiceSplit) mixed = split_text (";FLAVOR:Marlin\n;Filament used: 9014mm3,7.774595174137m,9014mm3\nG1 X1\n");

  g_assert_cmpfloat (sluice_process_record_get_extruder (sluice_split_get_record (lengths), 1)->filament_length_mm, ==, 7500);
  for (guint i = 0; i < 3; i++)
    g_assert_null (sluice_process_record_get_extruder (sluice_split_get_record (mixed), i));
}

static void
test_several_extruders (void)
{
  g_autoptr(SluiceSplit) split =
    split_text ("M104 S200 T0\nM104 T1 S230\nT1\nM109 S240 ; wait\nM106 P1 S255\nM106 S127\nG1 X1\n"
                "; filament used [mm] = 10.5, 20.25\n; filament_type = PLA;PVA\n; nozzle_diameter = 0.4,0.6\n"
                "; estimated printing time (normal mode) = 1d 2h 3m 4s\n");
  SluiceProcessRecord *record = sluice_split_get_record (split);
  const SluiceProcessExtruder *first = sluice_process_record_get_extruder (record, 0);
  const SluiceProcessExtruder *second = sluice_process_record_get_extruder (record, 1);

  g_assert_cmpfloat (record->stated_time_s, ==, 93784);
  g_assert_cmpfloat (first->filament_length_mm, ==, 10.5);
  g_assert_cmpfloat (second->filament_length_mm, ==, 20.25);
  g_assert_cmpstr (first->material_type, ==, "PLA");
  g_assert_cmpstr (second->material_type, ==, "PVA");
  g_assert_cmpfloat (second->nozzle_diameter_mm, ==, 0.6);
  g_assert_cmpfloat (first->initial_temperature_c, ==, 200);
  g_assert_cmpuint (second->setpoints.count, ==, 2);
  g_assert_cmpint (second->setpoints.values_c[0], ==, 230);
  g_assert_cmpint (second->setpoints.values_c[1], ==, 240);
  g_assert_cmpfloat (record->fan_max_pct, ==, 50);
  /* What stands behind a command is free text. */
  g_assert_cmpuint (bytes_of (split, "comments"), ==, strlen ("; wait\n"));
}

static void
test_findings_are_named (void)
{
  g_autoptr(SluiceSplit) split =
    split_text ("; thumbnail begin 16x16 4\n; TIME\n;TIME:77\n; thumbnail end\n"
                ";MESH:/home/ana/a.stl\n;MESH:/home/ana/a.stl\n;MESH:NONMESH\n;MESH:b.stl\n"
                "; printing object c\nM486 Ad\nEXCLUDE_OBJECT_DEFINE NAME='e' CENTER=1,2\nM117 Hello\nG1 X1\n"
                "; printhost_password = hunter2\n; printhost_apikey = \n; notes = hi\n; post_process = /usr/bin/x\n");

  g_assert_cmpuint (count_of (split, "pictures"), ==, 1);
  /* Nothing in a picture is read, even if it spells a key. */
  g_assert_true (isnan (sluice_split_get_record (split)->stated_time_s));
  g_assert_cmpuint (count_of (split, "file-paths"), ==, 1);
  g_assert_cmpuint (count_of (split, "object-names"), ==, 4);
  g_assert_cmpuint (count_of (split, "display-texts"), ==, 1);
  g_assert_cmpuint (count_of (split, "host-password"), ==, 1);
  g_assert_cmpuint (count_of (split, "notes"), ==, 1);
  g_assert_cmpuint (bytes_of (split, "scripts"), >, 0);
}

static void
test_ends_of_lines (void)
{
  g_autoptr(SluiceSplit) unix_text = split_text (";FLAVOR:Marlin\n;TIME:77\nM104 S200\n\nG1 X1\n;LAYER:0\n");
  g_autoptr(SluiceSplit) dos = split_text (";FLAVOR:Marlin\r\n;TIME:77\r\nM104 S200\r\n\r\nG1 X1\r\n;LAYER:0\r\n");
  g_autoptr(SluiceSplit) unfinished = split_text (";FLAVOR:Marlin\n;TIME:77\nM104 S200\n\nG1 X1\n;LAYER:0");
  SluiceSplit *splits[] = { unix_text, dos, unfinished };

  for (guint i = 0; i < G_N_ELEMENTS (splits); i++)
    {
      SluiceProcessRecord *record = sluice_split_get_record (splits[i]);

      g_assert_cmpstr (record->flavor, ==, "Marlin");
      g_assert_cmpfloat (record->stated_time_s, ==, 77);
      g_assert_cmpint (record->layer_count, ==, 1);
      g_assert_cmpfloat (sluice_process_record_get_extruder (record, 0)->initial_temperature_c, ==, 200);
    }
}

/* Lines over 64 KiB, and lines at every place around the end of a block, carry nothing and lose nothing. */
static void
test_long_lines (void)
{
  const gsize lengths[] = { 65534, 65535, 65536, 65537, 70000, 300000, 600000 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *filler = g_strnfill (lengths[i], 'x');
      /* Without the blanks it would be a layer. */
      g_autofree char *blanks = g_strnfill (lengths[i], ' ');
      g_autofree char *text = g_strconcat (";TIME:77", filler, "\nG1 ", filler, "\n;LAYER:0", blanks, "\n;LAYER:1\n",
                                           NULL);
      g_autoptr(SluiceSplit) split = split_text (text);
      SluiceProcessRecord *record = sluice_split_get_record (split);

      g_assert_true (isnan (record->stated_time_s));
      g_assert_cmpint (record->layer_count, ==, 1);
      g_assert_cmpuint (bytes_of (split, "toolpath"), ==, lengths[i] + 4);
    }
}

static void
test_ends_of_blocks (void)
{
  for (int shift = -40; shift <= 40; shift++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(SluiceSplit) split = NULL;

      while ((gssize) text->len < 256 * 1024 - 100 + shift)
        g_string_append (text, "G1 X1\n");
      while ((gssize) text->len < 256 * 1024 - 20 + shift)
        g_string_append_c (text, '\n');
      g_string_append (text, ";LAYER:0\n;TIME:77\nM104 S200\nG1 X5\n;LAYER:1\n");
      split = split_bytes (text->str, text->len);

      g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, 2);
      g_assert_cmpfloat (sluice_split_get_record (split)->stated_time_s, ==, 77);
      g_assert_cmpuint (bytes_of (split, "toolpath") % 6, ==, 0);
    }
}

/* What a line says is kept; it still counts each time it comes, and where it stands between others. */
static void
test_lines_that_come_again (void)
{
  static const char group[] = ";LAYER:-1\n;TIME_ELAPSED:2.5\nM107\n;HEIGHT:0.3\nG1 X1\nM104 S205\n"
                              ";LAYER:0\n;TIME_ELAPSED:7.75\nM106 S128\n;HEIGHT:0.2\nG1 X1 Y1\nM104 S210\n";
  const gsize marks = strlen (";LAYER:-1\n;TIME_ELAPSED:2.5\n;HEIGHT:0.3\n;LAYER:0\n;TIME_ELAPSED:7.75\n;HEIGHT:0.2\n");
  const gsize commands = strlen ("M107\nM104 S205\nM106 S128\nM104 S210\n");
  const guint n_groups = 2000;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;
  SluiceProcessRecord *record;

  for (guint i = 0; i < n_groups; i++)
    g_string_append (text, group);
  split = split_bytes (text->str, text->len);
  record = sluice_split_get_record (split);

  g_assert_cmpint (record->layer_count, ==, 2 * n_groups);
  g_assert_cmpuint (record->layer_times_s->len, ==, 2 * n_groups);
  for (guint i = 0; i < 2 * n_groups; i++)
    g_assert_cmpfloat (g_array_index (record->layer_times_s, double, i), ==, i % 2 == 0 ? 2.5 : 5.3);
  g_assert_cmpfloat (record->layer_height_mm, ==, 0.2);
  g_assert_cmpuint (sluice_process_record_get_extruder (record, 0)->setpoints.count, ==, 2);
  g_assert_cmpuint (bytes_of (split, "layer-marks"), ==, marks * n_groups);
  g_assert_cmpuint (bytes_of (split, "machine-commands"), ==, commands * n_groups);
  g_assert_cmpuint (bytes_of (split, "toolpath"), ==, strlen ("G1 X1\nG1 X1 Y1\n") * n_groups);
}

/* Lines of every length that differ in one byte, at any place: none is taken for the other. */
static void
test_lines_that_are_alike (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;
  guint n_layers = 0;

  for (gsize blanks = 0; blanks < 140; blanks++)
    for (guint turn = 0; turn < 6; turn++)
      {
        /* A blank may stand behind the number, and an "x" may not. */
        gsize changed = turn % 2 == 1 && blanks > 0 ? text->len + strlen (";LAYER:1") + turn * blanks / 6 : 0;

        g_string_append_printf (text, ";LAYER:1%*s\n", (int) blanks, "");
        if (changed > 0)
          text->str[changed] = 'x';
        else
          n_layers++;
      }
  split = split_bytes (text->str, text->len);

  g_assert_cmpuint (text->len, >, 32 * 1024);
  g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, n_layers);
}

/* In a picture nothing is known, not even a line that came before. */
static void
test_known_line_in_picture (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;

  /* So that moves need not be looked at. */
  g_string_append (text, ";Filament used: 1.58142m\n");
  for (guint i = 0; i < 8000; i++)
    g_string_append (text, ";LAYER:1\nG1 X1\n");
  g_string_append (text, "; thumbnail begin 16x16 9\n;LAYER:1\n;LAYER:1\nG1 X1\n;LAYER:1\n");
  for (guint i = 0; i < 20; i++)
    g_string_append (text, "G1 X1\n");
  split = split_bytes (text->str, text->len);

  g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, 8001);
}

static void
test_strange_bytes (void)
{
  static const char text[] = ";FLAVOR:Marlin\n;TIME:7\0007\n;TARGET_MACHINE.NAME:Ultimaker S5\0x\n"
                             ";MESH:\xff\xfe\x80.stl\nM104\0S200\n\xef\xbb\xbf;TIME:5\nG1 X1\0\n;LAYER:0\n";
  g_autoptr(SluiceSplit) split = split_bytes (text, sizeof text - 1);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  g_assert_true (isnan (record->stated_time_s));
  g_assert_null (record->machine_name);
  g_assert_null (sluice_process_record_get_extruder (record, 0));
  g_assert_cmpint (record->layer_count, ==, 1);
  g_assert_cmpuint (count_of (split, "object-names"), ==, 1);
}

/* More than is believed: layers, tools, temperatures. */
static void
test_too_many (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(SluiceSplit) split = NULL;

  for (int i = 0; i <= SLUICE_PROCESS_MAX_LAYERS; i++)
    g_string_append (text, ";LAYER:1\n;TIME_ELAPSED:1\n");
  for (int i = 0; i < 600; i++)
    g_string_append_printf (text, "M104 S%d\nT%d\n", i, i);
  split = split_bytes (text->str, text->len);

  g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, -1);
  g_assert_null (sluice_split_get_record (split)->layer_times_s);
  g_assert_cmpuint (sluice_split_get_record (split)->extruders[15].setpoints.count, ==, SLUICE_PROCESS_MAX_SETPOINTS);
}

/* The class in the table, the class of the part, and what may pass agree. */
static void
test_table_is_sound (void)
{
  const SluiceAllowRule *rules = sluice_allow_rules;

  for (guint i = 0; i < sluice_allow_n_rules; i++)
    {
      g_assert_cmpint (rules[i].kind, ==, sluice_part_id_get_kind (rules[i].part));
      g_assert_cmpint (rules[i].kind == SLUICE_PART_KIND_PRODUCT, ==, rules[i].type == SLUICE_ALLOW_TYPE_ANYTHING);
      g_assert_cmpfloat (rules[i].min, <=, rules[i].max);
      for (guint j = i + 1; j < sluice_allow_n_rules; j++)
        g_assert_false (rules[i].form == rules[j].form && g_str_equal (rules[i].key, rules[j].key));
    }
}

/* Whatever tells who somebody is says so in a sentence. */
static void
test_sensitive_parts_warn (void)
{
  for (guint id = 0; id < SLUICE_N_PARTS; id++)
    {
      g_autoptr(SluicePrintPart) part = sluice_print_part_new (id, 1, 1, 1, 1, NULL);

      g_assert_cmpint (sluice_print_part_is_sensitive (part), ==, sluice_print_part_get_warning (part) != NULL);
    }
}

/* A picture ends with the first line that is no comment, however long that is and wherever a block ends. */
static void
test_long_line_ends_picture (void)
{
  for (guint i = 0; i < 2; i++)
    for (gsize before = 0; before <= 256 * 1024; before += 128 * 1024)
      {
        g_autoptr(GString) text = g_string_new (NULL);
        g_autoptr(SluiceSplit) split = NULL;

        while (text->len < before)
          g_string_append (text, "G1 X1\n");
        g_string_append_printf (text, "; thumbnail begin 16x16 4\n%s", i == 0 ? "M117 " : "G1 X1 E1 ");
        for (guint j = 0; j < 100000; j++)
          g_string_append_c (text, 'x');
        g_string_append (text, "\n;TIME:77\n");
        split = split_text (text->str);
        g_assert_cmpfloat (sluice_split_get_record (split)->stated_time_s, ==, 77);
      }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  g_test_add_func ("/print-gcode/sensitive-parts-warn", test_sensitive_parts_warn);
  g_test_add_func ("/print-gcode/canary-as-value", test_canary_as_value);
  g_test_add_func ("/print-gcode/unknown-keys-stay", test_unknown_keys_stay);
  g_test_add_func ("/print-gcode/placeholders-are-unknown", test_placeholders_are_unknown);
  g_test_add_func ("/print-gcode/mixed-units-are-unknown", test_mixed_units_are_unknown);
  g_test_add_func ("/print-gcode/several-extruders", test_several_extruders);
  g_test_add_func ("/print-gcode/findings-are-named", test_findings_are_named);
  g_test_add_func ("/print-gcode/ends-of-lines", test_ends_of_lines);
  g_test_add_func ("/print-gcode/long-lines", test_long_lines);
  g_test_add_func ("/print-gcode/long-line-ends-picture", test_long_line_ends_picture);
  g_test_add_func ("/print-gcode/ends-of-blocks", test_ends_of_blocks);
  g_test_add_func ("/print-gcode/lines-that-come-again", test_lines_that_come_again);
  g_test_add_func ("/print-gcode/lines-that-are-alike", test_lines_that_are_alike);
  g_test_add_func ("/print-gcode/known-line-in-picture", test_known_line_in_picture);
  g_test_add_func ("/print-gcode/strange-bytes", test_strange_bytes);
  g_test_add_func ("/print-gcode/too-many", test_too_many);
  g_test_add_func ("/print-gcode/table-is-sound", test_table_is_sound);
  result = test_run ();
  test_remove_folder (folder);
  g_free (folder);
  return result;
}
