/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-line-scanner.h"

#include <string.h>

/*
 * Nearly all lines of G-code are moves, and are only stepped over. What a scan
 * finds does not depend on what came before.
 */

/* Bytes of a scan: its lines are read next, and shall be in the nearest cache then. */
#define ENOUGH (32 * 1024)

/* Not even a stretch of nothing but marks must go over the end; but one line at least has to be in a scan. */
static gboolean
is_enough (const SluiceLineScan *scan,
           gsize                 bytes)
{
  return scan->n_marks + SLUICE_LINE_STRETCH * SLUICE_LINE_WORD >= SLUICE_LINE_MAX_MARKS ||
         (bytes >= ENOUGH && scan->n_lines > 0);
}

/* Whether a line that begins at @line, of which @length bytes are there, is only stepped over. */
static gboolean
is_move (const guint8 *line,
         gsize         length,
         gboolean      sums)
{
  if (!sums)
    return length >= 1 && line[0] == 'G';

  /* G1.5 and G10 are something else. */
  return length >= 3 && line[0] == 'G' && line[1] >= '0' && line[1] <= '3' && !g_ascii_isdigit (line[2]) &&
         line[2] != '.';
}

/* G1 is followed by a blank nearly always, but not always. */
static void
drop_moves (SluiceLineScan *scan,
            const guint8   *data,
            gsize           length,
            guint           from)
{
  guint n_marks = from;

  for (guint i = from; i < scan->n_marks; i++)
    if (!is_move (data + scan->marks[i].at, length - scan->marks[i].at, TRUE))
      scan->marks[n_marks++] = scan->marks[i];
  scan->n_marks = n_marks;
}

/* The line at @from, which no newline in the block stands before. */
static void
mark_first (SluiceLineScan *scan,
            const guint8   *data,
            gsize           from,
            gsize           length,
            gboolean        sums)
{
  const guint8 *newline = memchr (data + from, '\n', length - from);

  if (newline == NULL || is_move (data + from, length - from, sums))
    return;

  scan->marks[0].at = from;
  scan->marks[0].length = newline + 1 - (data + from);
  scan->n_marks = 1;
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
 *   the last newline of the block, that was enough for once: scan again from there
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
  const SluiceLineFuncs *funcs = sluice_line_engine_get_funcs (engine);
  SluiceLineFindFunc find = sums ? funcs->find_unsummed : funcs->find_commands;
  guint8 rest[2 * SLUICE_LINE_WORD + SLUICE_LINE_AHEAD] = { 0 };
  SluiceLineBlock block = { data, length, 0 };
  gsize at = from;
  const guint8 *newline;

  out_scan->n_lines = 0;
  out_scan->n_marks = 0;
  mark_first (out_scan, data, from, length, sums);
  while (at < length && !is_enough (out_scan, at - from))
    {
      guint n_words = 2;
      const guint8 *words = rest;
      guint n_marks = out_scan->n_marks;

      if (length - at >= SLUICE_LINE_WORD + SLUICE_LINE_AHEAD)
        {
          n_words = MIN (SLUICE_LINE_STRETCH, (length - at - SLUICE_LINE_AHEAD) / SLUICE_LINE_WORD);
          words = data + at;
        }
      else
        memcpy (rest, data + at, length - at);

      out_scan->n_marks += find (&block, at, words, n_words, out_scan->marks + n_marks);
      out_scan->n_lines = block.n_lines;
      if (sums)
        drop_moves (out_scan, data, length, n_marks);
      at = MIN (length, at + n_words * SLUICE_LINE_WORD);
    }

  newline = memrchr (data + from, '\n', at - from);
  out_scan->end = newline != NULL ? (gsize) (newline + 1 - data) : from;
  /* The line behind it is not whole, or the next scan's. */
  if (out_scan->n_marks > 0 && out_scan->marks[out_scan->n_marks - 1].at >= out_scan->end)
    out_scan->n_marks--;
}
