/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"
#include "sluice-split.h"

G_BEGIN_DECLS

SluiceSplit *sluice_split_new (SluiceProcessRecord *record,
                               SluicePartTally     *tally,
                               gboolean             is_packed,
                               const char          *notice);

gboolean     sluice_split_read_gcode (const char           *path,
                                      SluiceSplitTap        tap,
                                      gpointer              tap_data,
                                      SluiceSplitProgress   progress,
                                      gpointer              progress_data,
                                      GCancellable         *cancellable,
                                      gboolean             *out_has_gcode,
                                      GError              **error);

G_END_DECLS
