/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_LINE_WORD: bytes that one mask tells of. */
#define SLUICE_LINE_WORD 64

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
 * SluiceLineMaskFunc:
 * @data: words of %SLUICE_LINE_WORD bytes
 * @n_words: how many
 * @carry: (inout): 1 when the first byte begins a line, and afterwards when the
 *   byte behind the last word does
 * @out_starts: (out): for each word a mask, whose bit i is byte i
 *
 * Returns: the newlines
 */
typedef guint (*SluiceLineMaskFunc) (const guint8 *data,
                                     guint         n_words,
                                     guint64      *carry,
                                     guint64      *out_starts);

/**
 * SluiceLineMaskFuncs:
 * @find_starts: beginnings of lines whose first byte is not "G"
 * @find_lines: beginnings of all lines
 */
typedef struct
{
  SluiceLineMaskFunc find_starts;
  SluiceLineMaskFunc find_lines;
} SluiceLineMaskFuncs;

gboolean                   sluice_line_engine_is_there  (SluiceLineEngine engine);
SluiceLineEngine           sluice_line_engine_get_best  (void);
const SluiceLineMaskFuncs *sluice_line_engine_get_funcs (SluiceLineEngine engine);

G_END_DECLS
