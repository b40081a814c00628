/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include "sluice-name-list.h"

#include <math.h>

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
