/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-past-prints.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* In the order of exports: docs/print-history.md is the same for a reader. Times are seconds, and UTC. */
const SluicePastColumn sluice_past_columns[] = {
  { "started", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PROCESS },
  { "ended", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PROCESS },
  { "seconds", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PROCESS },
  { "result", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PROCESS },
  { "name", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PRODUCT },
  { "printer", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PERSONAL },
  { "group", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PERSONAL },
  { "model", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PROCESS },
  { "material", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PROCESS },
  { "source", SLUICE_DATA_CLASS_UNTIL_CONSENT, SLUICE_DATA_KIND_PERSONAL },
  { NULL },
};

/**
 * sluice_past_prints_sum:
 * @prints: of #SluicePastPrint
 * @sum: (out caller-allocates): they in figures
 */
void
sluice_past_prints_sum (GListModel    *prints,
                        SluicePastSum *sum)
{
  *sum = (SluicePastSum) { 0 };
  for (guint i = 0; i < g_list_model_get_n_items (prints); i++)
    {
      g_autoptr(SluicePastPrint) print = g_list_model_get_item (prints, i);
      const SluicePastResult result = sluice_past_print_get_result (print);

      sum->n_finished += result == SLUICE_PAST_FINISHED;
      sum->n_failed += result == SLUICE_PAST_FAILED;
      sum->n_stopped += result == SLUICE_PAST_STOPPED;
      if (result != SLUICE_PAST_RUNNING && result != SLUICE_PAST_UNSEEN)
        sum->seconds += MAX (sluice_past_print_get_seconds (print), 0);
    }
  sum->n_prints = sum->n_finished + sum->n_failed + sum->n_stopped;
}

static char *
dup_time (gint64 seconds)
{
  g_autoptr(GDateTime) time = seconds != 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  return time != NULL ? g_date_time_format_iso8601 (time) : NULL;
}

/* (transfer full) (nullable): a column's value as text. */
static char *
dup_value (SluicePastPrint *print,
           const char      *column)
{
  g_autoptr(GEnumClass) results = g_type_class_ref (SLUICE_TYPE_PAST_RESULT);
  const gint64 seconds = sluice_past_print_get_seconds (print);

  if (g_str_equal (column, "started"))
    return dup_time (sluice_past_print_get_started (print));
  if (g_str_equal (column, "ended"))
    return dup_time (sluice_past_print_get_ended (print));
  if (g_str_equal (column, "seconds"))
    return seconds >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, seconds) : NULL;
  if (g_str_equal (column, "result"))
    return g_strdup (g_enum_get_value (results, sluice_past_print_get_result (print))->value_nick);
  return g_strdup (sluice_past_print_get_text (print, column));
}

/* RFC 4180. Names come from others, and a spreadsheet takes what begins like this for a formula. */
static void
append_field (GString    *csv,
              const char *value)
{
  if (value == NULL)
    return;

  g_string_append_c (csv, '"');
  if (strchr ("=+-@\t\r", *value) != NULL && *value != '\0')
    g_string_append_c (csv, '\'');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

/**
 * sluice_past_prints_to_csv:
 * @prints: of #SluicePastPrint
 *
 * Returns: (transfer full): RFC 4180, with the names of the columns first
 */
GBytes *
sluice_past_prints_to_csv (GListModel *prints)
{
  GString *csv = g_string_new (NULL);

  for (guint i = 0; sluice_past_columns[i].name != NULL; i++)
    g_string_append_printf (csv, "%s%s", i > 0 ? "," : "", sluice_past_columns[i].name);
  g_string_append (csv, "\r\n");

  for (guint i = 0; i < g_list_model_get_n_items (prints); i++)
    {
      g_autoptr(SluicePastPrint) print = g_list_model_get_item (prints, i);

      for (guint j = 0; sluice_past_columns[j].name != NULL; j++)
        {
          g_autofree char *value = dup_value (print, sluice_past_columns[j].name);

          if (j > 0)
            g_string_append_c (csv, ',');
          append_field (csv, value);
        }
      g_string_append (csv, "\r\n");
    }
  return g_string_free_to_bytes (csv);
}

static JsonNode *
build_columns (void)
{
  JsonArray *columns = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; sluice_past_columns[i].name != NULL; i++)
    {
      JsonObject *column = json_object_new ();

      json_object_set_string_member (column, "name", sluice_past_columns[i].name);
      json_object_set_string_member (column, "class", sluice_data_class_get_name (sluice_past_columns[i].klass));
      json_object_set_string_member (column, "kind", sluice_data_kind_get_name (sluice_past_columns[i].kind));
      json_array_add_object_element (columns, column);
    }
  json_node_take_array (node, columns);
  return node;
}

static JsonObject *
build_print (SluicePastPrint *print)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; sluice_past_columns[i].name != NULL; i++)
    {
      const char *name = sluice_past_columns[i].name;
      g_autofree char *value = dup_value (print, name);

      if (value == NULL)
        json_object_set_null_member (object, name);
      else if (g_str_equal (name, "seconds"))
        json_object_set_int_member (object, name, sluice_past_print_get_seconds (print));
      else
        json_object_set_string_member (object, name, value);
    }
  return object;
}

/**
 * sluice_past_prints_to_json:
 * @prints: of #SluicePastPrint
 *
 * Returns: (transfer full): an object of `columns`, with class and kind of each, and `prints`
 */
GBytes *
sluice_past_prints_to_json (GListModel *prints)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  char *text;

  for (guint i = 0; i < g_list_model_get_n_items (prints); i++)
    {
      g_autoptr(SluicePastPrint) print = g_list_model_get_item (prints, i);

      json_array_add_object_element (array, build_print (print));
    }
  json_object_set_member (object, "columns", build_columns ());
  json_object_set_array_member (object, "prints", array);
  json_node_take_object (root, object);
  text = json_to_string (root, TRUE);
  return g_bytes_new_take (text, strlen (text));
}
