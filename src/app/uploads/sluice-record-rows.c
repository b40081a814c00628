/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-record-rows.h"

#include "sluice-format.h"
#include "sluice-insight-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static void
row_free (gpointer data)
{
  SluiceRecordRow *row = data;

  g_free (row->title);
  g_free (row->value);
  g_free (row->coarse);
  g_free (row);
}

/* @value: (transfer full) (nullable): what is unknown gets no row. */
static void
add (GPtrArray         *rows,
     SluiceRecordGroup  group,
     const char        *title,
     char              *value)
{
  SluiceRecordRow *row;

  if (value == NULL)
    return;

  row = g_new0 (SluiceRecordRow, 1);
  row->group = group;
  row->title = g_strdup (title);
  row->value = value;
  g_ptr_array_add (rows, row);
}

static char *
format_celsius (double celsius)
{
  /* Translators: a temperature */
  return isnan (celsius) ? NULL : g_strdup_printf (_("%g °C"), celsius);
}

static char *
format_percent (double percent)
{
  return isnan (percent) ? NULL : g_strdup_printf (C_("share", "%g %%"), percent);
}

static char *
format_millimetres (double millimetres)
{
  /* Translators: a length */
  return isnan (millimetres) ? NULL : g_strdup_printf (_("%g mm"), millimetres);
}

/* Rising, and each once: the first and the last say where it moves. */
static char *
format_setpoints (const SluiceSetpoints *setpoints)
{
  int first;
  int last;

  if (setpoints->count == 0)
    return NULL;

  first = setpoints->values_c[0];
  last = setpoints->values_c[setpoints->count - 1];
  if (first == last)
    return g_strdup_printf (_("%d °C"), first);
  /* Translators: lowest and highest temperature */
  return g_strdup_printf (_("%d to %d °C"), first, last);
}

/* Appends @part: (transfer full) (nullable) */
static void
join (GString *text,
      char    *part)
{
  if (part == NULL)
    return;

  if (text->len > 0)
    g_string_append (text, ", ");
  g_string_append (text, part);
  g_free (part);
}

static char *
describe_material (const SluiceProcessExtruder *extruder)
{
  g_autoptr(GString) text = g_string_new (extruder->material_type);

  join (text, format_celsius (extruder->initial_temperature_c));
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

/* In a coarse record an amount is a class, however exact it looks. */
static char *
tell_class (SluiceProcessRecord *record,
            char                *amount)
{
  g_autofree char *owned = amount;

  if (amount == NULL || record->resolution == SLUICE_PROCESS_RESOLUTION_FULL)
    return g_steal_pointer (&owned);
  switch (sluice_process_record_get_size (record))
    {
    case SLUICE_PROCESS_SIZE_SMALL:
      /* Translators: %s is the amount or time that stands for anything small */
      return g_strdup_printf (_("Small, told as %s"), amount);
    case SLUICE_PROCESS_SIZE_MEDIUM:
      return g_strdup_printf (_("Medium, told as %s"), amount);
    case SLUICE_PROCESS_SIZE_LARGE:
      return g_strdup_printf (_("Large, told as %s"), amount);
    case SLUICE_PROCESS_SIZE_UNKNOWN:
    default:
      return g_steal_pointer (&owned);
    }
}

static char *
describe_filament (const SluiceProcessExtruder *extruder)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!isnan (extruder->filament_length_mm))
    /* Translators: a length of filament in metres */
    join (text, g_strdup_printf (_("%.2f m"), extruder->filament_length_mm / 1000));
  if (!isnan (extruder->filament_volume_mm3))
    /* Translators: a volume of filament in cubic centimetres */
    join (text, g_strdup_printf (_("%.2f cm³"), extruder->filament_volume_mm3 / 1000));
  if (!isnan (extruder->filament_mass_g))
    /* Translators: a mass of filament in grams */
    join (text, g_strdup_printf (_("%.1f g"), extruder->filament_mass_g));
  if (extruder->filament_from != NULL)
    join (text, g_strdup (g_str_equal (extruder->filament_from, "stated") ? C_("filament", "as stated")
                                                                          : C_("filament", "counted from the moves")));
  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

static char *
describe_nozzle (const SluiceProcessExtruder *extruder)
{
  g_autofree char *diameter = format_millimetres (extruder->nozzle_diameter_mm);

  if (extruder->nozzle_name == NULL)
    return g_steal_pointer (&diameter);
  if (diameter == NULL)
    return g_strdup (extruder->nozzle_name);
  /* Translators: name and diameter of a nozzle: "AA 0.4 (0.4 mm)" */
  return g_strdup_printf (_("%s (%s)"), extruder->nozzle_name, diameter);
}

static void
add_extruder (GPtrArray                   *rows,
              SluiceProcessRecord         *record,
              const SluiceProcessExtruder *extruder,
              guint                        number)
{
  g_autofree char *nozzle = g_strdup_printf (_("Nozzle %u"), number);
  g_autofree char *material = g_strdup_printf (_("Extruder %u"), number);
  g_autofree char *temperatures = g_strdup_printf (_("Temperatures of extruder %u"), number);
  g_autofree char *filament = g_strdup_printf (_("Filament of extruder %u"), number);
  g_autofree char *guid = g_strdup_printf (_("Material in extruder %u"), number);

  add (rows, SLUICE_RECORD_MACHINE, nozzle, describe_nozzle (extruder));
  add (rows, SLUICE_RECORD_MATERIALS, material, describe_material (extruder));
  add (rows, SLUICE_RECORD_MATERIALS, guid, g_strdup (extruder->material_guid));
  add (rows, SLUICE_RECORD_MATERIALS, filament, tell_class (record, describe_filament (extruder)));
  add (rows, SLUICE_RECORD_MATERIALS, temperatures, format_setpoints (&extruder->setpoints));
}

static char *
describe_format (const char *format)
{
  if (g_strcmp0 (format, "gcode") == 0)
    return g_strdup (_("G-code"));
  if (g_strcmp0 (format, "bgcode") == 0)
    return g_strdup (_("Binary G-code"));
  if (g_strcmp0 (format, "makerbot") == 0)
    return g_strdup ("MakerBot");
  if (g_strcmp0 (format, "other") == 0)
    return g_strdup (C_("format", "Other"));
  return g_ascii_strup (format, -1);
}

static void
add_machine (GPtrArray           *rows,
             SluiceProcessRecord *record)
{
  add (rows, SLUICE_RECORD_MACHINE, _("Machine"), g_strdup (record->machine_name));
  add (rows, SLUICE_RECORD_MACHINE, _("Build plate"), format_celsius (record->build_plate_temperature_c));
  add (rows, SLUICE_RECORD_MACHINE, _("Build plate, while printing"), format_setpoints (&record->bed_setpoints));
  add (rows, SLUICE_RECORD_MACHINE, _("Build volume"), format_celsius (record->build_volume_temperature_c));
  add (rows, SLUICE_RECORD_MACHINE, _("Slicer"),
       record->slicer_name != NULL ? g_strchomp (g_strconcat (record->slicer_name, " ", record->slicer_version, NULL))
                                   : NULL);
  add (rows, SLUICE_RECORD_MACHINE, _("Dialect"), g_strdup (record->flavor));
  add (rows, SLUICE_RECORD_MACHINE, _("Format"), describe_format (record->format));
}

static void
add_time (GPtrArray           *rows,
          SluiceProcessRecord *record)
{
  add (rows, SLUICE_RECORD_TIME, _("Print time, as stated"),
       isnan (record->stated_time_s) ? NULL
                                     : tell_class (record, sluice_format_duration ((gint64) record->stated_time_s)));
  if (record->layer_times_s != NULL)
    add (rows, SLUICE_RECORD_TIME, _("Time of each layer"),
         g_strdup_printf (ngettext ("%u value", "%u values", record->layer_times_s->len), record->layer_times_s->len));
}

/* @count: -1 when unknown */
static char *
format_count (int count)
{
  return count >= 0 ? g_strdup_printf ("%d", count) : NULL;
}

static void
add_settings (GPtrArray           *rows,
              SluiceProcessRecord *record)
{
  add (rows, SLUICE_RECORD_SETTINGS, _("Layers, counted"), format_count (record->layer_count));
  add (rows, SLUICE_RECORD_SETTINGS, _("Layers, as stated"), format_count (record->stated_layer_count));
  add (rows, SLUICE_RECORD_SETTINGS, _("Layer height"), format_millimetres (record->layer_height_mm));
  add (rows, SLUICE_RECORD_SETTINGS, _("Infill"), format_percent (record->infill_density_pct));
  add (rows, SLUICE_RECORD_SETTINGS, _("Support"),
       record->support >= 0 ? g_strdup (record->support ? C_("support", "Yes") : C_("support", "No")) : NULL);
  add (rows, SLUICE_RECORD_SETTINGS, _("Adhesion"), g_strdup (record->adhesion));
  add (rows, SLUICE_RECORD_SETTINGS, _("Fan, at most"), format_percent (record->fan_max_pct));
  add (rows, SLUICE_RECORD_SETTINGS, _("How exact"),
       g_strdup (record->resolution == SLUICE_PROCESS_RESOLUTION_COARSE ? C_("resolution", "Coarse")
                                                                        : C_("resolution", "Full")));
  add (rows, SLUICE_RECORD_SETTINGS, _("Record number, random"), g_strdup (record->record_id));
}

/**
 * sluice_record_rows_new:
 * @record: what would leave
 *
 * The readable sheet; docs/process-record.md has the fields.
 *
 * Returns: (transfer full) (element-type SluiceRecordRow): what is known, by group
 */
GPtrArray *
sluice_record_rows_new (SluiceProcessRecord *record)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (row_free);

  g_return_val_if_fail (record != NULL, rows);

  add_machine (rows, record);
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      const SluiceProcessExtruder *extruder = sluice_process_record_get_extruder (record, i);

      if (extruder != NULL)
        add_extruder (rows, record, extruder, i + 1);
    }
  add_time (rows, record);
  add_settings (rows, record);
  return rows;
}

/* Returns: (transfer none) (nullable) */
static const SluiceRecordRow *
find_row (GPtrArray  *rows,
          const char *title)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const SluiceRecordRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->title, title))
        return row;
    }
  return NULL;
}

/* Which of the two it is, and a number made up anew: they differ, and neither tells less. */
static gboolean
is_of_the_record (SluiceProcessRecord   *record,
                  const SluiceRecordRow *row)
{
  return g_str_equal (row->title, _("How exact")) || g_str_equal (row->value, record->record_id);
}

/**
 * sluice_record_rows_compare:
 * @full: every value as it was found
 * @coarse: the same print, coarse
 *
 * Returns: (transfer full) (element-type SluiceRecordRow): what is known, by group, and what @coarse makes of it
 */
GPtrArray *
sluice_record_rows_compare (SluiceProcessRecord *full,
                            SluiceProcessRecord *coarse)
{
  GPtrArray *rows = sluice_record_rows_new (full);
  g_autoptr(GPtrArray) coarse_rows = sluice_record_rows_new (coarse);

  for (guint i = 0; i < rows->len; i++)
    {
      SluiceRecordRow *row = g_ptr_array_index (rows, i);
      const SluiceRecordRow *other = find_row (coarse_rows, row->title);

      row->coarse = other != NULL ? g_strdup (other->value) : NULL;
      if (other == NULL)
        row->change = SLUICE_RECORD_LEFT_OUT;
      else if (!is_of_the_record (full, row) && !g_str_equal (row->value, other->value))
        row->change = SLUICE_RECORD_ROUNDER;
    }
  return rows;
}

/**
 * sluice_record_rows_sum_up:
 * @rows: (element-type SluiceRecordRow): of sluice_record_rows_compare()
 *
 * Returns: (transfer full): how coarse differs from full, in a sentence
 */
char *
sluice_record_rows_sum_up (GPtrArray *rows)
{
  guint n_changes[SLUICE_RECORD_LEFT_OUT + 1] = { 0 };
  g_autofree char *left_out = NULL;
  g_autofree char *rounder = NULL;

  for (guint i = 0; i < rows->len; i++)
    n_changes[((const SluiceRecordRow *) g_ptr_array_index (rows, i))->change]++;

  if (n_changes[SLUICE_RECORD_LEFT_OUT] == 0 && n_changes[SLUICE_RECORD_ROUNDER] == 0)
    return g_strdup (_("Full and coarse tell the same of this file."));
  if (n_changes[SLUICE_RECORD_ROUNDER] == 0)
    return g_strdup_printf (ngettext ("Coarse leaves out %u value.", "Coarse leaves out %u values.",
                                      n_changes[SLUICE_RECORD_LEFT_OUT]), n_changes[SLUICE_RECORD_LEFT_OUT]);
  if (n_changes[SLUICE_RECORD_LEFT_OUT] == 0)
    return g_strdup_printf (ngettext ("Coarse tells %u value only as small, medium or large.",
                                      "Coarse tells %u values only as small, medium or large.",
                                      n_changes[SLUICE_RECORD_ROUNDER]), n_changes[SLUICE_RECORD_ROUNDER]);
  left_out = g_strdup_printf (ngettext ("Coarse leaves out %u value", "Coarse leaves out %u values",
                                        n_changes[SLUICE_RECORD_LEFT_OUT]), n_changes[SLUICE_RECORD_LEFT_OUT]);
  rounder = g_strdup_printf (ngettext ("tells %u only as small, medium or large",
                                       "tells %u only as small, medium or large", n_changes[SLUICE_RECORD_ROUNDER]),
                             n_changes[SLUICE_RECORD_ROUNDER]);
  /* Translators: “Coarse leaves out 5 values, and tells 1 only as small, medium or large.” */
  return g_strdup_printf (_("%s, and %s."), left_out, rounder);
}

/**
 * sluice_record_row_dup_markup:
 * @row: of sluice_record_rows_compare()
 * @coarse: whether the coarse one is what would leave
 *
 * Returns: (transfer full): Pango markup: what would leave of it, and what the other one would tell; in words, with
 *   what stays struck through
 */
char *
sluice_record_row_dup_markup (const SluiceRecordRow *row,
                              gboolean               coarse)
{
  if (coarse && row->change == SLUICE_RECORD_LEFT_OUT)
    /* Translators: %s is a value of the file that is not sent */
    return g_markup_printf_escaped (_("Left out: <s>%s</s>"), row->value);
  if (coarse && row->change == SLUICE_RECORD_ROUNDER)
    /* Translators: what is sent, and below the value of the file, which is not */
    return g_markup_printf_escaped (_("%s\ninstead of <s>%s</s>"), row->coarse, row->value);
  if (row->change == SLUICE_RECORD_LEFT_OUT)
    /* Translators: what is sent; and that it would not be */
    return g_markup_printf_escaped (_("%s\n<small>Coarse leaves this out</small>"), row->value);
  if (row->change == SLUICE_RECORD_ROUNDER)
    /* Translators: what is sent; and what would be, if it were coarse */
    return g_markup_printf_escaped (_("%s\n<small>Coarse: %s</small>"), row->value, row->coarse);
  return g_markup_escape_text (coarse && row->coarse != NULL ? row->coarse : row->value, -1);
}
