/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-entry.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACTIVITY_ROW (sluice_activity_row_get_type ())

/* One entry of the ledger; a row is used again for another one as the list scrolls. */
G_DECLARE_FINAL_TYPE (SluiceActivityRow, sluice_activity_row, SLUICE, ACTIVITY_ROW, AdwBin)

GtkWidget *sluice_activity_row_new       (void);
void       sluice_activity_row_set_entry (SluiceActivityRow *self,
                                          SluiceLedgerEntry *entry,
                                          gboolean           has_body);

G_END_DECLS
