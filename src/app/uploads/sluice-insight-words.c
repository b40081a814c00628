/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-insight-words.h"

#include "sluice-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of infill, in percent: above, an object is made to bear something. */
#define DENSE_PCT 50

/* Returns: (transfer full): the parts with commas between, as lists of names are */
static char *
join (GStrvBuilder *parts)
{
  g_auto(GStrv) list = g_strv_builder_end (parts);

  return g_strjoinv (", ", list);
}

static void
add_amounts (GStrvBuilder                *parts,
             const SluiceProcessExtruder *extruder)
{
  if (extruder->filament_mass_g > 0)
    g_strv_builder_take (parts, g_strdup_printf (_("%.1f g"), extruder->filament_mass_g));
  if (extruder->filament_volume_mm3 > 0)
    g_strv_builder_take (parts, g_strdup_printf (_("%.2f cm³"), extruder->filament_volume_mm3 / 1000));
  if (extruder->filament_length_mm > 0)
    g_strv_builder_take (parts, g_strdup_printf (_("%.2f m"), extruder->filament_length_mm / 1000));
}

/** sluice_process_size_get_word: as a word in the middle of a sentence; empty when unknown. */
const char *
sluice_process_size_get_word (SluiceProcessSize size)
{
  switch (size)
    {
    case SLUICE_PROCESS_SIZE_SMALL:
      return C_("size", "small");
    case SLUICE_PROCESS_SIZE_MEDIUM:
      return C_("size", "medium");
    case SLUICE_PROCESS_SIZE_LARGE:
      return C_("size", "large");
    case SLUICE_PROCESS_SIZE_UNKNOWN:
    default:
      return "";
    }
}

static char *
describe_size (SluiceProcessRecord *record)
{
  switch (sluice_process_record_get_size (record))
    {
    case SLUICE_PROCESS_SIZE_SMALL:
      return g_strdup (_("The object is small: it takes at most about 8 cm³ of plastic, or an hour. So are a great many."));
    case SLUICE_PROCESS_SIZE_MEDIUM:
      return g_strdup (_("The object is medium: it takes about 8 to 25 cm³ of plastic, or one to three hours."));
    case SLUICE_PROCESS_SIZE_LARGE:
      return g_strdup (_("The object is large: it takes more than about 25 cm³ of plastic, or three hours."));
    case SLUICE_PROCESS_SIZE_UNKNOWN:
    default:
      return g_strdup (_("How large the object is cannot be told."));
    }
}

static char *
describe_amount (SluiceProcessRecord *record)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  SluiceProcessSize size = sluice_process_record_get_size (record);
  g_autofree char *amounts = NULL;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    add_amounts (parts, &record->extruders[i]);
  amounts = join (parts);
  if (size == SLUICE_PROCESS_SIZE_UNKNOWN)
    /* Translators: %s is one or several amounts of plastic: “12.0 g, 9.68 cm³” */
    return g_strdup_printf (_("It takes this much plastic: %s. Who has designs of yours can tell which of them fit."),
                            amounts);
  /* Translators: the first %s is one or several amounts of plastic, as “12.0 g, 9.68 cm³”; the second “small”, “medium” or “large” */
  return g_strdup_printf (_("It takes this much plastic: %s. The object is %s, and who has designs of yours can tell which "
                            "of them fit."), amounts, sluice_process_size_get_word (size));
}

static char *
describe_height (SluiceProcessRecord *record)
{
  int count = record->layer_count > 0 ? record->layer_count : record->stated_layer_count;
  double height = count * record->layer_height_mm;

  if (isnan (height))
    return g_strdup_printf (ngettext ("The object has %d layer.", "The object has %d layers: about how high it is.", count),
                            count);
  /* Translators: a height in millimetres, and the number of layers */
  return g_strdup_printf (ngettext ("The object is about %.1f mm high: %d layer.",
                                    "The object is about %.1f mm high: %d layers.", count), height, count);
}

static char *
describe_outline (SluiceProcessRecord *record)
{
  guint n_layers = record->layer_times_s->len;

  return g_strdup_printf (ngettext ("How long %u layer takes is told: about how wide the object is.",
                                    "How long each of %u layers takes is told: about how wide the object is at each height. "
                                    "That is as good as a fingerprint.", n_layers), n_layers);
}

static char *
describe_duration (SluiceProcessRecord *record)
{
  g_autofree char *duration = sluice_format_duration ((gint64) record->stated_time_s);

  /* Translators: %s is a time, as “1 h 21 min” */
  return g_strdup_printf (_("It prints for %s: about how large and how intricate it is."), duration);
}

/* Returns: (transfer full): the types of material that are for @use, each once */
static char *
list_materials (SluiceProcessRecord *record,
                gboolean             removed)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      const char *type = record->extruders[i].material_type;
      SluiceMaterialUse use = sluice_material_get_use (type);

      if (type != NULL && (removed ? use == SLUICE_MATERIAL_REMOVED : use > SLUICE_MATERIAL_REMOVED) &&
          g_hash_table_add (seen, (gpointer) type))
        g_strv_builder_add (parts, type);
    }
  return join (parts);
}

static char *
describe_hollows (SluiceProcessRecord *record)
{
  g_autofree char *materials = list_materials (record, TRUE);

  /* Translators: %s is a kind of material, as PVA */
  return g_strdup_printf (_("One material is taken away after printing (%s): the object probably has overhangs or hidden "
                            "hollows."), materials);
}

static char *
describe_purpose (SluiceProcessRecord *record)
{
  g_autofree char *materials = list_materials (record, FALSE);
  SluiceMaterialUse use = SLUICE_MATERIAL_USUAL;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS && use <= SLUICE_MATERIAL_REMOVED; i++)
    use = sluice_material_get_use (record->extruders[i].material_type);
  if (use == SLUICE_MATERIAL_SOFT)
    /* Translators: %s is a kind of material, as TPU 95A */
    return g_strdup_printf (_("The material bends (%s): it may be a seal, a grip or a hinge."), materials);
  if (use == SLUICE_MATERIAL_STRONG)
    /* Translators: %s is a kind of material, as PA-CF */
    return g_strdup_printf (_("The material has fibres in it (%s): it may be a tool or a part that bears a load."),
                            materials);
  /* Translators: %s is a kind of material, as PEEK */
  return g_strdup_printf (_("The material withstands heat or chemicals (%s): it may be a part for a machine."), materials);
}

static char *
describe_strength (SluiceProcessRecord *record)
{
  double infill = record->infill_density_pct;

  if (infill == 0)
    return g_strdup (_("It is hollow: more likely something to look at than to use."));
  if (infill > DENSE_PCT)
    return g_strdup_printf (_("It is %g %% full inside: it probably has to bear something."), infill);
  return g_strdup_printf (_("It is %g %% full inside, as most objects are."), infill);
}

static char *
describe_overhangs (SluiceProcessRecord *record)
{
  return g_strdup (record->support > 0 ? _("It is printed with support: parts of it overhang.")
                                       : _("It is printed without support: hardly any part of it overhangs."));
}

static char *
describe_fineness (SluiceProcessRecord *record)
{
  return g_strdup (sluice_insight_get_fineness (record) == SLUICE_FINENESS_FINE
                     ? _("It is printed finely: its surface or its details matter.")
                     : _("It is printed roughly: a draft, or something large and plain."));
}

static char *
describe_foot (SluiceProcessRecord *record)
{
  return g_strdup (g_strcmp0 (record->adhesion, "raft") == 0
                     ? _("It stands on a raft: its foot is uneven or small.")
                     : _("It has a brim: its foot is small, or its corners are sharp."));
}

static char *
describe_cooling (SluiceProcessRecord *record)
{
  return g_strdup_printf (_("The fan turns at %g %% at most: a little about the material, and whether layers are short."),
                          record->fan_max_pct);
}

static char *
describe_printer (SluiceProcessRecord *record)
{
  if (record->machine_name == NULL)
    return g_strdup (_("Your printer can heat its chamber."));
  /* Translators: %s is a model of printer */
  return g_strdup_printf (isnan (record->build_volume_temperature_c)
                            ? _("You print on this model: %s. From that, about what it cost.")
                            : _("You print on this model: %s, with a heated chamber. From that, about what it cost."),
                          record->machine_name);
}

static char *
describe_equipment (SluiceProcessRecord *record)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autofree char *nozzles = NULL;

  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    {
      const SluiceProcessExtruder *extruder = &record->extruders[i];

      if (extruder->nozzle_name != NULL)
        g_strv_builder_add (parts, extruder->nozzle_name);
      if (!isnan (extruder->nozzle_diameter_mm))
        g_strv_builder_take (parts, g_strdup_printf (_("%g mm"), extruder->nozzle_diameter_mm));
    }
  nozzles = join (parts);
  /* Translators: %s is a list of names and diameters of nozzles */
  return g_strdup_printf (_("You have nozzles like these: %s."), nozzles);
}

static char *
describe_software (SluiceProcessRecord *record)
{
  if (record->slicer_name == NULL)
    return g_strdup_printf (_("Your printer understands this dialect of commands: %s."), record->flavor);
  if (*record->slicer_version == '\0')
    /* Translators: %s is a program */
    return g_strdup_printf (_("You slice with %s."), record->slicer_name);
  /* Translators: a program and its version */
  return g_strdup_printf (_("You slice with %s %s: whether you keep it up to date, and which of its weaknesses you have."),
                          record->slicer_name, record->slicer_version);
}

/**
 * sluice_insight_dup_text:
 * @insight: one that sluice_insight_find() has found in @record
 * @record: what would leave
 *
 * Returns: (transfer full): what that is, in a sentence or two
 */
char *
sluice_insight_dup_text (SluiceInsight        insight,
                         SluiceProcessRecord *record)
{
  switch (insight)
    {
    case SLUICE_INSIGHT_OUTLINE:
      return describe_outline (record);
    case SLUICE_INSIGHT_AMOUNT:
      return describe_amount (record);
    case SLUICE_INSIGHT_SIZE:
      return describe_size (record);
    case SLUICE_INSIGHT_DURATION:
      return describe_duration (record);
    case SLUICE_INSIGHT_HEIGHT:
      return describe_height (record);
    case SLUICE_INSIGHT_PARTS:
      return g_strdup (_("How much of each material it takes is told: how large those parts of the object are."));
    case SLUICE_INSIGHT_HOLLOWS:
      return describe_hollows (record);
    case SLUICE_INSIGHT_OVERHANGS:
      return describe_overhangs (record);
    case SLUICE_INSIGHT_STRENGTH:
      return describe_strength (record);
    case SLUICE_INSIGHT_FINENESS:
      return describe_fineness (record);
    case SLUICE_INSIGHT_FOOT:
      return describe_foot (record);
    case SLUICE_INSIGHT_PURPOSE:
      return describe_purpose (record);
    case SLUICE_INSIGHT_COLOURS:
      return g_strdup (_("The printer is set up with several materials: the object may have several colours, or hard and "
                         "soft parts."));
    case SLUICE_INSIGHT_TRIAL:
      return g_strdup (_("Temperatures change while it prints: it may be a trial of the material."));
    case SLUICE_INSIGHT_COOLING:
      return describe_cooling (record);
    case SLUICE_INSIGHT_PRINTER:
      return describe_printer (record);
    case SLUICE_INSIGHT_EQUIPMENT:
      return describe_equipment (record);
    case SLUICE_INSIGHT_PURCHASES:
      return g_strdup (_("Which maker’s material you use, and mostly in which colour: its number is the same for everybody "
                         "who buys it."));
    case SLUICE_INSIGHT_SOFTWARE:
      return describe_software (record);
    case SLUICE_INSIGHT_HABITS:
      return g_strdup (_("Printer, program, materials and settings seldom change. Records that agree in them can be told to "
                         "come from the same workshop, even without a name."));
    case SLUICE_INSIGHT_CIRCUMSTANCES:
      return g_strdup (_("Whoever gets it sees from which account and network address it comes, and when. Over time that "
                         "tells when you work, and how much."));
    default:
      g_return_val_if_reached (NULL);
    }
}

/** sluice_insight_get_heading: for all that is about @subject. */
const char *
sluice_insight_get_heading (SluiceInsightSubject subject)
{
  return subject == SLUICE_INSIGHT_ABOUT_OBJECT ? _("About the Object") : _("About Your Workshop and You");
}
