/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-receipt.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DECISION_ROW (sluice_decision_row_get_type ())

/* A decision in a list: what, about whom, which data, and when. */
G_DECLARE_FINAL_TYPE (SluiceDecisionRow, sluice_decision_row, SLUICE, DECISION_ROW, AdwBin)

GtkWidget *sluice_decision_row_new         (void);
void       sluice_decision_row_set_receipt (SluiceDecisionRow *self,
                                            SluiceReceipt     *receipt);

G_END_DECLS
