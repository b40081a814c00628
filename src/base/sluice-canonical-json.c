/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-canonical-json.h"

/*
 * One way to write a document down, so that whoever reads it can check a
 * signature over it: RFC 8785 for all but fractions, which have no one form
 * that is worth the trouble here. Members are in the order of their bytes,
 * which for names in ASCII is the order of the RFC.
 */

static void
append_string (GString    *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    switch (*at)
      {
      case '"':
      case '\\':
        g_string_append_c (out, '\\');
        g_string_append_c (out, *at);
        break;

      case '\b':
        g_string_append (out, "\\b");
        break;

      case '\t':
        g_string_append (out, "\\t");
        break;

      case '\n':
        g_string_append (out, "\\n");
        break;

      case '\f':
        g_string_append (out, "\\f");
        break;

      case '\r':
        g_string_append (out, "\\r");
        break;

      default:
        if ((guchar) *at < 0x20)
          g_string_append_printf (out, "\\u%04x", (guint) *at);
        else
          g_string_append_c (out, *at);
        break;
      }
  g_string_append_c (out, '"');
}

static gboolean append_object (GString *out, JsonObject *object);
static gboolean append_node (GString *out, JsonNode *node);

static gboolean
append_array (GString   *out,
              JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      if (!append_node (out, json_array_get_element (array, i)))
        return FALSE;
    }
  g_string_append_c (out, ']');
  return TRUE;
}

static gboolean
append_value (GString  *out,
              JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      append_string (out, json_node_get_string (node));
      return TRUE;

    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      return TRUE;

    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
append_node (GString  *out,
             JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      return append_object (out, json_node_get_object (node));

    case JSON_NODE_ARRAY:
      return append_array (out, json_node_get_array (node));

    case JSON_NODE_VALUE:
      return append_value (out, node);

    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
      return TRUE;
    }
}

static gboolean
append_object (GString    *out,
               JsonObject *object)
{
  g_autoptr(GList) members = g_list_sort (json_object_get_members (object), (GCompareFunc) g_strcmp0);

  g_string_append_c (out, '{');
  for (GList *at = members; at != NULL; at = at->next)
    {
      if (at != members)
        g_string_append_c (out, ',');
      append_string (out, at->data);
      g_string_append_c (out, ':');
      if (!append_node (out, json_object_get_member (object, at->data)))
        return FALSE;
    }
  g_string_append_c (out, '}');
  return TRUE;
}

/**
 * sluice_json_canonicalize:
 * @object: a document
 *
 * Returns: (transfer full) (nullable): its one written form; %NULL when it
 *   holds a number that is not whole
 */
GBytes *
sluice_json_canonicalize (JsonObject *object)
{
  g_autoptr(GString) out = g_string_new (NULL);

  return append_object (out, object) ? g_string_free_to_bytes (g_steal_pointer (&out)) : NULL;
}
