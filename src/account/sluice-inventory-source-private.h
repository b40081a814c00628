/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inventory-private.h"
#include "sluice-inventory-source.h"

G_BEGIN_DECLS

/**
 * SluiceInventoryGap:
 * @part: what the ids of all that is of it begin with
 * @words: what it is, and why it could not be read, a sentence or two for a person
 *
 * A part of the list that could not be read.
 */
struct _SluiceInventoryGap
{
  char *part;
  char *words;
};

SluiceCapabilities  *sluice_inventory_source_await_capabilities (SluiceInventorySource  *self,
                                                                 DexFuture              *stop,
                                                                 GError                **error);
SluiceInventoryPage *sluice_inventory_source_await_page         (SluiceInventorySource  *self,
                                                                 const char             *category,
                                                                 const char             *after,
                                                                 DexFuture              *stop,
                                                                 GError                **error);
gboolean             sluice_inventory_source_pass_over          (SluiceInventorySource  *self,
                                                                 const char             *category,
                                                                 const char             *after,
                                                                 const GError           *failure,
                                                                 SluiceInventoryGap     *out_gap,
                                                                 char                  **out_next);
char                *sluice_inventory_source_dup_remark         (SluiceInventorySource  *self);
gboolean             sluice_inventory_source_await_erased       (SluiceInventorySource  *self,
                                                                 SluiceInventoryItem    *item,
                                                                 DexFuture              *stop,
                                                                 GError                **error);

gboolean             sluice_inventory_source_await_corrected    (SluiceInventorySource  *self,
                                                                 SluiceInventoryItem    *item,
                                                                 const char             *value,
                                                                 DexFuture              *stop,
                                                                 GError                **error);
void                 sluice_inventory_gap_free                  (SluiceInventoryGap     *self);

G_END_DECLS
