/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-process-record.h"

#include "sluice-json.h"
#include "sluice-material-list.h"
#include "sluice-name-list.h"
#include "sluice-print-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/*
 * Judges a record that somebody else sent: the members below and no other, of
 * these types, in these ranges, with these names. Stricter than the schema in
 * data/schemas, which cannot say that digits are rounded away, that a list
 * rises, or that only one size is told; in all else a test holds the two against
 * each other.
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
  double        steps; /* in 1; more digits than that would carry a message */
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
  return isfinite (value) && value >= member->min && value <= member->max &&
         round (value * member->steps) / member->steps == value;
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

/* That of a material which everybody has; one's own would link prints. */
static gboolean
check_guid (JsonNode     *node,
            const Member *member)
{
  return check_uuid (node, member) && sluice_material_list_find (json_node_get_string (node), NULL) != NULL;
}

/* Layer times: @min, @max and @steps hold for each. */
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

/* Each once and rising: the order carries nothing. */
static gboolean
check_setpoints (JsonNode     *node,
                 const Member *member)
{
  JsonArray *array;
  double last = 0;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  array = json_node_get_array (node);
  if (json_array_get_length (array) > SLUICE_PROCESS_MAX_SETPOINTS)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!check_number (element, member) || json_node_get_double (element) <= last)
        return FALSE;
      last = json_node_get_double (element);
    }

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

#define NUMBER(name, min, max, steps) { name, NULLABLE, check_number, min, max, steps }
#define NAME(name, flags, list) { name, flags, check_name, 0, 0, 0, list }
#define OBJECT(name, flags, members) { name, flags, check_object, 0, 0, 0, 0, members }

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
  NUMBER ("build_plate_temperature_c", 0, SLUICE_PROCESS_MAX_BED_C, 1),
  NUMBER ("build_volume_temperature_c", 0, SLUICE_PROCESS_MAX_VOLUME_C, 1),
  { NULL }
};

static const Member material_members[] = {
  { "guid", NULLABLE, check_guid },
  NAME ("type", NULLABLE, SLUICE_NAME_LIST_MATERIALS),
  { NULL }
};

static const Member extruder_members[] = {
  { "index", REQUIRED, check_number, 0, SLUICE_PROCESS_MAX_EXTRUDERS - 1, 1 },
  NUMBER ("nozzle_diameter_mm", SLUICE_PROCESS_MIN_NOZZLE_MM, SLUICE_PROCESS_MAX_NOZZLE_MM, 100),
  NAME ("nozzle_name", NULLABLE, SLUICE_NAME_LIST_NOZZLES),
  NUMBER ("initial_temperature_c", 0, SLUICE_PROCESS_MAX_EXTRUDER_C, 1),
  OBJECT ("material", NULLABLE, material_members),
  NUMBER ("filament_length_mm", 0, SLUICE_PROCESS_MAX_LENGTH_MM, 100),
  NUMBER ("filament_volume_mm3", 0, SLUICE_PROCESS_MAX_VOLUME_MM3, 1),
  NUMBER ("filament_mass_g", 0, SLUICE_PROCESS_MAX_MASS_G, 100),
  { "filament_from", 0, check_filament_from },
  { NULL }
};

static const Member time_members[] = {
  NUMBER ("stated_s", 0, SLUICE_PROCESS_MAX_TIME_S, 1),
  { "layer_s", NULLABLE, check_layer_times, 0, SLUICE_PROCESS_MAX_LAYER_TIME_S, 10 },
  { NULL }
};

static const Member layers_members[] = {
  NUMBER ("count", 0, SLUICE_PROCESS_MAX_LAYERS, 1),
  NUMBER ("stated_count", 0, SLUICE_PROCESS_MAX_LAYERS, 1),
  NUMBER ("height_mm", SLUICE_PROCESS_MIN_HEIGHT_MM, SLUICE_PROCESS_MAX_HEIGHT_MM, 1000),
  { NULL }
};

static const Member settings_members[] = {
  NUMBER ("infill_density_pct", 0, 100, 10),
  { "support", NULLABLE, check_truth },
  NAME ("adhesion", NULLABLE, SLUICE_NAME_LIST_ADHESIONS),
  NUMBER ("fan_max_pct", 0, 100, 1),
  { NULL }
};

static const Member temperatures_members[] = {
  { "extruder", 0, check_extruder_setpoints, 1, SLUICE_PROCESS_MAX_EXTRUDER_C, 1 },
  { "bed", 0, check_setpoints, 1, SLUICE_PROCESS_MAX_BED_C, 1 },
  { NULL }
};

static const Member record_members[] = {
  { "schema", REQUIRED, check_schema },
  { "record_id", REQUIRED, check_uuid },
  { "resolution", REQUIRED, check_resolution },
  OBJECT ("source", REQUIRED, source_members),
  OBJECT ("machine", 0, machine_members),
  { "extruders", 0, check_extruders, 0, 0, 0, 0, extruder_members },
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
  if (check_members (object, record_members) &&
      (g_str_equal (sluice_json_get_string (object, "resolution"), "full") || sluice_process_record_is_coarse (object)))
    return TRUE;

  g_set_error_literal (error, SLUICE_PRINT_ERROR, SLUICE_PRINT_ERROR_INVALID_RECORD,
                       _("This is not a process record: it holds something that a record cannot hold, or lacks "
                         "what every record has"));
  return FALSE;
}
