/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_OVERVIEW_PAGE (sluice_overview_page_get_type ())

/* One sentence of state per concern, each a way there. */
G_DECLARE_FINAL_TYPE (SluiceOverviewPage, sluice_overview_page, SLUICE, OVERVIEW_PAGE, AdwBin)

void sluice_overview_page_set_context (SluiceOverviewPage *self,
                                       SluiceContext      *context,
                                       SluiceTicker       *ticker);

G_END_DECLS
