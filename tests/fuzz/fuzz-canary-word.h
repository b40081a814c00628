/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fuzz-choice.h"

G_BEGIN_DECLS

#define FUZZ_MOST_CANARIES 8

/**
 * FuzzCanary:
 * @text: as it is planted
 * @letters: what of it nobody but us would write; empty for numbers
 * @digits: digits that no record has room for; empty for words
 *
 * Something that can only have come out of the file.
 */
typedef struct
{
  GString *text;
  GString *letters;
  GString *digits;
  gboolean is_number; /* @text stands where a number may */
} FuzzCanary;

void        fuzz_canary_init  (FuzzCanary       *self);
void        fuzz_canary_clear (FuzzCanary       *self);
void        fuzz_canary_make  (FuzzCanary       *self,
                               FuzzChoice       *choice);
const char *fuzz_canary_seen  (const FuzzCanary *self,
                               const GString    *text);
const char *fuzz_canary_stray (const char       *text);
gboolean    fuzz_canary_suspect (const char     *text);
void        fuzz_canary_learn (const char       *text);
void        fuzz_canary_check_lists (void);

G_END_DECLS
