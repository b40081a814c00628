/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"
#include "sluice-vault.h"

#include <libdex.h>

G_BEGIN_DECLS

/* One pass over a file on a worker: split, and encrypted for the vault as it streams. */
typedef struct _SluiceReading SluiceReading;

SluiceReading     *sluice_reading_new          (const char    *path,
                                                SluiceVault   *vault);
void               sluice_reading_unref        (SluiceReading *self);
DexFuture         *sluice_reading_run          (SluiceReading *self) G_GNUC_WARN_UNUSED_RESULT;
double             sluice_reading_get_progress (SluiceReading *self);

/* After it has run. */
SluiceSplit       *sluice_reading_get_split    (SluiceReading *self);
SluiceVaultWriter *sluice_reading_steal_writer (SluiceReading *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceReading, sluice_reading_unref)

G_END_DECLS
