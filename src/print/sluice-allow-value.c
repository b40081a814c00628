/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-value.h"

#include "sluice-gcode-number.h"
#include "sluice-allow-phrase.h"
#include "sluice-material-list.h"
#include "sluice-name-list.h"

#include <math.h>
#include <string.h>

/*
 * Judges values. A value passes as a whole or not at all: what is left over
 * after a number or a name makes it product data.
 */

#define LONGEST_NUMBER 32

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static void
trim (const char **text,
      gsize       *length)
{
  while (*length > 0 && is_blank (**text))
    {
      (*text)++;
      (*length)--;
    }
  while (*length > 0 && is_blank ((*text)[*length - 1]))
    (*length)--;
}

/**
 * sluice_allow_number_parse:
 * @text: bytes of a file
 * @length: how many
 * @out_number: (out): the number
 *
 * Returns: whether all of @text is one finite decimal number
 */
gboolean
sluice_allow_number_parse (const char *text,
                           gsize       length,
                           double     *out_number)
{
  char copy[LONGEST_NUMBER + 1];
  char *end;

  if (length == 0 || length > LONGEST_NUMBER)
    return FALSE;
  /* Most have no exponent, and few digits. */
  if (sluice_gcode_number_parse (text, length, out_number) == length)
    return TRUE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  /* No hexadecimal, no "nan", no blanks: strtod takes them all. */
  if (strspn (copy, "+-.0123456789eE") != length)
    return FALSE;

  *out_number = g_ascii_strtod (copy, &end);
  return end == copy + length && isfinite (*out_number);
}

/** sluice_allow_number_admit: makes @number that of the field, rounded; NAN for a placeholder; %FALSE out of range. */
gboolean
sluice_allow_number_admit (const SluiceAllowRule *rule,
                           double                *number)
{
  double value = *number;

  if (rule->has_placeholder && value == rule->placeholder)
    {
      *number = NAN;
      return TRUE;
    }

  if (rule->scale != 0)
    value *= rule->scale;
  if (value < rule->min || value > rule->max)
    return FALSE;

  if (rule->step > 0)
    value = CLAMP (round (value / rule->step) * rule->step, rule->min, rule->max);
  *number = value;
  return TRUE;
}

/* "1.58142m" or "9014mm3", and in a list all of them the same way */
static gboolean
parse_filament (const SluiceAllowRule *rule,
                const char            *text,
                gsize                  length,
                SluiceAllowValue      *value,
                double                *out_number)
{
  gboolean is_volume = length > 3 && memcmp (text + length - 3, "mm3", 3) == 0;
  gsize unit = is_volume ? 3 : 1;
  double max = is_volume ? SLUICE_PROCESS_MAX_VOLUME_MM3 : SLUICE_PROCESS_MAX_LENGTH_MM;

  if (length < 2 || text[length - 1] != (is_volume ? '3' : 'm') ||
      (value->count > 0 && is_volume != value->is_volume) ||
      !sluice_allow_number_parse (text, length - unit, out_number))
    return FALSE;

  value->is_volume = is_volume;
  if (*out_number < 0)
    return FALSE;
  *out_number = is_volume ? round (*out_number) : round (*out_number * 1000 * 100) / 100;
  if (*out_number == rule->placeholder)
    *out_number = NAN;
  return isnan (*out_number) || *out_number <= max;
}

/* One for each extruder, with @separator between. Numbers pass all or none; each name for itself. */
static gboolean
parse_list (const SluiceAllowRule *rule,
            const char            *text,
            gsize                  length,
            char                   separator,
            SluiceAllowValue      *value)
{
  const char *end = text + length;
  gboolean all = TRUE;

  do
    {
      const char *stop = memchr (text, separator, end - text);
      const char *item = text;
      gsize item_length = (stop != NULL ? stop : end) - text;
      double *number = &value->numbers[value->count];
      gboolean passes;

      if (value->count == SLUICE_PROCESS_MAX_EXTRUDERS)
        return FALSE;
      trim (&item, &item_length);
      if (rule->type == SLUICE_ALLOW_TYPE_NAMES)
        passes = (value->names[value->count] = sluice_name_list_find (rule->list, item, item_length)) != NULL;
      else if (rule->type == SLUICE_ALLOW_TYPE_FILAMENT)
        passes = parse_filament (rule, item, item_length, value, number);
      else
        passes = sluice_allow_number_parse (item, item_length, number) && sluice_allow_number_admit (rule, number);

      all = all && passes;
      value->count++;
      text = stop != NULL ? stop + 1 : NULL;
    }
  while (text != NULL);

  return all;
}

/* "2022-11-23"; the date itself goes nowhere. */
static gboolean
is_date (const char *text,
         gsize       length)
{
  static const char pattern[] = "dddd-dd-dd";

  if (length != strlen (pattern))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (pattern[i] == 'd' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
      return FALSE;

  return TRUE;
}

/* "4.13.0", "2.6.0-rc2": at most three digits a number, so that no long one hides in it. */
static GRegex *
get_version_regex (void)
{
  static GRegex *regex;

  if (g_once_init_enter_pointer (&regex))
    g_once_init_leave_pointer (&regex, g_regex_new ("\\A[0-9]{1,3}(\\.[0-9]{1,3}){0,3}(-(alpha|beta|rc)[0-9]{0,2})?"
                                                    "(?![^ ,.+-])", G_REGEX_RAW, G_REGEX_MATCH_DEFAULT, NULL));

  return regex;
}

static gsize
parse_version (const char *text,
               gsize       length,
               char        out_version[24])
{
  g_autofree char *copy = g_strndup (text, MIN (length, 23));
  g_autoptr(GMatchInfo) match = NULL;
  g_autofree char *version = NULL;

  if (!g_regex_match (get_version_regex (), copy, G_REGEX_MATCH_DEFAULT, &match))
    return 0;

  version = g_match_info_fetch (match, 0);
  g_strlcpy (out_version, version, 24);
  return strlen (version);
}

/* The longest listed name of up to three words that @text begins with. */
static gsize
find_program (const char  *text,
              gsize        length,
              const char **out_name)
{
  gsize found = 0;
  gsize end = 0;

  *out_name = NULL;
  for (guint word = 0; word < 3 && end < length; word++)
    {
      const char *blank = memchr (text + end, ' ', length - end);
      const char *name;

      end = blank != NULL ? (gsize) (blank - text) : length;
      name = sluice_name_list_find (SLUICE_NAME_LIST_SLICERS, text, end);
      if (name != NULL)
        {
          *out_name = name;
          found = end;
        }
      end++;
    }

  return found;
}

/* A listed name, then perhaps a version; what follows has not passed. */
static gsize
parse_program (const char       *text,
               gsize             length,
               SluiceAllowValue *value)
{
  static const char word[] = "Version ";
  gsize passed = find_program (text, length, &value->names[0]);

  if (passed == 0 || passed == length)
    return passed;

  passed++;
  if (length - passed > strlen (word) && memcmp (text + passed, word, strlen (word)) == 0)
    passed += strlen (word);
  return passed + parse_version (text + passed, length - passed, value->version);
}

/* The key is the program's name, and a blank. */
static gsize
parse_own_version (const SluiceAllowRule *rule,
                   const char            *text,
                   gsize                  length,
                   SluiceAllowValue      *value)
{
  gsize passed = parse_version (text, length, value->version);

  if (passed > 0)
    value->names[0] = sluice_name_list_find (SLUICE_NAME_LIST_SLICERS, rule->key, strlen (rule->key) - 1);
  return passed;
}

/* As Python writes it, and as others do. */
static gboolean
parse_boolean (const char *text,
               gsize       length,
               double     *out_number)
{
  static const char * const words[] = { "false", "true" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (length == strlen (words[i]) && g_ascii_strncasecmp (text, words[i], length) == 0)
      {
        *out_number = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
parse_guid (const char       *text,
            gsize             length,
            SluiceAllowValue *value)
{
  char guid[37];

  if (length != 36)
    return FALSE;

  for (guint i = 0; i < 36; i++)
    guid[i] = g_ascii_tolower (text[i]);
  guid[36] = '\0';
  value->names[0] = sluice_material_list_find (guid, &value->names[1]);
  return value->names[0] != NULL;
}

/**
 * sluice_allow_value_parse:
 * @rule: a row of the allow-list
 * @text: the value, as a file has it
 * @length: bytes of @text
 * @out_value: (out): what has passed of it
 *
 * Returns: how many bytes of @text have passed, @length for all of them; 0 when
 *   it is no such value. Of a list of names single ones can be in @out_value
 *   even then
 */
gsize
sluice_allow_value_parse (const SluiceAllowRule *rule,
                          const char            *text,
                          gsize                  length,
                          SluiceAllowValue      *out_value)
{
  const char *value = text;
  gsize value_length = length;
  gboolean passes = FALSE;

  memset (out_value, 0, sizeof *out_value);
  trim (&value, &value_length);

  switch (rule->type)
    {
    case SLUICE_ALLOW_TYPE_PERCENT:
      if (value_length > 0 && value[value_length - 1] == '%')
        value_length--;
      G_GNUC_FALLTHROUGH;
    case SLUICE_ALLOW_TYPE_NUMBER:
      passes = sluice_allow_number_parse (value, value_length, &out_value->numbers[0]) &&
               sluice_allow_number_admit (rule, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_BOOLEAN:
      passes = parse_boolean (value, value_length, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_NUMBERS:
    case SLUICE_ALLOW_TYPE_FILAMENT:
      passes = parse_list (rule, value, value_length, ',', out_value);
      break;
    case SLUICE_ALLOW_TYPE_NAMES:
      return parse_list (rule, value, value_length, ';', out_value) ? length : 0;
    case SLUICE_ALLOW_TYPE_DURATION:
      passes = sluice_allow_parse_duration (rule, value, value_length, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_DATE:
      passes = is_date (value, value_length);
      break;
    case SLUICE_ALLOW_TYPE_NAME:
      out_value->names[0] = sluice_name_list_find (rule->list, value, value_length);
      passes = out_value->names[0] != NULL;
      break;
    case SLUICE_ALLOW_TYPE_GUID:
      passes = parse_guid (value, value_length, out_value);
      break;
    case SLUICE_ALLOW_TYPE_VERSION:
      passes = value_length > 0 && parse_version (value, value_length, out_value->version) == value_length;
      break;
    case SLUICE_ALLOW_TYPE_PROGRAM:
      return parse_program (text, length, out_value);
    case SLUICE_ALLOW_TYPE_OWN_VERSION:
      return parse_own_version (rule, text, length, out_value);
    case SLUICE_ALLOW_TYPE_SPELLED_DURATION:
      passes = sluice_allow_parse_spelled_duration (rule, value, value_length, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_MODEL_AND_TOTAL:
      passes = sluice_allow_parse_model_and_total (rule, value, value_length, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_MEASURE:
      passes = sluice_allow_parse_measure (rule, value, value_length, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_LAYER_AT:
      passes = sluice_allow_parse_layer_at (rule, value, value_length, &out_value->numbers[0]);
      break;
    case SLUICE_ALLOW_TYPE_BED_AND_NOZZLES:
      passes = sluice_allow_parse_bed_and_nozzles (rule, value, value_length, out_value);
      break;
    case SLUICE_ALLOW_TYPE_MAKER_MATERIAL:
      out_value->names[0] = sluice_material_list_find_maker (value, value_length, &out_value->names[1]);
      passes = out_value->names[0] != NULL;
      break;
    case SLUICE_ALLOW_TYPE_NOTHING:
      passes = value_length == 0;
      break;
    case SLUICE_ALLOW_TYPE_ANYTHING:
    case SLUICE_ALLOW_TYPE_WORDS:
    default:
      break;
    }

  if (!passes)
    {
      memset (out_value, 0, sizeof *out_value);
      return 0;
    }

  out_value->count = MAX (out_value->count, 1);
  return length;
}

/**
 * sluice_allow_words_parse:
 * @rule: a row whose value is words
 * @text: what follows the command, without its comment
 * @length: bytes of @text
 * @out_words: (out) (array fixed-size=26): the number behind each letter; NAN
 *   where there is none
 *
 * Returns: whether @text is nothing but the letters of @rule, each with a
 *   number or alone, and blanks
 */
gboolean
sluice_allow_words_parse (const SluiceAllowRule *rule,
                          const char            *text,
                          gsize                  length,
                          double                *out_words)
{
  const char *end = text + length;

  for (guint i = 0; i < 26; i++)
    out_words[i] = NAN;

  while (text < end)
    {
      const char *word = text;

      if (is_blank (*text))
        {
          text++;
          continue;
        }
      if (*word < 'A' || *word > 'Z' || strchr (rule->letters, *word) == NULL)
        return FALSE;
      for (text++; text < end && !is_blank (*text);)
        text++;
      if (text - word > 1 && !sluice_allow_number_parse (word + 1, text - word - 1, &out_words[*word - 'A']))
        return FALSE;
    }

  return TRUE;
}
