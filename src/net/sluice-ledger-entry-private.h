/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-entry.h"
#include "sluice-ledger-record.h"

G_BEGIN_DECLS

SluiceLedgerEntry *sluice_ledger_entry_new_take (SluiceLedgerRecord *record);

G_END_DECLS
