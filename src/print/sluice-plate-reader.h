/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-package-member.h"

G_BEGIN_DECLS

/* Readers for members of 3MF files of PrusaSlicer, OrcaSlicer and Bambu Studio. Private to this room. */

void sluice_plate_list_read      (SluiceRecordBuilder *builder,
                                  SluicePartTally     *tally,
                                  const char          *name,
                                  const char          *text,
                                  gsize                length);
void sluice_plate_settings_read  (SluiceRecordBuilder *builder,
                                  SluicePartTally     *tally,
                                  const char          *name,
                                  const char          *text,
                                  gsize                length);
void sluice_prusa_settings_read  (SluiceRecordBuilder *builder,
                                  SluicePartTally     *tally,
                                  const char          *name,
                                  const char          *text,
                                  gsize                length);

G_END_DECLS
