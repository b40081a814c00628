/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include <math.h>

/*
 * The record as JSON. Written member by member, so that what is not named here
 * cannot be in it; and by hand rather than through a JsonNode, which would
 * print 197.8 as 197.80000000000001 to the person who reads what leaves.
 */

typedef struct
{
  GString *text;
  gboolean pretty;
  guint    depth;
  gboolean is_first; /* nothing is in the innermost object or array yet */
} Writer;

static void
break_line (Writer *writer)
{
  if (!writer->pretty)
    return;

  g_string_append_c (writer->text, '\n');
  for (guint i = 0; i < writer->depth; i++)
    g_string_append (writer->text, "  ");
}

/* @key: (nullable): %NULL for an element of an array */
static void
begin_value (Writer     *writer,
             const char *key)
{
  if (!writer->is_first)
    g_string_append_c (writer->text, ',');
  writer->is_first = FALSE;

  if (writer->depth > 0)
    break_line (writer);
  if (key != NULL)
    g_string_append_printf (writer->text, writer->pretty ? "\"%s\": " : "\"%s\":", key);
}

static void
open_value (Writer     *writer,
            const char *key,
            char        bracket)
{
  begin_value (writer, key);
  g_string_append_c (writer->text, bracket);
  writer->depth++;
  writer->is_first = TRUE;
}

static void
close_value (Writer *writer,
             char    bracket)
{
  writer->depth--;
  if (!writer->is_first)
    break_line (writer);
  g_string_append_c (writer->text, bracket);
  writer->is_first = FALSE;
}

/* Times of layers have one decimal, and a long print has thousands of them. */
static gboolean
append_tenths (Writer *writer,
               double  value)
{
  double tenths = round (value * 10);
  char digits[24];
  char *at = digits + sizeof digits;
  guint64 rest;

  if (!(tenths >= 0 && tenths < 1e9) || tenths / 10 != value)
    return FALSE;

  rest = (guint64) tenths;
  if (rest % 10 != 0)
    {
      *--at = '0' + rest % 10;
      *--at = '.';
    }
  rest /= 10;
  do
    *--at = '0' + rest % 10;
  while ((rest /= 10) > 0);
  g_string_append_len (writer->text, at, digits + sizeof digits - at);
  return TRUE;
}

static void
append_number (Writer *writer,
               double  value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (append_tenths (writer, value))
    return;
  g_string_append (writer->text, g_ascii_formatd (buffer, sizeof buffer, "%.12g", value));
}

static void
write_number (Writer     *writer,
              const char *key,
              double      value)
{
  begin_value (writer, key);
  if (isnan (value))
    g_string_append (writer->text, "null");
  else
    append_number (writer, value);
}

/* Names are those of the shipped lists and ids are ours: none has anything to escape. */
static void
write_name (Writer     *writer,
            const char *key,
            const char *name)
{
  begin_value (writer, key);
  if (name != NULL && *name != '\0')
    g_string_append_printf (writer->text, "\"%s\"", name);
  else
    g_string_append (writer->text, "null");
}

static void
write_truth (Writer     *writer,
             const char *key,
             int         truth)
{
  begin_value (writer, key);
  g_string_append (writer->text, truth < 0 ? "null" : truth > 0 ? "true" : "false");
}

static void
write_setpoints (Writer                *writer,
                 const char            *key,
                 const SluiceSetpoints *setpoints)
{
  begin_value (writer, key);
  g_string_append_c (writer->text, '[');
  for (guint i = 0; i < setpoints->count; i++)
    g_string_append_printf (writer->text, i == 0 ? "%d" : ",%d", setpoints->values_c[i]);
  g_string_append_c (writer->text, ']');
}

static void
write_source (Writer              *writer,
              SluiceProcessRecord *self)
{
  open_value (writer, "source", '{');
  write_name (writer, "format", self->format);
  if (self->slicer_name != NULL)
    {
      open_value (writer, "slicer", '{');
      write_name (writer, "name", self->slicer_name);
      write_name (writer, "version", self->slicer_version);
      close_value (writer, '}');
    }
  else
    write_name (writer, "slicer", NULL);
  write_name (writer, "flavor", self->flavor);
  close_value (writer, '}');

  open_value (writer, "machine", '{');
  write_name (writer, "name", self->machine_name);
  write_number (writer, "build_plate_temperature_c", self->build_plate_temperature_c);
  write_number (writer, "build_volume_temperature_c", self->build_volume_temperature_c);
  close_value (writer, '}');
}

static void
write_extruders (Writer              *writer,
                 SluiceProcessRecord *self)
{
  open_value (writer, "extruders", '[');
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (self, i);

      if (extruder == NULL)
        continue;
      open_value (writer, NULL, '{');
      write_number (writer, "index", i);
      write_number (writer, "nozzle_diameter_mm", extruder->nozzle_diameter_mm);
      write_name (writer, "nozzle_name", extruder->nozzle_name);
      write_number (writer, "initial_temperature_c", extruder->initial_temperature_c);
      open_value (writer, "material", '{');
      write_name (writer, "guid", extruder->material_guid);
      write_name (writer, "type", extruder->material_type);
      close_value (writer, '}');
      write_number (writer, "filament_length_mm", extruder->filament_length_mm);
      write_number (writer, "filament_volume_mm3", extruder->filament_volume_mm3);
      write_number (writer, "filament_mass_g", extruder->filament_mass_g);
      if (extruder->filament_from != NULL)
        write_name (writer, "filament_from", extruder->filament_from);
      close_value (writer, '}');
    }
  close_value (writer, ']');
}

static void
write_times (Writer              *writer,
             SluiceProcessRecord *self)
{
  open_value (writer, "time", '{');
  write_number (writer, "stated_s", self->stated_time_s);
  if (self->layer_times_s != NULL)
    {
      begin_value (writer, "layer_s");
      g_string_append_c (writer->text, '[');
      for (guint i = 0; i < self->layer_times_s->len; i++)
        {
          if (i > 0)
            g_string_append_c (writer->text, ',');
          append_number (writer, g_array_index (self->layer_times_s, double, i));
        }
      g_string_append_c (writer->text, ']');
    }
  close_value (writer, '}');

  open_value (writer, "layers", '{');
  write_number (writer, "count", self->layer_count < 0 ? NAN : self->layer_count);
  write_number (writer, "stated_count", self->stated_layer_count < 0 ? NAN : self->stated_layer_count);
  write_number (writer, "height_mm", self->layer_height_mm);
  close_value (writer, '}');
}

static void
write_temperatures (Writer              *writer,
                    SluiceProcessRecord *self)
{
  open_value (writer, "temperatures_c", '{');
  open_value (writer, "extruder", '{');
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    if (self->extruders[i].setpoints.count > 0)
      {
        char key[4];

        g_snprintf (key, sizeof key, "%u", i);
        write_setpoints (writer, key, &self->extruders[i].setpoints);
      }
  close_value (writer, '}');
  write_setpoints (writer, "bed", &self->bed_setpoints);
  close_value (writer, '}');
}

/**
 * sluice_process_record_to_json:
 * @self: a record
 * @pretty: whether to write it for a person, on many lines
 *
 * Returns: (transfer full): the record as data/schemas/process-record-1.schema.json
 *   describes it: ASCII, without a final NUL
 */
GBytes *
sluice_process_record_to_json (SluiceProcessRecord *self,
                               gboolean             pretty)
{
  Writer writer = { g_string_new (NULL), pretty, 0, TRUE };

  open_value (&writer, NULL, '{');
  write_name (&writer, "schema", SLUICE_PROCESS_RECORD_SCHEMA);
  write_name (&writer, "record_id", self->record_id);
  write_name (&writer, "resolution", self->resolution == SLUICE_PROCESS_RESOLUTION_COARSE ? "coarse" : "full");
  write_source (&writer, self);
  write_extruders (&writer, self);
  write_times (&writer, self);
  open_value (&writer, "settings", '{');
  write_number (&writer, "infill_density_pct", self->infill_density_pct);
  write_truth (&writer, "support", self->support);
  write_name (&writer, "adhesion", self->adhesion);
  write_number (&writer, "fan_max_pct", self->fan_max_pct);
  close_value (&writer, '}');
  write_temperatures (&writer, self);
  close_value (&writer, '}');

  return g_string_free_to_bytes (writer.text);
}
