/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-phrase.h"

#include <string.h>

/*
 * Values that are more than one number or name: durations, measures with a
 * unit. As everywhere, all of it has to be understood.
 */

/* "1d 2h 3m 4s", any part may be missing, in that order. */
gboolean
sluice_allow_parse_duration (const SluiceAllowRule *rule,
                             const char            *text,
                             gsize                  length,
                             double                *out_seconds)
{
  static const struct { char unit; int seconds; } units[] = { { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 }, { 's', 1 } };
  const char *end = text + length;
  guint next = 0;

  *out_seconds = 0;
  while (text < end)
    {
      double number = 0;
      const char *start = text;

      while (text < end && g_ascii_isdigit (*text) && text - start < 9)
        number = number * 10 + (*text++ - '0');
      if (text == start || text == end)
        return FALSE;
      while (next < G_N_ELEMENTS (units) && units[next].unit != *text)
        next++;
      if (next == G_N_ELEMENTS (units))
        return FALSE;
      *out_seconds += number * units[next++].seconds;
      text++;
      if (text < end && *text++ != ' ')
        return FALSE;
    }

  return length > 0 && sluice_allow_number_admit (rule, out_seconds);
}

/* "1 hour 2 minutes", "2 min 3 sec": whole words, in that order. */
gboolean
sluice_allow_parse_spelled_duration (const SluiceAllowRule *rule,
                                     const char            *text,
                                     gsize                  length,
                                     double                *out_seconds)
{
  static const struct { const char *word; int seconds; } units[] = {
    { "day", 86400 }, { "days", 86400 }, { "hour", 3600 }, { "hours", 3600 }, { "min", 60 }, { "minute", 60 },
    { "minutes", 60 }, { "sec", 1 }, { "second", 1 }, { "seconds", 1 },
  };
  g_autofree char *copy = g_strndup (text, MIN (length, 64));
  g_auto(GStrv) words = g_strsplit (copy, " ", 9);
  int last = G_MAXINT;

  *out_seconds = 0;
  if (length > 64 || memchr (text, '\0', length) != NULL || words[0] == NULL || g_strv_length (words) % 2 != 0)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i += 2)
    {
      guint64 number;
      guint unit = 0;

      while (unit < G_N_ELEMENTS (units) && !g_str_equal (units[unit].word, words[i + 1]))
        unit++;
      if (unit == G_N_ELEMENTS (units) || units[unit].seconds >= last ||
          !g_ascii_string_to_unsigned (words[i], 10, 0, SLUICE_PROCESS_MAX_TIME_S, &number, NULL))
        return FALSE;
      last = units[unit].seconds;
      *out_seconds += (double) number * last;
    }

  return sluice_allow_number_admit (rule, out_seconds);
}

/* "20m 3s; total estimated time: 25m 1s": the second one is what it takes. */
gboolean
sluice_allow_parse_model_and_total (const SluiceAllowRule *rule,
                                    const char            *text,
                                    gsize                  length,
                                    double                *out_seconds)
{
  static const char between[] = "; total estimated time: ";
  const char *found = memmem (text, length, between, strlen (between));
  const char *second = found != NULL ? found + strlen (between) : NULL;

  return second != NULL && sluice_allow_parse_duration (rule, text, found - text, out_seconds) &&
         sluice_allow_parse_duration (rule, second, text + length - second, out_seconds);
}

/* The letters of a unit, such as "mm^3". */
static gsize
span_unit (const char *text,
           gsize       length)
{
  gsize unit = 0;

  while (unit < length && unit < 4 && (g_ascii_isalnum (text[unit]) || text[unit] == '^'))
    unit++;

  return unit;
}

static gsize
span_number (const char *text,
             gsize       length)
{
  gsize number = 0;

  while (number < length && (g_ascii_isdigit (text[number]) || text[number] == '.'))
    number++;

  return number;
}

/* "3542.7 mm (3.54 m)", "12.3mm (0.1cm3)", "25.4 g": what stands in brackets is the same again. */
gboolean
sluice_allow_parse_measure (const SluiceAllowRule *rule,
                            const char            *text,
                            gsize                  length,
                            double                *out_number)
{
  const char *end = text + length;
  gsize digits = span_number (text, length);
  gsize unit = strlen (rule->letters);
  double again;

  if (!sluice_allow_number_parse (text, digits, out_number))
    return FALSE;
  text += digits;
  text += text < end && *text == ' ';
  if ((gsize) (end - text) < unit || memcmp (text, rule->letters, unit) != 0)
    return FALSE;
  text += unit;

  if (text < end)
    {
      if (end - text < 4 || text[0] != ' ' || text[1] != '(' || end[-1] != ')')
        return FALSE;
      text += 2;
      digits = span_number (text, end - 1 - text);
      if (!sluice_allow_number_parse (text, digits, &again))
        return FALSE;
      text += digits;
      text += *text == ' ';
      if (text + span_unit (text, end - 1 - text) != end - 1)
        return FALSE;
    }

  return sluice_allow_number_admit (rule, out_number);
}

/* "1, Z = 0.2", or "1, Z=0.2": the height tells nothing that the number does not. */
gboolean
sluice_allow_parse_layer_at (const SluiceAllowRule *rule,
                             const char            *text,
                             gsize                  length,
                             double                *out_number)
{
  static const char * const between[] = { ", Z = ", ", Z=" };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      const char *found = memmem (text, length, between[i], strlen (between[i]));
      const char *height = found != NULL ? found + strlen (between[i]) : NULL;
      double z;

      if (height != NULL && sluice_allow_number_parse (text, found - text, out_number) &&
          sluice_allow_number_parse (height, text + length - height, &z))
        return sluice_allow_number_admit (rule, out_number);
    }

  return FALSE;
}

/* "305 305 605 0.4 0.4": width, depth and height of the machine, then the diameter of each nozzle. */
gboolean
sluice_allow_parse_bed_and_nozzles (const SluiceAllowRule *rule,
                                    const char            *text,
                                    gsize                  length,
                                    SluiceAllowValue      *value)
{
  g_autofree char *copy = g_strndup (text, MIN (length, 256));
  g_auto(GStrv) words = g_strsplit (copy, " ", 3 + SLUICE_PROCESS_MAX_EXTRUDERS + 1);
  guint n_words = g_strv_length (words);

  if (length > 256 || memchr (text, '\0', length) != NULL || n_words < 4 || n_words > 3 + SLUICE_PROCESS_MAX_EXTRUDERS)
    return FALSE;

  for (guint i = 0; i < n_words; i++)
    {
      double number;

      if (!sluice_allow_number_parse (words[i], strlen (words[i]), &number))
        return FALSE;
      if (i < 3 && (number < 0 || number > 10000))
        return FALSE;
      if (i < 3)
        continue;
      if (!sluice_allow_number_admit (rule, &number))
        return FALSE;
      value->numbers[value->count++] = number;
    }

  return TRUE;
}
