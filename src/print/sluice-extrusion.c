/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-extrusion.h"

#include "sluice-gcode-number.h"
#include "sluice-process-record.h"

#include <math.h>
#include <string.h>

/*
 * What each extruder uses, summed from the moves as the printer's firmware
 * would: where E is a position (M82), by its differences; where it is a way
 * (M83), by itself. What is drawn back and pushed out again cancels out, and
 * drawing back by firmware (G10, G11) moves no E.
 */

#define MM_PER_INCH 25.4

typedef enum
{
  UNIT_LENGTH, /* E is mm of filament */
  UNIT_VOLUME, /* E is mm³ of filament */
  N_UNITS,
} Unit;

/* Firmwares do not agree about what G90 and G91 mean for E. */
typedef enum
{
  HABIT_TOGETHER, /* after G91 E is relative too, whatever M82 says; G90 ends that */
  HABIT_MARLIN,   /* both set E as well; a later M82 or M83 sets it anew */
  HABIT_APART,    /* neither touches E: RepRapFirmware */
} Habit;

struct _SluiceExtrusion
{
  double   sums[N_UNITS][SLUICE_PROCESS_MAX_EXTRUDERS];
  gboolean is_used[N_UNITS][SLUICE_PROCESS_MAX_EXTRUDERS];

  guint    tool;
  double   position;
  double   scale; /* mm in the unit of the file */
  Habit    habit;
  gboolean is_relative;        /* by M83 */
  gboolean moves_are_relative; /* by G91 */
  gboolean is_volume;          /* by the flavour, or M200 */
};

typedef struct
{
  char   letter;
  double number; /* NAN when there is none */
} Word;

SluiceExtrusion *
sluice_extrusion_new (void)
{
  SluiceExtrusion *self = g_new0 (SluiceExtrusion, 1);

  self->scale = 1;
  return self;
}

void
sluice_extrusion_free (SluiceExtrusion *self)
{
  g_free (self);
}

/* A move that says E. */
static void
extrude (SluiceExtrusion *self,
         double           number)
{
  Unit unit = self->is_volume ? UNIT_VOLUME : UNIT_LENGTH;
  double before = self->is_relative || self->moves_are_relative ? 0 : self->position;
  double way = number * self->scale - before;

  self->position = self->is_relative || self->moves_are_relative ? self->position + way : number * self->scale;
  self->sums[unit][self->tool] += way;
  self->is_used[unit][self->tool] = TRUE;
}

/* The last E of a line that counts: not one in its comment. FALSE when there is none. */
static gboolean
find_extrusion (const char *line,
                const char *end,
                gboolean    has_comments,
                double     *out_number)
{
  const char *comment = has_comments ? memchr (line, ';', end - line) : NULL;
  const char *last = comment != NULL ? comment : end;

  while ((last = memrchr (line, 'E', last - line)) != NULL)
    if (sluice_gcode_number_parse (last + 1, end - last - 1, out_number) > 0)
      return TRUE;

  return FALSE;
}

static const char *
find_line (const char *text,
           const char *end)
{
  const char *newline = end - text > 1 ? memrchr (text, '\n', end - text - 1) : NULL;

  return newline != NULL ? newline + 1 : text;
}

/* Where E is a position, only the last one of some lines counts: it is looked for from the end. */
static void
read_positions (SluiceExtrusion *self,
                const char      *text,
                const char      *end)
{
  double number;

  while (end > text)
    {
      const char *line = find_line (text, end);

      if (find_extrusion (line, end, TRUE, &number))
        {
          extrude (self, number);
          return;
        }
      end = line;
    }
}

/* Where E is a way, each counts. Most lines end with it. */
static void
read_ways (SluiceExtrusion *self,
           const char      *text,
           const char      *end)
{
  gboolean has_comments = memchr (text, ';', end - text) != NULL;
  const char *at;
  double number;

  while ((at = memchr (text, 'E', end - text)) != NULL)
    {
      const char *behind = at + 1 + sluice_gcode_number_parse (at + 1, end - at - 1, &number);

      if (has_comments || behind == at + 1 || *behind != '\n')
        {
          /* The E may be one in a comment. */
          const char *line = has_comments ? find_line (text, at) : at;

          behind = memchr (at, '\n', end - at);
          if (find_extrusion (line, behind, has_comments, &number))
            extrude (self, number);
        }
      else
        extrude (self, number);
      text = behind + 1;
    }
}

/**
 * sluice_extrusion_read_moves:
 * @self: what was extruded so far
 * @text: whole lines that are moves, as a scan with sums tells them
 * @length: bytes of @text
 */
void
sluice_extrusion_read_moves (SluiceExtrusion *self,
                             const char      *text,
                             gsize            length)
{
  if (self->is_relative || self->moves_are_relative)
    read_ways (self, text, text + length);
  else
    read_positions (self, text, text + length);
}

/* The next word of a line, past its number in front and its blanks; FALSE at its end. */
static gboolean
next_word (const char **at,
           const char  *end,
           Word        *out_word)
{
  while (*at < end && (**at == ' ' || **at == '\t'))
    (*at)++;
  if (*at == end || !g_ascii_isalpha (**at))
    return FALSE;

  out_word->letter = g_ascii_toupper (**at);
  out_word->number = NAN;
  (*at)++;
  *at += sluice_gcode_number_parse (*at, end - *at, &out_word->number);
  return TRUE;
}

/* A move that the scan has left: N10 G1 E5, g1 e5, G01 E5. */
static void
obey_move (SluiceExtrusion *self,
           const char      *at,
           const char      *end)
{
  double number = NAN;
  Word word;

  while (next_word (&at, end, &word))
    if (word.letter == 'E' && !isnan (word.number))
      number = word.number;

  if (!isnan (number))
    extrude (self, number);
}

/* G92 sets where the axes that it names are; all of them when it names none. */
static void
obey_position (SluiceExtrusion *self,
               const char      *at,
               const char      *end)
{
  gboolean names_any = FALSE;
  Word word;

  while (next_word (&at, end, &word))
    {
      names_any = TRUE;
      if (word.letter == 'E')
        self->position = isnan (word.number) ? 0 : word.number * self->scale;
    }

  if (!names_any)
    self->position = 0;
}

/* M200 D1.75: from now on E is mm³; D0, or S0: it is not. */
static void
obey_volume (SluiceExtrusion *self,
             const char      *at,
             const char      *end)
{
  Word word;

  while (next_word (&at, end, &word))
    if (word.letter == 'D' || word.letter == 'S')
      self->is_volume = word.number > 0;
}

static void
set_moves_relative (SluiceExtrusion *self,
                    gboolean         is_relative)
{
  if (self->habit == HABIT_APART)
    return;

  self->moves_are_relative = is_relative;
  if (self->habit == HABIT_MARLIN)
    self->is_relative = FALSE;
}

static void
obey_g (SluiceExtrusion *self,
        double           number,
        const char      *at,
        const char      *end)
{
  if (number == 0 || number == 1 || number == 2 || number == 3 || number == 5)
    obey_move (self, at, end);
  else if (number == 20)
    self->scale = MM_PER_INCH;
  else if (number == 21)
    self->scale = 1;
  else if (number == 90 || number == 91)
    set_moves_relative (self, number == 91);
  else if (number == 92)
    obey_position (self, at, end);
}

static void
obey_m (SluiceExtrusion *self,
        double           number,
        const char      *at,
        const char      *end)
{
  if (number == 82 || number == 83)
    {
      self->is_relative = number == 83;
      if (self->habit == HABIT_MARLIN)
        self->moves_are_relative = FALSE;
    }
  else if (number == 200)
    obey_volume (self, at, end);
}

/** sluice_extrusion_set_flavor: (nullable): the dialect of the printer, from %SLUICE_NAME_LIST_FLAVORS. */
void
sluice_extrusion_set_flavor (SluiceExtrusion *self,
                             const char      *flavor)
{
  static const char * const marlins[] = { "Griffin", "Marlin", "Marlin 2", "Marlin (Volumetric)", NULL };
  static const char * const by_volume[] = { "Marlin (Volumetric)", "UltiGCode", NULL };

  if (flavor == NULL)
    return;

  self->is_volume = g_strv_contains (by_volume, flavor);
  if (g_strv_contains (marlins, flavor))
    self->habit = HABIT_MARLIN;
  else
    self->habit = g_str_equal (flavor, "RepRapFirmware") ? HABIT_APART : HABIT_TOGETHER;
}

/** sluice_extrusion_read_line: a line of @length bytes that no scan has summed, without its end. */
void
sluice_extrusion_read_line (SluiceExtrusion *self,
                            const char      *line,
                            gsize            length)
{
  const char *comment = memchr (line, ';', length);
  const char *end = comment != NULL ? comment : line + length;
  const char *at = line;
  Word word;

  if (!next_word (&at, end, &word))
    return;
  if (word.letter == 'N' && !isnan (word.number) && !next_word (&at, end, &word))
    return;

  if (word.letter == 'G')
    obey_g (self, word.number, at, end);
  else if (word.letter == 'M')
    obey_m (self, word.number, at, end);
  else if (word.letter == 'T' && word.number >= 0 && word.number < SLUICE_PROCESS_MAX_EXTRUDERS &&
           word.number == floor (word.number))
    self->tool = (guint) word.number;
}

/* NAN as well when both units were met: one half of it would be no answer. */
static double
get_sum (SluiceExtrusion *self,
         Unit             unit,
         guint            extruder)
{
  Unit other = unit == UNIT_LENGTH ? UNIT_VOLUME : UNIT_LENGTH;

  if (!self->is_used[unit][extruder] || self->is_used[other][extruder])
    return NAN;

  return self->sums[unit][extruder];
}

/** sluice_extrusion_get_length: mm of filament of @extruder; NAN when it is not known, or counted by volume. */
double
sluice_extrusion_get_length (SluiceExtrusion *self,
                             guint            extruder)
{
  return get_sum (self, UNIT_LENGTH, extruder);
}

/** sluice_extrusion_get_volume: mm³ of filament of @extruder; NAN when it is not known, or counted by length. */
double
sluice_extrusion_get_volume (SluiceExtrusion *self,
                             guint            extruder)
{
  return get_sum (self, UNIT_VOLUME, extruder);
}
