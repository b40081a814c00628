/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-holdings.h"
#include "sluice-place.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_PAGE (sluice_data_page_get_type ())

/* All that the place in use keeps about the person; it is looked at while the page is seen. */
G_DECLARE_FINAL_TYPE (SluiceDataPage, sluice_data_page, SLUICE, DATA_PAGE, AdwBin)

void sluice_data_page_set_holdings (SluiceDataPage *self,
                                    SluiceHoldings *holdings,
                                    SluiceTicker   *ticker);
void sluice_data_page_set_place    (SluiceDataPage *self,
                                    SluicePlace    *place);
void sluice_data_page_set_loading  (SluiceDataPage *self,
                                    gboolean        loading);

G_END_DECLS
