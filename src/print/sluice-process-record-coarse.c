/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include <math.h>

/*
 * What a coarse record may tell about the object is one word: small, medium or
 * large. Each value more, however rough, multiplies the kinds of records that
 * there are, and with as many kinds as objects a record names its object. With
 * three kinds it names one object in as many as people print, divided by three.
 * tests/bench/leakage.py measures it; docs/process-record.md has the figures.
 */

#define CLASSES 3

/* A value up to @limits[i] is told as @stands_for[i]: a plain number of the same unit, in the middle of its class. */
typedef struct
{
  double limits[CLASSES];
  double stands_for[CLASSES];
} Sizes;

/* One set of classes in four units: of PLA, 1.75 mm thick, and what an hour of printing takes. */
static const Sizes sizes[] = {
  [SLUICE_PROCESS_AMOUNT_VOLUME] = { { 8000, 25000, INFINITY }, { 3000, 15000, 50000 } },
  [SLUICE_PROCESS_AMOUNT_LENGTH] = { { 3300, 10000, INFINITY }, { 1200, 6000, 20000 } },
  [SLUICE_PROCESS_AMOUNT_MASS] = { { 10, 30, INFINITY }, { 4, 18, 60 } },
  [SLUICE_PROCESS_AMOUNT_TIME] = { { 3600, 10800, INFINITY }, { 1800, 7200, 18000 } },
};

/**
 * sluice_process_amount_is_class:
 * @amount: what @value measures
 * @value: in the unit that a record has it in
 *
 * Returns: whether a coarse record can hold this value
 */
gboolean
sluice_process_amount_is_class (SluiceProcessAmount amount,
                                double              value)
{
  for (guint i = 0; i < CLASSES; i++)
    if (value == sizes[amount].stands_for[i])
      return TRUE;

  return FALSE;
}

static double
put_in_class (SluiceProcessAmount amount,
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
    coarse->filament_volume_mm3 = put_in_class (SLUICE_PROCESS_AMOUNT_VOLUME, full->filament_volume_mm3);
  else if (full->filament_length_mm > 0)
    coarse->filament_length_mm = put_in_class (SLUICE_PROCESS_AMOUNT_LENGTH, full->filament_length_mm);
  else if (full->filament_mass_g > 0)
    coarse->filament_mass_g = put_in_class (SLUICE_PROCESS_AMOUNT_MASS, full->filament_mass_g);
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
    coarse->stated_time_s = put_in_class (SLUICE_PROCESS_AMOUNT_TIME, self->stated_time_s);

  return coarse;
}
