/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-choice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DATA_ROW (sluice_data_row_get_type ())

/* One thing that a place holds, in the list; it can be ticked while the person chooses. */
G_DECLARE_FINAL_TYPE (SluiceDataRow, sluice_data_row, SLUICE, DATA_ROW, AdwBin)

GtkWidget *sluice_data_row_new      (SluiceDataChoice    *choice,
                                     GtkListItem         *list_item);
void       sluice_data_row_toggle   (SluiceDataRow       *self);
void       sluice_data_row_set_item (SluiceDataRow       *self,
                                     SluiceInventoryItem *item);

G_END_DECLS
