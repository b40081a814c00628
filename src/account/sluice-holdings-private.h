/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-holdings.h"

G_BEGIN_DECLS

/* For what changes the holdings: whose they are, and what is to be seen of them next. */
guint                  sluice_holdings_get_n_places (SluiceHoldings *self);
SluiceInventorySource *sluice_holdings_get_source   (SluiceHoldings *self);
void                   sluice_holdings_keep         (SluiceHoldings *self);
DexFuture             *sluice_holdings_ask_sums     (SluiceHoldings *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
