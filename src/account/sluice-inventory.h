/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-item.h"
#include "sluice-inventory-source.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_INVENTORY (sluice_inventory_get_type ())

/*
 * What a place holds about the person. Properties: is-loading, is-whole (all of it is in the list, as it was at
 * observed-at), total (how many the place says there are, -1 before it said so), observed-at (microseconds since the
 * epoch when the first page of the list came, 0 never), stale-reason (why the list is old or not whole, for a person,
 * or NULL), remark (what a person has to know of the list however new and whole it is, or NULL).
 */
G_DECLARE_FINAL_TYPE (SluiceInventory, sluice_inventory, SLUICE, INVENTORY, GObject)

SluiceInventory *sluice_inventory_new              (const char      *category);
DexFuture       *sluice_inventory_load             (SluiceInventory       *self,
                                                    SluiceInventorySource *source) G_GNUC_WARN_UNUSED_RESULT;
void             sluice_inventory_forget           (SluiceInventory *self);
GListModel      *sluice_inventory_get_items        (SluiceInventory *self);
gboolean         sluice_inventory_get_is_loading   (SluiceInventory *self);
gboolean         sluice_inventory_get_is_whole     (SluiceInventory *self);
gint64           sluice_inventory_get_total        (SluiceInventory *self);
gint64           sluice_inventory_get_observed_at  (SluiceInventory *self);
const char      *sluice_inventory_get_stale_reason (SluiceInventory *self);
const char      *sluice_inventory_get_remark       (SluiceInventory *self);

G_END_DECLS
