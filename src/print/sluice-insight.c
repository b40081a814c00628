/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-insight.h"

#include <math.h>
#include <string.h>

/*
 * What could be learned from a record, by one table: a field that is added to the record needs a line in it, or a test
 * fails. The words are the app's.
 */

#define BIT(name) SLUICE_INSIGHT_BIT (SLUICE_INSIGHT_##name)

/* Up to the one a print is fine, and from the other on it is rough: of layers and of nozzles, in millimetres. */
#define FINE_LAYER_MM 0.1
#define ROUGH_LAYER_MM 0.3
#define FINE_NOZZLE_MM 0.25
#define ROUGH_NOZZLE_MM 0.8

/* As many of what hardly ever changes in a workshop make a record known again. */
#define HABITS 3

static const SluiceFieldTelling fields[] = {
  { "schema", SLUICE_TELLS_NOTHING, 0 },
  { "record_id", SLUICE_TELLS_NOTHING, 0 },
  { "resolution", SLUICE_TELLS_NOTHING, 0 },
  { "source.format", SLUICE_TELLS_NOTHING, 0 },
  { "source.slicer.name", SLUICE_TELLS_NOTHING, BIT (SOFTWARE) | BIT (HABITS) },
  { "source.slicer.version", SLUICE_TELLS_NOTHING, BIT (SOFTWARE) | BIT (HABITS) },
  { "source.flavor", SLUICE_TELLS_NOTHING, BIT (SOFTWARE) },
  { "machine.name", SLUICE_TELLS_NOTHING, BIT (PRINTER) | BIT (HABITS) },
  { "machine.build_plate_temperature_c", SLUICE_TELLS_NOTHING, BIT (HABITS) },
  { "machine.build_volume_temperature_c", SLUICE_TELLS_NOTHING, BIT (PRINTER) },
  { "extruders[].index", SLUICE_TELLS_NOTHING, 0 },
  { "extruders[].nozzle_diameter_mm", SLUICE_TELLS_LITTLE, BIT (EQUIPMENT) | BIT (HABITS) | BIT (FINENESS) },
  { "extruders[].nozzle_name", SLUICE_TELLS_NOTHING, BIT (EQUIPMENT) | BIT (HABITS) },
  { "extruders[].initial_temperature_c", SLUICE_TELLS_NOTHING, BIT (HABITS) },
  { "extruders[].material.guid", SLUICE_TELLS_LITTLE, BIT (PURCHASES) | BIT (HABITS) | BIT (COLOURS) },
  { "extruders[].material.type", SLUICE_TELLS_LITTLE, BIT (PURPOSE) | BIT (HOLLOWS) | BIT (COLOURS) | BIT (HABITS) },
  { "extruders[].filament_length_mm", SLUICE_TELLS_MUCH, BIT (AMOUNT) | BIT (SIZE) | BIT (PARTS) },
  { "extruders[].filament_volume_mm3", SLUICE_TELLS_MUCH, BIT (AMOUNT) | BIT (SIZE) | BIT (PARTS) },
  { "extruders[].filament_mass_g", SLUICE_TELLS_MUCH, BIT (AMOUNT) | BIT (SIZE) | BIT (PARTS) },
  { "extruders[].filament_from", SLUICE_TELLS_NOTHING, 0 },
  { "time.stated_s", SLUICE_TELLS_MUCH, BIT (DURATION) | BIT (SIZE) },
  { "time.layer_s", SLUICE_TELLS_MUCH, BIT (OUTLINE) },
  { "layers.count", SLUICE_TELLS_MUCH, BIT (HEIGHT) },
  { "layers.stated_count", SLUICE_TELLS_MUCH, BIT (HEIGHT) },
  { "layers.height_mm", SLUICE_TELLS_LITTLE, BIT (HEIGHT) | BIT (FINENESS) | BIT (HABITS) },
  { "settings.infill_density_pct", SLUICE_TELLS_LITTLE, BIT (STRENGTH) | BIT (HABITS) },
  { "settings.support", SLUICE_TELLS_LITTLE, BIT (OVERHANGS) },
  { "settings.adhesion", SLUICE_TELLS_LITTLE, BIT (FOOT) },
  { "settings.fan_max_pct", SLUICE_TELLS_LITTLE, BIT (COOLING) },
  { "temperatures_c.extruder.n", SLUICE_TELLS_LITTLE, BIT (TRIAL) },
  { "temperatures_c.bed", SLUICE_TELLS_NOTHING, BIT (TRIAL) },
};

/* Of those that nobody prints an object of alone. */
static const char * const removed[] = {
  "Acetate", "Breakaway", "BVOH", "HIPS", "PVA", "RapidRinse", "SCAFF", "Soluble", "SR-30", NULL,
};
static const char * const soft[] = { "EVA", "FLEX", "Silicone", "TPC", "TPE", "TPU", "TPU 95A", NULL };
static const char * const hardy[] = {
  "Metal", "PAHT", "PC-ABS-FR", "PEEK", "PEI", "PEKK", "PPS", "PPSU", "PSU", "PVDF", NULL,
};

/** sluice_insight_list_fields: @n_fields: (out): how many. Returns: (array length=n_fields) (transfer none): each field of a record once. */
const SluiceFieldTelling *
sluice_insight_list_fields (gsize *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);
  return fields;
}

/** sluice_material_get_use: @type: (nullable): from %SLUICE_NAME_LIST_MATERIALS. */
SluiceMaterialUse
sluice_material_get_use (const char *type)
{
  if (type == NULL)
    return SLUICE_MATERIAL_USUAL;
  if (g_strv_contains (removed, type))
    return SLUICE_MATERIAL_REMOVED;
  if (g_strv_contains (soft, type))
    return SLUICE_MATERIAL_SOFT;
  /* Carbon and glass, whatever they are in. */
  if (strstr (type, "CF") != NULL || strstr (type, "GF") != NULL)
    return SLUICE_MATERIAL_STRONG;
  return g_strv_contains (hardy, type) ? SLUICE_MATERIAL_HARDY : SLUICE_MATERIAL_USUAL;
}

static guint
find_of_materials (SluiceProcessRecord *record)
{
  gboolean uses[SLUICE_MATERIAL_HARDY + 1] = { FALSE };
  guint n_materials = 0;
  guint n_kept = 0;
  guint found = 0;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      const SluiceProcessExtruder *extruder = &record->extruders[i];
      SluiceMaterialUse use = sluice_material_get_use (extruder->material_type);

      if (extruder->material_guid != NULL)
        found |= BIT (PURCHASES);
      if (extruder->material_type == NULL && extruder->material_guid == NULL)
        continue;
      n_materials++;
      n_kept += use != SLUICE_MATERIAL_REMOVED;
      uses[use] = TRUE;
    }

  if (uses[SLUICE_MATERIAL_REMOVED] && n_materials > 1)
    found |= BIT (HOLLOWS);
  if (n_kept > 1)
    found |= BIT (COLOURS);
  if (uses[SLUICE_MATERIAL_SOFT] || uses[SLUICE_MATERIAL_STRONG] || uses[SLUICE_MATERIAL_HARDY])
    found |= BIT (PURPOSE);
  return found;
}

/* In a coarse record the one amount is a class, and no more than that. */
static guint
find_of_amounts (SluiceProcessRecord *record)
{
  guint n_used = 0;
  guint found = 0;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    if (record->extruders[i].filament_length_mm > 0 || record->extruders[i].filament_volume_mm3 > 0 ||
        record->extruders[i].filament_mass_g > 0)
      n_used++;

  if (record->resolution == SLUICE_PROCESS_RESOLUTION_COARSE)
    return n_used > 0 || record->stated_time_s > 0 ? BIT (SIZE) : 0;

  if (n_used > 0)
    found |= BIT (AMOUNT);
  if (n_used > 1)
    found |= BIT (PARTS);
  if (record->stated_time_s > 0)
    found |= BIT (DURATION);
  return found;
}

/** sluice_insight_get_fineness: by the layers, or else by the nozzles. */
SluiceFineness
sluice_insight_get_fineness (SluiceProcessRecord *record)
{
  g_return_val_if_fail (record != NULL, SLUICE_FINENESS_USUAL);

  if (record->layer_height_mm <= FINE_LAYER_MM)
    return SLUICE_FINENESS_FINE;
  if (record->layer_height_mm >= ROUGH_LAYER_MM)
    return SLUICE_FINENESS_ROUGH;
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      if (record->extruders[i].nozzle_diameter_mm <= FINE_NOZZLE_MM)
        return SLUICE_FINENESS_FINE;
      if (record->extruders[i].nozzle_diameter_mm >= ROUGH_NOZZLE_MM)
        return SLUICE_FINENESS_ROUGH;
    }
  return SLUICE_FINENESS_USUAL;
}

static guint
find_of_layers (SluiceProcessRecord *record)
{
  guint found = 0;

  if (record->layer_times_s != NULL && record->layer_times_s->len > 0)
    found |= BIT (OUTLINE);
  if (record->layer_count > 0 || record->stated_layer_count > 0)
    found |= BIT (HEIGHT);
  if (sluice_insight_get_fineness (record) != SLUICE_FINENESS_USUAL)
    found |= BIT (FINENESS);
  return found;
}

static guint
find_of_settings (SluiceProcessRecord *record)
{
  guint found = 0;

  if (!isnan (record->infill_density_pct))
    found |= BIT (STRENGTH);
  if (record->support >= 0)
    found |= BIT (OVERHANGS);
  if (g_strcmp0 (record->adhesion, "brim") == 0 || g_strcmp0 (record->adhesion, "raft") == 0)
    found |= BIT (FOOT);
  if (!isnan (record->fan_max_pct))
    found |= BIT (COOLING);
  return found;
}

static guint
find_of_equipment (SluiceProcessRecord *record)
{
  guint found = 0;
  guint n_setpoints = record->bed_setpoints.count;

  if (record->machine_name != NULL || !isnan (record->build_volume_temperature_c))
    found |= BIT (PRINTER);
  if (record->slicer_name != NULL || record->flavor != NULL)
    found |= BIT (SOFTWARE);
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      if (!isnan (record->extruders[i].nozzle_diameter_mm) || record->extruders[i].nozzle_name != NULL)
        found |= BIT (EQUIPMENT);
      n_setpoints = MAX (n_setpoints, record->extruders[i].setpoints.count);
    }

  /* The first layer is often hotter: two are usual. */
  if (n_setpoints > 2)
    found |= BIT (TRIAL);
  return found;
}

/* What does not change from print to print. Of the extruders the first one will do: there is one in most printers. */
static guint
find_habits (SluiceProcessRecord *record)
{
  const SluiceProcessExtruder *extruder = &record->extruders[0];
  const gboolean known[] = {
    record->machine_name != NULL,
    record->slicer_name != NULL,
    *record->slicer_version != '\0',
    !isnan (extruder->nozzle_diameter_mm) || extruder->nozzle_name != NULL,
    extruder->material_guid != NULL || extruder->material_type != NULL,
    !isnan (extruder->initial_temperature_c),
    !isnan (record->build_plate_temperature_c),
    !isnan (record->layer_height_mm),
    !isnan (record->infill_density_pct),
  };
  guint n_known = 0;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    n_known += known[i];
  return n_known >= HABITS ? BIT (HABITS) : 0;
}

/**
 * sluice_insight_find:
 * @record: what would leave
 *
 * Returns: a set of #SLUICE_INSIGHT_BIT: what could be learned from @record by whoever sees it
 */
guint
sluice_insight_find (SluiceProcessRecord *record)
{
  g_return_val_if_fail (record != NULL, 0);

  return find_of_amounts (record) | find_of_layers (record) | find_of_materials (record) | find_of_settings (record) |
         find_of_equipment (record) | find_habits (record) | BIT (CIRCUMSTANCES);
}

SluiceInsightSubject
sluice_insight_get_subject (SluiceInsight insight)
{
  return insight >= SLUICE_INSIGHT_PRINTER ? SLUICE_INSIGHT_ABOUT_WORKSHOP : SLUICE_INSIGHT_ABOUT_OBJECT;
}

/** sluice_insight_get_telling: how much @insight tells about the object: which one it is, not what it is like. */
SluiceTelling
sluice_insight_get_telling (SluiceInsight insight)
{
  const guint much = BIT (OUTLINE) | BIT (AMOUNT) | BIT (DURATION) | BIT (HEIGHT) | BIT (PARTS);

  if ((SLUICE_INSIGHT_BIT (insight) & much) != 0)
    return SLUICE_TELLS_MUCH;
  return sluice_insight_get_subject (insight) == SLUICE_INSIGHT_ABOUT_OBJECT ? SLUICE_TELLS_LITTLE
                                                                            : SLUICE_TELLS_NOTHING;
}
