/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-capabilities.h"
#include "sluice-inventory-kept.h"
#include "sluice-inventory.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_HOLDINGS (sluice_holdings_get_type ())

/*
 * What the place in use holds about the person: how much of each category, and every single thing. It is looked at
 * while somebody wants to see it. Properties: is-looking (the first look at everything since somebody wants to see it is under way),
 * is-offered (FALSE once the place has said that it lists nothing), not-allowed (the sign-in may not look; it can be
 * allowed), stale-reason (why what is shown is old or not whole, for a person, or NULL). How old it is says the
 * inventory.
 */
G_DECLARE_FINAL_TYPE (SluiceHoldings, sluice_holdings, SLUICE, HOLDINGS, GObject)

SluiceHoldings  *sluice_holdings_new              (void);
void             sluice_holdings_set_kept         (SluiceHoldings   *self,
                                                   SluiceInventoryKept *kept);
void             sluice_holdings_recall           (SluiceHoldings   *self,
                                                   const char       *place_id);
void             sluice_holdings_use              (SluiceHoldings        *self,
                                                   SluiceInventorySource *source,
                                                   const char            *reason);
void             sluice_holdings_forget           (SluiceHoldings   *self);
void             sluice_holdings_set_attentive    (SluiceHoldings   *self,
                                                   gboolean          attentive);
void             sluice_holdings_set_glancing     (SluiceHoldings   *self,
                                                   gboolean          glancing);
void             sluice_holdings_refresh          (SluiceHoldings   *self);

SluiceInventory *sluice_holdings_get_inventory    (SluiceHoldings   *self);
GListModel      *sluice_holdings_get_sums         (SluiceHoldings   *self);
const char      *sluice_holdings_get_scope        (SluiceHoldings   *self);
gboolean         sluice_holdings_get_is_connected (SluiceHoldings   *self);
gboolean         sluice_holdings_get_is_looking   (SluiceHoldings   *self);
gboolean         sluice_holdings_get_is_offered   (SluiceHoldings   *self);
gboolean         sluice_holdings_get_not_allowed  (SluiceHoldings   *self);
const char      *sluice_holdings_get_stale_reason (SluiceHoldings   *self);

G_END_DECLS
