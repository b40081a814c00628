/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTERS_PAGE (sluice_printers_page_get_type ())

/* All printers, those that need a person first. */
G_DECLARE_FINAL_TYPE (SluicePrintersPage, sluice_printers_page, SLUICE, PRINTERS_PAGE, AdwBin)

void sluice_printers_page_set_groups  (SluicePrintersPage *self,
                                       GListModel         *groups,
                                       SluiceTicker       *ticker);
void sluice_printers_page_set_loading (SluicePrintersPage *self,
                                       gboolean            loading);

G_END_DECLS
