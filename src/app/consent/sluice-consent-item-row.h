/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_ITEM_ROW (sluice_consent_item_row_get_type ())

/*
 * One kind of data that is asked for. Property: active, whether the person gives
 * it, FALSE at first; stays FALSE where it is not the person's to give. Around it
 * is a widget with the action "consent.see" (the category's id): see what that is.
 */
G_DECLARE_FINAL_TYPE (SluiceConsentItemRow, sluice_consent_item_row, SLUICE, CONSENT_ITEM_ROW, AdwPreferencesRow)

GtkWidget         *sluice_consent_item_row_new        (SluiceConsentItem    *item);
SluiceConsentItem *sluice_consent_item_row_get_item   (SluiceConsentItemRow *self);
gboolean           sluice_consent_item_row_can_give   (SluiceConsentItemRow *self);
gboolean           sluice_consent_item_row_get_active (SluiceConsentItemRow *self);
void               sluice_consent_item_row_toggle     (SluiceConsentItemRow *self);
void               sluice_consent_item_row_set_locked (SluiceConsentItemRow *self,
                                                       gboolean              locked);

G_END_DECLS
