/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-sum.h"
#include "sluice-inventory.h"

G_BEGIN_DECLS

/* What a place holds, for a person and for a program. */
void data_print_items      (SluiceInventory *inventory);
void data_print_items_json (SluiceInventory *inventory);
void data_print_remark     (SluiceInventory *inventory);
void data_print_sums       (GListModel      *sums);
void data_print_sums_json  (GListModel      *sums);

G_END_DECLS
