/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"
#include "sluice-session.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_INVENTORY_SUM (sluice_inventory_sum_get_type ())

/* How much of one category a place holds. */
G_DECLARE_FINAL_TYPE (SluiceInventorySum, sluice_inventory_sum, SLUICE, INVENTORY_SUM, GObject)

GListModel               *sluice_inventory_sums_await          (SluiceSession      *session,
                                                                DexFuture          *stop,
                                                                GError            **error);
GListModel               *sluice_inventory_sums_of             (GListModel         *items);

const char               *sluice_inventory_sum_get_category_id (SluiceInventorySum *self);
const SluiceDataCategory *sluice_inventory_sum_get_category    (SluiceInventorySum *self);
guint64                   sluice_inventory_sum_get_count       (SluiceInventorySum *self);
guint64                   sluice_inventory_sum_get_size        (SluiceInventorySum *self);

G_END_DECLS
