/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-line-mask.h"

G_BEGIN_DECLS

/** SLUICE_LINE_MAX_MARKS: marks of one scan; a block that has more takes several. */
#define SLUICE_LINE_MAX_MARKS 8192

/**
 * SluiceLineScan:
 * @end: behind the last whole line that was scanned
 * @n_lines: whole lines that were scanned
 * @n_marks: how many @marks
 * @marks: the lines that have to be looked at; each has its end
 *
 * What was found in a block.
 */
typedef struct
{
  gsize          end;
  gsize          n_lines;
  guint          n_marks;
  SluiceLineMark marks[SLUICE_LINE_MAX_MARKS];
} SluiceLineScan;

/* Finds the few lines of G-code that have to be looked at. Private to this room. */

void sluice_line_scan (SluiceLineEngine  engine,
                       gboolean          sums,
                       const guint8     *data,
                       gsize             from,
                       gsize             length,
                       SluiceLineScan   *out_scan);

G_END_DECLS
