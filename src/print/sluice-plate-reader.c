/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-plate-reader.h"

#include "sluice-gcode-reader.h"
#include "sluice-member-reading.h"

#include <string.h>

/*
 * Metadata/slice_info.config lists the plates of a .gcode.3mf, as XML;
 * Metadata/project_settings.config holds all settings, as JSON in which each
 * number is a string; Metadata/Slic3r_PE.config holds them as the comments at
 * the end of PrusaSlicer's G-code do. By BambuStudio and OrcaSlicer,
 * src/libslic3r/Format/bbs_3mf.cpp, and PrusaSlicer, Format/3mf.cpp.
 */

#define LONGEST_LIST 1024

typedef struct
{
  SluiceMemberReading reading;
  guint               wanted; /* number of the plate that is read; 0 for the first one */
  GPtrArray          *pending; /* of the plate: key, value, extruder, until its number is known */
  guint               index;
  gboolean            in_plate;
  gboolean            is_done;
} PlateList;

typedef struct
{
  char  *key;
  char  *value;
  guint  extruder;
} Pending;

static void
free_pending (gpointer data)
{
  Pending *pending = data;

  g_free (pending->key);
  g_free (pending->value);
  g_free (pending);
}

static void
add_pending (PlateList  *self,
             const char *element,
             const char *key,
             const char *value,
             guint       extruder)
{
  Pending *pending = g_new (Pending, 1);

  /* XML has words where the allow-list has 0 and 1. */
  if (g_str_equal (value, "true"))
    value = "1";
  else if (g_str_equal (value, "false"))
    value = "0";
  *pending = (Pending) { g_strconcat (element, ".", key, NULL), g_strdup (value), extruder };
  g_ptr_array_add (self->pending, pending);
}

static const char *
find_attribute (const char  *name,
                const char **names,
                const char **values)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

static guint
parse_number (const char *text)
{
  guint64 number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 1, 9999, &number, NULL) ? (guint) number : 0;
}

/* <filament id="1" type="PLA" used_m="2.44" used_g="7.26" />, and <object name="…" />. */
static void
add_attributes (PlateList   *self,
                const char  *element,
                const char **names,
                const char **values)
{
  guint extruder = 0;

  if (g_str_equal (element, "filament"))
    {
      extruder = parse_number (find_attribute ("id", names, values));
      if (extruder == 0)
        return;
      extruder--;
    }

  for (guint i = 0; names[i] != NULL; i++)
    add_pending (self, element, names[i], values[i], extruder);
}

static void
start_element (GMarkupParseContext  *context,
               const char           *element,
               const char          **names,
               const char          **values,
               gpointer              user_data,
               GError              **error)
{
  PlateList *self = user_data;

  if (g_str_equal (element, "plate"))
    {
      self->in_plate = TRUE;
      self->index = 0;
      g_ptr_array_set_size (self->pending, 0);
    }
  else if (self->in_plate && g_str_equal (element, "metadata"))
    {
      const char *key = find_attribute ("key", names, values);
      const char *value = find_attribute ("value", names, values);

      if (key != NULL && value != NULL && g_str_equal (key, "index"))
        self->index = parse_number (value);
      else if (key != NULL && value != NULL)
        add_pending (self, "plate", key, value, 0);
    }
  else if (self->in_plate && (g_str_equal (element, "filament") || g_str_equal (element, "object")))
    add_attributes (self, element, names, values);
}

static void
end_element (GMarkupParseContext  *context,
             const char           *element,
             gpointer              user_data,
             GError              **error)
{
  PlateList *self = user_data;

  if (!g_str_equal (element, "plate"))
    return;

  self->in_plate = FALSE;
  if (self->is_done || (self->wanted != 0 && self->index != self->wanted))
    return;

  self->is_done = TRUE;
  for (guint i = 0; i < self->pending->len; i++)
    {
      const Pending *pending = g_ptr_array_index (self->pending, i);

      sluice_member_reading_take (&self->reading, SLUICE_ALLOW_FORM_PLATE, pending->key, pending->value,
                                  strlen (pending->value), pending->extruder);
    }
}

/** sluice_plate_list_read: a #SluiceMemberRead for Metadata/slice_info.config. */
void
sluice_plate_list_read (SluiceRecordBuilder *builder,
                        SluicePartTally     *tally,
                        const char          *name,
                        const char          *text,
                        gsize                length)
{
  static const GMarkupParser parser = { .start_element = start_element, .end_element = end_element };
  g_autoptr(GPtrArray) pending = g_ptr_array_new_with_free_func (free_pending);
  PlateList self = {
    .reading = { builder, tally, length }, .wanted = sluice_record_builder_get_plate (builder), .pending = pending,
  };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &self, NULL);

  /* What is broken ends here: plates before it are whole. */
  g_markup_parse_context_parse (context, text, length, NULL);
  sluice_member_reading_end (&self.reading, SLUICE_PART_SETTINGS);
}

/* Writes "210,220", as G-code has it; FALSE when it is too long, or no list of strings. */
static gboolean
join (JsonArray             *array,
      const SluiceAllowRule *rule,
      GString               *text)
{
  g_string_truncate (text, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING ||
          text->len > LONGEST_LIST)
        return FALSE;
      if (i > 0)
        g_string_append_c (text, rule->type == SLUICE_ALLOW_TYPE_NAMES ? ';' : ',');
      g_string_append (text, json_node_get_string (node));
    }

  return TRUE;
}

static void
take_setting (JsonObject *object,
              const char *key,
              JsonNode   *node,
              gpointer    user_data)
{
  SluiceMemberReading *self = user_data;
  guint extruder;
  const SluiceAllowRule *rule =
    sluice_allow_list_find (SLUICE_ALLOW_FORM_EQUALS, key, strlen (key), &extruder);
  g_autoptr(GString) text = g_string_new (NULL);

  if (rule == NULL)
    return;

  if (JSON_NODE_HOLDS_ARRAY (node) && join (json_node_get_array (node), rule, text))
    sluice_member_reading_take (self, SLUICE_ALLOW_FORM_EQUALS, key, text->str, text->len, 0);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    sluice_member_reading_take (self, SLUICE_ALLOW_FORM_EQUALS, key, json_node_get_string (node),
                                strlen (json_node_get_string (node)), 0);
}

/**
 * sluice_plate_settings_read: a #SluiceMemberRead for Metadata/project_settings.config.
 *
 * Where there is G-code, its own settings are those it was made with; these
 * may have been changed since.
 */
void
sluice_plate_settings_read (SluiceRecordBuilder *builder,
                            SluicePartTally     *tally,
                            const char          *name,
                            const char          *text,
                            gsize                length)
{
  SluiceMemberReading reading = { builder, tally, length };
  g_autoptr(JsonObject) object = NULL;

  if (sluice_record_builder_get_plate (builder) == 0)
    object = sluice_member_reading_parse (text, length);
  if (object != NULL)
    json_object_foreach_member (object, take_setting, &reading);
  sluice_member_reading_end (&reading, SLUICE_PART_SETTINGS);
}

/** sluice_prusa_settings_read: a #SluiceMemberRead for Metadata/Slic3r_PE.config. */
void
sluice_prusa_settings_read (SluiceRecordBuilder *builder,
                            SluicePartTally     *tally,
                            const char          *name,
                            const char          *text,
                            gsize                length)
{
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, tally);

  sluice_gcode_reader_feed (reader, (const guint8 *) text, length);
  sluice_gcode_reader_finish (reader);
}
