/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-gcode-findings.h"

#include <string.h>

/*
 * All of it stays in any case; this only tells what it is. So a mistake here
 * is a wrong word on the screen, never a leak.
 */

/** sluice_gcode_picture_begins: whether what follows "thumbnail" opens the block of a picture. */
gboolean
sluice_gcode_picture_begins (const char *text,
                             gsize       length)
{
  return memmem (text, length, " begin", 6) != NULL;
}

/** sluice_gcode_has_path: whether @text holds a path into somebody's home. */
gboolean
sluice_gcode_has_path (const char *text,
                       gsize       length)
{
  static const char * const homes[] = { "/home/", "/Users/", ":\\Users\\", ":/Users/", ":\\Documents and Settings\\" };

  /* Most lines have none of either. */
  if (memchr (text, '/', length) == NULL && memchr (text, '\\', length) == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    if (memmem (text, length, homes[i], strlen (homes[i])) != NULL)
      return TRUE;

  return FALSE;
}

static gboolean
is_empty (const char *text,
          gsize       length)
{
  gsize blanks = 0;

  while (blanks < length && (text[blanks] == ' ' || text[blanks] == '"' || text[blanks] == ';'))
    blanks++;

  return blanks == length;
}

/* Counts what @rule names; each text once, where the same one comes again with each layer. */
static SluicePartId
find_by_rule (SluicePartTally       *tally,
              const SluiceAllowRule *rule,
              const char            *value,
              gsize                  length)
{
  if (is_empty (value, length))
    return SLUICE_PART_COMMENTS;
  /* What Cura calls moves that belong to no object. */
  if (rule->part == SLUICE_PART_OBJECT_NAMES && length == 7 && memcmp (value, "NONMESH", 7) == 0)
    return SLUICE_PART_COMMENTS;

  switch ((int) rule->part)
    {
    case SLUICE_PART_PICTURES:
      if (sluice_gcode_picture_begins (value, length))
        sluice_part_tally_found (tally, SLUICE_PART_PICTURES, NULL, 0);
      break;
    case SLUICE_PART_OBJECT_NAMES:
    case SLUICE_PART_DISPLAY_TEXTS:
    case SLUICE_PART_NOTES:
    case SLUICE_PART_PROFILE_NAMES:
    case SLUICE_PART_HOST_PASSWORD:
    case SLUICE_PART_HOST_ADDRESS:
      sluice_part_tally_found (tally, rule->part, value, length);
      break;
    default:
      break;
    }

  return rule->part;
}

/**
 * sluice_gcode_find_in_comment:
 * @tally: where what was found is counted; not its bytes
 * @rule: (nullable): the row of the allow-list that names it
 * @line: the line
 * @length: its bytes without its end
 * @value: (nullable): what follows the key, when @rule is given
 *
 * Returns: the part that the line belongs to
 */
SluicePartId
sluice_gcode_find_in_comment (SluicePartTally       *tally,
                              const SluiceAllowRule *rule,
                              const char            *line,
                              gsize                  length,
                              const char            *value)
{
  SluicePartId part = SLUICE_PART_COMMENTS;

  if ((rule == NULL || rule->part == SLUICE_PART_OBJECT_NAMES) && sluice_gcode_has_path (line, length))
    {
      part = SLUICE_PART_FILE_PATHS;
      sluice_part_tally_found (tally, part, line, length);
    }
  else if (rule != NULL)
    part = find_by_rule (tally, rule, value, line + length - value);

  return part;
}

/* M486 A<name> and EXCLUDE_OBJECT_DEFINE NAME=<name> name an object; their other forms only mark it. */
static gboolean
names_object (const char *text,
              gsize       length)
{
  return (length > 1 && text[0] == 'A') || (length > 5 && memcmp (text, "NAME=", 5) == 0);
}

/**
 * sluice_gcode_find_in_command:
 * @tally: where what was found is counted; not its bytes
 * @rule: (nullable): the row of the allow-list that names it
 * @line: the line
 * @length: its bytes without its end
 * @key: bytes of the command's own name
 *
 * Returns: the part that the line belongs to
 */
SluicePartId
sluice_gcode_find_in_command (SluicePartTally       *tally,
                              const SluiceAllowRule *rule,
                              const char            *line,
                              gsize                  length,
                              gsize                  key)
{
  const char *text = line + key;
  gsize text_length = length - key;
  SluicePartId part = SLUICE_PART_UNKNOWN;

  while (text_length > 0 && *text == ' ')
    {
      text++;
      text_length--;
    }

  if (rule != NULL && rule->kind == SLUICE_PART_KIND_PRODUCT)
    {
      part = rule->part;
      if (part == SLUICE_PART_OBJECT_NAMES)
        {
          const char *name_end = memchr (text, ' ', text_length);

          if (names_object (text, text_length))
            sluice_part_tally_found (tally, part, text, text[0] == 'N' && name_end != NULL
                                                        ? (gsize) (name_end - text) : text_length);
        }
      else if (!is_empty (text, text_length))
        sluice_part_tally_found (tally, part, text, text_length);
    }
  else if (sluice_gcode_has_path (line, length))
    {
      part = SLUICE_PART_FILE_PATHS;
      sluice_part_tally_found (tally, part, line, length);
    }
  else if (line[0] == ' ' || line[0] == 'N' || line[0] == 'g')
    part = SLUICE_PART_TOOLPATH;

  return part;
}
