/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "sluice-material-list.h"
#include "sluice-name-list.h"
#include "sluice-print-error.h"
#include "sluice-process-record.h"
#include "test-util.h"

#include <math.h>
#include <string.h>

/* @name: below tests/ */
static JsonObject *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, name, NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(GError) error = NULL;
  JsonObject *object = sluice_json_parse_object (bytes, 1024 * 1024, &error);

  g_assert_no_error (error);
  return object;
}

static JsonObject *
to_object (SluiceProcessRecord *record,
           gboolean             pretty)
{
  g_autoptr(GBytes) json = sluice_process_record_to_json (record, pretty);
  g_autoptr(GError) error = NULL;
  JsonObject *object = sluice_json_parse_object (json, SLUICE_PROCESS_RECORD_MAX_BYTES, &error);

  g_assert_no_error (error);
  return object;
}

static SluiceProcessRecord *
make_full (void)
{
  SluiceProcessRecord *record = sluice_process_record_new ("gcode");
  double times[] = { 197.8, 61.2 };

  record->slicer_name = sluice_name_list_find (SLUICE_NAME_LIST_SLICERS, "PrusaSlicer", -1);
  g_strlcpy (record->slicer_version, "2.6.0-rc2", sizeof record->slicer_version);
  record->flavor = sluice_name_list_find (SLUICE_NAME_LIST_FLAVORS, "marlin2", -1);
  record->machine_name = sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "MK3S", -1);
  record->build_plate_temperature_c = 60;
  record->build_volume_temperature_c = 28;
  record->stated_time_s = 4879;
  record->layer_times_s = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (record->layer_times_s, times, G_N_ELEMENTS (times));
  record->layer_count = 204;
  record->stated_layer_count = 200;
  record->layer_height_mm = 0.1;
  record->infill_density_pct = 20;
  record->support = 0;
  record->adhesion = sluice_name_list_find (SLUICE_NAME_LIST_ADHESIONS, "raft", -1);
  record->fan_max_pct = 100;
  record->bed_setpoints = (SluiceSetpoints) { 1, { 60 } };
  record->extruders[0].nozzle_diameter_mm = 0.4;
  record->extruders[0].nozzle_name = sluice_name_list_find (SLUICE_NAME_LIST_NOZZLES, "AA 0.4", -1);
  record->extruders[0].material_guid =
    sluice_material_list_find ("506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9", &record->extruders[0].material_type);
  record->extruders[0].filament_length_mm = 1484.58;
  record->extruders[0].filament_volume_mm3 = 3570;
  record->extruders[0].filament_mass_g = 4.43;
  record->extruders[3].setpoints = (SluiceSetpoints) { 2, { 210, 215 } };
  return record;
}

static void
test_json (void)
{
  g_autoptr(SluiceProcessRecord) empty = sluice_process_record_new ("other");
  g_autoptr(SluiceProcessRecord) full = make_full ();
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);
  SluiceProcessRecord *records[] = { empty, full, coarse };
  g_autoptr(GBytes) compact = sluice_process_record_to_json (full, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    for (int pretty = 0; pretty < 2; pretty++)
      {
        g_autoptr(JsonObject) object = to_object (records[i], pretty);
        g_autoptr(GError) error = NULL;

        sluice_process_record_validate (object, &error);
        g_assert_no_error (error);
      }

  /* As short as a person would write it. */
  g_assert_nonnull (memmem (g_bytes_get_data (compact, NULL), g_bytes_get_size (compact), "[197.8,61.2]", 12));
  g_assert_null (memchr (g_bytes_get_data (compact, NULL), '\n', g_bytes_get_size (compact)));
}

/* Of @record as it leaves when it is coarse, but for its random id. */
static char *
tell_coarsely (SluiceProcessRecord *record)
{
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (record);
  g_autoptr(GBytes) json = NULL;

  g_assert_cmpstr (coarse->record_id, !=, record->record_id);
  memset (coarse->record_id, '0', sizeof coarse->record_id - 1);
  json = sluice_process_record_to_json (coarse, FALSE);
  return test_dup_text (json);
}

static void
test_coarse (void)
{
  g_autoptr(SluiceProcessRecord) full = make_full ();
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);
  g_autoptr(SluiceProcessRecord) again = sluice_process_record_coarsen (coarse);
  const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (coarse, 0);

  g_assert_true (again == coarse);
  g_assert_cmpint (full->resolution, ==, SLUICE_PROCESS_RESOLUTION_FULL);
  g_assert_cmpuint (full->layer_times_s->len, ==, 2);

  /* Equipment and settings stay, */
  g_assert_cmpstr (coarse->machine_name, ==, "MK3S");
  g_assert_cmpstr (coarse->slicer_version, ==, "2.6.0-rc2");
  g_assert_cmpstr (extruder->nozzle_name, ==, "AA 0.4");
  g_assert_cmpstr (extruder->material_type, ==, full->extruders[0].material_type);
  g_assert_cmpfloat (coarse->build_plate_temperature_c, ==, 60);
  g_assert_cmpfloat (coarse->layer_height_mm, ==, 0.1);
  g_assert_cmpfloat (coarse->infill_density_pct, ==, 20);
  g_assert_cmpint (coarse->support, ==, 0);
  g_assert_cmpstr (coarse->adhesion, ==, "raft");

  /* and of the object one fact: small. */
  g_assert_cmpfloat (extruder->filament_volume_mm3, ==, 3000);
  g_assert_true (isnan (extruder->filament_length_mm));
  g_assert_true (isnan (extruder->filament_mass_g));
  g_assert_true (isnan (coarse->stated_time_s));
  g_assert_true (isnan (coarse->fan_max_pct));
  g_assert_null (coarse->layer_times_s);
  g_assert_cmpint (coarse->layer_count, ==, -1);
  g_assert_cmpint (coarse->stated_layer_count, ==, -1);
  g_assert_cmpuint (coarse->bed_setpoints.count, ==, 0);
  g_assert_null (sluice_process_record_get_extruder (coarse, 3));
}

/* Whatever the object is, one profile gives no more than three kinds of coarse records; the benchmark leans on that. */
static void
test_coarse_kinds (void)
{
  g_autoptr(GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int step = 0; step < 200; step++)
    {
      g_autoptr(SluiceProcessRecord) full = make_full ();
      double size = pow (10, step / 25.0 - 3);

      full->extruders[0].filament_volume_mm3 = MIN (1000 * size, SLUICE_PROCESS_MAX_VOLUME_MM3);
      full->extruders[0].filament_length_mm = step % 3 == 0 ? NAN : MIN (400 * size, SLUICE_PROCESS_MAX_LENGTH_MM);
      full->extruders[0].filament_mass_g = step % 5 == 0 ? NAN : MIN (size, SLUICE_PROCESS_MAX_MASS_G);
      full->extruders[3].setpoints.values_c[1] += step;
      full->bed_setpoints.values_c[0] += step % 50;
      full->stated_time_s = step % 7 == 0 ? NAN : MIN (300 * size, SLUICE_PROCESS_MAX_TIME_S);
      full->layer_count = step;
      full->stated_layer_count = step - 1;
      full->fan_max_pct = step % 100;
      g_array_set_size (full->layer_times_s, step);
      g_hash_table_add (kinds, tell_coarsely (full));
    }

  g_assert_cmpuint (g_hash_table_size (kinds), ==, 3);
}

/* One size, in whatever unit the slicer states it; none, where extruders share the print. */
static void
test_coarse_size (void)
{
  g_autoptr(SluiceProcessRecord) full = make_full ();
  SluiceProcessExtruder *extruders = full->extruders;
  g_autofree char *shared = NULL;
  g_autofree char *otherwise_shared = NULL;

  extruders[0].filament_volume_mm3 = NAN;
  {
    g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);

    g_assert_cmpfloat (coarse->extruders[0].filament_length_mm, ==, 1200);
    g_assert_true (isnan (coarse->extruders[0].filament_mass_g));
  }

  extruders[0].filament_length_mm = 0;
  extruders[0].filament_mass_g = 10.01;
  {
    g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);

    g_assert_cmpfloat (coarse->extruders[0].filament_mass_g, ==, 18);
    g_assert_true (isnan (coarse->extruders[0].filament_length_mm));
    g_assert_true (isnan (coarse->stated_time_s));
  }

  extruders[0].filament_mass_g = NAN;
  full->stated_time_s = 100000;
  {
    g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);

    g_assert_cmpfloat (coarse->stated_time_s, ==, 18000);
  }

  extruders[0].filament_volume_mm3 = 400;
  extruders[1].filament_volume_mm3 = 90000;
  shared = tell_coarsely (full);
  extruders[0].filament_volume_mm3 = 90000;
  extruders[1].filament_volume_mm3 = NAN;
  extruders[1].filament_length_mm = 4;
  otherwise_shared = tell_coarsely (full);
  g_assert_cmpstr (shared, ==, otherwise_shared);
}

/* The same table is held against the schema by tests/data/check-process-records.py. */
static void
test_good_and_bad (void)
{
  g_autoptr(JsonObject) table = load ("data/process-records.json");
  JsonArray *records = sluice_json_get_array (table, "records");

  g_assert_cmpuint (json_array_get_length (records), >, 30);
  for (guint i = 0; i < json_array_get_length (records); i++)
    {
      JsonObject *row = sluice_json_array_get_object (records, i);
      g_autoptr(GError) error = NULL;
      gboolean is_valid = sluice_process_record_validate (sluice_json_get_object (row, "record"), &error);

      if (is_valid != json_object_get_boolean_member (row, "valid"))
        g_error ("judged wrongly: %s", sluice_json_get_string (row, "why"));
      if (!is_valid)
        g_assert_error (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_INVALID_RECORD);
    }
}

static JsonObject *
descend (JsonObject *object,
         const char *path)
{
  g_auto(GStrv) members = g_strsplit (path, "/", -1);

  for (guint i = 0; members[i] != NULL; i++)
    object = sluice_json_get_object (object, members[i]);
  g_assert_nonnull (object);
  return object;
}

/* The lists in the source and in the schema are the same. */
static void
test_lists_and_schema (void)
{
  static const struct { SluiceNameList list; const char *path; } places[] = {
    { SLUICE_NAME_LIST_FORMATS, "properties/source/properties/format" },
    { SLUICE_NAME_LIST_SLICERS, "properties/source/properties/slicer/properties/name" },
    { SLUICE_NAME_LIST_FLAVORS, "properties/source/properties/flavor" },
    { SLUICE_NAME_LIST_MACHINES, "properties/machine/properties/name" },
    { SLUICE_NAME_LIST_NOZZLES, "properties/extruders/items/properties/nozzle_name" },
    { SLUICE_NAME_LIST_MATERIALS, "properties/extruders/items/properties/material/properties/type" },
    { SLUICE_NAME_LIST_ADHESIONS, "properties/settings/properties/adhesion" },
  };
  g_autoptr(JsonObject) schema = load ("../data/schemas/process-record-1.schema.json");

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      JsonArray *names = sluice_json_get_array (descend (schema, places[i].path), "enum");
      const char * const *list = sluice_name_list_get_names (places[i].list);
      guint count = 0;

      for (guint j = 0; j < json_array_get_length (names); j++)
        if (!json_array_get_null_element (names, j))
          {
            g_assert_true (g_strv_contains (list, json_array_get_string_element (names, j)));
            count++;
          }
      g_assert_cmpuint (count, ==, g_strv_length ((char **) list));
    }
}

/* The writer puts names into JSON as they are. */
static void
test_names_need_no_escape (void)
{
  for (int list = SLUICE_NAME_LIST_FORMATS; list <= SLUICE_NAME_LIST_ADHESIONS; list++)
    {
      const char * const *names = sluice_name_list_get_names (list);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_assert_true (g_str_is_ascii (names[i]));
          g_assert_null (strpbrk (names[i], "\"\\\n\t"));
          g_assert_true (sluice_name_list_find (list, names[i], -1) == names[i]);
        }
    }

  g_assert_null (sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "Ultimaker S5\0", 13));
  g_assert_null (sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "Ultimaker S", -1));
  g_assert_null (sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "", 0));
  /* What somebody could call a printer of their own, though a maker sells one of that name. */
  g_assert_null (sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "Julia", -1));
  g_assert_null (sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "Farm 2", -1));
  g_assert_cmpstr (sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "ultimaker_s5", -1), ==, "Ultimaker S5");
  g_assert_null (sluice_name_list_find (SLUICE_NAME_LIST_NOZZLES, "ultimaker_s5", -1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print-record/json", test_json);
  g_test_add_func ("/print-record/coarse", test_coarse);
  g_test_add_func ("/print-record/coarse-kinds", test_coarse_kinds);
  g_test_add_func ("/print-record/coarse-size", test_coarse_size);
  g_test_add_func ("/print-record/good-and-bad", test_good_and_bad);
  g_test_add_func ("/print-record/lists-and-schema", test_lists_and_schema);
  g_test_add_func ("/print-record/names-need-no-escape", test_names_need_no_escape);
  return test_run ();
}
