/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory.h"
#include "sluice-key.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_INVENTORY_KEPT (sluice_inventory_kept_get_type ())

/*
 * What places held when they were last asked, on this computer: so that there is something to see before they answer,
 * and without them. Each in a file of its own, sealed.
 */
G_DECLARE_FINAL_TYPE (SluiceInventoryKept, sluice_inventory_kept, SLUICE, INVENTORY_KEPT, GObject)

SluiceInventoryKept *sluice_inventory_kept_new    (const char          *folder,
                                                   SluiceKey           *key);
DexFuture           *sluice_inventory_kept_write  (SluiceInventoryKept *self,
                                                   const char          *place_id,
                                                   SluiceInventory     *inventory) G_GNUC_WARN_UNUSED_RESULT;
DexFuture           *sluice_inventory_kept_read   (SluiceInventoryKept *self,
                                                   const char          *place_id,
                                                   SluiceInventory     *inventory) G_GNUC_WARN_UNUSED_RESULT;
DexFuture           *sluice_inventory_kept_remove (const char          *folder,
                                                   const char          *place_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
