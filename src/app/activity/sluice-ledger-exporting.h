/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LEDGER_EXPORTING (sluice_ledger_exporting_get_type ())

/* A bar that shows how far an export is, and stops it. Out of sight while there is none. Property: is-busy. */
G_DECLARE_FINAL_TYPE (SluiceLedgerExporting, sluice_ledger_exporting, SLUICE, LEDGER_EXPORTING, AdwBin)

void sluice_ledger_exporting_ask   (SluiceLedgerExporting *self,
                                    SluiceLedger          *ledger);
void sluice_ledger_exporting_begin (SluiceLedgerExporting *self,
                                    SluiceLedger          *ledger,
                                    const char            *path);

G_END_DECLS
