/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-capabilities.h"
#include "sluice-inventory-item.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_INVENTORY_SOURCE (sluice_inventory_source_get_type ())

/* How a place says what it holds about the person: asked as the place has it, told as SluiceInventory wants it. */
G_DECLARE_DERIVABLE_TYPE (SluiceInventorySource, sluice_inventory_source, SLUICE, INVENTORY_SOURCE, GObject)

/* For who reads the list: sluice-inventory-private.h. */
typedef struct _SluiceInventoryPage SluiceInventoryPage;
typedef struct _SluiceInventoryGap SluiceInventoryGap;

/**
 * SluiceInventorySourceClass:
 * @scope: what reading and deleting need to be allowed, separated by spaces
 * @await_capabilities: what the place can do
 * @await_page: a page; see sluice_inventory_source_await_page()
 * @pass_over: (nullable): what to do when a page cannot be read: where the list goes on behind it; without it the list
 *   ends there. Returns %FALSE when nothing behind it can be read either
 * @dup_remark: (nullable): what a person has to know of the list that was just read, a sentence or two
 * @await_sums: (nullable): without it they are summed up from the list
 * @await_erased: has the place delete a thing; also %TRUE when it is gone already
 * @await_corrected: (nullable): has the place change what a thing is; without it nothing is to be corrected there
 *
 * What awaits is for fibers.
 */
struct _SluiceInventorySourceClass
{
  GObjectClass parent_class;

  const char *scope;

  SluiceCapabilities  *(*await_capabilities) (SluiceInventorySource  *self,
                                              DexFuture              *stop,
                                              GError                **error);
  SluiceInventoryPage *(*await_page)         (SluiceInventorySource  *self,
                                              const char             *category,
                                              const char             *after,
                                              DexFuture              *stop,
                                              GError                **error);
  gboolean             (*pass_over)          (SluiceInventorySource  *self,
                                              const char             *category,
                                              const char             *after,
                                              const GError           *failure,
                                              SluiceInventoryGap     *out_gap,
                                              char                  **out_next);
  char                *(*dup_remark)         (SluiceInventorySource  *self);
  GListModel          *(*await_sums)         (SluiceInventorySource  *self,
                                              DexFuture              *stop,
                                              GError                **error);
  gboolean             (*await_erased)       (SluiceInventorySource  *self,
                                              SluiceInventoryItem    *item,
                                              DexFuture              *stop,
                                              GError                **error);
  gboolean             (*await_corrected)    (SluiceInventorySource  *self,
                                              SluiceInventoryItem    *item,
                                              const char             *value,
                                              DexFuture              *stop,
                                              GError                **error);
};

SluiceSession *sluice_inventory_source_get_session (SluiceInventorySource *self);
const char    *sluice_inventory_source_get_scope   (SluiceInventorySource *self);
gboolean       sluice_inventory_source_has_sums    (SluiceInventorySource *self);
DexFuture     *sluice_inventory_source_ask_sums    (SluiceInventorySource *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
