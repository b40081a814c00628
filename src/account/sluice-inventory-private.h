/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory.h"

G_BEGIN_DECLS

/**
 * SluiceInventoryPage:
 * @items: (element-type SluiceInventoryItem): what was on it
 * @next: (nullable): where the next one begins; %NULL when this was the last
 * @total: how many there are on all; -1 when it is not said
 * @observed_at: when it came, microseconds since the epoch
 * @ends_part: whether the next one is of another list: it gets somewhere though nothing may be on this one
 */
struct _SluiceInventoryPage
{
  GPtrArray *items;
  char      *next;
  gint64     total;
  gint64     observed_at;
  gboolean   ends_part;
};

SluiceInventoryPage *sluice_inventory_page_await (SluiceSession        *session,
                                                  const char           *category,
                                                  const char           *after,
                                                  DexFuture            *stop,
                                                  GError              **error);
void                 sluice_inventory_page_free  (SluiceInventoryPage  *self);

/* An item as it is kept: as its fields come in sluice-inventory-item.c; an empty text is none. */
#define SLUICE_INVENTORY_ITEM_FORMAT "(sssssstxxxbbb)"

GVariant            *sluice_inventory_item_to_variant  (SluiceInventoryItem *self);
SluiceInventoryItem *sluice_inventory_item_new_variant (GVariant            *kept);

/* For who reads the list: sluice-inventory-load.c. */
guint                sluice_inventory_begin_load     (SluiceInventory     *self);
gboolean             sluice_inventory_is_newest_load (SluiceInventory     *self,
                                                      guint                number);
const char          *sluice_inventory_get_category   (SluiceInventory     *self);
SluiceInventoryItem *sluice_inventory_reuse          (SluiceInventory     *self,
                                                      SluiceInventoryItem *item);
void                 sluice_inventory_show_more      (SluiceInventory     *self,
                                                      GPtrArray           *items,
                                                      guint                from,
                                                      gint64               total,
                                                      gint64               observed_at);
void                 sluice_inventory_show_list      (SluiceInventory     *self,
                                                      GPtrArray           *items,
                                                      gint64               observed_at,
                                                      const char          *missing);
void                 sluice_inventory_set_reason     (SluiceInventory     *self,
                                                      const char          *reason);
void                 sluice_inventory_set_remark     (SluiceInventory     *self,
                                                      const char          *remark);
void                 sluice_inventory_set_loading    (SluiceInventory     *self,
                                                      gboolean             loading);

gboolean             sluice_inventory_is_passing (const GError         *error);
void                 sluice_inventory_drop       (SluiceInventory      *self,
                                                  SluiceInventoryItem  *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceInventoryPage, sluice_inventory_page_free)

G_END_DECLS
