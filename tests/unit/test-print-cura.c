/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split.h"
#include "test-util.h"

#include <math.h>
#include <string.h>
#include <zip.h>

/* Cura's settings, behind G-code, in UFP and in projects: by key, and nothing else. */

#define CANARY "Kanarienvogel"
#define PLA_GUID "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9"
#define OWN_GUID "0f0e0d0c-0b0a-4908-8706-050403020100"
#define HEADER ";FLAVOR:Griffin\n;TARGET_MACHINE.NAME:Ultimaker S5\n;EXTRUDER_TRAIN.0.INITIAL_TEMPERATURE:210\n"
#define BODY "G1 X1 E1\n;LAYER:0\nG1 X2 E2\n"

static char *folder;
static char *file;

static SluiceSplit *
split_file (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) json = NULL;
  g_autoptr(SluiceProcessRecord) coarse = NULL;
  g_autoptr(GBytes) coarse_json = NULL;
  g_autoptr(GBytes) contents = test_load_file (file);
  SluiceSplit *split = sluice_split_read (file, NULL, NULL, NULL, NULL, NULL, &error);
  GListModel *parts;
  guint64 unpacked = 0;

  g_assert_no_error (error);
  /* Each byte has one owner, in every case. */
  g_assert_cmpuint (sluice_split_get_product_bytes (split) + sluice_split_get_process_bytes (split) +
                    sluice_split_get_structure_bytes (split), ==, g_bytes_get_size (contents));
  parts = sluice_split_get_parts (split);
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);
      const char *member = sluice_print_part_get_member (part);

      unpacked += sluice_print_part_get_bytes (part);
      g_assert_true (member == NULL || strstr (member, CANARY) == NULL);
    }
  g_assert_cmpuint (unpacked, ==, sluice_split_get_unpacked_size (split));

  /* And no name gets out, in any case. */
  json = sluice_process_record_to_json (sluice_split_get_record (split), FALSE);
  coarse = sluice_process_record_coarsen (sluice_split_get_record (split));
  coarse_json = sluice_process_record_to_json (coarse, FALSE);
  g_assert_null (g_strstr_len (g_bytes_get_data (json, NULL), g_bytes_get_size (json), CANARY));
  g_assert_null (g_strstr_len (g_bytes_get_data (json, NULL), g_bytes_get_size (json), "0f0e0d0c"));
  g_assert_null (g_strstr_len (g_bytes_get_data (coarse_json, NULL), g_bytes_get_size (coarse_json), CANARY));
  return split;
}

static void
write_file (const char *data,
            gssize      length)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (file, data, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
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

/* As Cura's GCodeWriter puts @json behind G-code. */
static char *
make_blob (const char *json)
{
  g_autoptr(GString) escaped = g_string_new (json);
  GString *blob = g_string_new (NULL);

  g_string_replace (escaped, "\\", "\\\\", 0);
  g_string_replace (escaped, "\n", "\\n", 0);
  for (gsize at = 0; at < escaped->len; at += 69)
    {
      g_string_append (blob, ";SETTING_3 ");
      g_string_append_len (blob, escaped->str + at, MIN (69, escaped->len - at));
      g_string_append_c (blob, '\n');
    }

  return g_string_free (blob, FALSE);
}

/* Of profiles, as json.dumps() would write them. */
static char *
make_settings (const char *machine,
               const char *extruder,
               const char *second)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "global_quality");
  json_builder_add_string_value (builder, machine);
  json_builder_set_member_name (builder, "extruder_quality");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, extruder);
  if (second != NULL)
    json_builder_add_string_value (builder, second);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static SluiceSplit *
split_blob (const char *header,
            const char *blob)
{
  g_autofree char *text = g_strconcat (header, BODY, blob, NULL);

  write_file (text, -1);
  return split_file ();
}

static SluiceSplit *
split_settings (const char *header,
                const char *machine,
                const char *extruder,
                const char *second)
{
  g_autofree char *json = make_settings (machine, extruder, second);
  g_autofree char *blob = make_blob (json);

  return split_blob (header, blob);
}

static void
test_corpus (gconstpointer name)
{
  g_autofree char *path = test_corpus_file (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = NULL;
  SluiceProcessRecord *record;

  if (path == NULL)
    {
      g_test_skip ("not in this corpus");
      return;
    }

  split = sluice_split_read (path, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  record = sluice_split_get_record (split);
  /* The Ender's header states 0.3, its settings, which are made up, 0.2. */
  g_assert_cmpfloat (record->layer_height_mm, ==, strstr (name, "ender3") != NULL ? 0.3 : 0.2);
  g_assert_cmpfloat (record->infill_density_pct, ==, 20);
  g_assert_cmpstr (record->adhesion, ==, "raft");
  g_assert_cmpfloat (sluice_process_record_get_extruder (record, 0)->initial_temperature_c, ==, 215);
  g_assert_null (sluice_process_record_get_extruder (record, 1));

  g_assert_cmpuint (bytes_of (split, "settings"), >, 0);
  g_assert_cmpuint (bytes_of (split, "scripts"), ==,
                    strlen ("machine_extruder_start_code = ; ACME note: do not share\n\tM104 S215"));
  g_assert_cmpuint (bytes_of (split, "profile-names"), ==,
                    3 * strlen ("name = Ana \u2013 ACME turbine bracket 0.2"));
}

static void
test_values (void)
{
  g_autoptr(SluiceSplit) split =
    split_settings (HEADER,
                    "[general]\nversion = 4\nname = " CANARY "\n\n[metadata]\ntype = quality_changes\n\n[values]\n"
                    "adhesion_type = brim\nlayer_height = 0.15\nsupport_enable = True\nmaterial_bed_temperature = 61\n"
                    "build_volume_temperature = 28\n\n",
                    "[metadata]\nposition = 0\n\n[values]\ninfill_sparse_density = 12.5\nmachine_nozzle_size = 0.8\n"
                    "machine_nozzle_id = AA 0.8\nmaterial_print_temperature = 222\nmaterial_guid = " PLA_GUID "\n\n",
                    "[metadata]\nposition = 1\n\n[values]\ninfill_sparse_density = 99\nmachine_nozzle_size = 0.25\n\n");
  SluiceProcessRecord *record = sluice_split_get_record (split);
  const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (record, 0);

  g_assert_cmpfloat (record->layer_height_mm, ==, 0.15);
  g_assert_cmpfloat (record->infill_density_pct, ==, 12.5);
  g_assert_cmpint (record->support, ==, 1);
  g_assert_cmpstr (record->adhesion, ==, "brim");
  g_assert_cmpfloat (record->build_plate_temperature_c, ==, 61);
  g_assert_cmpfloat (record->build_volume_temperature_c, ==, 28);
  g_assert_cmpfloat (extruder->nozzle_diameter_mm, ==, 0.8);
  g_assert_cmpstr (extruder->nozzle_name, ==, "AA 0.8");
  g_assert_cmpstr (extruder->material_guid, ==, PLA_GUID);
  g_assert_cmpstr (extruder->material_type, ==, "PLA");
  /* What the header states counts; and of an extruder that is not used nothing is said. */
  g_assert_cmpfloat (extruder->initial_temperature_c, ==, 210);
  g_assert_null (sluice_process_record_get_extruder (record, 1));

  /* To the byte: the entries that passed, and the header's lines. */
  g_assert_cmpuint (bytes_of (split, "header"), ==,
                    strlen (HEADER "adhesion_type = brim" "layer_height = 0.15" "support_enable = True"
                            "material_bed_temperature = 61" "build_volume_temperature = 28"
                            "infill_sparse_density = 12.5" "machine_nozzle_size = 0.8" "machine_nozzle_id = AA 0.8"
                            "material_print_temperature = 222" "material_guid = " PLA_GUID
                            "infill_sparse_density = 99" "machine_nozzle_size = 0.25"));
  g_assert_cmpuint (bytes_of (split, "profile-names"), ==, strlen ("name = " CANARY));
}

/* A layer height that does not pass, for whatever reason. */
static void
test_no_values (void)
{
  static const char * const values[] = {
    CANARY, "0.2 " CANARY, "0.2\n\t" CANARY, "0.2\n\n\t" CANARY, "=0.2", "0,2", "0x1", "nan", "inf", "1e999", "1e2",
    "-1", "0", "5.1", "", " ", "0.20000000000000000000000000000000001", "[0.2]", "'0.2'", "0.2;", "\xff", "0.2\\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autofree char *ini = g_strdup_printf ("[values]\nlayer_height = %s\nadhesion_type = skirt\n", values[i]);
      g_autofree char *valid = g_utf8_make_valid (ini, -1);
      g_autoptr(SluiceSplit) split = split_settings (HEADER, valid, "[values]\n", NULL);

      g_assert_true (isnan (sluice_split_get_record (split)->layer_height_mm));
      /* What follows it is not lost. */
      g_assert_cmpstr (sluice_split_get_record (split)->adhesion, ==, "skirt");
    }
}

/* Canaries in all places of a profile. */
static void
test_names (void)
{
  static const char * const profiles[] = {
    "[" CANARY "]\nlayer_height = 0.2\n",
    "[" CANARY "\nlayer_height = 0.2\n",
    CANARY " = 0.2\n",
    "layer_height = 0.2\n",
    "[general]\nlayer_height = 0.2\nname = " CANARY "\n",
    "[values]\n" CANARY " = 0.2\n",
    "[values]\nlayer_height" CANARY " = 0.2\n",
    "[values]\nlayer_height = 0.2" CANARY "\n",
    "[values]\nadhesion_type = " CANARY "\n",
    "[values]\nadhesion_type = raft, " CANARY "\n",
    "[values]\nmachine_name = " CANARY "\nmaterial_guid = " OWN_GUID "\nmachine_nozzle_id = " CANARY "\n",
    "[values]\nmachine_start_gcode = M117 " CANARY "\n\tG28\n\t" CANARY "\nmaterial_type = " CANARY "\n",
    "[values]\nsupport_enable = " CANARY "\nmesh_rotation_matrix = " CANARY "\n",
    "[metadata]\nposition = " CANARY "\nauthor = " CANARY "\noctoprint_api_key = " CANARY "\n[values]\nlayer_height = x\n",
    "[containers]\n0 = " CANARY "\n7 = " CANARY "\n",
    "[versions]\ncura_version = " CANARY "\nprogram = " CANARY "\n",
    "# layer_height = 0.2 " CANARY "\n; layer_height = 0.2\n",
    " [values]\nlayer_height = 0.2\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr(SluiceSplit) machine = split_settings (HEADER, profiles[i], "", NULL);
      g_autoptr(SluiceSplit) extruder = split_settings (HEADER, "", profiles[i], profiles[i]);

      g_assert_true (isnan (sluice_split_get_record (machine)->layer_height_mm));
      g_assert_true (isnan (sluice_split_get_record (extruder)->layer_height_mm));
    }
}

/* The lines of a good blob, and what may not be done to them. */
static void
test_broken_blobs (void)
{
  static const char ini[] = "[values]\nlayer_height = 0.2\nlayer_height_0 = 0.3\nspeed_print = 60\n";
  g_autofree char *json = make_settings (ini, ini, NULL);
  g_autofree char *blob = make_blob (json);
  g_auto(GStrv) lines = g_strsplit (blob, "\n", -1);
  g_autoptr(GPtrArray) broken = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GString) again = g_string_new (blob);

  g_assert_cmpuint (g_strv_length (lines), >=, 4);
  {
    g_autoptr(SluiceSplit) whole = split_blob (HEADER, blob);

    g_assert_cmpfloat (sluice_split_get_record (whole)->layer_height_mm, ==, 0.2);
  }

  g_ptr_array_add (broken, g_strndup (blob, strlen (blob) - 4));
  g_ptr_array_add (broken, g_strdup (strchr (blob, '\n') + 1));
  g_ptr_array_add (broken, g_strconcat (blob, blob, NULL));
  g_ptr_array_add (broken, g_strconcat (blob, ";SETTING_3 " CANARY "\n", NULL));
  g_ptr_array_add (broken, g_strconcat (";SETTING_3 " CANARY "\n", blob, NULL));
  g_ptr_array_add (broken, g_strconcat (lines[1], "\n", lines[0], "\n", lines[2], "\n", NULL));
  g_ptr_array_add (broken, g_strconcat (lines[0], "\n\n", lines[1], "\n", lines[2], "\n", NULL));
  g_ptr_array_add (broken, g_strconcat (lines[0], "\n;" CANARY "\n", lines[1], "\n", lines[2], "\n", NULL));
  g_string_replace (again, "SETTING_3", " SETTING_3", 0);
  g_ptr_array_add (broken, g_strdup (again->str));
  g_string_replace (again, " SETTING_3", "SETTING_2", 0);
  g_ptr_array_add (broken, g_strdup (again->str));
  /* An escape that Cura does not write. */
  g_ptr_array_add (broken, g_strdup (";SETTING_3 {\"global_quality\": \"[values]\\\\nlayer_height = 0.2\\t\"}\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3 {\"global_quality\": \"[values]\\\\nlayer_height = 0.2\"}\\\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3 {\"global_quality\": \"[values]\\\\nlayer_height = 0.2\\\\u0000\"}\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3 [\"[values]\\\\nlayer_height = 0.2\"]\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3 {\"global_quality\": [\"[values]\\\\nlayer_height = 0.2\"]}\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3 {\"extruder_quality\": [1, null, {}, [], \"\"]}\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3\n"));
  g_ptr_array_add (broken, g_strdup (";SETTING_3 \n"));

  for (guint i = 0; i < broken->len; i++)
    {
      g_autoptr(SluiceSplit) split = split_blob (HEADER, g_ptr_array_index (broken, i));

      g_assert_true (isnan (sluice_split_get_record (split)->layer_height_mm));
      g_assert_cmpuint (bytes_of (split, "header"), ==, strlen (HEADER));
    }
}

static void
test_hostile_blobs (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *wide = g_strnfill (600 * 1024, 'x');
  g_autofree char *escapes = g_strnfill (100000, '\\');
  g_autofree char *nested = g_strconcat ("{\"global_quality\": ", deep, NULL);
  g_autofree char *long_value = g_strconcat ("[values]\nlayer_height = 0.2\nmachine_name = ", wide, "\n", NULL);
  const char *texts[] = { deep, nested, escapes };
  static const char twice[] = "{\"global_quality\": \"[values]\\nlayer_height = 0.2\", \"global_quality\": \"\"}";
  static const char with_nul[] = HEADER BODY ";SETTING_3 {\"global_quality\": \"[values]\\\\nlayer_height = 0.2\0\"}\n";
  g_autofree char *twice_blob = make_blob (twice);
  g_autoptr(SluiceSplit) long_split = split_settings (HEADER, long_value, "", NULL);
  g_autoptr(SluiceSplit) twice_split = split_blob (HEADER, twice_blob);
  g_autoptr(SluiceSplit) nul_split = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *blob = make_blob (texts[i]);
      g_autoptr(SluiceSplit) split = split_blob (HEADER, blob);

      g_assert_cmpuint (bytes_of (split, "settings"), ==, strlen (blob));
    }

  g_assert_true (isnan (sluice_split_get_record (long_split)->layer_height_mm));
  g_assert_cmpuint (bytes_of (twice_split, "settings"), <=, strlen (twice_blob));
  write_file (with_nul, sizeof with_nul - 1);
  nul_split = split_file ();
  g_assert_true (isnan (sluice_split_get_record (nul_split)->layer_height_mm));
}

static void
test_header_first (void)
{
  g_autoptr(SluiceSplit) split =
    split_settings (";FLAVOR:Marlin\n;Layer height: 0.3\nM140 S55\nM104 S205\nM106 S127\n",
                    "[values]\nlayer_height = 0.1\nmaterial_bed_temperature_layer_0 = 70\n",
                    "[values]\nmaterial_print_temperature_layer_0 = 230\ncool_fan_speed = 100\n", NULL);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  g_assert_cmpfloat (record->layer_height_mm, ==, 0.3);
  g_assert_cmpfloat (record->build_plate_temperature_c, ==, 55);
  g_assert_cmpfloat (sluice_process_record_get_extruder (record, 0)->initial_temperature_c, ==, 205);
  g_assert_cmpuint (sluice_process_record_get_extruder (record, 0)->setpoints.count, ==, 1);
  g_assert_cmpfloat (record->fan_max_pct, ==, 50);
}

typedef struct
{
  const char *name;
  const char *text;
} Member;

static SluiceSplit *
split_package (const Member *members,
               guint         n_members)
{
  zip_t *zip = zip_open (file, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull (zip);
  for (guint i = 0; i < n_members; i++)
    g_assert_cmpint (zip_file_add (zip, members[i].name,
                                   zip_source_buffer (zip, members[i].text, strlen (members[i].text), 0), 0), >=, 0);
  g_assert_cmpint (zip_close (zip), ==, 0);
  return split_file ();
}

static const char slice_metadata[] =
  "{\n"
  "    \"material\": {\"length\": [1.58142, 0.0], \"weight\": [4.5, 0], \"cost\": [0.11, 0]},\n"
  "    \"global\": {\"changes\": {\"layer_height\": \"0.1\"},\n"
  "        \"all_settings\": {\"layer_height\": \"0.1\", \"machine_start_gcode\": \"M117 " CANARY "\\nG28\",\n"
  "            \"machine_name\": \"" CANARY "\", \"adhesion_type\": \"skirt\", \"infill_sparse_density\": \"77\",\n"
  "            \"material_bed_temperature\": \"60.0\", \"" CANARY "\": \"1\", \"support_enable\": \"False\"}},\n"
  "    \"extruder_0\": {\"changes\": {}, \"all_settings\": {\"infill_sparse_density\": \"15.0\",\n"
  "            \"machine_nozzle_id\": \"AA 0.4\", \"machine_nozzle_size\": \"0.4\", \"layer_height\": \"0.1\",\n"
  "            \"material_brand\": \"" CANARY "\", \"material_guid\": \"" OWN_GUID "\"}},\n"
  "    \"extruder_1\": {\"changes\": {}, \"all_settings\": {\"machine_nozzle_size\": \"0.8\"}},\n"
  "    \"quality\": {\"name\": \"" CANARY "\", \"layer_height\": \"0.2\"}\n"
  "}";

static const char material[] =
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  "<fdmmaterial xmlns=\"http://www.ultimaker.com/material\" version=\"1.3\"><metadata>"
  "<name><brand>" CANARY "</brand><material>PLA</material><color>" CANARY "</color></name>"
  "<GUID>" PLA_GUID "</GUID><description>" CANARY "</description></metadata>"
  "<settings><setting key=\"print temperature\">200</setting></settings></fdmmaterial>";

static void
test_slice_metadata (void)
{
  const Member members[] = { { "/3D/model.gcode", ";FLAVOR:Marlin\n" BODY "M104 S210\n" },
                             { "/Cura/slicemetadata.json", slice_metadata },
                             { "/Materials/generic_pla.xml.fdm_material", material } };
  g_autoptr(SluiceSplit) split = split_package (members, G_N_ELEMENTS (members));
  SluiceProcessRecord *record = sluice_split_get_record (split);
  const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (record, 0);

  g_assert_cmpstr (record->format, ==, "ufp");
  g_assert_cmpfloat (record->layer_height_mm, ==, 0.1);
  /* Of what each extruder has, the machine's profile only holds a default. */
  g_assert_cmpfloat (record->infill_density_pct, ==, 15);
  g_assert_cmpint (record->support, ==, 0);
  g_assert_cmpstr (record->adhesion, ==, "skirt");
  g_assert_cmpfloat (record->build_plate_temperature_c, ==, 60);
  g_assert_null (record->machine_name);
  g_assert_cmpfloat (extruder->filament_length_mm, ==, 1581.42);
  g_assert_cmpfloat (extruder->filament_mass_g, ==, 4.5);
  g_assert_cmpstr (extruder->nozzle_name, ==, "AA 0.4");
  g_assert_cmpstr (extruder->material_guid, ==, PLA_GUID);
  g_assert_cmpstr (extruder->material_type, ==, "PLA");
  g_assert_null (sluice_process_record_get_extruder (record, 1));

  g_assert_cmpuint (bytes_of (split, "scripts"), ==, strlen ("machine_start_gcode" "M117 " CANARY "\nG28"));
  g_assert_cmpuint (bytes_of (split, "header"), ==,
                    strlen (";FLAVOR:Marlin\n" PLA_GUID "PLA"
                            "layer_height0.1" "layer_height0.1" "layer_height0.1" "adhesion_typeskirt"
                            "infill_sparse_density77" "infill_sparse_density15.0" "material_bed_temperature60.0"
                            "support_enableFalse" "machine_nozzle_idAA 0.4" "machine_nozzle_size0.4"
                            "machine_nozzle_size0.8" "1.58142" "0" "4.5" "0"));
}

static void
test_hostile_metadata (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *big = g_strnfill (1024 * 1024 + 1, ' ');
  const char *texts[] = { "", "{", "null", "[]", "\"\"", deep, big, "{\"global\": []}", "{\"global\": {\"changes\": 1}}",
                          "{\"material\": {\"length\": [1e999, -1, \"" CANARY "\", null, [], {}, 1e400]}}",
                          "{\"material\": {\"length\": {\"a\": 1}, \"weight\": 1}}",
                          "{\"global\": {\"changes\": {\"layer_height\": 0.2, \"adhesion_type\": null}}}",
                          "{\"global\": {\"changes\": {\"layer_height\": \"0.2\\u0000" CANARY "\"}}}",
                          "{\"global\": {\"changes\": {\"layer_height\\u0000" CANARY "\": \"0.2\"}}}",
                          "{\"extruder_16\": {\"changes\": {\"layer_height\": \"0.2\"}}}",
                          "{\"extruder_00\": {\"changes\": {\"layer_height\": \"0.2\"}}}" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const Member members[] = { { "3D/model.gcode", HEADER BODY }, { "Cura/slicemetadata.json", texts[i] } };
      g_autoptr(SluiceSplit) split = split_package (members, G_N_ELEMENTS (members));
      SluiceProcessRecord *record = sluice_split_get_record (split);

      g_assert_true (isnan (record->layer_height_mm));
      g_assert_null (record->adhesion);
  g_assert_cmpstr (sluice_process_record_get_extruder (record, 0)->filament_from, ==, "counted");
    }
}

static void
test_materials (void)
{
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autofree char *own = NULL;
  g_auto(GStrv) halves = g_strsplit (material, PLA_GUID, 2);
  const struct { const char *text; const char *guid; const char *type; } cases[] = {
    { material, PLA_GUID, "PLA" },
    { "<m:fdmmaterial xmlns:m='u'><m:metadata><m:GUID> " PLA_GUID "\t</m:GUID></m:metadata></m:fdmmaterial>",
      PLA_GUID, "PLA" },
    { "<fdmmaterial><metadata><name><material>TPU 95A</material></name><GUID>" OWN_GUID "</GUID></metadata>"
      "</fdmmaterial>", NULL, "TPU 95A" },
    { "<fdmmaterial><metadata><name><material>" CANARY "</material></name></metadata></fdmmaterial>", NULL, NULL },
    { "<fdmmaterial><metadata><GUID>" PLA_GUID CANARY "</GUID></metadata></fdmmaterial>", NULL, NULL },
    { "<fdmmaterial><metadata><GUID>" CANARY "<b/>" PLA_GUID "<b/>x</GUID></metadata></fdmmaterial>", NULL, NULL },
    { "<fdmmaterial><GUID>" PLA_GUID "</GUID><x><metadata><GUID>" PLA_GUID "</GUID></metadata></x></fdmmaterial>",
      NULL, NULL },
    { "<metadata><fdmmaterial><GUID>" PLA_GUID "</GUID></fdmmaterial></metadata>", NULL, NULL },
    { "<!DOCTYPE b [<!ENTITY a \"" PLA_GUID "\">]><fdmmaterial><metadata><GUID>&a;</GUID></metadata></fdmmaterial>",
      NULL, NULL },
    { "not XML at all " PLA_GUID, NULL, NULL },
    { "<fdmmaterial><metadata><GUID>" PLA_GUID, NULL, NULL },
    { "\xff\xfe", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Member members[] = { { "3D/model.gcode", HEADER BODY },
                                 { "Materials/" CANARY ".xml.fdm_material", cases[i].text } };
      g_autoptr(SluiceSplit) split = split_package (members, G_N_ELEMENTS (members));
      const SluiceProcessExtruder *extruder =
        sluice_process_record_get_extruder (sluice_split_get_record (split), 0);

      g_assert_cmpstr (extruder->material_guid, ==, cases[i].guid);
      g_assert_cmpstr (extruder->material_type, ==, cases[i].type);
    }

  for (int i = 0; i < 50000; i++)
    g_string_append (deep, "<a><metadata>");
  own = g_strconcat (halves[0], OWN_GUID, halves[1], NULL);
  {
    /* Two materials: which of them is where? A made-up one counts too. */
    const Member members[] = { { "3D/model.gcode", HEADER BODY }, { "Materials/a.xml.fdm_material", material },
                               { "Materials/b.xml.fdm_material", own }, { "Materials/" CANARY, material } };
    const Member nested[] = { { "3D/model.gcode", HEADER BODY }, { "Materials/a.xml.fdm_material", deep->str } };
    g_autoptr(SluiceSplit) two = split_package (members, G_N_ELEMENTS (members));
    g_autoptr(SluiceSplit) nest = split_package (nested, G_N_ELEMENTS (nested));

    g_assert_null (sluice_process_record_get_extruder (sluice_split_get_record (two), 0)->material_type);
    g_assert_null (sluice_process_record_get_extruder (sluice_split_get_record (nest), 0)->material_type);
  }
}

#define STACK(Id, Metadata, ...) "[general]\nversion = 5\nname = " CANARY "\nid = " Id "\n\n[metadata]\n" Metadata \
                                 "\n\n[containers]\n" __VA_ARGS__ "\n"

static const Member project[] = {
  { "3D/3dmodel.model", "<model><metadata name=\"Title\">" CANARY "</metadata></model>" },
  { "Cura/" CANARY ".global.cfg",
    STACK (CANARY, "type = machine\ngroup_name = " CANARY,
           "0 = " CANARY "_user\n1 = " CANARY "_changes\n2 = empty_intent\n3 = um_s5_normal\n4 = empty_material\n"
           "5 = empty_variant\n6 = " CANARY "_settings\n7 = ultimaker_s5\n") },
  { "Cura/" CANARY "_user.inst.cfg",
    "[general]\nname = " CANARY "\n[metadata]\ntype = user\nmachine = " CANARY "\n[values]\nlayer_height = 0.06\n"
    "support_enable = =False\n" },
  { "Cura/" CANARY "_changes.inst.cfg", "[values]\nlayer_height = 0.3\nadhesion_type = none\n" },
  { "Cura/um_s5_normal.inst.cfg",
    "[values]\nlayer_height = 0.1\nsupport_enable = True\nadhesion_type = raft\nbuild_volume_temperature = 28\n" },
  { "Cura/" CANARY " left.extruder.cfg",
    STACK ("left", "type = extruder_train\nposition = 0\nenabled = True\nmachine = " CANARY,
           "0 = left_user\n4 = generic_pla_ultimaker_s5_AA_0.4\n5 = s5_aa04\n6 = shared\n") },
  { "Cura/left_user.inst.cfg", "[values]\ninfill_sparse_density = 35\nmaterial_print_temperature = 201\n" },
  { "Cura/s5_aa04.inst.cfg",
    "[general]\nname = AA 0.4\n[metadata]\ntype = variant\nhardware_type = nozzle\n[values]\nmachine_nozzle_size = 0.4\n" },
  { "Cura/shared.inst.cfg", "[values]\ncool_fan_speed = 79.6\n" },
  { "Cura/generic.xml.fdm_material", "<fdmmaterial><metadata><GUID>" OWN_GUID "</GUID></metadata></fdmmaterial>" },
  { "Cura/generic_pla.xml.fdm_material", material },
  { "Cura/right.extruder.cfg",
    STACK ("right", "position = 1\nenabled = True", "0 = right_user\n5 = " CANARY "_nozzle\n6 = shared\n") },
  { "Cura/right_user.inst.cfg", "[values]\ninfill_sparse_density = 100\n" },
  { "Cura/" CANARY "_nozzle.inst.cfg", "[general]\nname = " CANARY "\n[values]\nmachine_nozzle_size = 0.8\n" },
  { "Cura/third.extruder.cfg", STACK ("third", "position = 2\nenabled = False", "0 = third_user\n") },
  { "Cura/third_user.inst.cfg", "[values]\nmachine_nozzle_size = 0.25\nmaterial_print_temperature_layer_0 = 300\n" },
  { "Cura/left2.extruder.cfg", STACK ("left2", "position = 0", "0 = third_user\n") },
  { "Cura/preferences.cfg", "[general]\nvisible_settings = layer_height;" CANARY "\n[values]\nlayer_height = 1\n" },
  { "Cura/version.ini", "[versions]\ncura_version = 5.4.0\nbuild_type = " CANARY "\n" },
  { "Cura/" CANARY ".def.json", "{\"name\": \"" CANARY "\"}" },
  { CANARY "/plugin_metadata.json", "{\"layer_height\": \"0.2\", \"name\": \"" CANARY "\"}" },
};

static void
test_project (void)
{
  g_autoptr(SluiceSplit) split = split_package (project, G_N_ELEMENTS (project));
  SluiceProcessRecord *record = sluice_split_get_record (split);
  const SluiceProcessExtruder *left = sluice_process_record_get_extruder (record, 0);
  const SluiceProcessExtruder *right = sluice_process_record_get_extruder (record, 1);

  g_assert_cmpstr (record->format, ==, "3mf");
  g_assert_null (sluice_split_get_notice (split));
  g_assert_cmpstr (record->slicer_name, ==, "Cura");
  g_assert_cmpstr (record->slicer_version, ==, "5.4.0");
  g_assert_cmpstr (record->machine_name, ==, "Ultimaker S5");
  /* The profile that counts most; where that holds a formula, none. */
  g_assert_cmpfloat (record->layer_height_mm, ==, 0.06);
  g_assert_cmpint (record->support, ==, -1);
  g_assert_cmpstr (record->adhesion, ==, "none");
  g_assert_cmpfloat (record->build_volume_temperature_c, ==, 28);
  g_assert_cmpfloat (record->infill_density_pct, ==, 35);
  g_assert_cmpfloat (record->fan_max_pct, ==, 80);

  g_assert_cmpfloat (left->initial_temperature_c, ==, 201);
  g_assert_cmpfloat (left->nozzle_diameter_mm, ==, 0.4);
  g_assert_cmpstr (left->nozzle_name, ==, "AA 0.4");
  g_assert_cmpstr (left->material_guid, ==, PLA_GUID);
  g_assert_cmpfloat (right->nozzle_diameter_mm, ==, 0.8);
  g_assert_null (right->nozzle_name);
  g_assert_null (right->material_type);
  g_assert_null (sluice_process_record_get_extruder (record, 2));
}

static void
test_project_packed_twice (void)
{
  Member members[G_N_ELEMENTS (project) + 1];
  g_autoptr(GError) error = NULL;
  zip_t *zip = zip_open (file, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  memcpy (members, project, sizeof project);
  members[G_N_ELEMENTS (project)] = (Member) { "/Cura/shared.inst.cfg", "[values]\ncool_fan_speed = 1\n" };
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    zip_file_add (zip, members[i].name, zip_source_buffer (zip, members[i].text, strlen (members[i].text), 0), 0);
  g_assert_cmpint (zip_close (zip), ==, 0);

  g_assert_null (sluice_split_read (file, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, CANARY));
}

/* Many members, each as long as is read: the sum holds, and memory is bounded. */
static void
test_many_members (void)
{
  g_autofree char *long_text = g_strnfill (1000 * 1000, '\n');
  Member members[40];
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(SluiceSplit) split = NULL;

  members[0] = (Member) { "3D/3dmodel.model", "<model/>" };
  for (guint i = 1; i < G_N_ELEMENTS (members); i++)
    {
      g_ptr_array_add (names, g_strdup_printf ("Cura/%u.inst.cfg", i));
      members[i] = (Member) { g_ptr_array_index (names, i - 1), long_text };
    }

  split = split_package (members, G_N_ELEMENTS (members));
  g_assert_cmpuint (bytes_of (split, "settings"), ==, 39 * 1000 * 1000);
}

/* @text with one to four places changed: a letter another one, some twice, some gone. */
static char *
mutate (const char *text)
{
  static const char letters[] = "\\\"{}[]<>/=:;,. \n\r\t0159nuxeE-&#\x01\xc3\xff";
  GString *changed = g_string_new (text);

  for (int n = g_test_rand_int_range (1, 5); n > 0 && changed->len > 1; n--)
    {
      gsize at = g_test_rand_int_range (0, changed->len);
      gsize some = g_test_rand_int_range (1, MIN (changed->len - at, 64) + 1);
      g_autofree char *piece = g_strndup (changed->str + at, some);

      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
          changed->str[at] = letters[g_test_rand_int_range (0, strlen (letters))];
          break;
        case 1:
          g_string_insert_len (changed, g_test_rand_int_range (0, changed->len), piece, some);
          break;
        default:
          g_string_erase (changed, at, some);
          break;
        }
    }

  return g_string_free (changed, FALSE);
}

/* Whatever comes in, no name comes out, and each byte has an owner: split_file() asserts both. */
static void
test_mutations (void)
{
  g_autofree char *json = make_settings ("[general]\nname = " CANARY "\n\n[values]\nlayer_height = 0.2\n"
                                         "machine_name = " CANARY "\nadhesion_type = raft\n",
                                         "[metadata]\nposition = 0\n\n[values]\ninfill_sparse_density = 20\n"
                                         "machine_extruder_start_code = M117 " CANARY "\n\tG28\n", NULL);

  for (int i = 0; i < (g_test_slow () ? 20000 : 200); i++)
    {
      g_autofree char *inner = mutate (json);
      g_autofree char *blob = make_blob (inner);
      g_autofree char *outer = mutate (blob);
      g_autofree char *metadata = mutate (slice_metadata);
      g_autofree char *xml = mutate (material);
      g_autofree char *profile = NULL;
      const Member ufp[] = { { "3D/model.gcode", HEADER BODY }, { "Cura/slicemetadata.json", metadata },
                             { "Materials/a.xml.fdm_material", xml } };
      Member members[G_N_ELEMENTS (project)];
      guint at = g_test_rand_int_range (1, G_N_ELEMENTS (project));

      memcpy (members, project, sizeof project);
      profile = mutate (project[at].text);
      members[at].text = profile;
      g_object_unref (split_blob (HEADER, blob));
      g_object_unref (split_blob (HEADER, outer));
      g_object_unref (split_package (ufp, G_N_ELEMENTS (ufp)));
      g_object_unref (split_package (members, G_N_ELEMENTS (members)));
    }
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  file = g_build_filename (folder, "file", NULL);
  g_test_add_data_func ("/print-cura/corpus/s5", "06_cura413_s5_griffin_raft_path_setting3.gcode.gz", test_corpus);
  g_test_add_data_func ("/print-cura/corpus/ender3", "11_cura413_ender3_marlin_setting3.gcode.gz", test_corpus);
  g_test_add_data_func ("/print-cura/corpus/ufp", "13_UMS5_Turbine-Bracket.ufp", test_corpus);
  g_test_add_func ("/print-cura/values", test_values);
  g_test_add_func ("/print-cura/no-values", test_no_values);
  g_test_add_func ("/print-cura/names", test_names);
  g_test_add_func ("/print-cura/broken-blobs", test_broken_blobs);
  g_test_add_func ("/print-cura/hostile-blobs", test_hostile_blobs);
  g_test_add_func ("/print-cura/header-first", test_header_first);
  g_test_add_func ("/print-cura/slice-metadata", test_slice_metadata);
  g_test_add_func ("/print-cura/hostile-metadata", test_hostile_metadata);
  g_test_add_func ("/print-cura/materials", test_materials);
  g_test_add_func ("/print-cura/project", test_project);
  g_test_add_func ("/print-cura/project-packed-twice", test_project_packed_twice);
  g_test_add_func ("/print-cura/many-members", test_many_members);
  g_test_add_func ("/print-cura/mutations", test_mutations);
  result = test_run ();
  test_remove_folder (folder);
  g_free (file);
  g_free (folder);
  return result;
}
