/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-list.h"
#include "sluice-print-error.h"
#include "sluice-split.h"
#include "test-util.h"

#include <math.h>
#include <string.h>
#include <zip.h>

/* Settings and plates in 3MF and .makerbot files: the shape is the slicers', the numbers are ours. */

#define assert_near(Value, Expected) g_assert_cmpfloat_with_epsilon (Value, Expected, 1e-6)

typedef struct
{
  const char *name;
  const char *text;
} Member;

static char *folder;
static char *file;

/* Packs @members, up to one without a name, and splits that. */
static SluiceSplit *
split_members (const Member *members)
{
  zip_t *zip = zip_open (file, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) json = NULL;
  SluiceSplit *split;
  const char *notice;

  for (guint i = 0; members[i].name != NULL; i++)
    g_assert_cmpint (zip_file_add (zip, members[i].name,
                                   zip_source_buffer (zip, members[i].text, strlen (members[i].text), 0),
                                   ZIP_FL_ENC_GUESS), >=, 0);
  g_assert_cmpint (zip_close (zip), ==, 0);

  split = sluice_split_read (file, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sluice_split_get_product_bytes (split) + sluice_split_get_process_bytes (split) +
                    sluice_split_get_structure_bytes (split), ==, sluice_split_get_size (split));
  json = sluice_process_record_to_json (sluice_split_get_record (split), FALSE);
  g_assert_null (memmem (g_bytes_get_data (json, NULL), g_bytes_get_size (json), "ACME", 4));
  notice = sluice_split_get_notice (split);
  g_assert_true (notice == NULL || strstr (notice, "ACME") == NULL);
  return split;
}

/* What was unpacked is counted to the last byte, and no more of it passes than is there. */
static void
check_unpacked (SluiceSplit  *split,
                const Member *members)
{
  guint64 size = 0;

  for (guint i = 0; members[i].name != NULL; i++)
    size += strlen (members[i].text);
  g_assert_cmpuint (sluice_split_get_unpacked_size (split), ==, size);
}

static const SluiceProcessExtruder *
extruder (SluiceSplit *split,
          guint        index)
{
  return &sluice_split_get_record (split)->extruders[index];
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

#define SLICE_INFO \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<config>\n  <header>\n" \
  "    <header_item key=\"X-BBL-Client-Version\" value=\"01.10.01.50\"/>\n  </header>\n  <plate>\n" \
  "    <metadata key=\"index\" value=\"1\"/>\n    <metadata key=\"printer_model_id\" value=\"C12\"/>\n" \
  "    <metadata key=\"nozzle_diameters\" value=\"0.4\"/>\n    <metadata key=\"prediction\" value=\"9541\"/>\n" \
  "    <metadata key=\"weight\" value=\"38.24\"/>\n    <metadata key=\"support_used\" value=\"false\"/>\n" \
  "    <metadata key=\"ACME\" value=\"1\"/>\n    <object identify_id=\"150\" name=\"ACME bracket\" skipped=\"false\" />\n" \
  "    <filament id=\"1\" tray_info_idx=\"GFL99\" type=\"PLA\" color=\"#0000FF\" used_m=\"2.44\" used_g=\"7.26\" />\n" \
  "    <filament id=\"3\" type=\"ACME\" color=\"#FFFFFF\" used_m=\"6.10\" used_g=\"18.35\" />\n" \
  "    <filament id=\"0\" type=\"ABS\" used_m=\"1\"/><filament id=\"17\" used_m=\"1\"/><filament used_m=\"1\"/>\n" \
  "    <warning msg=\"ACME\" level=\"1\"/>\n  </plate>\n  <plate>\n    <metadata key=\"index\" value=\"2\"/>\n" \
  "    <metadata key=\"prediction\" value=\"77\"/>\n    <metadata key=\"support_used\" value=\"true\"/>\n" \
  "    <filament id=\"2\" type=\"ABS\" used_m=\"1.5\" used_g=\"4\"/>\n  </plate>\n</config>\n"

#define PROJECT_SETTINGS \
  "{\n  \"brim_type\": \"no_brim\", \"brim_width\": \"5\", \"skirt_loops\": \"0\", \"raft_layers\": \"2\",\n" \
  "  \"curr_bed_type\": \"High Temp Plate\", \"hot_plate_temp_initial_layer\": [\"65\", \"60\"],\n" \
  "  \"cool_plate_temp_initial_layer\": [\"35\"], \"filament_type\": [\"PLA\", \"ACME\", \"PETG\"],\n" \
  "  \"filament_settings_id\": [\"ACME PLA\"], \"layer_height\": \"0.16\", \"nozzle_diameter\": [\"0.4\", \"0.6\"],\n" \
  "  \"nozzle_temperature_initial_layer\": [\"220\", \"255\"], \"printer_model\": \"Bambu Lab A1 mini\",\n" \
  "  \"sparse_infill_density\": \"15%\", \"enable_support\": \"1\", \"print_host\": \"http://ACME\",\n" \
  "  \"ACME\": \"1\", \"machine_start_gcode\": \"M117 ACME\", \"notes\": \"ACME\"\n}\n"

#define MODEL "<?xml version=\"1.0\"?><model><metadata name=\"Title\">ACME</metadata></model>"

static void
test_plates (void)
{
  static const Member members[] = {
    { "[Content_Types].xml", "<Types/>" },
    { "3D/3dmodel.model", MODEL },
    { "3D/Objects/ACME_1.model", MODEL },
    { "Metadata/plate_2.gcode", "; BambuStudio 01.10.01.50\n; layer_height = 0.3\n; CHANGE_LAYER\nG1 X1\n" },
    { "Metadata/plate_1.gcode", "; BambuStudio 01.10.01.50\n; total filament length [mm] : 2441.23,6100.5\n; filament: 1,3\n"
                                "; layer_height = 0.2\n; CHANGE_LAYER\n; CHANGE_LAYER\nG1 X1\n" },
    { "Metadata/plate_10.gcode", "; layer_height = 0.3\n" },
    { "Metadata/plate_1.gcode.md5", "ACME" },
    { "Metadata/plate_1.png", "ACME" },
    { "Metadata/top_1.png", "ACME" },
    { "Metadata/plate_1.json", "{\"bbox_objects\":[{\"name\":\"ACME\"}]}" },
    { "Metadata/slice_info.config", SLICE_INFO },
    { "Metadata/project_settings.config", PROJECT_SETTINGS },
    { "Metadata/model_settings.config", "<config><object><metadata key=\"name\" value=\"ACME\"/></object></config>" },
    { NULL, NULL },
  };
  g_autoptr(SluiceSplit) split = split_members (members);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  check_unpacked (split, members);
  g_assert_cmpstr (record->format, ==, "3mf");
  g_assert_cmpstr (record->slicer_name, ==, "BambuStudio");
  g_assert_cmpint (record->layer_count, ==, 2);
  /* The G-code's own settings, not those of the project, which may be others by now. */
  assert_near (record->layer_height_mm, 0.2);
  g_assert_null (record->adhesion);
  /* The list fills what the G-code does not say. */
  g_assert_cmpstr (record->machine_name, ==, "Bambu Lab P1S");
  assert_near (record->stated_time_s, 9541);
  g_assert_cmpint (record->support, ==, 0);
  assert_near (extruder (split, 0)->filament_length_mm, 2441.23);
  assert_near (extruder (split, 0)->filament_mass_g, 7.26);
  g_assert_cmpstr (extruder (split, 0)->material_type, ==, "PLA");
  assert_near (extruder (split, 2)->filament_length_mm, 6100.5);
  assert_near (extruder (split, 2)->filament_mass_g, 18.35);
  g_assert_null (extruder (split, 2)->material_type);
  g_assert_null (sluice_process_record_get_extruder (record, 1));
  g_assert_null (sluice_process_record_get_extruder (record, 15));
  g_assert_nonnull (strstr (sluice_split_get_notice (split), "2 more plates"));
  g_assert_cmpuint (count_of (split, "pictures"), ==, 2);
  g_assert_cmpuint (count_of (split, "object-names"), ==, 2);
}

/* One plate, and it is not the first one. */
static void
test_second_plate (void)
{
  static const Member members[] = {
    { "Metadata/plate_2.gcode", "; CHANGE_LAYER\nG1 X1\n" },
    { "Metadata/plate_ACME.gcode", "; layer_height = 0.3\n" },
    { "Metadata/plate_0.gcode", "; layer_height = 0.3\n" },
    { "Metadata/slice_info.config", SLICE_INFO },
    { NULL, NULL },
  };
  g_autoptr(SluiceSplit) split = split_members (members);

  check_unpacked (split, members);
  g_assert_null (sluice_split_get_notice (split));
  assert_near (sluice_split_get_record (split)->stated_time_s, 77);
  g_assert_cmpint (sluice_split_get_record (split)->support, ==, 1);
  g_assert_true (isnan (sluice_split_get_record (split)->layer_height_mm));
  g_assert_null (sluice_process_record_get_extruder (sluice_split_get_record (split), 0));
  assert_near (extruder (split, 1)->filament_length_mm, 1500);
}

static void
test_project (void)
{
  static const Member members[] = {
    { "3D/3dmodel.model", MODEL },
    { "Metadata/project_settings.config", PROJECT_SETTINGS },
    { "Metadata/slice_info.config", "<config><header><header_item key=\"ACME\" value=\"1\"/></header></config>" },
    { NULL, NULL },
  };
  g_autoptr(SluiceSplit) split = split_members (members);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  check_unpacked (split, members);
  g_assert_cmpstr (record->format, ==, "3mf");
  g_assert_null (sluice_split_get_notice (split));
  g_assert_cmpstr (record->machine_name, ==, "Bambu Lab A1 mini");
  assert_near (record->layer_height_mm, 0.16);
  assert_near (record->build_plate_temperature_c, 65);
  assert_near (record->infill_density_pct, 15);
  g_assert_cmpint (record->support, ==, 1);
  g_assert_cmpstr (record->adhesion, ==, "raft");
  assert_near (extruder (split, 0)->initial_temperature_c, 220);
  assert_near (extruder (split, 1)->initial_temperature_c, 255);
  assert_near (extruder (split, 1)->nozzle_diameter_mm, 0.6);
  g_assert_cmpstr (extruder (split, 0)->material_type, ==, "PLA");
  g_assert_cmpstr (extruder (split, 2)->material_type, ==, "PETG");
  g_assert_cmpint (record->layer_count, ==, -1);
  g_assert_true (isnan (record->stated_time_s));
  g_assert_cmpuint (count_of (split, "host-address"), ==, 1);
  g_assert_cmpuint (count_of (split, "profile-names"), ==, 1);
}

static void
test_prusa (void)
{
  static const Member members[] = {
    { "3D/3dmodel.model", MODEL },
    { "Metadata/thumbnail.png", "ACME" },
    { "Metadata/Slic3r_PE.config", "; generated by PrusaSlicer 2.9.2 on 2026-11-23 at 07:22:57 UTC\n\n"
                                   "; brim_type = outer_only\n; brim_width = 3\n; layer_height = 0.2\n"
                                   "; printer_model = MK4\n; print_host = ACME.local\n; printhost_apikey = ACME\n"
                                   "; printhost_password = ACME\n; notes = ACME\n; nozzle_diameter = 0.4,0.4\n" },
    { "Metadata/Slic3r_PE_model.config", "<config><object id=\"1\"><metadata key=\"name\" value=\"ACME\"/></object></config>" },
    { NULL, NULL },
  };
  static const Member bare[] = {
    { "3D/3dmodel.model", MODEL },
    { "Metadata/Slic3r_PE_model.config", "<config/>" },
    { NULL, NULL },
  };
  g_autoptr(SluiceSplit) split = split_members (members);
  g_autoptr(SluiceSplit) shapes = split_members (bare);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  check_unpacked (split, members);
  g_assert_cmpstr (record->slicer_version, ==, "2.9.2");
  g_assert_cmpstr (record->machine_name, ==, "MK4");
  g_assert_cmpstr (record->adhesion, ==, "brim");
  assert_near (record->layer_height_mm, 0.2);
  assert_near (extruder (split, 1)->nozzle_diameter_mm, 0.4);
  g_assert_cmpuint (count_of (split, "host-password"), ==, 1);
  g_assert_cmpuint (count_of (split, "host-address"), ==, 1);

  check_unpacked (shapes, bare);
  g_assert_nonnull (strstr (sluice_split_get_notice (shapes), "no settings"));
  g_assert_cmpuint (sluice_split_get_process_bytes (shapes), ==, 0);
}

#define METHOD_META \
  "{ \"bot_type\": \"lava_f\", \"bounding_box\": { \"x_max\": 34.6, \"z_max\": 11.2 }, \"platform_temperature\": 0,\n" \
  "  \"build_plane_temperature\": 70, \"commanded_duration_s\": 1300, \"duration_s\": 1341.06,\n" \
  "  \"extruder_temperature\": 215, \"extruder_temperatures\": [215, 225], \"extrusion_distance_mm\": 1046.4,\n" \
  "  \"extrusion_distances_mm\": [1046.403475, 77.25], \"extrusion_masses_g\": [3.1927, 0.25], \"uuid\": \"ACME\",\n" \
  "  \"material\": \"abs-cf10\", \"materials\": [\"abs-cf10\", \"ACME\"], \"tool_types\": [\"mk14_c\", \"mk14_hot_s\"],\n" \
  "  \"model_counts\": [{ \"count\": 2, \"name\": \"ACME bracket\" }], \"num_z_layers\": 57,\n" \
  "  \"preferences\": { \"ACME bracket\": { \"printMode\": \"ACME\" } }, \"version\": \"3.0.0\",\n" \
  "  \"miracle_config\": { \"gaggles\": { \"ACME bracket\": { \"layerHeight\": 0.5 } } },\n" \
  "  \"curaengine_version\": \"5.6.0\", \"curaengine_commit_hash\": \"ACME\" }"

static void
test_makerbot (void)
{
  static const Member members[] = {
    { "meta.json", METHOD_META },
    { "print.jsontoolpath", "[{\"command\":{\"function\":\"move\",\"metadata\":{\"ACME\":1}}}]" },
    { "isometric_thumbnail_120x120.png", "ACME" },
    { "thumbnail_90x90.png", "ACME" },
    { "ACME.txt", "ACME" },
    { NULL, NULL },
  };
  g_autoptr(SluiceSplit) split = split_members (members);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  check_unpacked (split, members);
  g_assert_cmpstr (record->format, ==, "makerbot");
  g_assert_null (sluice_split_get_notice (split));
  g_assert_cmpstr (record->slicer_name, ==, "Cura_SteamEngine");
  g_assert_cmpstr (record->slicer_version, ==, "5.6.0");
  g_assert_cmpstr (record->machine_name, ==, "UltiMaker Method X");
  assert_near (record->stated_time_s, 1341);
  assert_near (record->build_volume_temperature_c, 70);
  g_assert_true (isnan (record->build_plate_temperature_c));
  g_assert_cmpint (record->stated_layer_count, ==, 57);
  g_assert_cmpint (record->layer_count, ==, -1);
  g_assert_true (isnan (record->layer_height_mm));
  assert_near (extruder (split, 0)->filament_length_mm, 1046.4);
  assert_near (extruder (split, 1)->filament_length_mm, 77.25);
  assert_near (extruder (split, 0)->filament_mass_g, 3.19);
  assert_near (extruder (split, 0)->initial_temperature_c, 215);
  assert_near (extruder (split, 1)->initial_temperature_c, 225);
  g_assert_cmpstr (extruder (split, 0)->material_type, ==, "ABS-CF");
  g_assert_cmpstr (extruder (split, 0)->material_guid, ==, "495a0ce5-9daf-4a16-b7b2-06856d82394d");
  g_assert_null (extruder (split, 1)->material_guid);
  g_assert_cmpstr (extruder (split, 0)->nozzle_name, ==, "1C");
  g_assert_cmpstr (extruder (split, 1)->nozzle_name, ==, "2XA");
  g_assert_cmpuint (count_of (split, "object-names"), ==, 1);
  g_assert_cmpuint (count_of (split, "pictures"), ==, 2);
}

static void
test_old_makerbot (void)
{
  static const Member members[] = {
    { "meta.json", "{ \"bot_type\": \"z18_6\", \"bounding_box_x_max\": 34.6, \"chamber_temperature\": 0, \"duration_s\": 1341.06,"
                   "  \"extruder_temperature\": 215, \"extrusion_distance_a_mm\": 1046.4, \"extrusion_mass_a_grams\": 3.19,"
                   "  \"extrusion_mass_b_grams\": 1, \"grue_version\": \"4.2.0\", \"material\": \"PLA\", \"tool_type\": null,"
                   "  \"miracle_config\": { \"doRaft\": true, \"doSupport\": false, \"layerHeight\": 0.2,"
                   "    \"infillDensity\": 0.1, \"slicer\": \"ACME\" } }" },
    { "print.jsontoolpath", "[]" },
    { NULL, NULL },
  };
  static const Member oldest[] = {
    { "meta.json", "{ \"toolhead_0_temperature\": 215, \"printer_settings\": { \"platform_temperature\": 60,"
                   "  \"infill\": 0.15, \"layer_height\": 0.3, \"materials\": [\"PLA\"], \"raft\": false,"
                   "  \"support\": true, \"shells\": 2, \"ACME\": 1 }, \"duration_s\": 60, \"total_commands\": 9 }" },
    { "print.jsontoolpath", "[]" },
    { NULL, NULL },
  };
  g_autoptr(SluiceSplit) split = split_members (members);
  g_autoptr(SluiceSplit) older = split_members (oldest);
  SluiceProcessRecord *record = sluice_split_get_record (split);

  g_assert_cmpstr (record->machine_name, ==, "MakerBot Replicator Z18");
  g_assert_cmpstr (record->slicer_name, ==, "MiracleGrue");
  g_assert_cmpstr (record->adhesion, ==, "raft");
  g_assert_cmpint (record->support, ==, 0);
  assert_near (record->infill_density_pct, 10);
  assert_near (record->layer_height_mm, 0.2);
  assert_near (extruder (split, 0)->filament_length_mm, 1046.4);
  assert_near (extruder (split, 1)->filament_mass_g, 1);
  g_assert_cmpstr (extruder (split, 0)->material_type, ==, "PLA");

  record = sluice_split_get_record (older);
  assert_near (record->build_plate_temperature_c, 60);
  assert_near (record->infill_density_pct, 15);
  assert_near (extruder (older, 0)->initial_temperature_c, 215);
  g_assert_cmpstr (extruder (older, 0)->material_type, ==, "PLA");
}

static void
test_sketch (void)
{
  static const Member members[] = {
    { "meta.json", "{ \"bot_type\": \"sketch\", \"duration_s\": 99, \"materials\": [\"im-pla\"] }" },
    { "print.gcode", ";FLAVOR:Marlin\n;LAYER:0\nG1 X1\n;MESH:ACME\nG1 X2\n;LAYER:1\nG1 X1\n" },
    { NULL, NULL },
  };
  /* Anybody may call a file meta.json: without a toolpath it says nothing. */
  static const Member alone[] = { { "meta.json", METHOD_META }, { "print.txt", "ACME" }, { NULL, NULL } };
  static const Member in_project[] = { { "3D/3dmodel.model", MODEL }, { "meta.json", METHOD_META }, { NULL, NULL } };
  static const Member headless[] = { { "print.gcode", ";LAYER:0\n;TIME:77\n" }, { NULL, NULL } };
  g_autoptr(SluiceSplit) split = split_members (members);
  g_autoptr(SluiceSplit) other = split_members (alone);
  g_autoptr(SluiceSplit) third = split_members (headless);
  g_autoptr(SluiceSplit) project = split_members (in_project);

  check_unpacked (split, members);
  g_assert_cmpstr (sluice_split_get_format (split), ==, "makerbot");
  g_assert_cmpint (sluice_split_get_record (split)->layer_count, ==, 2);
  g_assert_cmpstr (sluice_split_get_record (split)->machine_name, ==, "UltiMaker Sketch");
  g_assert_cmpstr (extruder (split, 0)->material_type, ==, "Tough PLA");

  check_unpacked (other, alone);
  g_assert_cmpstr (sluice_split_get_format (other), ==, "other");
  g_assert_null (sluice_split_get_record (other)->machine_name);
  g_assert_cmpuint (sluice_split_get_unpacked_process_bytes (other), ==, 0);
  check_unpacked (third, headless);
  g_assert_cmpstr (sluice_split_get_format (third), ==, "other");
  check_unpacked (project, in_project);
  g_assert_null (sluice_split_get_record (project)->machine_name);
  g_assert_nonnull (strstr (sluice_split_get_notice (project), "no settings"));
  g_assert_true (isnan (sluice_split_get_record (third)->stated_time_s));
}

static char *
nest (const char *open,
      guint       depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  return g_string_free (text, FALSE);
}

/* Deep, broken, of the wrong type, twice: what is understood for sure passes, and nothing breaks. */
static void
test_hostile (void)
{
  g_autofree char *deep_json = nest ("{\"a\":[", 20000);
  g_autofree char *deep_xml = nest ("<plate>", 20000);
  const char *settings[] = {
    deep_json, "", "[]", "1", "{\"layer_height\":0.2}", "{\"layer_height\":null}", "{\"layer_height\":[[\"0.2\"]]}",
    "{\"layer_height\":[\"0.2\",\"0.3\"]}", "{\"layer_height\":\"ACME\"}", "{\"layer_height\":{\"layer_height\":\"0.2\"}}",
    "{\"layer_height\":\"0.2\\u0000ACME\"}", "{\"layer_height\":\"0.2 ACME\"}", "{\"filament_type\":[1,\"PLA\"]}",
    "{\"layer_height\":\"0.2\"", "\xff\xfe{\"layer_height\":\"0.2\"}",
  };
  const char *lists[] = {
    deep_xml, "", "<", "<config><plate><metadata key=\"prediction\" value=\"77\"/>",
    "<!DOCTYPE a [<!ENTITY b \"77\">]><config><plate><metadata key=\"prediction\" value=\"&b;\"/></plate></config>",
    "<config><plate><metadata key=\"prediction\" value=\"ACME\"/></plate></config>",
    "<config><plate><metadata key=\"prediction\"/></plate></config>",
    "<config><metadata key=\"prediction\" value=\"77\"/></config>",
    "<config><plate><metadata key=\"prediction\" value=\"77\xff\"/></plate></config>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      const Member members[] = { { "3D/3dmodel.model", MODEL },
                                 { "Metadata/project_settings.config", settings[i] }, { NULL, NULL } };
      const Member bots[] = { { "meta.json", settings[i] }, { "print.jsontoolpath", "" }, { NULL, NULL } };
      g_autoptr(SluiceSplit) split = split_members (members);
      g_autoptr(SluiceSplit) bot = split_members (bots);

      check_unpacked (split, members);
      check_unpacked (bot, bots);
      g_assert_true (isnan (sluice_split_get_record (split)->layer_height_mm));
      g_assert_null (sluice_process_record_get_extruder (sluice_split_get_record (split), 0));
    }

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      const Member members[] = { { "3D/3dmodel.model", MODEL }, { "Metadata/slice_info.config", lists[i] },
                                 { NULL, NULL } };
      g_autoptr(SluiceSplit) split = split_members (members);

      check_unpacked (split, members);
      g_assert_true (isnan (sluice_split_get_record (split)->stated_time_s));
    }
}

/* A value for @path in JSON: {"a": {"b": [value]}}. */
static char *
nest_value (const char *path,
            const char *value)
{
  g_auto(GStrv) names = g_strsplit (path, ".", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_printf (text, "{\"%s\":", names[i]);
  g_string_append_printf (text, "[%s]", value);
  for (guint i = 0; names[i] != NULL; i++)
    g_string_append_c (text, '}');
  return g_string_free (text, FALSE);
}

static void
check_canary (const Member *members,
              gsize         canaries)
{
  /* It looks for ACME in the record. */
  g_autoptr(SluiceSplit) split = split_members (members);

  check_unpacked (split, members);
  g_assert_cmpuint (sluice_split_get_unpacked_product_bytes (split), >=, canaries);
}

/* Every row that speaks of packages, with a canary in its value. */
static void
test_canary_as_value (void)
{
  static const char * const values[] = { "ACME", "1 ACME", "1,ACME", "PLA;ACME", "fire_e ACME", "4.13.0-ACME" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(GString) settings = g_string_new ("{\"a\":1");
      g_autoptr(GString) plates = g_string_new ("<config><plate>");
      gsize canaries = 0;

      for (guint j = 0; j < sluice_allow_n_rules; j++)
        {
          const SluiceAllowRule *rule = &sluice_allow_rules[j];
          g_auto(GStrv) path = g_strsplit (rule->key, ".", 2);
          g_autofree char *quoted = g_strdup_printf ("\"%s\"", values[i]);
          g_autofree char *json = nest_value (rule->key, quoted);
          const Member bots[] = { { "meta.json", json }, { "print.jsontoolpath", "" }, { NULL, NULL } };

          if (rule->form == SLUICE_ALLOW_FORM_MAKERBOT)
            check_canary (bots, strlen (values[i]));
          else if (rule->form == SLUICE_ALLOW_FORM_EQUALS)
            g_string_append_printf (settings, ",\"%s\":\"%s\"", rule->key, values[i]);
          else if (rule->form == SLUICE_ALLOW_FORM_PLATE)
            g_string_append_printf (plates, "<metadata key=\"%s\" value=\"%s\"/><%s id=\"1\" %s=\"%s\"/>", path[1],
                                    values[i], path[0], path[1], values[i]);
          canaries += rule->form == SLUICE_ALLOW_FORM_EQUALS ? strlen (values[i]) : 0;
        }
      g_string_append (settings, "}");
      g_string_append (plates, "</plate></config>");

      check_canary ((Member[]) { { "3D/3dmodel.model", MODEL }, { "Metadata/slice_info.config", plates->str },
                                 { "Metadata/project_settings.config", settings->str }, { NULL, NULL } }, canaries);
    }
}

/* Two plates of one number: which one is meant depends on who reads. */
static void
test_same_plate_twice (void)
{
  zip_t *zip = zip_open (file, ZIP_CREATE | ZIP_TRUNCATE, NULL);
  static const char * const names[] = { "Metadata/plate_1.gcode", "Metadata/plate_01.gcode" };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    zip_file_add (zip, names[i], zip_source_buffer (zip, "G1 X1\n", 6, 0), ZIP_FL_ENC_GUESS);
  g_assert_cmpint (zip_close (zip), ==, 0);

  g_assert_null (sluice_split_read (file, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_TOO_STRANGE);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  folder = test_make_folder ();
  file = g_build_filename (folder, "file", NULL);

  g_test_add_func ("/print-packages/plates", test_plates);
  g_test_add_func ("/print-packages/second-plate", test_second_plate);
  g_test_add_func ("/print-packages/project", test_project);
  g_test_add_func ("/print-packages/prusa", test_prusa);
  g_test_add_func ("/print-packages/makerbot", test_makerbot);
  g_test_add_func ("/print-packages/old-makerbot", test_old_makerbot);
  g_test_add_func ("/print-packages/sketch", test_sketch);
  g_test_add_func ("/print-packages/hostile", test_hostile);
  g_test_add_func ("/print-packages/canary-as-value", test_canary_as_value);
  g_test_add_func ("/print-packages/same-plate-twice", test_same_plate_twice);
  result = test_run ();

  test_remove_folder (folder);
  g_free (folder);
  g_free (file);
  return result;
}
