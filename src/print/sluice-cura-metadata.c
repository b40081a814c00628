/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cura-members.h"

#include "sluice-cura-reading.h"
#include "sluice-json.h"
#include "sluice-member-reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Cura/slicemetadata.json of a UFP (Cura 5.1 and later), and Cura/version.ini of a project. */

/* Settings by name; all values are texts. */
static void
take_object (SluiceCuraReading *reading,
             JsonObject        *object,
             guint              extruder)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  if (object == NULL)
    return;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    {
      const char *value = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;

      if (value != NULL)
        sluice_cura_reading_take (reading, key, strlen (key), value, strlen (value), extruder,
                                  strlen (key) + strlen (value));
    }
}

/* All that is set, then what was changed: the first value of a key counts. */
static void
take_stack (SluiceCuraReading *reading,
            JsonObject        *root,
            const char        *name,
            guint              extruder)
{
  JsonObject *stack = sluice_json_get_object (root, name);

  if (stack == NULL)
    return;

  take_object (reading, sluice_json_get_object (stack, "all_settings"), extruder);
  take_object (reading, sluice_json_get_object (stack, "changes"), extruder);
}

/* The shortest text of a number, as Python writes it. */
static void
write_number (double number,
              char   out_text[G_ASCII_DTOSTR_BUF_SIZE])
{
  for (int digits = 1; digits <= 17; digits++)
    {
      char format[8];

      snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (out_text, G_ASCII_DTOSTR_BUF_SIZE, format, number);
      if (g_ascii_strtod (out_text, NULL) == number)
        return;
    }
}

/* One number for each extruder. Where it is written otherwise in @text, its bytes are not counted as having passed. */
static void
take_amounts (SluiceCuraReading *reading,
              JsonObject        *root,
              const char        *name,
              const char        *key,
              const char        *text,
              gsize              length)
{
  JsonObject *material = sluice_json_get_object (root, "material");
  JsonArray *amounts = material != NULL ? sluice_json_get_array (material, name) : NULL;
  guint n_amounts = amounts != NULL ? json_array_get_length (amounts) : 0;

  for (guint i = 0; i < MIN (n_amounts, SLUICE_PROCESS_MAX_EXTRUDERS); i++)
    {
      JsonNode *node = json_array_get_element (amounts, i);
      GType type = json_node_get_value_type (node);
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (type != G_TYPE_DOUBLE && type != G_TYPE_INT64)
        continue;
      write_number (json_node_get_double (node), number);
      sluice_cura_reading_take (reading, key, strlen (key), number, strlen (number), i,
                                memmem (text, length, number, strlen (number)) != NULL ? strlen (number) : 0);
    }
}

/**
 * sluice_cura_read_slice_metadata: a #SluiceMemberRead for Cura/slicemetadata.json.
 *
 * An object with "material" (length in m, weight in g, for each extruder),
 * "global" and "extruder_0" …, each with "all_settings" and "changes". Written
 * by Cura's UFPWriter plug-in.
 */
void
sluice_cura_read_slice_metadata (SluiceRecordBuilder *builder,
                                 SluicePartTally     *tally,
                                 const char          *name,
                                 const char          *text,
                                 gsize                length)
{
  SluiceCuraReading reading = { .builder = builder, .tally = tally, .left = length };
  g_autoptr(JsonObject) root = sluice_member_reading_parse (text, length);

  if (root != NULL)
    {
      take_stack (&reading, root, "global", SLUICE_PROFILE_MACHINE);
      for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
        {
          char stack[16];

          snprintf (stack, sizeof stack, "extruder_%u", i);
          take_stack (&reading, root, stack, i);
        }
      take_amounts (&reading, root, "length", "material/length", text, length);
      take_amounts (&reading, root, "weight", "material/weight", text, length);
    }

  sluice_cura_reading_end (&reading, SLUICE_PART_SETTINGS);
}

/** sluice_cura_read_version: a #SluiceMemberRead for Cura/version.ini. */
void
sluice_cura_read_version (SluiceRecordBuilder *builder,
                          SluicePartTally     *tally,
                          const char          *name,
                          const char          *text,
                          gsize                length)
{
  static const char program[] = "Cura";
  SluiceCuraReading reading = { .builder = builder, .tally = tally, .left = length };

  /* Only Cura writes it. */
  sluice_cura_reading_take (&reading, "versions/program", strlen ("versions/program"), program, strlen (program),
                            SLUICE_PROFILE_MACHINE, 0);
  sluice_cura_reading_take_ini (&reading, text, length, SLUICE_PROFILE_MACHINE);
  sluice_cura_reading_end (&reading, SLUICE_PART_SETTINGS);
}
