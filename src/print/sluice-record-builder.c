/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-record-builder.h"

#include "sluice-name-list.h"
#include "sluice-profile.h"
#include "sluice-record-hints.h"

#include <math.h>
#include <string.h>

struct _SluiceRecordBuilder
{
  SluiceProcessRecord *record;
  SluiceRecordHints    hints;
  guint                plate;
  SluiceProfile       *profile; /* what settings say; it fills what is left */

  /* What the commands said, for where nothing is stated. */
  double   first_extruder_c[SLUICE_PROCESS_MAX_EXTRUDERS];
  double   first_bed_c;
  double   fan_max;
  guint    tool;
  double   counted_mm[SLUICE_PROCESS_MAX_EXTRUDERS];
  double   counted_mm3[SLUICE_PROCESS_MAX_EXTRUDERS];

  gboolean is_settled; /* settings in comments count no more */

  GArray  *layer_times; /* double; NULL when there are too many to be true */
  double   last_elapsed;
  gboolean has_elapsed;
  guint64  n_layers;
  gboolean has_negative_layers;
  const SluiceAllowRule *layer_rule; /* where two kinds of marks are in a file, the first one is counted */
};

SluiceRecordBuilder *
sluice_record_builder_new (const char *format)
{
  SluiceRecordBuilder *self = g_new0 (SluiceRecordBuilder, 1);

  self->record = sluice_process_record_new (format);
  self->profile = sluice_profile_new ();
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      self->first_extruder_c[i] = NAN;
      self->counted_mm[i] = NAN;
      self->counted_mm3[i] = NAN;
    }
  self->first_bed_c = NAN;
  self->fan_max = NAN;
  self->layer_times = g_array_new (FALSE, FALSE, sizeof (double));
  sluice_record_hints_init (&self->hints);
  return self;
}

void
sluice_record_builder_free (SluiceRecordBuilder *self)
{
  g_clear_pointer (&self->record, sluice_process_record_unref);
  g_clear_pointer (&self->profile, sluice_profile_free);
  g_clear_pointer (&self->layer_times, g_array_unref);
  g_free (self);
}

static void
add_setpoint (SluiceSetpoints *self,
              double           celsius,
              int              max)
{
  int value;
  guint i;

  if (isnan (celsius) || celsius < 1 || celsius > max)
    return;

  value = (int) round (celsius);
  for (i = 0; i < self->count && self->values_c[i] < value; i++)
    ;
  if ((i < self->count && self->values_c[i] == value) || self->count == SLUICE_PROCESS_MAX_SETPOINTS)
    return;

  memmove (&self->values_c[i + 1], &self->values_c[i], (self->count - i) * sizeof self->values_c[0]);
  self->values_c[i] = value;
  self->count++;
}

/*
 * Cura states things in the header, before anybody else could: the first one
 * counts. PrusaSlicer states them at the end, behind notes that can look like
 * settings: the last one counts. Settings of a package are read after its
 * G-code, and fill what that left unknown.
 */
static void
set_number (const SluiceAllowRule *rule,
            double                *field,
            double                 number)
{
  if (!isnan (number) && (isnan (*field) || rule->form == SLUICE_ALLOW_FORM_EQUALS))
    *field = number;
}

static void
set_name (const SluiceAllowRule *rule,
          const char           **field,
          const char            *name)
{
  if (name != NULL && (*field == NULL || rule->form == SLUICE_ALLOW_FORM_EQUALS))
    *field = name;
}

static void
add_elapsed (SluiceRecordBuilder *self,
             double               elapsed)
{
  /* A new group of objects starts anew from 0. */
  double took = elapsed >= self->last_elapsed ? elapsed - self->last_elapsed : elapsed;

  self->last_elapsed = elapsed;
  if (self->layer_times == NULL)
    return;
  if (self->layer_times->len == SLUICE_PROCESS_MAX_LAYERS || took > SLUICE_PROCESS_MAX_LAYER_TIME_S)
    {
      g_clear_pointer (&self->layer_times, g_array_unref);
      return;
    }

  took = round (took * 10) / 10;
  g_array_append_val (self->layer_times, took);
}

/* The first one says when the print began, each other one how long the layer before it took. */
static void
add_layer_begin (SluiceRecordBuilder *self,
                 double               elapsed)
{
  if (self->has_elapsed)
    add_elapsed (self, elapsed);
  self->has_elapsed = TRUE;
  self->last_elapsed = elapsed;
}

static void
add_layer (SluiceRecordBuilder   *self,
           const SluiceAllowRule *rule,
           double                 number)
{
  if (self->layer_rule == NULL)
    self->layer_rule = rule;
  if (self->layer_rule != rule)
    return;

  self->n_layers++;
  if (rule->type == SLUICE_ALLOW_TYPE_NUMBER && number < 0)
    self->has_negative_layers = TRUE;
}

/* Where only the version is stated, and the key says of which program. */
static void
set_version (SluiceProcessRecord *record,
             const char          *program,
             const char          *version)
{
  if (record->slicer_name != NULL)
    return;

  record->slicer_name = sluice_name_list_find (SLUICE_NAME_LIST_SLICERS, program, -1);
  g_strlcpy (record->slicer_version, version, sizeof record->slicer_version);
}

static void
add_stated_layers (SluiceProcessRecord *record,
                   double               layers)
{
  /* One count for each group where objects are printed one after the other. */
  double sum = MAX (record->stated_layer_count, 0) + layers;

  if (sum <= SLUICE_PROCESS_MAX_LAYERS)
    record->stated_layer_count = (int) sum;
}

/* Fields that each extruder has. */
static void
state_extruder (SluiceProcessExtruder  *extruder,
                const SluiceAllowRule  *rule,
                const SluiceAllowValue *value,
                guint                   at)
{
  double number = value->numbers[at];

  switch ((int) rule->field)
    {
    case SLUICE_ALLOW_FIELD_NOZZLE_DIAMETER:
      set_number (rule, &extruder->nozzle_diameter_mm, number);
      break;
    case SLUICE_ALLOW_FIELD_NOZZLE_NAME:
      set_name (rule, &extruder->nozzle_name, value->names[at]);
      break;
    case SLUICE_ALLOW_FIELD_EXTRUDER_TEMPERATURE:
      set_number (rule, &extruder->initial_temperature_c, number);
      break;
    case SLUICE_ALLOW_FIELD_MATERIAL_GUID:
      set_name (rule, &extruder->material_guid, value->names[0]);
      set_name (rule, &extruder->material_type, value->names[1]);
      break;
    case SLUICE_ALLOW_FIELD_MATERIAL_TYPE:
      set_name (rule, &extruder->material_type, value->names[at]);
      break;
    case SLUICE_ALLOW_FIELD_FILAMENT_LENGTH:
      set_number (rule, value->is_volume ? &extruder->filament_volume_mm3 : &extruder->filament_length_mm, number);
      break;
    case SLUICE_ALLOW_FIELD_FILAMENT_VOLUME:
      set_number (rule, &extruder->filament_volume_mm3, number);
      break;
    case SLUICE_ALLOW_FIELD_FILAMENT_MASS:
      set_number (rule, &extruder->filament_mass_g, number);
      break;
    default:
      break;
    }
}

/* Fields that the record has once; FALSE when @rule's is none of them. */
static gboolean
state_once (SluiceRecordBuilder    *self,
            const SluiceAllowRule  *rule,
            const SluiceAllowValue *value)
{
  SluiceProcessRecord *record = self->record;
  double number = value->numbers[0];

  switch ((int) rule->field)
    {
    case SLUICE_ALLOW_FIELD_SLICER:
    case SLUICE_ALLOW_FIELD_SLICER_NAME:
      set_name (rule, &record->slicer_name, value->names[0]);
      if (rule->field == SLUICE_ALLOW_FIELD_SLICER_NAME)
        break;
      G_GNUC_FALLTHROUGH;
    case SLUICE_ALLOW_FIELD_SLICER_VERSION:
      if (record->slicer_version[0] == '\0')
        g_strlcpy (record->slicer_version, value->version, sizeof record->slicer_version);
      break;
    case SLUICE_ALLOW_FIELD_CURA_VERSION:
      set_version (record, "Cura_SteamEngine", value->version);
      break;
    case SLUICE_ALLOW_FIELD_GRUE_VERSION:
      set_version (record, "MiracleGrue", value->version);
      break;
    case SLUICE_ALLOW_FIELD_FLAVOR:
      set_name (rule, &record->flavor, value->names[0]);
      break;
    case SLUICE_ALLOW_FIELD_MACHINE:
      set_name (rule, &record->machine_name, value->names[0]);
      break;
    case SLUICE_ALLOW_FIELD_BUILD_PLATE:
      set_number (rule, &record->build_plate_temperature_c, number);
      break;
    case SLUICE_ALLOW_FIELD_BUILD_VOLUME:
      set_number (rule, &record->build_volume_temperature_c, number);
      break;
    case SLUICE_ALLOW_FIELD_STATED_TIME:
      set_number (rule, &record->stated_time_s, number);
      break;
    case SLUICE_ALLOW_FIELD_TIME_ELAPSED:
      add_elapsed (self, number);
      break;
    case SLUICE_ALLOW_FIELD_LAYER_BEGINS:
      add_layer_begin (self, number);
      break;
    case SLUICE_ALLOW_FIELD_LAYER:
      add_layer (self, rule, number);
      break;
    case SLUICE_ALLOW_FIELD_STATED_LAYERS:
      add_stated_layers (record, number);
      break;
    case SLUICE_ALLOW_FIELD_TOTAL_LAYERS:
      if (record->stated_layer_count < 0)
        record->stated_layer_count = (int) number;
      break;
    case SLUICE_ALLOW_FIELD_LAYER_HEIGHT:
      set_number (rule, &record->layer_height_mm, number);
      break;
    case SLUICE_ALLOW_FIELD_INFILL:
      set_number (rule, &record->infill_density_pct, number);
      break;
    case SLUICE_ALLOW_FIELD_SUPPORT:
      if (record->support < 0 || rule->form == SLUICE_ALLOW_FORM_EQUALS)
        record->support = number != 0;
      break;
    default:
      return sluice_record_hints_state (&self->hints, rule, value, self->n_layers);
    }

  return TRUE;
}

/**
 * sluice_record_builder_state:
 * @self: a builder
 * @rule: the row by which @value has passed
 * @extruder: which extruder the key speaks of; a list starts there
 * @value: the value
 */
void
sluice_record_builder_state (SluiceRecordBuilder    *self,
                             const SluiceAllowRule  *rule,
                             guint                   extruder,
                             const SluiceAllowValue *value)
{
  if (rule->form == SLUICE_ALLOW_FORM_CURA)
    {
      sluice_profile_state (self->profile, rule, extruder, value);
      return;
    }
  if (self->is_settled && rule->form == SLUICE_ALLOW_FORM_EQUALS)
    return;
  if (state_once (self, rule, value))
    return;

  for (guint i = 0; i < value->count && extruder + i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    state_extruder (&self->record->extruders[extruder + i], rule, value, i);
}

/** sluice_record_builder_end_gcode: all of it has been read; what a package states comes after it, and counts less. */
void
sluice_record_builder_end_gcode (SluiceRecordBuilder *self)
{
  sluice_record_hints_resolve (&self->hints, self->record);
}

/** sluice_record_builder_set_plate: of the plates in a package, the record tells of number @plate, from 1. */
void
sluice_record_builder_set_plate (SluiceRecordBuilder *self,
                                 guint                plate)
{
  self->plate = plate;
}

/** sluice_record_builder_get_plate: the plate whose G-code was read; 0 for none. */
guint
sluice_record_builder_get_plate (SluiceRecordBuilder *self)
{
  return self->plate;
}

/**
 * sluice_record_builder_hide:
 * @self: a builder
 * @rule: the row of a setting whose value has not passed, a formula for one
 * @extruder: as in sluice_record_builder_state()
 *
 * The setting is set, but not known: what profiles further down say of it does
 * not hold.
 */
void
sluice_record_builder_hide (SluiceRecordBuilder   *self,
                            const SluiceAllowRule *rule,
                            guint                  extruder)
{
  sluice_profile_hide (self->profile, rule, extruder);
}

/** sluice_record_builder_begin_material: a package describes one material more, and does not say where it is. */
void
sluice_record_builder_begin_material (SluiceRecordBuilder *self)
{
  sluice_profile_begin_material (self->profile);
}

/**
 * sluice_record_builder_settle:
 * @self: a builder
 *
 * All settings have been stated: what a comment says from now on in the form
 * "; key = value" counts no more. For packages that hold them before the G-code.
 */
void
sluice_record_builder_settle (SluiceRecordBuilder *self)
{
  self->is_settled = TRUE;
}

static void
set_extruder_temperature (SluiceRecordBuilder *self,
                          double               tool,
                          double               celsius)
{
  guint index = self->tool;

  if (!isnan (tool))
    {
      if (tool < 0 || tool >= SLUICE_PROCESS_MAX_EXTRUDERS || tool != floor (tool))
        return;
      index = (guint) tool;
    }

  if (isnan (celsius) || celsius < 1 || celsius > SLUICE_PROCESS_MAX_EXTRUDER_C)
    return;
  if (isnan (self->first_extruder_c[index]))
    self->first_extruder_c[index] = round (celsius);
  add_setpoint (&self->record->extruders[index].setpoints, celsius, SLUICE_PROCESS_MAX_EXTRUDER_C);
}

static void
set_bed_temperature (SluiceRecordBuilder *self,
                     double               celsius)
{
  if (isnan (celsius) || celsius < 1 || celsius > SLUICE_PROCESS_MAX_BED_C)
    return;
  if (isnan (self->first_bed_c))
    self->first_bed_c = round (celsius);
  add_setpoint (&self->record->bed_setpoints, celsius, SLUICE_PROCESS_MAX_BED_C);
}

static void
set_fan (SluiceRecordBuilder *self,
         double               fan,
         double               speed)
{
  /* Fan 0 cools the part; the others belong to the machine. */
  if (!isnan (fan) && fan != 0)
    return;
  if (isnan (speed))
    speed = 255;
  if (speed >= 0 && speed <= 255 && !(speed <= self->fan_max))
    self->fan_max = speed;
}

/**
 * sluice_record_builder_obey:
 * @self: a builder
 * @rule: the row of the command
 * @extruder: which extruder the command names itself
 * @words: (array fixed-size=26): the number behind each letter, NAN where none
 */
void
sluice_record_builder_obey (SluiceRecordBuilder   *self,
                            const SluiceAllowRule *rule,
                            guint                  extruder,
                            const double          *words)
{
  double value = isnan (words['S' - 'A']) ? words['R' - 'A'] : words['S' - 'A'];

  switch ((int) rule->field)
    {
    case SLUICE_ALLOW_FIELD_SET_EXTRUDER:
      set_extruder_temperature (self, words['T' - 'A'], value);
      break;
    case SLUICE_ALLOW_FIELD_SET_BED:
      set_bed_temperature (self, value);
      break;
    case SLUICE_ALLOW_FIELD_SET_FAN:
      set_fan (self, words['P' - 'A'], words['S' - 'A']);
      break;
    case SLUICE_ALLOW_FIELD_SELECT_TOOL:
      self->tool = extruder;
      self->hints.tools_selected |= 1u << extruder;
      break;
    default:
      break;
    }
}

/**
 * sluice_record_builder_count_filament:
 * @self: a builder
 * @extruder: below %SLUICE_PROCESS_MAX_EXTRUDERS
 * @length_mm: filament that its moves use; NAN when that is not known
 * @volume_mm3: the same, where moves say it by volume; NAN when that is not known
 *
 * Tells what was counted, for where nothing is stated.
 */
void
sluice_record_builder_count_filament (SluiceRecordBuilder *self,
                                      guint                extruder,
                                      double               length_mm,
                                      double               volume_mm3)
{
  self->counted_mm[extruder] = length_mm;
  self->counted_mm3[extruder] = volume_mm3;
}

static gboolean
states_filament (const SluiceProcessExtruder *extruder)
{
  return extruder->filament_length_mm > 0 || extruder->filament_volume_mm3 > 0 || extruder->filament_mass_g > 0;
}

/** sluice_record_builder_states_filament: whether a use of filament was stated so far, for any extruder. */
gboolean
sluice_record_builder_states_filament (SluiceRecordBuilder *self)
{
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    if (states_filament (&self->record->extruders[i]))
      return TRUE;

  return FALSE;
}

/** sluice_record_builder_get_slicer: (nullable): the program that made the file, as far as it is known. */
const char *
sluice_record_builder_get_slicer (SluiceRecordBuilder *self)
{
  return self->record->slicer_name;
}

/** sluice_record_builder_get_flavor: (nullable): the dialect of the printer, as far as it is known. */
const char *
sluice_record_builder_get_flavor (SluiceRecordBuilder *self)
{
  return self->record->flavor;
}

/* In range and rounded as what is stated is; NAN for nothing, or less. */
static double
admit_count (double count,
             double max,
             double step)
{
  double value = round (count / step) * step;

  return value > 0 && value <= max ? value : NAN;
}

/* What is stated counts, else what was counted. A 0 that is stated is what slicers write before they know. */
static void
find_filament (SluiceRecordBuilder *self,
               guint                index)
{
  SluiceProcessExtruder *extruder = &self->record->extruders[index];

  if (!(extruder->filament_length_mm > 0))
    extruder->filament_length_mm = NAN;
  if (!(extruder->filament_volume_mm3 > 0))
    extruder->filament_volume_mm3 = NAN;
  if (!(extruder->filament_mass_g > 0))
    extruder->filament_mass_g = NAN;

  if (states_filament (extruder))
    {
      extruder->filament_from = "stated";
      return;
    }
  extruder->filament_length_mm = admit_count (self->counted_mm[index], SLUICE_PROCESS_MAX_LENGTH_MM, 0.01);
  extruder->filament_volume_mm3 = admit_count (self->counted_mm3[index], SLUICE_PROCESS_MAX_VOLUME_MM3, 1);
  if (states_filament (extruder))
    extruder->filament_from = "counted";
}

/* RepRapFirmware counts fans from 0 to 1, all others to 255. */
static double
find_fan_pct (SluiceRecordBuilder *self)
{
  gboolean is_fraction = g_strcmp0 (self->record->flavor, "RepRapFirmware") == 0 && self->fan_max <= 1;

  return isnan (self->fan_max) ? NAN : round (self->fan_max * 100 / (is_fraction ? 1 : 255));
}

/**
 * sluice_record_builder_finish:
 * @self: a builder; nothing more can be told to it
 *
 * Returns: (transfer full): the record
 */
SluiceProcessRecord *
sluice_record_builder_finish (SluiceRecordBuilder *self)
{
  SluiceProcessRecord *record = self->record;

  sluice_record_hints_resolve (&self->hints, record);
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    if (isnan (record->extruders[i].initial_temperature_c))
      record->extruders[i].initial_temperature_c = self->first_extruder_c[i];
  if (isnan (record->build_plate_temperature_c))
    record->build_plate_temperature_c = self->first_bed_c;
  record->adhesion = sluice_record_hints_find_adhesion (&self->hints, self->has_negative_layers);
  record->fan_max_pct = find_fan_pct (self);

  sluice_profile_fill (self->profile, record, self->n_layers > 0);
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      add_setpoint (&record->extruders[i].setpoints, record->extruders[i].initial_temperature_c,
                    SLUICE_PROCESS_MAX_EXTRUDER_C);
      find_filament (self, i);
    }
  add_setpoint (&record->bed_setpoints, record->build_plate_temperature_c, SLUICE_PROCESS_MAX_BED_C);

  if (self->layer_times != NULL && self->layer_times->len > 0)
    record->layer_times_s = g_steal_pointer (&self->layer_times);
  if (self->n_layers > 0 && self->n_layers <= SLUICE_PROCESS_MAX_LAYERS)
    record->layer_count = (int) self->n_layers;

  return g_steal_pointer (&self->record);
}
