/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-insight-words.h"
#include "sluice-insight.h"
#include "sluice-json.h"
#include "sluice-material-list.h"
#include "sluice-name-list.h"
#include "test-util.h"

#include <math.h>
#include <string.h>

/* What could be learned from a record: no field of it is forgotten, and what is said is true of the record. */

#define BIT(name) SLUICE_INSIGHT_BIT (SLUICE_INSIGHT_##name)

/* The schema's members by the names that docs/process-record.md and the table have, of which each one found is taken off. */
static void
take_off (GPtrArray  *listed,
          JsonObject *schema,
          const char *name)
{
  JsonObject *members = sluice_json_get_object (schema, "properties");
  JsonObject *any = sluice_json_get_object (schema, "patternProperties");
  JsonObject *items = sluice_json_get_object (schema, "items");
  g_autofree char *of_each = NULL;
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;
  guint position;

  if (items != NULL && sluice_json_get_object (items, "properties") != NULL)
    {
      of_each = g_strconcat (name, "[]", NULL);
      take_off (listed, items, of_each);
      return;
    }
  if (members == NULL && any == NULL)
    {
      if (!g_ptr_array_find_with_equal_func (listed, name, g_str_equal, &position))
        g_error ("%s is in the schema, and nothing says what it tells", name);
      g_ptr_array_remove_index (listed, position);
      return;
    }

  json_object_iter_init (&iter, members != NULL ? members : any);
  while (json_object_iter_next (&iter, &key, &node))
    {
      g_autofree char *member = g_strconcat (name, *name != '\0' ? "." : "", members != NULL ? key : "n", NULL);

      take_off (listed, json_node_get_object (node), member);
    }
}

static void
test_every_field (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", "schemas", "process-record-1.schema.json", NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autoptr(JsonObject) schema = sluice_json_parse_object (bytes, 1024 * 1024, NULL);
  g_autoptr(GPtrArray) listed = g_ptr_array_new ();
  gsize n_fields;
  const SluiceFieldTelling *fields = sluice_insight_list_fields (&n_fields);

  for (gsize i = 0; i < n_fields; i++)
    g_ptr_array_add (listed, (gpointer) fields[i].field);
  g_assert_nonnull (schema);
  take_off (listed, schema, "");
  for (guint i = 0; i < listed->len; i++)
    g_error ("%s is said to tell something, and is not in the schema", (const char *) listed->pdata[i]);
}

/* (transfer full) (nullable): what the documentation's table says that @field tells about the object. */
static char *
dup_documented (char       **lines,
                const char  *field)
{
  const char *rest = g_str_has_prefix (field, "extruders[].") ? field + strlen ("extruders[].") : field;
  g_autofree char *short_row = g_strdup_printf ("| `….%s` |", rest);
  g_autofree char *whole_row = g_strdup_printf ("| `%s` |", field);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], short_row) || g_str_has_prefix (lines[i], whole_row))
      {
        g_auto(GStrv) cells = g_strsplit (lines[i], "|", -1);

        g_assert_cmpuint (g_strv_length (cells), >, 7);
        return g_strstrip (g_strdup (cells[6]));
      }
  return NULL;
}

static void
test_documented (void)
{
  static const char * const words[] = { "none", "little", "much" };
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "docs", "process-record.md", NULL);
  g_autoptr(GBytes) bytes = test_load_file (path);
  g_autofree char *text = test_dup_text (bytes);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gsize n_fields;
  const SluiceFieldTelling *fields = sluice_insight_list_fields (&n_fields);

  for (gsize i = 0; i < n_fields; i++)
    {
      g_autofree char *documented = dup_documented (lines, fields[i].field);

      if (documented == NULL || !g_str_has_prefix (documented, words[fields[i].object]))
        g_error ("docs/process-record.md says “%s” of %s, not “%s”", documented != NULL ? documented : "nothing",
                 fields[i].field, words[fields[i].object]);
    }
}

static SluiceProcessRecord *
make_full (void)
{
  SluiceProcessRecord *record = sluice_process_record_new ("gcode");
  double times[] = { 197.8, 61.2 };

  record->slicer_name = sluice_name_list_find (SLUICE_NAME_LIST_SLICERS, "PrusaSlicer", -1);
  g_strlcpy (record->slicer_version, "2.6.0", sizeof record->slicer_version);
  record->machine_name = sluice_name_list_find (SLUICE_NAME_LIST_MACHINES, "MK3S", -1);
  record->stated_time_s = 4879;
  record->layer_times_s = g_array_new (FALSE, FALSE, sizeof (double));
  g_array_append_vals (record->layer_times_s, times, G_N_ELEMENTS (times));
  record->layer_count = 204;
  record->layer_height_mm = 0.1;
  record->infill_density_pct = 20;
  record->support = 1;
  record->adhesion = sluice_name_list_find (SLUICE_NAME_LIST_ADHESIONS, "raft", -1);
  record->fan_max_pct = 100;
  record->bed_setpoints = (SluiceSetpoints) { 1, { 60 } };
  record->extruders[0].nozzle_diameter_mm = 0.4;
  record->extruders[0].material_guid =
    sluice_material_list_find ("506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9", &record->extruders[0].material_type);
  record->extruders[0].filament_mass_g = 4.43;
  record->extruders[1].material_type = sluice_name_list_find (SLUICE_NAME_LIST_MATERIALS, "PVA", -1);
  record->extruders[1].filament_mass_g = 1;
  record->extruders[1].setpoints = (SluiceSetpoints) { 3, { 210, 215, 220 } };
  return record;
}

static void
test_found (void)
{
  const guint object = BIT (OUTLINE) | BIT (AMOUNT) | BIT (DURATION) | BIT (HEIGHT) | BIT (PARTS);
  g_autoptr(SluiceProcessRecord) empty = sluice_process_record_new ("other");
  g_autoptr(SluiceProcessRecord) full = make_full ();
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);
  g_autoptr(SluiceProcessRecord) single = NULL;
  const guint of_full = sluice_insight_find (full);
  const guint of_coarse = sluice_insight_find (coarse);

  /* From whom it comes, and when, every sending shows. */
  g_assert_cmphex (sluice_insight_find (empty), ==, BIT (CIRCUMSTANCES));
  g_assert_cmphex (of_full & object, ==, object);
  g_assert_cmphex (of_full & BIT (SIZE), ==, 0);
  g_assert_cmphex (of_full, ==, object | BIT (HOLLOWS) | BIT (OVERHANGS) | BIT (STRENGTH) | BIT (FINENESS) | BIT (FOOT) |
                                  BIT (TRIAL) | BIT (COOLING) | BIT (PRINTER) | BIT (EQUIPMENT) | BIT (PURCHASES) |
                                  BIT (SOFTWARE) | BIT (HABITS) | BIT (CIRCUMSTANCES));
  /* What tells objects apart is what a coarse record is without. */
  g_assert_cmphex (of_coarse & object, ==, 0);
  g_assert_cmphex (of_coarse & ~of_full, ==, 0);
  /* And how a print is shared out among extruders: of one of them a class is told. */
  g_assert_cmphex (of_coarse & BIT (SIZE), ==, 0);
  full->extruders[1].filament_mass_g = NAN;
  single = sluice_process_record_coarsen (full);
  g_assert_cmphex (sluice_insight_find (single), ==, of_coarse | BIT (SIZE));
}

static void
test_about (void)
{
  g_assert_cmpint (sluice_insight_get_telling (SLUICE_INSIGHT_OUTLINE), ==, SLUICE_TELLS_MUCH);
  g_assert_cmpint (sluice_insight_get_telling (SLUICE_INSIGHT_SIZE), ==, SLUICE_TELLS_LITTLE);
  g_assert_cmpint (sluice_insight_get_telling (SLUICE_INSIGHT_PRINTER), ==, SLUICE_TELLS_NOTHING);
  for (SluiceInsight insight = 0; insight < SLUICE_N_INSIGHTS; insight++)
    g_assert_cmpint (sluice_insight_get_subject (insight) == SLUICE_INSIGHT_ABOUT_WORKSHOP, ==,
                     sluice_insight_get_telling (insight) == SLUICE_TELLS_NOTHING);
}

static void
test_materials (void)
{
  const struct
  {
    const char       *type;
    SluiceMaterialUse use;
  } rows[] = {
    { NULL, SLUICE_MATERIAL_USUAL },      { "PLA", SLUICE_MATERIAL_USUAL },     { "PVA", SLUICE_MATERIAL_REMOVED },
    { "TPU 95A", SLUICE_MATERIAL_SOFT },  { "PA-CF", SLUICE_MATERIAL_STRONG },  { "PEEK", SLUICE_MATERIAL_HARDY },
  };
  g_autoptr(SluiceProcessRecord) record = sluice_process_record_new ("gcode");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (sluice_material_get_use (rows[i].type), ==, rows[i].use);

  g_assert_cmpint (sluice_insight_get_fineness (record), ==, SLUICE_FINENESS_USUAL);
  record->layer_height_mm = 0.06;
  g_assert_cmpint (sluice_insight_get_fineness (record), ==, SLUICE_FINENESS_FINE);
  record->layer_height_mm = 0.4;
  g_assert_cmpint (sluice_insight_get_fineness (record), ==, SLUICE_FINENESS_ROUGH);
}

/* A sentence for each, with its figures, and nothing that a template left. */
static void
test_words (void)
{
  g_autoptr(SluiceProcessRecord) full = make_full ();
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (full);
  SluiceProcessRecord *records[] = { full, coarse };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    for (SluiceInsight insight = 0; insight < SLUICE_N_INSIGHTS; insight++)
      {
        g_autofree char *text = NULL;

        if ((sluice_insight_find (records[i]) & SLUICE_INSIGHT_BIT (insight)) == 0)
          continue;
        text = sluice_insight_dup_text (insight, records[i]);
        g_assert_nonnull (text);
        g_assert_true (g_str_has_suffix (text, "."));
        g_assert_null (strstr (text, "(null)"));
        g_assert_null (strstr (text, "nan"));
        g_assert_null (strstr (text, "%s"));
      }

  {
    g_autofree char *amount = sluice_insight_dup_text (SLUICE_INSIGHT_AMOUNT, full);
    g_autofree char *height = sluice_insight_dup_text (SLUICE_INSIGHT_HEIGHT, full);
    g_autofree char *outline = sluice_insight_dup_text (SLUICE_INSIGHT_OUTLINE, full);

    g_assert_nonnull (strstr (amount, "4.4 g"));
    g_assert_nonnull (strstr (height, "20.4 mm high: 204 layers"));
    g_assert_nonnull (strstr (outline, "2 layers"));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/insight/every-field", test_every_field);
  g_test_add_func ("/insight/documented", test_documented);
  g_test_add_func ("/insight/found", test_found);
  g_test_add_func ("/insight/about", test_about);
  g_test_add_func ("/insight/materials", test_materials);
  g_test_add_func ("/insight/words", test_words);
  return g_test_run ();
}
