/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"

#include "sluice-base-error.h"

#include <glib/gi18n-lib.h>

/*
 * Reading JSON that somebody else wrote. json-glib has no limits of its own
 * and its getters assume the type, so size and depth are checked before it
 * parses, and the type before anything is read.
 */

static gboolean
is_too_deep (const char *text,
             gsize       length)
{
  int depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (in_string)
        {
          if (c == '\\')
            i++;
          else if (c == '"')
            in_string = FALSE;
        }
      else if (c == '"')
        in_string = TRUE;
      else if ((c == '{' || c == '[') && ++depth > SLUICE_JSON_MAX_DEPTH)
        return TRUE;
      else if (c == '}' || c == ']')
        depth--;
    }

  return FALSE;
}

static void
count_member_cb (JsonParser *parser,
                 JsonObject *object,
                 const char *name,
                 guint      *n_members)
{
  (*n_members)++;
}

static void
count_object_cb (JsonParser *parser,
                 JsonObject *object,
                 guint      *n_members)
{
  *n_members -= json_object_get_size (object);
}

/*
 * A member that is there twice is refused: of two readers one could see the
 * first and the other the second, and what was signed or agreed to would not be
 * what is done.
 */
static JsonNode *
parse (const char *text,
       gsize       length)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  guint n_members = 0;

  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-member", G_CALLBACK (count_member_cb), &n_members);
  g_signal_connect (parser, "object-end", G_CALLBACK (count_object_cb), &n_members);
  if (!json_parser_load_from_data (parser, text, length, NULL) || n_members != 0)
    return NULL;
  return json_parser_steal_root (parser);
}

/**
 * sluice_json_parse:
 * @bytes: UTF-8 text from anywhere
 * @max_bytes: longest text accepted
 * @error: #SluiceBaseError: %SLUICE_BASE_ERROR_FORMAT, also for a member that is there twice
 *
 * Returns: (transfer full) (nullable): the value
 */
JsonNode *
sluice_json_parse (GBytes  *bytes,
                   gsize    max_bytes,
                   GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root = NULL;

  if (length > 0 && length <= max_bytes && g_utf8_validate_len (text, length, NULL) &&
      !is_too_deep (text, length))
    root = parse (text, length);

  if (root == NULL)
    g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT,
                         _("The answer is not well-formed JSON, or is too large"));
  return root;
}

/**
 * sluice_json_parse_object:
 * @bytes: UTF-8 text from anywhere
 * @max_bytes: longest text accepted
 * @error: #SluiceBaseError: %SLUICE_BASE_ERROR_FORMAT, also when it is no object
 *
 * Returns: (transfer full) (nullable): the object
 */
JsonObject *
sluice_json_parse_object (GBytes  *bytes,
                          gsize    max_bytes,
                          GError **error)
{
  g_autoptr(JsonNode) root = sluice_json_parse (bytes, max_bytes, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT,
                           _("The answer is not a JSON object"));
      return NULL;
    }

  return json_node_dup_object (root);
}

/**
 * sluice_json_to_bytes:
 * @node: a value
 * @pretty: whether to write it for a person, on many lines
 *
 * Returns: (transfer full): UTF-8 text without a final NUL
 */
GBytes *
sluice_json_to_bytes (JsonNode *node,
                      gboolean  pretty)
{
  char *text = json_to_string (node, pretty);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * sluice_json_object_to_bytes:
 * @object: an object
 * @pretty: whether to write it for a person
 *
 * Returns: (transfer full): UTF-8 text without a final NUL
 */
GBytes *
sluice_json_object_to_bytes (JsonObject *object,
                             gboolean    pretty)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return sluice_json_to_bytes (node, pretty);
}

/**
 * sluice_json_array_to_bytes:
 * @array: an array
 * @pretty: whether to write it for a person
 *
 * Returns: (transfer full): UTF-8 text without a final NUL
 */
GBytes *
sluice_json_array_to_bytes (JsonArray *array,
                            gboolean   pretty)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  json_node_set_array (node, array);
  return sluice_json_to_bytes (node, pretty);
}

static JsonNode *
member_of_type (JsonObject  *object,
                const char  *member,
                JsonNodeType type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_TYPE (node) == type ? node : NULL;
}

/** sluice_json_get_string: (nullable): %NULL when absent or no string. */
const char *
sluice_json_get_string (JsonObject *object,
                        const char *member)
{
  JsonNode *node = member_of_type (object, member, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/** sluice_json_get_int: %FALSE, and @out_value untouched, when absent or no whole number. */
gboolean
sluice_json_get_int (JsonObject *object,
                     const char *member,
                     gint64     *out_value)
{
  JsonNode *node = member_of_type (object, member, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;

  *out_value = json_node_get_int (node);
  return TRUE;
}

/** sluice_json_get_double: %FALSE, and @out_value untouched, when absent or no number. */
gboolean
sluice_json_get_double (JsonObject *object,
                        const char *member,
                        double     *out_value)
{
  JsonNode *node = member_of_type (object, member, JSON_NODE_VALUE);

  if (node == NULL ||
      (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    return FALSE;

  *out_value = json_node_get_double (node);
  return TRUE;
}

/** sluice_json_get_boolean: %FALSE, and @out_value untouched, when absent or no boolean. */
gboolean
sluice_json_get_boolean (JsonObject *object,
                         const char *member,
                         gboolean   *out_value)
{
  JsonNode *node = member_of_type (object, member, JSON_NODE_VALUE);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;

  *out_value = json_node_get_boolean (node);
  return TRUE;
}

/** sluice_json_get_time: of RFC 3339, in seconds since the epoch; 0 when absent, or no time. */
gint64
sluice_json_get_time (JsonObject *object,
                      const char *member)
{
  const char *text = sluice_json_get_string (object, member);
  g_autoptr(GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? MAX (g_date_time_to_unix (time), 0) : 0;
}

/** sluice_json_get_object: (transfer none) (nullable): %NULL when absent or no object. */
JsonObject *
sluice_json_get_object (JsonObject *object,
                        const char *member)
{
  JsonNode *node = member_of_type (object, member, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

/** sluice_json_get_array: (transfer none) (nullable): %NULL when absent or no array. */
JsonArray *
sluice_json_get_array (JsonObject *object,
                       const char *member)
{
  JsonNode *node = member_of_type (object, member, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

/** sluice_json_array_get_object: (transfer none) (nullable): %NULL when that element is no object. */
JsonObject *
sluice_json_array_get_object (JsonArray *array,
                              guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}
