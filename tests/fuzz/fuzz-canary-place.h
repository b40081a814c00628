/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fuzz-canary-word.h"
#include "fuzz-document.h"

G_BEGIN_DECLS

/* Where canaries are planted: each file has the places of one syntax. */
void fuzz_place_in_document (FuzzDocument     *document,
                             FuzzPart         *part,
                             const FuzzCanary *canary,
                             FuzzChoice       *choice);
void fuzz_place_in_gcode    (GString          *text,
                             const FuzzCanary *canary,
                             FuzzChoice       *choice);
void fuzz_place_in_lines    (GString          *text,
                             const FuzzCanary *canary,
                             FuzzChoice       *choice);
void fuzz_place_in_json     (GString          *text,
                             const FuzzCanary *canary,
                             FuzzChoice       *choice);
void fuzz_place_in_xml      (GString          *text,
                             const FuzzCanary *canary,
                             FuzzChoice       *choice);
void fuzz_place_anywhere    (GString          *text,
                             const FuzzCanary *canary,
                             FuzzChoice       *choice);

/* Keys that the reader knows, and values that are nearly right. */
const char *fuzz_known_key  (FuzzChoice       *choice,
                             GString          *out_value,
                             const FuzzCanary *canary);
char       *fuzz_known_line (FuzzChoice       *choice,
                             const FuzzCanary *canary);

G_END_DECLS
