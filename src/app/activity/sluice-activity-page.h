/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-ledger.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACTIVITY_PAGE (sluice_activity_page_get_type ())

/* Everything that left this computer, by day. */
G_DECLARE_FINAL_TYPE (SluiceActivityPage, sluice_activity_page, SLUICE, ACTIVITY_PAGE, AdwBin)

void sluice_activity_page_set_ledger (SluiceActivityPage *self,
                                      SluiceLedger       *ledger,
                                      SluiceTicker       *ticker);
void sluice_activity_page_set_consents (SluiceActivityPage *self,
                                        SluiceConsents     *consents,
                                        SluiceTicker       *ticker);

G_END_DECLS
