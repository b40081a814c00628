/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-cura-ini.h"

#include <string.h>

/*
 * GKeyFile cannot read these: a value goes on in the next line when that one
 * begins with a blank, which is how scripts are kept, and a broken line must
 * cost that line and not the file. Nothing is copied.
 */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static void
trim (const char **text,
      gsize       *length)
{
  while (*length > 0 && (is_blank (**text) || **text == '\n'))
    {
      (*text)++;
      (*length)--;
    }
  while (*length > 0 && (is_blank ((*text)[*length - 1]) || (*text)[*length - 1] == '\n'))
    (*length)--;
}

static const char *
find_line_end (const char *at,
               const char *end)
{
  const char *stop = memchr (at, '\n', end - at);

  return stop != NULL ? stop : end;
}

/* Where the value that is in the line before @at ends: behind all lines that begin with a blank. */
static const char *
find_value_end (const char *at,
                const char *end)
{
  const char *value_end = at;

  while (at < end)
    {
      const char *stop = find_line_end (at, end);
      gboolean is_more = is_blank (*at);

      /* Empty lines belong to the value only when it goes on behind them. */
      if (!is_more && stop > at)
        break;
      at = stop < end ? stop + 1 : end;
      if (is_more)
        value_end = at;
    }

  return value_end;
}

static void
begin_section (SluiceCuraIni *self,
               const char    *line,
               const char    *stop)
{
  const char *bracket = memchr (line, ']', stop - line);

  self->section = line + 1;
  self->section_length = bracket != NULL ? (gsize) (bracket - line - 1) : 0;
}

/**
 * sluice_cura_ini_next:
 * @self: where one is
 * @out_entry: (out): the next entry; it points into the text
 *
 * Returns: whether there is another one
 */
gboolean
sluice_cura_ini_next (SluiceCuraIni   *self,
                      SluiceCuraEntry *out_entry)
{
  while (self->at < self->end)
    {
      const char *line = self->at;
      const char *stop = find_line_end (line, self->end);
      const char *sign = memchr (line, '=', stop - line);

      self->at = stop < self->end ? stop + 1 : self->end;
      if (*line == '[')
        begin_section (self, line, stop);
      if (sign == NULL || *line == '[' || *line == '#' || *line == ';' || is_blank (*line))
        continue;

      self->at = find_value_end (self->at, self->end);
      *out_entry = (SluiceCuraEntry) { self->section != NULL ? self->section : "", self->section_length,
                                       line, sign - line, sign + 1, self->at - sign - 1, 0 };
      trim (&out_entry->key, &out_entry->key_length);
      trim (&out_entry->value, &out_entry->value_length);
      out_entry->whole = out_entry->value_length > 0 ? (gsize) (out_entry->value + out_entry->value_length - line)
                                                     : (gsize) (sign + 1 - line);
      return TRUE;
    }

  return FALSE;
}

static gboolean
is_same (const char *text,
         gsize       length,
         const char *other)
{
  return strlen (other) == length && memcmp (text, other, length) == 0;
}

/** sluice_cura_entry_is: whether @entry is @key of @section. */
gboolean
sluice_cura_entry_is (const SluiceCuraEntry *entry,
                      const char            *section,
                      const char            *key)
{
  return is_same (entry->section, entry->section_length, section) && is_same (entry->key, entry->key_length, key);
}

/** sluice_cura_ini_find: the first entry that is @key of @section; %FALSE when there is none. */
gboolean
sluice_cura_ini_find (const char      *text,
                      gsize            length,
                      const char      *section,
                      const char      *key,
                      SluiceCuraEntry *out_entry)
{
  SluiceCuraIni ini = { .at = text, .end = text + length };

  while (sluice_cura_ini_next (&ini, out_entry))
    if (sluice_cura_entry_is (out_entry, section, key))
      return TRUE;

  return FALSE;
}
