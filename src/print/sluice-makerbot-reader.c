/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-makerbot-reader.h"

#include "sluice-member-reading.h"
#include "sluice-process-record.h"

#include <string.h>

/*
 * meta.json says what a .makerbot file is about. Its members come under
 * different names from version to version (0 to 3), and some are keyed by names
 * of objects, so each path is looked up as a whole. By Cura's MakerbotWriter,
 * and by the printers' own reader, libtinything.
 */

#define LONGEST_PATH 63

static void take_node (SluiceMemberReading *self,
                       const char          *path,
                       JsonNode            *node,
                       guint                extruder);

static void
take_value (SluiceMemberReading *self,
            const char          *path,
            JsonNode            *node,
            guint                extruder)
{
  GType type = json_node_get_value_type (node);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = number;

  if (type == G_TYPE_STRING)
    text = json_node_get_string (node);
  else if (type == G_TYPE_BOOLEAN)
    text = json_node_get_boolean (node) ? "1" : "0";
  else if (type == G_TYPE_INT64)
    g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    g_ascii_dtostr (number, sizeof number, json_node_get_double (node));
  else
    return;

  sluice_member_reading_take (self, SLUICE_ALLOW_FORM_MAKERBOT, path, text, strlen (text), extruder);
}

static void
take_object (SluiceMemberReading *self,
             const char          *path,
             JsonObject          *object)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, &node))
    {
      g_autofree char *longer = NULL;

      if (strlen (path) + 1 + strlen (key) > LONGEST_PATH || strchr (key, '.') != NULL)
        continue;
      longer = *path == '\0' ? g_strdup (key) : g_strconcat (path, ".", key, NULL);
      take_node (self, longer, node, 0);
    }
}

/* Members of a list are those of the extruders. */
static void
take_array (SluiceMemberReading *self,
            const char          *path,
            JsonArray           *array)
{
  guint length = MIN (json_array_get_length (array), SLUICE_PROCESS_MAX_EXTRUDERS);

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node))
        take_value (self, path, node, i);
      else if (JSON_NODE_HOLDS_OBJECT (node) && g_str_equal (path, "model_counts"))
        take_object (self, path, json_node_get_object (node));
    }
}

static void
take_node (SluiceMemberReading *self,
           const char          *path,
           JsonNode            *node,
           guint                extruder)
{
  if (JSON_NODE_HOLDS_VALUE (node))
    take_value (self, path, node, extruder);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    take_object (self, path, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    take_array (self, path, json_node_get_array (node));
}

/** sluice_makerbot_read: a #SluiceMemberRead for meta.json. */
void
sluice_makerbot_read (SluiceRecordBuilder *builder,
                      SluicePartTally     *tally,
                      const char          *name,
                      const char          *text,
                      gsize                length)
{
  SluiceMemberReading reading = { builder, tally, length };
  g_autoptr(JsonObject) object = sluice_member_reading_parse (text, length);

  if (object != NULL)
    take_object (&reading, "", object);
  sluice_member_reading_end (&reading, SLUICE_PART_SETTINGS);
}
