/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-line-scanner.h"

#include <string.h>

/*
 * Nearly all lines of G-code are moves, and are only stepped over. What a scan
 * finds does not depend on what came before.
 */

/* Words whose masks are made at once; they stay in the nearest cache. */
#define STRETCH 32

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

/* Whether @line, of which @length bytes are there, begins with G0 to G3; G1.5 and G10 are something else. */
static inline gboolean
is_move (const guint8 *line,
         gsize         length)
{
  return length >= 3 && line[0] == 'G' && line[1] >= '0' && line[1] <= '3' && !g_ascii_isdigit (line[2]) &&
         line[2] != '.';
}

static inline void
mark_unless_moves (SluiceLineScan *scan,
                   const guint8   *data,
                   gsize           length,
                   guint64         starts,
                   gsize           at)
{
  while (starts != 0)
    {
      gsize here = at + __builtin_ctzll (starts);

      if (here < length && !is_move (data + here, length - here))
        scan->marks[scan->n_marks++] = here;
      starts &= starts - 1;
    }
}

/**
 * sluice_line_scan:
 * @engine: how; it has to be there
 * @sums: whether moves are lines that begin with G0 to G3, and else all that
 *   begin with "G"
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
  SluiceLineMaskFunc find = sums ? funcs->find_lines : funcs->find_starts;
  guint8 rest[SLUICE_LINE_WORD] = { 0 };
  guint64 starts[STRETCH];
  gsize at = from;
  guint64 carry = 1;
  const guint8 *newline;

  out_scan->n_lines = 0;
  out_scan->n_marks = 0;
  while (at < length && !is_full (out_scan))
    {
      guint n_words = MIN (STRETCH, (length - at) / SLUICE_LINE_WORD);
      const guint8 *words = data + at;

      if (n_words == 0)
        {
          memcpy (rest, data + at, length - at);
          words = rest;
          n_words = 1;
        }
      out_scan->n_lines += find (words, n_words, &carry, starts);
      for (guint i = 0; i < n_words; i++)
        {
          gsize word = at + i * SLUICE_LINE_WORD;

          if (sums)
            mark_unless_moves (out_scan, data, length, starts[i], word);
          else
            mark_starts (out_scan, starts[i], word);
        }
      at = MIN (length, at + n_words * SLUICE_LINE_WORD);
    }

  newline = memrchr (data + from, '\n', at - from);
  out_scan->end = newline != NULL ? (gsize) (newline + 1 - data) : from;
  /* The line behind it is not whole, or the next scan's. */
  if (out_scan->n_marks > 0 && out_scan->marks[out_scan->n_marks - 1] >= out_scan->end)
    out_scan->n_marks--;
}
