/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_DIALOG (sluice_data_dialog_get_type ())

/*
 * All that is known of one thing that a place holds. Signals "erase" and "correct" (SluiceInventoryItem): it is to be
 * deleted, or to be otherwise.
 */
G_DECLARE_FINAL_TYPE (SluiceDataDialog, sluice_data_dialog, SLUICE, DATA_DIALOG, AdwDialog)

AdwDialog *sluice_data_dialog_new (SluiceInventoryItem *item,
                                   gboolean             at_home);

G_END_DECLS
