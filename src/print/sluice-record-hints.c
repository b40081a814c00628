/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-record-hints.h"

#include "sluice-name-list.h"

#include <math.h>

/*
 * Orca and Bambu Studio state what filament is used in a list of only those
 * that are used, and say which ones those are later, or nowhere but in the
 * commands. Simplify3D states one sum. They state the temperature of each kind
 * of plate, and which one lies there. A brim may have a width and not be
 * printed. So all of it waits here until the end.
 */

/** sluice_record_hints_init: nothing is known. */
void
sluice_record_hints_init (SluiceRecordHints *self)
{
  for (guint i = 0; i < SLUICE_N_PLATE_KINDS; i++)
    self->plate_c[i] = NAN;
  self->heights_mm[0] = NAN;
  self->heights_mm[1] = NAN;
  self->raft_layers = NAN;
  self->brim_width = NAN;
  self->skirts = NAN;
}

/* A list that is stated twice counts once; Slic3r states one number for each tool in a line of its own. */
static void
append (SluiceUsedList         *self,
        const SluiceAllowRule  *rule,
        const SluiceAllowValue *value)
{
  if (rule->type != SLUICE_ALLOW_TYPE_MEASURE && self->count > 0)
    return;

  for (guint i = 0; i < value->count && self->count < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    self->numbers[self->count++] = value->numbers[i];
}

/* As the builder does it: settings at the end of G-code count more than what came before. */
static void
set (const SluiceAllowRule *rule,
     double                *field,
     double                 number)
{
  if (!isnan (number) && (isnan (*field) || rule->form == SLUICE_ALLOW_FORM_EQUALS))
    *field = number;
}

/**
 * sluice_record_hints_state:
 * @self: hints
 * @rule: the row by which @value has passed
 * @value: the value
 * @layer: how many layers have begun
 *
 * Returns: whether @rule's field is one that waits here
 */
gboolean
sluice_record_hints_state (SluiceRecordHints      *self,
                           const SluiceAllowRule  *rule,
                           const SluiceAllowValue *value,
                           guint64                 layer)
{
  double number = value->numbers[0];

  if (rule->field >= SLUICE_ALLOW_FIELD_PLATE_COOL && rule->field <= SLUICE_ALLOW_FIELD_PLATE_SUPERTACK)
    {
      set (rule, &self->plate_c[rule->field - SLUICE_ALLOW_FIELD_PLATE_COOL], number);
      return TRUE;
    }

  switch ((int) rule->field)
    {
    case SLUICE_ALLOW_FIELD_USED_TOOLS:
      append (&self->tools_stated, rule, value);
      return TRUE;
    case SLUICE_ALLOW_FIELD_USED_LENGTH:
      append (&self->length_mm, rule, value);
      return TRUE;
    case SLUICE_ALLOW_FIELD_USED_VOLUME:
      append (&self->volume, rule, value);
      return TRUE;
    case SLUICE_ALLOW_FIELD_USED_MASS:
      append (&self->mass_g, rule, value);
      return TRUE;
    case SLUICE_ALLOW_FIELD_PLATE:
      self->plate_kind = value->names[0];
      return TRUE;
    case SLUICE_ALLOW_FIELD_BRIM_TYPE:
      self->brim_type = value->names[0];
      return TRUE;
    case SLUICE_ALLOW_FIELD_HEIGHT_SEEN:
      if ((layer == 1 || layer == 2) && isnan (self->heights_mm[layer - 1]))
        self->heights_mm[layer - 1] = number;
      return TRUE;
    case SLUICE_ALLOW_FIELD_RAFT_LAYERS:
      set (rule, &self->raft_layers, number);
      return TRUE;
    case SLUICE_ALLOW_FIELD_BRIM_WIDTH:
      set (rule, &self->brim_width, number);
      return TRUE;
    case SLUICE_ALLOW_FIELD_SKIRTS:
      set (rule, &self->skirts, number);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Which tool number @at of a list with @count numbers speaks of; -1 when nobody says. */
static int
find_tool (SluiceRecordHints *self,
           guint              count,
           guint              at)
{
  guint seen = 0;

  if (self->tools_stated.count == count)
    return (int) self->tools_stated.numbers[at] - 1;
  if (self->tools_stated.count > 0)
    return -1;
  if (self->tools_selected == 0)
    return count == 1 ? 0 : -1;
  if (count != (guint) __builtin_popcount (self->tools_selected))
    return -1;

  for (int tool = 0; tool < SLUICE_PROCESS_MAX_EXTRUDERS; tool++)
    if ((self->tools_selected & (1u << tool)) != 0 && seen++ == at)
      return tool;

  return -1;
}

static double *
get_field (SluiceProcessExtruder *extruder,
           SluiceAllowField       field)
{
  switch ((int) field)
    {
    case SLUICE_ALLOW_FIELD_USED_LENGTH:
      return &extruder->filament_length_mm;
    case SLUICE_ALLOW_FIELD_USED_VOLUME:
      return &extruder->filament_volume_mm3;
    default:
      return &extruder->filament_mass_g;
    }
}

static void
distribute (SluiceRecordHints   *self,
            SluiceUsedList      *list,
            SluiceAllowField     field,
            SluiceProcessRecord *record)
{
  for (guint i = 0; i < list->count; i++)
    {
      int tool = find_tool (self, list->count, i);
      double *number;

      if (tool < 0 || tool >= SLUICE_PROCESS_MAX_EXTRUDERS)
        continue;
      number = get_field (&record->extruders[tool], field);
      if (isnan (*number))
        *number = list->numbers[i];
    }
  list->count = 0;
}

/*
 * Bambu Studio writes "cm^3" over mm³, and may put that right one day. The
 * thickness of the filament tells: no other unit gives one between 0.5 and 5 mm.
 */
static void
settle_volumes (SluiceRecordHints *self)
{
  double scale = NAN;

  if (self->volume.count == self->length_mm.count)
    for (guint i = 0; i < self->volume.count && isnan (scale); i++)
      if (self->length_mm.numbers[i] > 0)
        {
          double section = self->volume.numbers[i] / self->length_mm.numbers[i];

          if (section > 0.2 && section < 20)
            scale = 1;
          else if (section * 1000 > 0.2 && section * 1000 < 20)
            scale = 1000;
        }

  for (guint i = 0; i < self->volume.count; i++)
    {
      double volume = round (self->volume.numbers[i] * scale);

      self->volume.numbers[i] = volume <= SLUICE_PROCESS_MAX_VOLUME_MM3 ? volume : NAN;
    }
  if (isnan (scale))
    self->volume.count = 0;
}

/** sluice_record_hints_resolve: all of the G-code has been read; fills what @record does not know. */
void
sluice_record_hints_resolve (SluiceRecordHints   *self,
                             SluiceProcessRecord *record)
{
  const char * const *kinds = sluice_name_list_get_names (SLUICE_NAME_LIST_PLATES);

  settle_volumes (self); /* before the lengths are gone */
  distribute (self, &self->length_mm, SLUICE_ALLOW_FIELD_USED_LENGTH, record);
  distribute (self, &self->volume, SLUICE_ALLOW_FIELD_USED_VOLUME, record);
  distribute (self, &self->mass_g, SLUICE_ALLOW_FIELD_USED_MASS, record);

  for (guint i = 0; kinds[i] != NULL; i++)
    if (kinds[i] == self->plate_kind && isnan (record->build_plate_temperature_c) && self->plate_c[i] > 0)
      record->build_plate_temperature_c = self->plate_c[i];

  /* The first layer is often a thicker one. */
  if (isnan (record->layer_height_mm))
    record->layer_height_mm = isnan (self->heights_mm[1]) ? self->heights_mm[0] : self->heights_mm[1];
}

/**
 * sluice_record_hints_find_adhesion:
 * @self: hints
 * @has_raft: whether layers of a raft were found
 *
 * Returns: (nullable): of %SLUICE_NAME_LIST_ADHESIONS
 */
const char *
sluice_record_hints_find_adhesion (SluiceRecordHints *self,
                                   gboolean           has_raft)
{
  if (has_raft || self->raft_layers > 0)
    return "raft";
  if (isnan (self->raft_layers) && isnan (self->brim_width) && isnan (self->skirts))
    return NULL;
  if (g_strcmp0 (self->brim_type, "auto_brim") == 0)
    return NULL; /* the slicer decides for each object */
  if (self->brim_width > 0 && g_strcmp0 (self->brim_type, "no_brim") != 0)
    return "brim";
  return self->skirts > 0 ? "skirt" : "none";
}
