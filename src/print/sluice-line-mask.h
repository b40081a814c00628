/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_LINE_WORD: bytes that are compared at once. */
#define SLUICE_LINE_WORD 64

/** SLUICE_LINE_STRETCH: most words of one call. */
#define SLUICE_LINE_STRETCH 32

/** SLUICE_LINE_AHEAD: bytes behind the last word that are looked at, too. */
#define SLUICE_LINE_AHEAD 3

/**
 * SluiceLineBlock:
 * @data: bytes that the lines are in
 * @length: how many
 * @n_lines: newlines that were passed so far
 */
typedef struct
{
  const guint8 *data;
  gsize         length;
  gsize         n_lines;
} SluiceLineBlock;

/**
 * SluiceLineMark:
 * @at: where in its block a line begins
 * @length: its bytes with its newline; 0 when its end is not in the block
 */
typedef struct
{
  guint32 at;
  guint32 length;
} SluiceLineMark;

/**
 * SluiceLineEngine:
 * @SLUICE_LINE_ENGINE_PORTABLE: eight bytes at once, on any processor
 * @SLUICE_LINE_ENGINE_BASELINE: what every processor of its kind has: SSE2 on
 *   x86-64, NEON on arm64; elsewhere the portable one
 * @SLUICE_LINE_ENGINE_AVX2: only where sluice_line_engine_is_there()
 *
 * How bytes are looked for. All of them find the same.
 */
typedef enum
{
  SLUICE_LINE_ENGINE_PORTABLE,
  SLUICE_LINE_ENGINE_BASELINE,
  SLUICE_LINE_ENGINE_AVX2,
} SluiceLineEngine;

/**
 * SluiceLineFindFunc:
 * @block: a block
 * @at: where in it the words begin
 * @words: what stands there, and %SLUICE_LINE_AHEAD bytes more; a copy, where the block ends before
 * @n_words: how many, at most %SLUICE_LINE_STRETCH
 * @out_marks: (out): the lines that begin behind a newline in these words, in order
 *
 * Returns: how many lines
 */
typedef guint (*SluiceLineFindFunc) (SluiceLineBlock *block,
                                     gsize            at,
                                     const guint8    *words,
                                     guint            n_words,
                                     SluiceLineMark  *out_marks);

/**
 * SluiceLineFuncs:
 * @find_commands: lines whose first byte is not "G"
 * @find_unsummed: lines that do not begin with G0 to G3 and a blank
 */
typedef struct
{
  SluiceLineFindFunc find_commands;
  SluiceLineFindFunc find_unsummed;
} SluiceLineFuncs;

gboolean               sluice_line_engine_is_there  (SluiceLineEngine engine);
SluiceLineEngine       sluice_line_engine_get_best  (void);
const SluiceLineFuncs *sluice_line_engine_get_funcs (SluiceLineEngine engine);

G_END_DECLS
