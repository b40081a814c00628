/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-line-scanner.h"

#include "sluice-gcode-number.h"

#include <string.h>

/*
 * Nearly all lines of G-code are moves. They are only stepped over, or, when
 * extrusion is summed, nothing is read of them but E. What a scan finds does
 * not depend on what came before, so that blocks can be scanned on several
 * threads.
 */

/* Words whose masks are made at once; they stay in the nearest cache. */
#define STRETCH 32

typedef struct
{
  const guint8   *data;
  gsize           length;
  SluiceLineScan *scan;

  /* Of the line that is read, when extrusion is summed. */
  gboolean        in_move;
  gboolean        has_extrusion;
  double          extrusion;
} Scanner;

/* Not even a stretch of nothing but marks must go over the end. */
static gboolean
is_full (const SluiceLineScan *scan)
{
  return scan->n_marks + STRETCH * SLUICE_LINE_WORD >= SLUICE_LINE_MAX_MARKS;
}

static inline void
mark_starts (SluiceLineScan *scan,
             guint64         starts,
             gsize           at)
{
  while (starts != 0)
    {
      scan->marks[scan->n_marks++] = at + __builtin_ctzll (starts);
      starts &= starts - 1;
    }
}

/* A line begins at @at: whether it is a move that is only summed. */
static inline gboolean
begins_move (Scanner *self,
             gsize    at)
{
  const guint8 *line = self->data + at;

  return at + 3 <= self->length && line[0] == 'G' && line[1] >= '0' && line[1] <= '3' &&
         !g_ascii_isdigit (line[2]) && line[2] != '.';
}

static inline void
begin_line (Scanner *self,
            gsize    at)
{
  SluiceLineScan *scan = self->scan;

  self->in_move = begins_move (self, at);
  if (!self->in_move)
    {
      scan->marks[scan->n_marks++] = at;
      scan->moves[scan->n_marks] = (SluiceLineMoves) { 0 };
    }
}

/* Only now is the line known to be whole. */
static inline void
end_line (Scanner *self)
{
  SluiceLineMoves *moves = &self->scan->moves[self->scan->n_marks];

  if (!self->has_extrusion)
    return;

  moves->sum += self->extrusion;
  moves->last = self->extrusion;
  moves->count++;
  self->has_extrusion = FALSE;
}

static inline void
sum_word (Scanner              *self,
          const SluiceLineMask *mask,
          gsize                 at)
{
  guint64 stops = mask->newlines | mask->semicolons | mask->extrusions;

  while (stops != 0)
    {
      guint64 bit = stops & -stops;
      gsize here = at + __builtin_ctzll (stops);

      stops ^= bit;
      if (mask->newlines & bit)
        {
          end_line (self);
          begin_line (self, here + 1);
        }
      else if (mask->semicolons & bit)
        self->in_move = FALSE;
      else if (self->in_move && sluice_gcode_number_parse ((const char *) self->data + here + 1,
                                                          self->length - here - 1, &self->extrusion) > 0)
        self->has_extrusion = TRUE;
    }
}

/* @n_words at @words, which lie in the data at @at. */
static void
scan_words (Scanner                   *self,
            const SluiceLineMaskFuncs *funcs,
            gboolean                   sums,
            const guint8              *words,
            gsize                      at,
            guint                      n_words,
            guint64                   *carry)
{
  SluiceLineMask masks[STRETCH];
  guint64 starts[STRETCH];

  if (sums)
    {
      self->scan->n_lines += funcs->find_marks (words, n_words, masks);
      for (guint i = 0; i < n_words; i++)
        sum_word (self, &masks[i], at + i * SLUICE_LINE_WORD);
    }
  else
    {
      self->scan->n_lines += funcs->find_starts (words, n_words, carry, starts);
      for (guint i = 0; i < n_words; i++)
        mark_starts (self->scan, starts[i], at + i * SLUICE_LINE_WORD);
    }
}

/**
 * sluice_line_scan:
 * @engine: how; it has to be there
 * @sums: whether to sum extrusion: then moves are lines that begin with G0 to
 *   G3, and else all that begin with "G"
 * @data: a block, at most 4 GiB
 * @from: where in it a line begins
 * @length: where the block ends
 * @out_scan: (out): what was found from @from on. When its end is not behind
 *   the last newline of the block, there were too many marks: scan again from there
 *
 * Finds the lines that are no moves. A line whose end is not in the block is not found.
 */
void
sluice_line_scan (SluiceLineEngine  engine,
                  gboolean          sums,
                  const guint8     *data,
                  gsize             from,
                  gsize             length,
                  SluiceLineScan   *out_scan)
{
  const SluiceLineMaskFuncs *funcs = sluice_line_engine_get_funcs (engine);
  Scanner self = { data, length, out_scan, FALSE, FALSE, 0 };
  gsize at = from;
  guint64 carry = 1;
  const guint8 *newline;

  out_scan->n_lines = 0;
  out_scan->n_marks = 0;
  if (sums)
    {
      out_scan->moves[0] = (SluiceLineMoves) { 0 };
      begin_line (&self, from);
    }

  while (length - at >= SLUICE_LINE_WORD && !is_full (out_scan))
    {
      guint n_words = MIN (STRETCH, (length - at) / SLUICE_LINE_WORD);

      scan_words (&self, funcs, sums, data + at, at, n_words, &carry);
      at += n_words * SLUICE_LINE_WORD;
    }
  if (at < length && length - at < SLUICE_LINE_WORD && !is_full (out_scan))
    {
      guint8 rest[SLUICE_LINE_WORD] = { 0 };

      memcpy (rest, data + at, length - at);
      scan_words (&self, funcs, sums, rest, at, 1, &carry);
      at = length;
    }

  newline = memrchr (data + from, '\n', at - from);
  out_scan->end = newline != NULL ? (gsize) (newline + 1 - data) : from;
  /* The line behind it is not whole, or the next scan's. */
  if (out_scan->n_marks > 0 && out_scan->marks[out_scan->n_marks - 1] >= out_scan->end)
    out_scan->n_marks--;
}
