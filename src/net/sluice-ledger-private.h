/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger.h"

G_BEGIN_DECLS

void sluice_ledger_enter (SluiceLedger *self);
void sluice_ledger_leave (SluiceLedger *self);

G_END_DECLS
