/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-holdings.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CORRECTION (sluice_correction_get_type ())

/* A thing that the person says is otherwise. It is of the place that was in use when this was made, and of no other. */
G_DECLARE_FINAL_TYPE (SluiceCorrection, sluice_correction, SLUICE, CORRECTION, GObject)

SluiceCorrection    *sluice_correction_new      (SluiceHoldings      *holdings,
                                                 SluiceInventoryItem *item);
SluiceInventoryItem *sluice_correction_get_item (SluiceCorrection    *self);
DexFuture           *sluice_correction_run      (SluiceCorrection    *self,
                                                 const char          *value) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
