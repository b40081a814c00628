/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"

G_BEGIN_DECLS

void         fuzz_run_init   (void);
SluiceSplit *fuzz_run_split  (const guint8 *data,
                              gsize         length,
                              GString      *said);
void         fuzz_run_check  (SluiceSplit  *split,
                              gsize         length);
void         fuzz_run_tell   (SluiceSplit  *split,
                              GString      *records,
                              GString      *said);
void         fuzz_run_validate (const GString *records);

G_END_DECLS
