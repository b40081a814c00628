/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"

#include <string.h>

G_BEGIN_DECLS

/*
 * Slicers write the same line thousands of times: ";TYPE:FILL", the name of an
 * object, an acceleration. One that is only counted is looked up in the
 * allow-list once, and then compared with itself. A line that shares its place
 * with another one drives that out; memory is fixed. Private to this room, and
 * here to be inlined: it is asked about every line that is no move.
 */

#define SLUICE_LINE_MEMO_PLACES 1024
#define SLUICE_LINE_MEMO_LONGEST 126

typedef struct
{
  struct
  {
    guint8 length; /* 0 when there is nothing */
    guint8 part;
    char   line[SLUICE_LINE_MEMO_LONGEST];
  } places[SLUICE_LINE_MEMO_PLACES];
} SluiceLineMemo;

/* By its beginning, its end and its length. */
static inline guint
sluice_line_memo_place (const char *line,
                        gsize       length)
{
  guint64 head = 0;
  guint64 tail = 0;

  if (length >= sizeof head)
    {
      memcpy (&head, line, sizeof head);
      memcpy (&tail, line + length - sizeof tail, sizeof tail);
    }
  else
    memcpy (&head, line, length);

  head = (head + length) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  tail = (tail ^ (head >> 29)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return (tail >> 40) % SLUICE_LINE_MEMO_PLACES;
}

/** sluice_line_memo_find: whether @line, of @length bytes, was kept; then @out_part is what it was. */
static inline gboolean
sluice_line_memo_find (const SluiceLineMemo *self,
                       const char           *line,
                       gsize                 length,
                       SluicePartId         *out_part)
{
  guint place;

  if (length == 0 || length > SLUICE_LINE_MEMO_LONGEST)
    return FALSE;

  place = sluice_line_memo_place (line, length);
  if (self->places[place].length != length || memcmp (self->places[place].line, line, length) != 0)
    return FALSE;

  *out_part = self->places[place].part;
  return TRUE;
}

/** sluice_line_memo_keep: @line is to be counted to @part whenever it comes again, and nothing else. */
static inline void
sluice_line_memo_keep (SluiceLineMemo *self,
                       const char     *line,
                       gsize           length,
                       SluicePartId    part)
{
  guint place;

  if (length == 0 || length > SLUICE_LINE_MEMO_LONGEST)
    return;

  place = sluice_line_memo_place (line, length);
  self->places[place].length = length;
  self->places[place].part = part;
  memcpy (self->places[place].line, line, length);
}

G_END_DECLS
