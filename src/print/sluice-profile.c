/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-profile.h"

#include <math.h>

/* One for each extruder, one for the machine, and one for a material of which nobody says where it is. */
#define N_SLOTS (SLUICE_PROCESS_MAX_EXTRUDERS + 2)

typedef struct
{
  guint64     seen; /* one bit for each field: the first one counts, even if it is a formula */
  double      numbers[SLUICE_ALLOW_N_FIELDS]; /* NAN where unknown */
  const char *names[SLUICE_ALLOW_N_FIELDS];   /* static */
} Slot;

struct _SluiceProfile
{
  Slot        slots[N_SLOTS];
  const char *material_types[N_SLOTS]; /* of the GUIDs */
  char        version[24];
  guint       n_materials;
};

G_STATIC_ASSERT (SLUICE_ALLOW_N_FIELDS <= 64);

/** sluice_profile_new: (transfer full): one that says nothing yet. */
SluiceProfile *
sluice_profile_new (void)
{
  SluiceProfile *self = g_new0 (SluiceProfile, 1);

  for (guint i = 0; i < N_SLOTS; i++)
    for (guint j = 0; j < SLUICE_ALLOW_N_FIELDS; j++)
      self->slots[i].numbers[j] = NAN;

  return self;
}

void
sluice_profile_free (SluiceProfile *self)
{
  g_free (self);
}

/* Whether @rule's field is still open; it is not afterwards. */
static gboolean
see (SluiceProfile         *self,
     const SluiceAllowRule *rule,
     guint                  extruder)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << rule->field;

  if (rule->field == SLUICE_ALLOW_FIELD_NONE || extruder >= N_SLOTS ||
      (self->slots[extruder].seen & bit) != 0)
    return FALSE;

  self->slots[extruder].seen |= bit;
  return TRUE;
}

/** sluice_profile_state: a value that has passed; the first one of a field counts. */
void
sluice_profile_state (SluiceProfile          *self,
                      const SluiceAllowRule  *rule,
                      guint                   extruder,
                      const SluiceAllowValue *value)
{
  if (!see (self, rule, extruder))
    return;

  if (rule->field == SLUICE_ALLOW_FIELD_SLICER_VERSION)
    g_strlcpy (self->version, value->version, sizeof self->version);
  if (rule->field == SLUICE_ALLOW_FIELD_MATERIAL_GUID)
    self->material_types[extruder] = value->names[1];
  self->slots[extruder].numbers[rule->field] = rule->type == SLUICE_ALLOW_TYPE_NAME ? NAN : value->numbers[0];
  self->slots[extruder].names[rule->field] = value->names[0];
}

/** sluice_profile_hide: a value that has not passed, before which no later one of the same field counts. */
void
sluice_profile_hide (SluiceProfile         *self,
                     const SluiceAllowRule *rule,
                     guint                  extruder)
{
  (void) see (self, rule, extruder);
}

/** sluice_profile_begin_material: a package describes one material more. */
void
sluice_profile_begin_material (SluiceProfile *self)
{
  self->n_materials++;
}

static gboolean
has_seen (const Slot       *slot,
          SluiceAllowField  field)
{
  return (slot->seen & (G_GUINT64_CONSTANT (1) << field)) != 0;
}

/*
 * Which of @field and @later, that stands in for it, in which of two slots
 * speaks; NONE in *@out_field where nobody does.
 */
static const Slot *
find_speaker (SluiceProfile    *self,
              guint             first,
              guint             second,
              SluiceAllowField  field,
              SluiceAllowField  later,
              SluiceAllowField *out_field)
{
  const guint order[] = { first, second };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const Slot *slot = &self->slots[order[i]];

      *out_field = has_seen (slot, field) ? field : later;
      if (has_seen (slot, *out_field))
        return slot;
    }

  /* Nobody's field: its values stay unknown. */
  *out_field = SLUICE_ALLOW_FIELD_NONE;
  return &self->slots[first];
}

static void
fill_number (SluiceProfile    *self,
             guint             first,
             guint             second,
             SluiceAllowField  field,
             SluiceAllowField  later,
             double           *number)
{
  const Slot *slot = find_speaker (self, first, second, field, later, &field);

  if (isnan (*number))
    *number = slot->numbers[field];
}

static void
fill_name (SluiceProfile     *self,
           guint              first,
           guint              second,
           SluiceAllowField   field,
           const char       **name)
{
  const Slot *slot = find_speaker (self, first, second, field, field, &field);

  if (*name == NULL)
    *name = slot->names[field];
}

static void
fill_material (SluiceProfile         *self,
               SluiceProcessExtruder *extruder,
               guint                  slot)
{
  const char *guid = self->slots[slot].names[SLUICE_ALLOW_FIELD_MATERIAL_GUID];
  const char *type = self->slots[slot].names[SLUICE_ALLOW_FIELD_MATERIAL_TYPE];

  /* Not the type of one beside the GUID of another. */
  if (extruder->material_guid != NULL || extruder->material_type != NULL)
    return;
  extruder->material_guid = guid;
  extruder->material_type = guid != NULL ? self->material_types[slot] : type;
}

static void
fill_extruder (SluiceProfile         *self,
               SluiceProcessExtruder *extruder,
               guint                  index)
{
  /* What is said of the machine, where it could be of each extruder, is said of the first. */
  guint or_else = index == 0 ? SLUICE_PROFILE_MACHINE : index;

  fill_number (self, index, or_else, SLUICE_ALLOW_FIELD_NOZZLE_DIAMETER, SLUICE_ALLOW_FIELD_NOZZLE_DIAMETER,
               &extruder->nozzle_diameter_mm);
  fill_name (self, index, or_else, SLUICE_ALLOW_FIELD_NOZZLE_NAME, &extruder->nozzle_name);
  fill_number (self, index, or_else, SLUICE_ALLOW_FIELD_EXTRUDER_TEMPERATURE,
               SLUICE_ALLOW_FIELD_LATER_EXTRUDER_TEMPERATURE, &extruder->initial_temperature_c);
  fill_number (self, index, index, SLUICE_ALLOW_FIELD_FILAMENT_LENGTH, SLUICE_ALLOW_FIELD_FILAMENT_LENGTH,
               &extruder->filament_length_mm);
  fill_number (self, index, index, SLUICE_ALLOW_FIELD_FILAMENT_MASS, SLUICE_ALLOW_FIELD_FILAMENT_MASS,
               &extruder->filament_mass_g);
  fill_material (self, extruder, index);
  if (self->n_materials == 1)
    fill_material (self, extruder, SLUICE_PROFILE_ONLY_MATERIAL);
}

/* What the record has once; @index is the first extruder that is used. */
static void
fill_once (SluiceProfile       *self,
           SluiceProcessRecord *record,
           guint                index)
{
  const guint machine = SLUICE_PROFILE_MACHINE;
  double support = record->support < 0 ? NAN : record->support;
  const char *slicer = self->slots[machine].names[SLUICE_ALLOW_FIELD_SLICER_NAME];

  if (record->slicer_name == NULL && slicer != NULL)
    {
      record->slicer_name = slicer;
      g_strlcpy (record->slicer_version, self->version, sizeof record->slicer_version);
    }
  fill_name (self, machine, index, SLUICE_ALLOW_FIELD_MACHINE, &record->machine_name);
  fill_name (self, machine, index, SLUICE_ALLOW_FIELD_ADHESION, &record->adhesion);
  fill_number (self, machine, index, SLUICE_ALLOW_FIELD_BUILD_PLATE, SLUICE_ALLOW_FIELD_LATER_BUILD_PLATE,
               &record->build_plate_temperature_c);
  fill_number (self, machine, index, SLUICE_ALLOW_FIELD_BUILD_VOLUME, SLUICE_ALLOW_FIELD_BUILD_VOLUME,
               &record->build_volume_temperature_c);
  fill_number (self, machine, index, SLUICE_ALLOW_FIELD_LAYER_HEIGHT, SLUICE_ALLOW_FIELD_LAYER_HEIGHT,
               &record->layer_height_mm);
  fill_number (self, machine, index, SLUICE_ALLOW_FIELD_SUPPORT, SLUICE_ALLOW_FIELD_SUPPORT, &support);
  record->support = isnan (support) ? -1 : support != 0;
}

/* What is set of each extruder, and what the record has once: of the first that is used. */
static void
fill_from_first (SluiceProfile       *self,
                 SluiceProcessRecord *record,
                 guint                index,
                 gboolean             has_gcode)
{
  guint or_else = index == 0 ? SLUICE_PROFILE_MACHINE : index;

  fill_number (self, index, or_else, SLUICE_ALLOW_FIELD_INFILL, SLUICE_ALLOW_FIELD_INFILL,
               &record->infill_density_pct);
  if (has_gcode)
    return;

  fill_number (self, index, or_else, SLUICE_ALLOW_FIELD_SET_FAN, SLUICE_ALLOW_FIELD_LATER_FAN, &record->fan_max_pct);
  record->fan_max_pct = round (record->fan_max_pct);
}

/**
 * sluice_profile_fill:
 * @self: what profiles say
 * @record: a record that is nearly done
 * @has_gcode: whether a toolpath was read: then it tells whether the fan is used
 *
 * Fills what is unknown in @record. Of extruders that the file does not use
 * nothing is said, where it says of any.
 */
void
sluice_profile_fill (SluiceProfile       *self,
                     SluiceProcessRecord *record,
                     gboolean             has_gcode)
{
  gboolean is_used[SLUICE_PROCESS_MAX_EXTRUDERS];
  gboolean any_is_used = FALSE;
  int first = -1;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      is_used[i] = sluice_process_record_get_extruder (record, i) != NULL;
      any_is_used = any_is_used || is_used[i];
    }

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      if (!(any_is_used ? is_used[i] : i == 0 || self->slots[i].seen != 0))
        continue;
      if (first < 0)
        first = i;
      fill_extruder (self, &record->extruders[i], i);
    }

  fill_once (self, record, first);
  fill_from_first (self, record, first, has_gcode);
}
