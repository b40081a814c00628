/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "sluice-split.h"
#include "test-util.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every real file against the truth that the manifest tells of it. */

static JsonObject *manifest;

static JsonObject *
load_manifest (void)
{
  g_autofree char *path = test_corpus_file ("MANIFEST.json");
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(GError) error = NULL;
  JsonObject *object = sluice_json_parse_object (bytes, 1024 * 1024, &error);

  g_assert_no_error (error);
  return object;
}

static gboolean
hash_tap (const guint8 *data,
          gsize         length,
          gpointer      tap_data,
          GError      **error)
{
  g_checksum_update (tap_data, data, length);
  return TRUE;
}

static void
assert_progress (guint64  done,
                 guint64  total,
                 gpointer progress_data)
{
  guint64 *last = progress_data;

  g_assert_cmpuint (done, >=, *last);
  g_assert_cmpuint (done, <=, total);
  *last = done;
}

static double
parse_estimate (const char *text)
{
  int hours = 0;
  int minutes = 0;
  int seconds = 0;

  if (sscanf (text, "%dh %dm %ds", &hours, &minutes, &seconds) != 3)
    {
      hours = 0;
      g_assert_cmpint (sscanf (text, "%dm %ds", &minutes, &seconds), ==, 2);
    }
  return hours * 3600 + minutes * 60 + seconds;
}

static void
assert_number (JsonObject *truth,
               const char *member,
               double      value)
{
  if (json_object_has_member (truth, member))
    {
      JsonNode *node = json_object_get_member (truth, member);
      double expected = json_node_get_value_type (node) == G_TYPE_STRING
                        ? g_ascii_strtod (json_node_get_string (node), NULL) : json_node_get_double (node);

      g_assert_cmpfloat_with_epsilon (value, expected, 1e-6);
    }
}

static void
assert_setpoints (JsonObject            *temperatures,
                  const char            *command,
                  const SluiceSetpoints *setpoints)
{
  JsonArray *array = sluice_json_get_array (temperatures, command);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *word = json_array_get_string_element (array, i);
      int celsius = word[0] == 'S' ? atoi (word + 1) : 0;
      gboolean is_there = FALSE;

      for (guint j = 0; j < setpoints->count; j++)
        is_there = is_there || setpoints->values_c[j] == celsius;
      g_assert_true (celsius == 0 || is_there);
    }
}

static void
assert_truth (JsonObject          *truth,
              SluiceProcessRecord *record)
{
  const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (record, 0);
  JsonObject *volumes = sluice_json_get_object (truth, "volume_used_mm3");
  JsonObject *temperatures = sluice_json_get_object (truth, "temps_first3");
  g_autofree char *generator = g_strdup_printf ("%s %s", record->slicer_name, record->slicer_version);

  assert_number (truth, "print_time_s", record->stated_time_s);
  assert_number (truth, "time_s", record->stated_time_s);
  if (json_object_has_member (truth, "estimated"))
    g_assert_cmpfloat (record->stated_time_s, ==, parse_estimate (json_object_get_string_member (truth, "estimated")));

  assert_number (truth, "cura_layer_lines", record->layer_count);
  assert_number (truth, "prusa_layer_changes", record->layer_count);
  assert_number (truth, "LAYER_COUNT", record->stated_layer_count);
  assert_number (truth, "time_elapsed_count", record->layer_times_s != NULL ? record->layer_times_s->len : 0);
  assert_number (truth, "filament_mm", extruder->filament_length_mm);
  assert_number (truth, "filament_g", extruder->filament_mass_g);
  if (json_object_has_member (truth, "filament_used"))
    assert_number (truth, "filament_used", extruder->filament_length_mm / 1000);
  if (volumes != NULL)
    assert_number (volumes, "0", extruder->filament_volume_mm3);
  if (json_object_has_member (truth, "machine"))
    g_assert_cmpstr (record->machine_name, ==, json_object_get_string_member (truth, "machine"));
  if (json_object_has_member (truth, "flavor"))
    g_assert_cmpstr (record->flavor, ==, json_object_get_string_member (truth, "flavor"));
  g_assert_true (g_str_has_prefix (json_object_get_string_member (truth, "generator"), generator));

  /* The first few commands that the manifest lists. */
  assert_setpoints (temperatures, "M104", &extruder->setpoints);
  assert_setpoints (temperatures, "M109", &extruder->setpoints);
  assert_setpoints (temperatures, "M140", &record->bed_setpoints);
  assert_setpoints (temperatures, "M190", &record->bed_setpoints);
}

static void
assert_accounts (JsonObject  *entry,
                 SluiceSplit *split)
{
  GListModel *parts = sluice_split_get_parts (split);
  guint64 bytes = 0;
  guint64 file_bytes = 0;

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);

      bytes += sluice_print_part_get_bytes (part);
      file_bytes += sluice_print_part_get_file_bytes (part);
    }

  g_assert_cmpint (sluice_split_get_size (split), ==, json_object_get_int_member (entry, "bytes"));
  g_assert_cmpuint (sluice_split_get_product_bytes (split) + sluice_split_get_process_bytes (split) +
                    sluice_split_get_structure_bytes (split), ==, sluice_split_get_size (split));
  g_assert_cmpuint (sluice_split_get_unpacked_product_bytes (split) + sluice_split_get_unpacked_process_bytes (split) +
                    sluice_split_get_unpacked_structure_bytes (split), ==, sluice_split_get_unpacked_size (split));
  g_assert_cmpuint (file_bytes, ==, sluice_split_get_size (split));
  g_assert_cmpuint (bytes, ==, sluice_split_get_unpacked_size (split));
  if (json_object_has_member (entry, "unpacked_bytes"))
    g_assert_cmpint (sluice_split_get_unpacked_size (split), ==, json_object_get_int_member (entry, "unpacked_bytes"));
}

/* All that anybody could see of it. */
static char *
collect_text (SluiceSplit *split)
{
  GString *text = g_string_new (sluice_split_get_notice (split));
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (sluice_split_get_record (split));
  g_autoptr(GBytes) full_json = sluice_process_record_to_json (sluice_split_get_record (split), TRUE);
  g_autoptr(GBytes) coarse_json = sluice_process_record_to_json (coarse, FALSE);
  GListModel *parts = sluice_split_get_parts (split);

  g_string_append_len (text, g_bytes_get_data (full_json, NULL), g_bytes_get_size (full_json));
  g_string_append_len (text, g_bytes_get_data (coarse_json, NULL), g_bytes_get_size (coarse_json));
  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr(SluicePrintPart) part = g_list_model_get_item (parts, i);
      g_autofree char *title = sluice_print_part_dup_title (part);
      const char *member = sluice_print_part_get_member (part);

      g_string_append_printf (text, "\n%s %s", title, member != NULL ? member : "");
    }

  return g_string_free_and_steal (text);
}

/* The strings of any file must not be in what comes of this one. */
static void
assert_no_leak (const char *text)
{
  JsonObjectIter files;
  JsonNode *file;

  json_object_iter_init (&files, manifest);
  while (json_object_iter_next (&files, NULL, &file))
    {
      JsonObject *leaks = sluice_json_get_object (json_node_get_object (file), "must_not_leak");
      JsonObjectIter iter;
      const char *leak;
      JsonNode *where;

      json_object_iter_init (&iter, leaks);
      while (json_object_iter_next (&iter, &leak, &where))
        {
          /* Elsewhere the manifest names a member, and only describes what is secret about it. */
          const char *secret = JSON_NODE_HOLDS_OBJECT (where) ? leak
                               : g_str_equal (leak, "header") ? json_node_get_string (where)
                                                              : NULL;

          if (secret != NULL && strstr (text, secret) != NULL)
            g_error ("this leaks: %s", secret);
        }
    }
}

static void
test_file (gconstpointer data)
{
  const char *name = data;
  JsonObject *entry = json_object_get_object_member (manifest, name);
  g_autofree char *path = test_corpus_file (name);
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = NULL;
  g_autofree char *text = NULL;
  guint64 last = 0;

  g_assert_nonnull (path);
  split = sluice_split_read (path, hash_tap, checksum, assert_progress, &last, NULL, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (g_checksum_get_string (checksum), ==, json_object_get_string_member (entry, "sha256"));
  g_assert_cmpuint (last, >=, sluice_split_get_size (split));
  assert_accounts (entry, split);
  text = collect_text (split);
  assert_no_leak (text);
  if (json_object_has_member (entry, "truth"))
    assert_truth (json_object_get_object_member (entry, "truth"), sluice_split_get_record (split));
}

static DexFuture *
test_ufp_fiber (gpointer data)
{
  g_autofree char *path = test_corpus_file ("13_UMS5_Turbine-Bracket.ufp");
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSplit) split = dex_await_object (sluice_split_file (path), &error);
  SluiceProcessRecord *record;
  const SluiceProcessExtruder *extruder;
  double sum = 0;

  g_assert_no_error (error);
  record = sluice_split_get_record (split);
  extruder = sluice_process_record_get_extruder (record, 0);

  g_assert_cmpstr (sluice_split_get_format (split), ==, "ufp");
  g_assert_null (sluice_split_get_notice (split));
  g_assert_cmpstr (record->machine_name, ==, "Ultimaker S5");
  g_assert_cmpfloat (record->stated_time_s, ==, 4879);
  g_assert_cmpint (record->layer_count, ==, 204);
  g_assert_cmpint (record->stated_layer_count, ==, 200);
  g_assert_cmpstr (record->adhesion, ==, "raft");
  g_assert_cmpstr (extruder->material_guid, ==, "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9");
  g_assert_cmpstr (extruder->material_type, ==, "PLA");
  g_assert_cmpfloat (extruder->nozzle_diameter_mm, ==, 0.4);
  /* The slicer wrote "unknown": it is. */
  g_assert_null (extruder->nozzle_name);
  g_assert_cmpfloat (extruder->filament_volume_mm3, ==, 10627);
  g_assert_true (isnan (extruder->filament_length_mm));

  for (guint i = 0; i < record->layer_times_s->len; i++)
    sum += g_array_index (record->layer_times_s, double, i);
  g_assert_cmpfloat_with_epsilon (sum, 4879.1, 204 * 0.05);
  return dex_future_new_true ();
}

int
main (int   argc,
      char *argv[])
{
  JsonObjectIter iter;
  const char *name;
  int result;

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  manifest = load_manifest ();
  json_object_iter_init (&iter, manifest);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      g_autofree char *test = g_strconcat ("/print-corpus/file/", name, NULL);

      g_test_add_data_func (test, name, test_file);
    }
  test_add_fiber ("/print-corpus/ufp", test_ufp_fiber);

  result = test_run ();
  json_object_unref (manifest);
  return result;
}
