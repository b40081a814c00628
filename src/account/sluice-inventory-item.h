/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_INVENTORY_ITEM (sluice_inventory_item_get_type ())

/* One thing that a place holds about the person, as it was seen. It never changes: what changed is another item. */
G_DECLARE_FINAL_TYPE (SluiceInventoryItem, sluice_inventory_item, SLUICE, INVENTORY_ITEM, GObject)

SluiceInventoryItem      *sluice_inventory_item_new              (JsonObject          *object);
gboolean                  sluice_inventory_item_equal            (SluiceInventoryItem *self,
                                                                  SluiceInventoryItem *other);
const char               *sluice_inventory_item_get_id           (SluiceInventoryItem *self);
const char               *sluice_inventory_item_get_category_id  (SluiceInventoryItem *self);
const SluiceDataCategory *sluice_inventory_item_get_category     (SluiceInventoryItem *self);
const char               *sluice_inventory_item_get_title        (SluiceInventoryItem *self);
const char               *sluice_inventory_item_get_location     (SluiceInventoryItem *self);
const char               *sluice_inventory_item_get_region       (SluiceInventoryItem *self);
guint64                   sluice_inventory_item_get_size         (SluiceInventoryItem *self);
gint64                    sluice_inventory_item_get_created      (SluiceInventoryItem *self);
gint64                    sluice_inventory_item_get_expires      (SluiceInventoryItem *self);
gint64                    sluice_inventory_item_get_last_access  (SluiceInventoryItem *self);
const char               *sluice_inventory_item_get_accessed_by  (SluiceInventoryItem *self);
gboolean                  sluice_inventory_item_get_can_delete   (SluiceInventoryItem *self);
gboolean                  sluice_inventory_item_get_can_correct  (SluiceInventoryItem *self);
gboolean                  sluice_inventory_item_get_follows_catalogue
                                                                 (SluiceInventoryItem *self);

G_END_DECLS
