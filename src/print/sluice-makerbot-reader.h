/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-package-member.h"

G_BEGIN_DECLS

/* The reader for meta.json of a .makerbot file. Private to this room. */

void sluice_makerbot_read (SluiceRecordBuilder *builder,
                           SluicePartTally     *tally,
                           const char          *name,
                           const char          *text,
                           gsize                length);

G_END_DECLS
