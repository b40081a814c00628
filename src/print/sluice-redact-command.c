/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-redact-command.h"

#include "sluice-allow-list.h"
#include "sluice-allow-value.h"
#include "sluice-name-list.h"

#include <string.h>

/*
 * A command stays when its words are letters with numbers, for then nobody's
 * name is in it. Klipper's commands have words of their own, KEY=VALUE: those
 * that everybody has stay, with numbers and listed names. Names of objects
 * become numbers, so that a single object can still be left out of a print.
 */

/* Commands of Klipper, and macros that its users have agreed on (klipper3d.org/G-Codes.html). */
static const char * const known_macros[] = {
  "BED_MESH_CALIBRATE", "BED_MESH_CLEAR", "BED_MESH_PROFILE", "CANCEL_PRINT", "CLEAR_PAUSE", "END_PRINT",
  "EXCLUDE_OBJECT_DEFINE", "EXCLUDE_OBJECT_END", "EXCLUDE_OBJECT_START", "FILAMENT_RUNOUT", "PAUSE", "PRINT_END",
  "PRINT_START", "QUAD_GANTRY_LEVEL", "RESUME", "SET_FAN_SPEED", "SET_GCODE_OFFSET", "SET_HEATER_TEMPERATURE",
  "SET_INPUT_SHAPER", "SET_PRESSURE_ADVANCE", "SET_PRINT_STATS_INFO", "SET_RETRACTION", "SET_VELOCITY_LIMIT",
  "START_PRINT", "TEMPERATURE_WAIT", "TIMELAPSE_TAKE_FRAME", "TURN_OFF_HEATERS", "Z_TILT_ADJUST", NULL
};

/* Their parameters. A macro of somebody's own may name one as it likes, and a customer in it. */
static const char * const known_keys[] = {
  "ACCEL", "ACCEL_TO_DECEL", "ADAPTIVE", "ADAPTIVE_MARGIN", "ADVANCE", "AREA_END", "AREA_START", "BED", "BED_TEMP",
  "BED_TEMPERATURE", "CENTER", "CHAMBER", "CHAMBER_TEMP", "CHAMBER_TEMPERATURE", "CURRENT", "CURRENT_LAYER", "E",
  "EXTRUDER", "EXTRUDER_TEMP", "EXTRUDER_TEMPERATURE", "E_ADJUST", "FAN", "FILAMENT", "FILAMENT_TYPE", "HEATER",
  "HORIZONTAL_MOVE_Z", "HOTEND", "HOTEND_TEMP", "INITIAL_TOOL", "LAYERS", "LAYER_COUNT", "LAYER_HEIGHT", "MATERIAL",
  "MAXIMUM", "MESH_MAX", "MESH_MIN", "MINIMUM", "MINIMUM_CRUISE_RATIO", "MOVE", "MOVE_SPEED", "NAME", "NOZZLE",
  "NOZZLE_DIAMETER", "NOZZLE_SIZE", "NOZZLE_TEMP", "POLYGON", "PRINT_MAX", "PRINT_MIN", "PROBE_COUNT", "RESET",
  "RETRACT_LENGTH", "RETRACT_SPEED", "RETRIES", "RETRY_TOLERANCE", "SENSOR", "SHAPER_FREQ_X", "SHAPER_FREQ_Y",
  "SIZE", "SMOOTH_TIME", "SPEED", "SQUARE_CORNER_VELOCITY", "TARGET", "TOOL", "TOTAL_LAYER", "TOTAL_LAYER_COUNT",
  "UNRETRACT_EXTRA_LENGTH", "UNRETRACT_SPEED", "VELOCITY", "X", "X_ADJUST", "Y", "Y_ADJUST", "Z", "Z_ADJUST", NULL
};

static const SluiceNameList known_values[] = {
  SLUICE_NAME_LIST_MATERIALS, SLUICE_NAME_LIST_MACHINES, SLUICE_NAME_LIST_NOZZLES
};

/* Klipper's own names of things that every printer has. */
static const char * const known_words[] = {
  "default", "extruder", "extruder1", "extruder2", "extruder3", "extruder4", "heater_bed", NULL
};

/* More objects than any plate has: somebody plays. */
#define MOST_OBJECTS 10000

struct _SluiceCommandRedactor
{
  GHashTable *objects; /* name: its number */
};

SluiceCommandRedactor *
sluice_command_redactor_new (void)
{
  SluiceCommandRedactor *self = g_new0 (SluiceCommandRedactor, 1);

  self->objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
sluice_command_redactor_free (SluiceCommandRedactor *self)
{
  g_hash_table_unref (self->objects);
  g_free (self);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* The next run of what is not blank; FALSE at the end. */
static gboolean
next_token (const char **at,
            const char  *end,
            const char **out_token,
            gsize       *out_length)
{
  while (*at < end && is_blank (**at))
    (*at)++;
  *out_token = *at;
  while (*at < end && !is_blank (**at))
    (*at)++;
  *out_length = *at - *out_token;
  return *out_length > 0;
}

static gsize
number_length (const char *text,
               gsize       length)
{
  gsize at = 0;

  while (at < length && strchr ("+-.0123456789", text[at]) != NULL && text[at] != '\0')
    at++;
  return at;
}

/* "X", "X10.5" or "G1X10Y5"; a letter alone stands alone, or letters would spell a word. */
static gboolean
is_word (const char *token,
         gsize       length)
{
  gsize at = 0;

  if (length == 1)
    return g_ascii_isalpha (token[0]);

  while (at < length)
    {
      gsize digits;

      /* "*71" is the checksum of a line. */
      if (!g_ascii_isalpha (token[at]) && !(token[at] == '*' && at > 0))
        return FALSE;
      at++;
      digits = number_length (token + at, length - at);
      if (digits == 0)
        return FALSE;
      at += digits;
    }

  return TRUE;
}

static gboolean
is_all_words (const char *text,
              const char *end)
{
  const char *token;
  gsize length;

  while (next_token (&text, end, &token, &length))
    if (!is_word (token, length))
      return FALSE;

  return TRUE;
}

static gboolean
is_listed (const char *value,
           gsize       length)
{
  g_autofree char *word = g_strndup (value, length);

  for (guint i = 0; i < G_N_ELEMENTS (known_values); i++)
    if (sluice_name_list_find (known_values[i], value, length) != NULL)
      return TRUE;

  return g_strv_contains (known_words, word);
}

/* Numbers and what holds lists of them together: 1.5 or [[0,0],[1,0]]. */
static gboolean
is_numbers (const char *value,
            gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (value[i] == '\0' || strchr ("+-.0123456789,[]", value[i]) == NULL)
      return FALSE;

  return length > 0;
}

static gboolean
append_object (SluiceCommandRedactor *self,
               const char            *name,
               gsize                  length,
               GString               *out)
{
  g_autofree char *key = g_strndup (name, length);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->objects, key));

  if (number == 0 && g_hash_table_size (self->objects) == MOST_OBJECTS)
    return FALSE;
  if (number == 0)
    {
      number = g_hash_table_size (self->objects) + 1;
      g_hash_table_insert (self->objects, g_steal_pointer (&key), GUINT_TO_POINTER (number));
    }
  g_string_append_printf (out, "object_%u", number);
  return TRUE;
}

/* KEY=VALUE with a known key, and a value that is a number, a listed name, or the name of an object. */
static gboolean
keep_parameter (SluiceCommandRedactor *self,
                const char            *token,
                gsize                  length,
                GString               *out)
{
  const char *equals = memchr (token, '=', length);
  const char *value = equals != NULL ? equals + 1 : NULL;
  gsize key_length = equals != NULL ? (gsize) (equals - token) : 0;
  gsize value_length = equals != NULL ? (gsize) (token + length - value) : 0;
  g_autofree char *key = g_strndup (token, key_length);

  if (!g_strv_contains (known_keys, key))
    return FALSE;
  if (value_length > 1 && value[0] == '"' && value[value_length - 1] == '"')
    {
      value++;
      value_length -= 2;
    }

  g_string_append_c (out, ' ');
  g_string_append_len (out, token, key_length + 1);
  if (key_length == 4 && memcmp (token, "NAME", 4) == 0)
    return append_object (self, value, value_length, out);
  if (!is_numbers (value, value_length) && !is_listed (value, value_length))
    return FALSE;

  g_string_append_len (out, value, value_length);
  return TRUE;
}

/* @at is behind the name of the macro. */
static gboolean
keep_macro (SluiceCommandRedactor *self,
            const char            *line,
            const char            *at,
            const char            *end,
            GString               *out)
{
  g_autofree char *name = g_strndup (line, at - line);
  const char *token;
  gsize length;

  if (!g_strv_contains (known_macros, name))
    return FALSE;
  g_string_append (out, name);

  while (next_token (&at, end, &token, &length))
    if (!keep_parameter (self, token, length, out))
      return FALSE;

  return TRUE;
}

/* M862.3 P "MK3S" asks whether the printer is the right one. */
static gboolean
keep_model_check (const char *line,
                  const char *at,
                  const char *end,
                  GString    *out)
{
  const char *quote = memchr (at, '"', end - at);
  gboolean is_model = at - line > 4 && memcmp (line, "M862", 4) == 0 && quote != NULL && end[-1] == '"' &&
                      end - quote > 2 && is_all_words (at, quote) && is_listed (quote + 1, end - quote - 2);

  if (is_model)
    g_string_append_len (out, line, end - line);
  return is_model;
}

/* Whose words are for people, whatever they look like. */
static gboolean
is_for_people (const char *name,
               gsize       length)
{
  guint extruder;
  const SluiceAllowRule *rule = sluice_allow_list_find (SLUICE_ALLOW_FORM_COMMAND, name, length, &extruder);

  return rule != NULL && rule->part == SLUICE_PART_DISPLAY_TEXTS;
}

/* Tx, Tc and T? let the printer or its owner choose the filament. */
static gboolean
is_tool_choice (const char *token,
                gsize       length)
{
  return length == 2 && token[0] == 'T' && (token[1] == 'x' || token[1] == 'c' || token[1] == '?');
}

/**
 * sluice_command_redactor_keep:
 * @self: a redactor; it knows the objects seen so far
 * @line: a line that is no comment, without its end
 * @length: its bytes
 * @out: what stays is appended to it, without the comment behind the command
 *
 * Returns: whether the command stays; when not, @out may hold a part of it
 */
gboolean
sluice_command_redactor_keep (SluiceCommandRedactor *self,
                              const char            *line,
                              gsize                  length,
                              GString               *out)
{
  const char *end = line + length;
  const char *at = line;
  const char *name;
  gsize name_length;

  /* Known words are compared as texts, which end there; what stands behind it would be copied with them. */
  if (memchr (line, '\0', length) != NULL)
    return FALSE;

  for (const char *c = line; c < end; c++)
    if (*c == ';' || *c == '(')
      end = c;
  while (end > line && is_blank (end[-1]))
    end--;
  if (!next_token (&at, end, &name, &name_length) || is_for_people (name, name_length))
    return FALSE;

  /* N12 G1 X1*33: the number of the line stands first. */
  if (name[0] == 'N' && is_word (name, name_length))
    {
      const char *behind = at;

      if (next_token (&behind, end, &name, &name_length) && is_for_people (name, name_length))
        return FALSE;
      at = behind;
    }

  if ((name_length > 1 && is_all_words (line, end)) || is_tool_choice (name, name_length))
    {
      g_string_append_len (out, line, end - line);
      return TRUE;
    }
  return keep_model_check (name, at, end, out) || keep_macro (self, name, at, end, out);
}
