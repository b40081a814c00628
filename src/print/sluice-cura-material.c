/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cura-members.h"

#include "sluice-cura-reading.h"

#include <string.h>

/*
 * Ultimaker's fdm_material: of all that it says only which material it is. A
 * GUID that everybody has passes; one made for a material of one's own, its
 * name, its brand and its description stay.
 */

/* fdmmaterial/metadata/name/material is the deepest that is looked at. */
#define DEEPEST 4
#define LONGEST_TEXT 64

typedef struct
{
  SluiceCuraReading *reading;
  guint              extruder;
  guint              depth;
  const char        *path[DEEPEST]; /* static names, NULL for those that are not known */
  char               value[LONGEST_TEXT];
  gsize              value_length; /* more than that when it is too long to be what is looked for */
} Material;

static const struct
{
  const char *key;
  guint       depth;
  const char *path[DEEPEST];
} wanted[] = {
  { "material/GUID", 3, { "fdmmaterial", "metadata", "GUID", NULL } },
  { "material/type", 4, { "fdmmaterial", "metadata", "name", "material" } },
};

/* The name without its namespace, when it is one that is looked for. */
static const char *
find_name (const char *name)
{
  const char *colon = strchr (name, ':');
  const char *local = colon != NULL ? colon + 1 : name;

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    for (guint j = 0; j < wanted[i].depth; j++)
      if (g_str_equal (wanted[i].path[j], local))
        return wanted[i].path[j];

  return NULL;
}

/* Which of the above the open element is; NULL for none. */
static const char *
find_key (const Material *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      guint same = 0;

      while (same < wanted[i].depth && self->depth == wanted[i].depth && self->path[same] != NULL &&
             g_str_equal (self->path[same], wanted[i].path[same]))
        same++;
      if (same == wanted[i].depth)
        return wanted[i].key;
    }

  return NULL;
}

static void
start_cb (GMarkupParseContext  *context,
          const char           *name,
          const char          **attribute_names,
          const char          **attribute_values,
          gpointer              user_data,
          GError              **error)
{
  Material *self = user_data;

  if (self->depth < DEEPEST)
    self->path[self->depth] = find_name (name);
  self->depth++;
  self->value_length = 0;
}

static void
text_cb (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Material *self = user_data;

  if (self->value_length + length <= sizeof self->value)
    memcpy (self->value + self->value_length, text, length);
  self->value_length += length;
}

static void
end_cb (GMarkupParseContext  *context,
        const char           *name,
        gpointer              user_data,
        GError              **error)
{
  Material *self = user_data;
  const char *key = find_key (self);

  if (key != NULL && self->value_length <= sizeof self->value)
    sluice_cura_reading_take (self->reading, key, strlen (key), self->value, self->value_length, self->extruder,
                              self->value_length);
  self->value_length = 0;
  self->depth--;
}

/**
 * sluice_cura_material_take:
 * @reading: a text that is read
 * @text: an fdm_material, not trusted
 * @length: bytes of @text
 * @extruder: which extruder it is in
 *
 * GMarkup knows no entities but the five of XML itself, so none can grow; how
 * deep elements nest is bounded by the size of the text.
 */
void
sluice_cura_material_take (SluiceCuraReading *reading,
                           const char        *text,
                           gsize              length,
                           guint              extruder)
{
  static const GMarkupParser parser = { .start_element = start_cb, .end_element = end_cb, .text = text_cb };
  Material self = { .reading = reading, .extruder = extruder };
  g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &self, NULL);

  /* What comes before a fault has been read. */
  if (g_markup_parse_context_parse (context, text, length, NULL))
    g_markup_parse_context_end_parse (context, NULL);
}

/** sluice_cura_read_material: a #SluiceMemberRead for the *.xml.fdm_material of a UFP. */
void
sluice_cura_read_material (SluiceRecordBuilder *builder,
                           SluicePartTally     *tally,
                           const char          *name,
                           const char          *text,
                           gsize                length)
{
  SluiceCuraReading reading = { .builder = builder, .tally = tally, .left = length };

  /* It does not say which extruder it is in: with several of them nobody knows. */
  sluice_record_builder_begin_material (builder);
  sluice_cura_material_take (&reading, text, length, SLUICE_PROFILE_ONLY_MATERIAL);
  sluice_cura_reading_end (&reading, SLUICE_PART_MATERIAL_FILE);
}
