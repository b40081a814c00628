/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include "sluice-json.h"

#include <math.h>

/*
 * What a coarse record may tell about the object is one word: small, medium or
 * large. Each value more, however rough, multiplies the kinds of records that
 * there are, and with as many kinds as objects a record names its object. With
 * three kinds it names one object in as many as people print, divided by three.
 * tests/bench/leakage.py measures it; docs/process-record.md has the figures.
 */

#define CLASSES 3

/* What tells how large a print is: filament in mm³, mm and g, and the time of printing in s. */
typedef enum
{
  AMOUNT_VOLUME,
  AMOUNT_LENGTH,
  AMOUNT_MASS,
  AMOUNT_TIME,
} Amount;

/* A value up to @limits[i] is told as @stands_for[i]: a plain number of the same unit, in the middle of its class. */
typedef struct
{
  double limits[CLASSES];
  double stands_for[CLASSES];
} Sizes;

/* One set of classes in four units: of PLA, 1.75 mm thick, and what an hour of printing takes. */
static const Sizes sizes[] = {
  [AMOUNT_VOLUME] = { { 8000, 25000, INFINITY }, { 3000, 15000, 50000 } },
  [AMOUNT_LENGTH] = { { 3300, 10000, INFINITY }, { 1200, 6000, 20000 } },
  [AMOUNT_MASS] = { { 10, 30, INFINITY }, { 4, 18, 60 } },
  [AMOUNT_TIME] = { { 3600, 10800, INFINITY }, { 1800, 7200, 18000 } },
};

/* Returns: the class that @value stands for */
static SluiceProcessSize
get_class (Amount amount,
           double value)
{
  for (guint i = 0; i < CLASSES; i++)
    if (value == sizes[amount].stands_for[i])
      return SLUICE_PROCESS_SIZE_SMALL + i;

  return SLUICE_PROCESS_SIZE_UNKNOWN;
}

static double
put_in_class (Amount amount,
              double              value)
{
  guint i = 0;

  while (value > sizes[amount].limits[i])
    i++;

  return sizes[amount].stands_for[i];
}

/* The same fact in three units: puts the first one that @full knows into @coarse. Returns: whether there is any. */
static gboolean
tell_filament_of (SluiceProcessExtruder       *coarse,
                  const SluiceProcessExtruder *full)
{
  if (full->filament_volume_mm3 > 0)
    coarse->filament_volume_mm3 = put_in_class (AMOUNT_VOLUME, full->filament_volume_mm3);
  else if (full->filament_length_mm > 0)
    coarse->filament_length_mm = put_in_class (AMOUNT_LENGTH, full->filament_length_mm);
  else if (full->filament_mass_g > 0)
    coarse->filament_mass_g = put_in_class (AMOUNT_MASS, full->filament_mass_g);
  else
    return FALSE;

  return TRUE;
}

/*
 * Only where one extruder did all of it is a size told: how a print is shared
 * out among extruders tells about the object.
 *
 * Returns: whether the use of filament is known, told or not
 */
static gboolean
tell_filament (SluiceProcessRecord       *coarse,
               const SluiceProcessRecord *full)
{
  SluiceProcessExtruder told;
  guint used = 0;
  guint last = 0;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    if (tell_filament_of (&told, &full->extruders[i]))
      {
        used++;
        last = i;
      }

  if (used == 1)
    tell_filament_of (&coarse->extruders[last], &full->extruders[last]);

  return used > 0;
}

/* What is in place before anything is printed. */
static void
keep_equipment (SluiceProcessRecord       *coarse,
                const SluiceProcessRecord *full)
{
  coarse->slicer_name = full->slicer_name;
  g_strlcpy (coarse->slicer_version, full->slicer_version, sizeof coarse->slicer_version);
  coarse->flavor = full->flavor;
  coarse->machine_name = full->machine_name;
  coarse->build_plate_temperature_c = full->build_plate_temperature_c;
  coarse->build_volume_temperature_c = full->build_volume_temperature_c;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      coarse->extruders[i].nozzle_diameter_mm = full->extruders[i].nozzle_diameter_mm;
      coarse->extruders[i].nozzle_name = full->extruders[i].nozzle_name;
      coarse->extruders[i].initial_temperature_c = full->extruders[i].initial_temperature_c;
      coarse->extruders[i].material_guid = full->extruders[i].material_guid;
      coarse->extruders[i].material_type = full->extruders[i].material_type;
    }
}

/* What a person sets, whatever the object. */
static void
keep_settings (SluiceProcessRecord       *coarse,
               const SluiceProcessRecord *full)
{
  coarse->layer_height_mm = full->layer_height_mm;
  coarse->infill_density_pct = full->infill_density_pct;
  coarse->support = full->support;
  coarse->adhesion = full->adhesion;
}

/**
 * sluice_process_record_coarsen:
 * @self: a record
 *
 * Keeps the equipment and the settings, and tells of the object only a class
 * of size: small, medium or large, as the number in the middle of that class.
 * Everything else is left out: what is not known to be the same for many
 * objects is not coarse. So are fields that are added to the record later,
 * until they are added here. The id is a new one, so that the two records
 * cannot be linked by it.
 *
 * Returns: (transfer full): a new record, or @self when it is coarse already
 */
SluiceProcessRecord *
sluice_process_record_coarsen (SluiceProcessRecord *self)
{
  SluiceProcessRecord *coarse;

  if (self->resolution == SLUICE_PROCESS_RESOLUTION_COARSE)
    return sluice_process_record_ref (self);

  coarse = sluice_process_record_new (self->format);
  coarse->resolution = SLUICE_PROCESS_RESOLUTION_COARSE;
  keep_equipment (coarse, self);
  keep_settings (coarse, self);
  if (!tell_filament (coarse, self) && self->stated_time_s > 0)
    coarse->stated_time_s = put_in_class (AMOUNT_TIME, self->stated_time_s);

  return coarse;
}

/** sluice_process_record_get_size: what a coarse record of the same print tells of its size. */
SluiceProcessSize
sluice_process_record_get_size (SluiceProcessRecord *self)
{
  g_autoptr(SluiceProcessRecord) coarse = sluice_process_record_coarsen (self);
  SluiceProcessSize size = get_class (AMOUNT_TIME, coarse->stated_time_s);

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS && size == SLUICE_PROCESS_SIZE_UNKNOWN; i++)
    {
      const SluiceProcessExtruder *extruder = &coarse->extruders[i];

      size = MAX (get_class (AMOUNT_VOLUME, extruder->filament_volume_mm3),
                  MAX (get_class (AMOUNT_LENGTH, extruder->filament_length_mm),
                       get_class (AMOUNT_MASS, extruder->filament_mass_g)));
    }
  return size;
}

/* Whether member @name of @group is not told: absent, null, or an empty list or group. */
static gboolean
is_untold (JsonObject *object,
           const char *group,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, group);

  node = node != NULL ? json_object_get_member (json_node_get_object (node), name) : NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) == 0
                                      : JSON_NODE_HOLDS_OBJECT (node) &&
                                        json_object_get_size (json_node_get_object (node)) == 0;
}

/* Counts @name of @object when it is told; FALSE when it is told as no class. */
static gboolean
count_told (JsonObject          *object,
            const char          *name,
            Amount  amount,
            guint               *n_told)
{
  double value;

  if (!json_object_has_member (object, name) || json_object_get_null_member (object, name))
    return TRUE;

  (*n_told)++;
  return sluice_json_get_double (object, name, &value) && get_class (amount, value) != SLUICE_PROCESS_SIZE_UNKNOWN;
}

/* One size of all: two of them, or one of each extruder, would be more than small, medium or large. */
static gboolean
tells_one_size (JsonObject *object)
{
  JsonArray *extruders = sluice_json_get_array (object, "extruders");
  JsonObject *time = sluice_json_get_object (object, "time");
  guint n_told = 0;

  for (guint i = 0; extruders != NULL && i < json_array_get_length (extruders); i++)
    {
      JsonObject *extruder = json_array_get_object_element (extruders, i);

      if (!count_told (extruder, "filament_volume_mm3", AMOUNT_VOLUME, &n_told) ||
          !count_told (extruder, "filament_length_mm", AMOUNT_LENGTH, &n_told) ||
          !count_told (extruder, "filament_mass_g", AMOUNT_MASS, &n_told))
        return FALSE;
    }

  return (time == NULL || count_told (time, "stated_s", AMOUNT_TIME, &n_told)) && n_told <= 1;
}

/**
 * sluice_process_record_is_coarse:
 * @object: a record whose members are those of one
 *
 * Returns: whether it holds nothing that sluice_process_record_coarsen() leaves out
 */
gboolean
sluice_process_record_is_coarse (JsonObject *object)
{
  return is_untold (object, "time", "layer_s") && is_untold (object, "layers", "count") &&
         is_untold (object, "layers", "stated_count") && is_untold (object, "settings", "fan_max_pct") &&
         is_untold (object, "temperatures_c", "extruder") && is_untold (object, "temperatures_c", "bed") &&
         tells_one_size (object);
}
