/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-line-memo.h"

#include <string.h>

/*
 * Slicers write the same line thousands of times: ";TYPE:FILL", the name of an
 * object, an acceleration. One that is only counted is looked up in the
 * allow-list once, and then compared with itself. A line that shares its place
 * with another one drives that out; memory is fixed.
 */

#define N_PLACES 1024
#define LONGEST 126

typedef struct
{
  guint8 length; /* 0 when there is nothing */
  guint8 part;
  char   line[LONGEST];
} Place;

struct _SluiceLineMemo
{
  Place places[N_PLACES];
};

SluiceLineMemo *
sluice_line_memo_new (void)
{
  return g_new0 (SluiceLineMemo, 1);
}

void
sluice_line_memo_free (SluiceLineMemo *self)
{
  g_free (self);
}

static Place *
get_place (SluiceLineMemo *self,
           const char     *line,
           gsize           length)
{
  guint64 hash = length;
  guint64 word;

  while (length >= sizeof word)
    {
      memcpy (&word, line, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
      line += sizeof word;
      length -= sizeof word;
    }
  word = 0;
  memcpy (&word, line, length);
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return &self->places[(hash >> 32) % N_PLACES];
}

/** sluice_line_memo_find: whether @line, of @length bytes, was kept; then @out_part is what it was. */
gboolean
sluice_line_memo_find (SluiceLineMemo *self,
                       const char     *line,
                       gsize           length,
                       SluicePartId   *out_part)
{
  const Place *place;

  if (length == 0 || length > LONGEST)
    return FALSE;

  place = get_place (self, line, length);
  if (place->length != length || memcmp (place->line, line, length) != 0)
    return FALSE;

  *out_part = place->part;
  return TRUE;
}

/** sluice_line_memo_keep: @line is to be counted to @part whenever it comes again, and nothing else. */
void
sluice_line_memo_keep (SluiceLineMemo *self,
                       const char     *line,
                       gsize           length,
                       SluicePartId    part)
{
  Place *place;

  if (length == 0 || length > LONGEST)
    return;

  place = get_place (self, line, length);
  place->length = length;
  place->part = part;
  memcpy (place->line, line, length);
}
