/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-data-category.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_ITEM (sluice_consent_item_get_type ())

/* One kind of data that is asked for. Never changes. */
G_DECLARE_FINAL_TYPE (SluiceConsentItem, sluice_consent_item, SLUICE, CONSENT_ITEM, GObject)

SluiceConsentItem        *sluice_consent_item_new                (const SluiceDataCategory *category,
                                                                  gboolean                  granted_before,
                                                                  gboolean                  is_new);
const SluiceDataCategory *sluice_consent_item_get_category       (SluiceConsentItem        *self);
gboolean                  sluice_consent_item_get_granted_before (SluiceConsentItem        *self);
gboolean                  sluice_consent_item_get_is_new         (SluiceConsentItem        *self);

G_END_DECLS
