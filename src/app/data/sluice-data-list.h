/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-choice.h"
#include "sluice-holdings.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_LIST (sluice_data_list_get_type ())

/*
 * Every thing that a place holds, with a picture of the sums, search, filters and order. Signal "activated"
 * (SluiceInventoryItem): somebody wants to know more of it.
 */
G_DECLARE_FINAL_TYPE (SluiceDataList, sluice_data_list, SLUICE, DATA_LIST, AdwBin)

void sluice_data_list_set_holdings (SluiceDataList   *self,
                                    SluiceHoldings   *holdings,
                                    SluiceDataChoice *choice,
                                    SluiceTicker     *ticker);

G_END_DECLS
