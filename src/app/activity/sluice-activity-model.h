/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-kind.h"
#include "sluice-ledger-entry.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_ACTIVITY_MODEL (sluice_activity_model_get_type ())

/*
 * The ledger writes two entries for what leaves: before and after. This is the
 * ledger with one of the two, the one that says how it went; what has not come to
 * an end is there as it is. Newest first.
 */
G_DECLARE_FINAL_TYPE (SluiceActivityModel, sluice_activity_model, SLUICE, ACTIVITY_MODEL, GObject)

SluiceActivityModel *sluice_activity_model_new      (GListModel          *entries);
GBytes              *sluice_activity_model_get_body (SluiceActivityModel *self,
                                                     SluiceLedgerEntry   *entry);

G_END_DECLS
