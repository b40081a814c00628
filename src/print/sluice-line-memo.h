/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-list.h"

#include <string.h>

G_BEGIN_DECLS

/*
 * Slicers write the same line thousands of times: ";TYPE:FILL", the name of an
 * object, an acceleration. What it says is looked up and read once, and then
 * the line is only compared with itself. One that shares its place with another
 * drives that out; memory is fixed. Private to this room, and here to be
 * inlined: it is asked about every line that is no move.
 */

#define SLUICE_LINE_MEMO_PLACES 4096
#define SLUICE_LINE_MEMO_LONGEST 96

/** SLUICE_LINE_MEMO_AHEAD: bytes that have to be there from the beginning of a line on, however long it is. */
#define SLUICE_LINE_MEMO_AHEAD 64

/**
 * SluiceLineSense:
 * @part: what its bytes are counted as
 * @extruder: which one it speaks of
 * @rule: (nullable): the row by which it states @number; %NULL when it is only counted
 * @number: in the unit of the field
 *
 * What a line means, whenever it comes.
 */
typedef struct
{
  SluicePartId           part;
  guint                  extruder;
  const SluiceAllowRule *rule;
  double                 number;
} SluiceLineSense;

typedef struct
{
  struct
  {
    SluiceLineSense sense;
    guint64         length; /* 0 when there is nothing */
    char            line[SLUICE_LINE_MEMO_LONGEST];
  } places[SLUICE_LINE_MEMO_PLACES];
} SluiceLineMemo;

/* By its beginning, its end and its length. */
static inline guint
sluice_line_memo_place (const char *line,
                        gsize       length)
{
  gsize most = MAX (length, sizeof (guint64));
  /* What stands behind a short line is pushed out. */
  guint spare = 8 * (most - length);
  guint64 head;
  guint64 tail;

  memcpy (&head, line, sizeof head);
  memcpy (&tail, line + most - sizeof tail, sizeof tail);
  head = ((GUINT64_FROM_LE (head) << spare) + length) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  tail = ((GUINT64_FROM_LE (tail) << spare) ^ (head >> 29)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return (tail >> 40) % SLUICE_LINE_MEMO_PLACES;
}

/* All at once, whatever the length: to go byte by byte, or by the length, takes longer. */
static inline gboolean
sluice_line_memo_is_same (const char *kept,
                          const char *line,
                          gsize       length)
{
  static const guint8 masks[2 * SLUICE_LINE_MEMO_AHEAD] = { [0 ... SLUICE_LINE_MEMO_AHEAD - 1] = 0xff };
  const guint8 *mask = masks + SLUICE_LINE_MEMO_AHEAD - MIN (length, SLUICE_LINE_MEMO_AHEAD);
  guint8 differs = 0;

  for (guint i = 0; i < SLUICE_LINE_MEMO_AHEAD; i++)
    differs |= (kept[i] ^ line[i]) & mask[i];

  return differs == 0 && (length <= SLUICE_LINE_MEMO_AHEAD ||
                          memcmp (kept + SLUICE_LINE_MEMO_AHEAD, line + SLUICE_LINE_MEMO_AHEAD,
                                  length - SLUICE_LINE_MEMO_AHEAD) == 0);
}

/**
 * sluice_line_memo_find:
 * @self: a memo
 * @line: a line
 * @length: its bytes, at least 1
 * @room: bytes that can be read from @line on
 *
 * Returns: (nullable): what it means; %NULL when that is not known
 */
static inline const SluiceLineSense *
sluice_line_memo_find (const SluiceLineMemo *self,
                       const char           *line,
                       gsize                 length,
                       gsize                 room)
{
  guint place;

  if (G_UNLIKELY (room < SLUICE_LINE_MEMO_AHEAD))
    return NULL;

  place = sluice_line_memo_place (line, length);
  if (self->places[place].length != length || !sluice_line_memo_is_same (self->places[place].line, line, length))
    return NULL;

  return &self->places[place].sense;
}

/** sluice_line_memo_keep: @line, of @length bytes, is to mean @sense whenever it comes again, and nothing else. */
static inline void
sluice_line_memo_keep (SluiceLineMemo        *self,
                       const char            *line,
                       gsize                  length,
                       const SluiceLineSense *sense)
{
  guint place;
  char head[sizeof (guint64)] = { 0 };

  if (length > SLUICE_LINE_MEMO_LONGEST)
    return;

  place = sluice_line_memo_place (length < sizeof head ? memcpy (head, line, length) : line, length);
  self->places[place].sense = *sense;
  self->places[place].length = length;
  memcpy (self->places[place].line, line, length);
}

G_END_DECLS
