/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-kind.h"
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
void       sluice_activity_row_set_texts (SluiceActivityRow *self,
                                          const char        *icon_name,
                                          const char        *title,
                                          const char        *subtitle,
                                          const char        *bytes);
void       sluice_activity_row_set_kind  (SluiceActivityRow *self,
                                          SluiceKind         kind);

G_END_DECLS
