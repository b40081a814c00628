/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include "sluice-name-list.h"

#include <math.h>
#include <string.h>

/* Buckets grow by this factor: a value is told to about ±10 %. */
#define BUCKET_STEP 1.2

G_DEFINE_ENUM_TYPE (SluiceProcessResolution, sluice_process_resolution,
                    G_DEFINE_ENUM_VALUE (SLUICE_PROCESS_RESOLUTION_FULL, "full"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PROCESS_RESOLUTION_COARSE, "coarse"))

G_DEFINE_BOXED_TYPE (SluiceProcessRecord, sluice_process_record, sluice_process_record_ref,
                     sluice_process_record_unref)

static void
set_random_id (SluiceProcessRecord *self)
{
  g_autofree char *id = g_uuid_string_random ();

  g_strlcpy (self->record_id, id, sizeof self->record_id);
}

/**
 * sluice_process_record_new:
 * @format: what the file is, from %SLUICE_NAME_LIST_FORMATS
 *
 * Returns: (transfer full): a record in which everything else is unknown, for
 *   its maker to fill in
 */
SluiceProcessRecord *
sluice_process_record_new (const char *format)
{
  SluiceProcessRecord *self = g_atomic_rc_box_new0 (SluiceProcessRecord);

  set_random_id (self);
  self->format = sluice_name_list_find (SLUICE_NAME_LIST_FORMATS, format, -1);
  g_assert (self->format != NULL);

  self->build_plate_temperature_c = NAN;
  self->build_volume_temperature_c = NAN;
  self->stated_time_s = NAN;
  self->layer_count = -1;
  self->stated_layer_count = -1;
  self->layer_height_mm = NAN;
  self->infill_density_pct = NAN;
  self->support = -1;
  self->fan_max_pct = NAN;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      self->extruders[i].nozzle_diameter_mm = NAN;
      self->extruders[i].initial_temperature_c = NAN;
      self->extruders[i].filament_length_mm = NAN;
      self->extruders[i].filament_volume_mm3 = NAN;
      self->extruders[i].filament_mass_g = NAN;
    }

  return self;
}

/** sluice_process_record_ref: (transfer full): @self, with one reference more. */
SluiceProcessRecord *
sluice_process_record_ref (SluiceProcessRecord *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  SluiceProcessRecord *self = data;

  g_clear_pointer (&self->layer_times_s, g_array_unref);
}

/** sluice_process_record_unref: gives back one reference. */
void
sluice_process_record_unref (SluiceProcessRecord *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * sluice_process_record_get_extruder:
 * @self: a record
 * @index: from 0, below %SLUICE_PROCESS_MAX_EXTRUDERS
 *
 * Returns: (nullable) (transfer none): that extruder; %NULL when nothing is
 *   known of it
 */
const SluiceProcessExtruder *
sluice_process_record_get_extruder (SluiceProcessRecord *self,
                                    guint                index)
{
  const SluiceProcessExtruder *extruder;

  g_return_val_if_fail (index < SLUICE_PROCESS_MAX_EXTRUDERS, NULL);

  extruder = &self->extruders[index];
  if (isnan (extruder->nozzle_diameter_mm) && isnan (extruder->initial_temperature_c) &&
      isnan (extruder->filament_length_mm) && isnan (extruder->filament_volume_mm3) &&
      isnan (extruder->filament_mass_g) && extruder->nozzle_name == NULL && extruder->material_guid == NULL &&
      extruder->material_type == NULL && extruder->setpoints.count == 0)
    return NULL;

  return extruder;
}

/* The middle of the bucket that @value is in, never more digits than that tells. */
static double
put_in_bucket (double value,
               double max)
{
  if (isnan (value) || value <= 0)
    return value;

  return MIN (max, round (pow (BUCKET_STEP, round (log (value) / log (BUCKET_STEP)))));
}

/* Length, volume and mass are one fact in three units: three rounded values together would tell more than one. */
static void
coarsen_filament (SluiceProcessExtruder *extruder)
{
  extruder->filament_volume_mm3 = put_in_bucket (extruder->filament_volume_mm3, SLUICE_PROCESS_MAX_VOLUME_MM3);
  extruder->filament_length_mm = isnan (extruder->filament_volume_mm3)
                                 ? put_in_bucket (extruder->filament_length_mm, SLUICE_PROCESS_MAX_LENGTH_MM)
                                 : NAN;
  extruder->filament_mass_g = isnan (extruder->filament_volume_mm3) && isnan (extruder->filament_length_mm)
                              ? put_in_bucket (extruder->filament_mass_g, SLUICE_PROCESS_MAX_MASS_G)
                              : NAN;
}

/**
 * sluice_process_record_coarsen:
 * @self: a record
 *
 * Rounds what correlates with the object into buckets, each 20 % wider than
 * the one below: time, filament, layer count. Leaves out the time of each
 * layer, and what states the same fact twice (a second count of layers, length
 * and mass beside volume). The id is a new one, so that the two records cannot
 * be linked by it.
 *
 * Returns: (transfer full): a new record, or @self when it is coarse already
 */
SluiceProcessRecord *
sluice_process_record_coarsen (SluiceProcessRecord *self)
{
  SluiceProcessRecord *coarse;
  int layers = self->layer_count >= 0 ? self->layer_count : self->stated_layer_count;

  if (self->resolution == SLUICE_PROCESS_RESOLUTION_COARSE)
    return sluice_process_record_ref (self);

  coarse = g_atomic_rc_box_dup (sizeof *self, self);
  set_random_id (coarse);
  coarse->resolution = SLUICE_PROCESS_RESOLUTION_COARSE;
  coarse->layer_times_s = NULL;
  coarse->stated_time_s = put_in_bucket (self->stated_time_s, SLUICE_PROCESS_MAX_TIME_S);
  coarse->layer_count = layers > 0 ? (int) put_in_bucket (layers, SLUICE_PROCESS_MAX_LAYERS) : layers;
  coarse->stated_layer_count = -1;
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    coarsen_filament (&coarse->extruders[i]);

  return coarse;
}
