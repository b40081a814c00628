/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include "sluice-json.h"
#include "sluice-name-list.h"
#include "sluice-print-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/*
 * Judges a record that somebody else sent: the members below and no other, of
 * these types, in these ranges, with these names. As strict as the schema in
 * data/schemas; a test holds the two against each other.
 */

typedef enum
{
  REQUIRED = 1 << 0,
  NULLABLE = 1 << 1,
} MemberFlags;

typedef struct _Member Member;

typedef gboolean (*Check) (JsonNode     *node,
                           const Member *member);

struct _Member
{
  const char   *name;
  MemberFlags   flags;
  Check         check;
  double        min;
  double        max;
  int           list;
  const Member *members;
};

static gboolean check_members (JsonObject   *object,
                               const Member *members);

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static gboolean
check_number (JsonNode     *node,
              const Member *member)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  double value;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;

  value = json_node_get_double (node);
  return isfinite (value) && value >= member->min && value <= member->max;
}

static gboolean
check_integer (JsonNode     *node,
               const Member *member)
{
  return check_number (node, member) && json_node_get_double (node) == floor (json_node_get_double (node));
}

static gboolean
check_truth (JsonNode     *node,
             const Member *member)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

/* A listed name as the list writes it; another spelling is not one. */
static gboolean
check_name (JsonNode     *node,
            const Member *member)
{
  return is_text (node) &&
         g_strv_contains (sluice_name_list_get_names (member->list), json_node_get_string (node));
}

static gboolean
check_schema (JsonNode     *node,
              const Member *member)
{
  return is_text (node) && g_str_equal (json_node_get_string (node), SLUICE_PROCESS_RECORD_SCHEMA);
}

static gboolean
check_resolution (JsonNode     *node,
                  const Member *member)
{
  return is_text (node) && (g_str_equal (json_node_get_string (node), "full") ||
                            g_str_equal (json_node_get_string (node), "coarse"));
}

static gboolean
check_filament_from (JsonNode     *node,
                     const Member *member)
{
  return is_text (node) && (g_str_equal (json_node_get_string (node), "stated") ||
                            g_str_equal (json_node_get_string (node), "counted"));
}

static gboolean
check_uuid (JsonNode     *node,
            const Member *member)
{
  const char *text;

  if (!is_text (node))
    return FALSE;

  /* Lower case only: the case of 32 letters would carry a message. */
  text = json_node_get_string (node);
  return g_uuid_string_is_valid (text) && strpbrk (text, "ABCDEF") == NULL;
}

static gboolean
check_version (JsonNode     *node,
               const Member *member)
{
  static GRegex *regex;

  if (g_once_init_enter_pointer (&regex))
    g_once_init_leave_pointer (&regex, g_regex_new ("\\A[0-9]{1,3}(\\.[0-9]{1,3}){0,3}(-(alpha|beta|rc)[0-9]{0,2})?\\z",
                                                    G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL));

  return is_text (node) && g_regex_match (regex, json_node_get_string (node), G_REGEX_MATCH_DEFAULT, NULL);
}

static gboolean
check_object (JsonNode     *node,
              const Member *member)
{
  return JSON_NODE_HOLDS_OBJECT (node) && check_members (json_node_get_object (node), member->members);
}

/* Layer times: @min and @max hold for each. */
static gboolean
check_layer_times (JsonNode     *node,
                   const Member *member)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  if (json_array_get_length (array) > SLUICE_PROCESS_MAX_LAYERS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_number (json_array_get_element (array, i), member))
      return FALSE;

  return TRUE;
}

static gboolean
check_setpoints (JsonNode     *node,
                 const Member *member)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  if (json_array_get_length (array) > SLUICE_PROCESS_MAX_SETPOINTS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_integer (json_array_get_element (array, i), member))
      return FALSE;

  return TRUE;
}

static gboolean
is_extruder_index (const char *text)
{
  guint64 index;

  return g_ascii_string_to_unsigned (text, 10, 0, SLUICE_PROCESS_MAX_EXTRUDERS - 1, &index, NULL) &&
         (text[0] != '0' || text[1] == '\0');
}

static gboolean
check_extruder_setpoints (JsonNode     *node,
                          const Member *member)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *child;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &child))
    if (!is_extruder_index (name) || !check_setpoints (child, member))
      return FALSE;

  return TRUE;
}

/* Each extruder once, in rising order: the order carries nothing. */
static gboolean
check_extruders (JsonNode     *node,
                 const Member *member)
{
  JsonArray *array;
  gint64 last = -1;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  if (json_array_get_length (array) > SLUICE_PROCESS_MAX_EXTRUDERS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      gint64 index;

      if (!check_object (element, member))
        return FALSE;
      index = json_object_get_int_member (json_node_get_object (element), "index");
      if (index <= last)
        return FALSE;
      last = index;
    }

  return TRUE;
}

#define NUMBER(name, min, max) { name, NULLABLE, check_number, min, max }
#define INTEGER(name, min, max) { name, NULLABLE, check_integer, min, max }
#define NAME(name, flags, list) { name, flags, check_name, 0, 0, list }
#define OBJECT(name, flags, members) { name, flags, check_object, 0, 0, 0, members }

static const Member slicer_members[] = {
  NAME ("name", REQUIRED, SLUICE_NAME_LIST_SLICERS),
  { "version", NULLABLE, check_version },
  { NULL }
};

static const Member source_members[] = {
  NAME ("format", REQUIRED, SLUICE_NAME_LIST_FORMATS),
  OBJECT ("slicer", NULLABLE, slicer_members),
  NAME ("flavor", NULLABLE, SLUICE_NAME_LIST_FLAVORS),
  { NULL }
};

static const Member machine_members[] = {
  NAME ("name", NULLABLE, SLUICE_NAME_LIST_MACHINES),
  NUMBER ("build_plate_temperature_c", 0, SLUICE_PROCESS_MAX_BED_C),
  NUMBER ("build_volume_temperature_c", 0, SLUICE_PROCESS_MAX_VOLUME_C),
  { NULL }
};

static const Member material_members[] = {
  { "guid", NULLABLE, check_uuid },
  NAME ("type", NULLABLE, SLUICE_NAME_LIST_MATERIALS),
  { NULL }
};

static const Member extruder_members[] = {
  { "index", REQUIRED, check_integer, 0, SLUICE_PROCESS_MAX_EXTRUDERS - 1 },
  NUMBER ("nozzle_diameter_mm", SLUICE_PROCESS_MIN_NOZZLE_MM, SLUICE_PROCESS_MAX_NOZZLE_MM),
  NAME ("nozzle_name", NULLABLE, SLUICE_NAME_LIST_NOZZLES),
  NUMBER ("initial_temperature_c", 0, SLUICE_PROCESS_MAX_EXTRUDER_C),
  OBJECT ("material", NULLABLE, material_members),
  NUMBER ("filament_length_mm", 0, SLUICE_PROCESS_MAX_LENGTH_MM),
  NUMBER ("filament_volume_mm3", 0, SLUICE_PROCESS_MAX_VOLUME_MM3),
  NUMBER ("filament_mass_g", 0, SLUICE_PROCESS_MAX_MASS_G),
  { "filament_from", 0, check_filament_from },
  { NULL }
};

static const Member time_members[] = {
  NUMBER ("stated_s", 0, SLUICE_PROCESS_MAX_TIME_S),
  { "layer_s", NULLABLE, check_layer_times, 0, SLUICE_PROCESS_MAX_LAYER_TIME_S },
  { NULL }
};

static const Member layers_members[] = {
  INTEGER ("count", 0, SLUICE_PROCESS_MAX_LAYERS),
  INTEGER ("stated_count", 0, SLUICE_PROCESS_MAX_LAYERS),
  NUMBER ("height_mm", SLUICE_PROCESS_MIN_HEIGHT_MM, SLUICE_PROCESS_MAX_HEIGHT_MM),
  { NULL }
};

static const Member settings_members[] = {
  NUMBER ("infill_density_pct", 0, 100),
  { "support", NULLABLE, check_truth },
  NAME ("adhesion", NULLABLE, SLUICE_NAME_LIST_ADHESIONS),
  NUMBER ("fan_max_pct", 0, 100),
  { NULL }
};

static const Member temperatures_members[] = {
  { "extruder", 0, check_extruder_setpoints, 1, SLUICE_PROCESS_MAX_EXTRUDER_C },
  { "bed", 0, check_setpoints, 1, SLUICE_PROCESS_MAX_BED_C },
  { NULL }
};

static const Member record_members[] = {
  { "schema", REQUIRED, check_schema },
  { "record_id", REQUIRED, check_uuid },
  { "resolution", REQUIRED, check_resolution },
  OBJECT ("source", REQUIRED, source_members),
  OBJECT ("machine", 0, machine_members),
  { "extruders", 0, check_extruders, 0, 0, 0, extruder_members },
  OBJECT ("time", 0, time_members),
  OBJECT ("layers", 0, layers_members),
  OBJECT ("settings", 0, settings_members),
  OBJECT ("temperatures_c", 0, temperatures_members),
  { NULL }
};

static gboolean
check_members (JsonObject   *object,
               const Member *members)
{
  guint known = 0;

  for (const Member *member = members; member->name != NULL; member++)
    {
      JsonNode *node = json_object_get_member (object, member->name);

      if (node == NULL)
        {
          if (member->flags & REQUIRED)
            return FALSE;
          continue;
        }
      known++;
      if (JSON_NODE_HOLDS_NULL (node) ? !(member->flags & NULLABLE) : !member->check (node, member))
        return FALSE;
    }

  return known == json_object_get_size (object);
}

/* Whether member @name of @group is not told: absent, null, or an empty list or group. */
static gboolean
is_untold (JsonObject *object,
           const char *group,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, group);

  node = node != NULL ? json_object_get_member (json_node_get_object (node), name) : NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  return JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) == 0
                                      : JSON_NODE_HOLDS_OBJECT (node) &&
                                        json_object_get_size (json_node_get_object (node)) == 0;
}

static gboolean
is_untold_or_class (JsonObject          *object,
                    const char          *name,
                    SluiceProcessAmount  amount)
{
  double value;

  return !json_object_has_member (object, name) || json_object_get_null_member (object, name) ||
         (sluice_json_get_double (object, name, &value) && sluice_process_amount_is_class (amount, value));
}

static gboolean
check_coarse_amounts (JsonObject *object)
{
  JsonArray *extruders = sluice_json_get_array (object, "extruders");
  JsonObject *time = sluice_json_get_object (object, "time");

  for (guint i = 0; extruders != NULL && i < json_array_get_length (extruders); i++)
    {
      JsonObject *extruder = json_array_get_object_element (extruders, i);

      if (!is_untold_or_class (extruder, "filament_volume_mm3", SLUICE_PROCESS_AMOUNT_VOLUME) ||
          !is_untold_or_class (extruder, "filament_length_mm", SLUICE_PROCESS_AMOUNT_LENGTH) ||
          !is_untold_or_class (extruder, "filament_mass_g", SLUICE_PROCESS_AMOUNT_MASS))
        return FALSE;
    }

  return time == NULL || is_untold_or_class (time, "stated_s", SLUICE_PROCESS_AMOUNT_TIME);
}

/* What coarsening leaves out must be out, or "coarse" would be a false promise. */
static gboolean
check_coarse (JsonObject *object)
{
  if (g_str_equal (json_object_get_string_member (object, "resolution"), "full"))
    return TRUE;

  return is_untold (object, "time", "layer_s") && is_untold (object, "layers", "count") &&
         is_untold (object, "layers", "stated_count") && is_untold (object, "settings", "fan_max_pct") &&
         is_untold (object, "temperatures_c", "extruder") && is_untold (object, "temperatures_c", "bed") &&
         check_coarse_amounts (object);
}

/**
 * sluice_process_record_validate:
 * @object: what claims to be a process record, from anywhere
 * @error: #SluicePrintError: %SLUICE_PRINT_ERROR_INVALID_RECORD
 *
 * Whether @object is a process record and holds nothing else: no member that
 * is not known, no text outside the shipped lists, no number out of range.
 * The caller bounds the text to %SLUICE_PROCESS_RECORD_MAX_BYTES before it
 * parses, and keeps @object written anew, never the bytes it came as: those can
 * hold a member twice, and the parser has seen only one.
 */
gboolean
sluice_process_record_validate (JsonObject  *object,
                                GError     **error)
{
  if (check_members (object, record_members) && check_coarse (object))
    return TRUE;

  g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_INVALID_RECORD,
                       _("This is not a process record: it holds something that a record cannot hold, or lacks "
                         "what every record has"));
  return FALSE;
}
