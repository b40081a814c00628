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
 */
typedef struct
{
  GPtrArray *items;
  char      *next;
  gint64     total;
  gint64     observed_at;
} SluiceInventoryPage;

SluiceInventoryPage *sluice_inventory_page_await (SluiceSession        *session,
                                                  const char           *category,
                                                  const char           *after,
                                                  DexFuture            *stop,
                                                  GError              **error);
void                 sluice_inventory_page_free  (SluiceInventoryPage  *self);

gboolean             sluice_inventory_is_passing (const GError         *error);
void                 sluice_inventory_drop       (SluiceInventory      *self,
                                                  SluiceInventoryItem  *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceInventoryPage, sluice_inventory_page_free)

G_END_DECLS
