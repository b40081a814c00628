/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"
#include "sluice-split.h"

G_BEGIN_DECLS

SluiceSplit *sluice_split_new (SluiceProcessRecord *record,
                               SluicePartTally     *tally,
                               gboolean             is_packed,
                               const char          *notice);

G_END_DECLS
