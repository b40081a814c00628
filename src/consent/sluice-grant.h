/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-change.h"
#include "sluice-consent-party.h"
#include "sluice-data-category.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_GRANT_ITEM (sluice_grant_item_get_type ())

/* One kind of data that somebody may see. Never changes; a newer look brings new ones. */
G_DECLARE_FINAL_TYPE (SluiceGrantItem, sluice_grant_item, SLUICE, GRANT_ITEM, GObject)

const char               *sluice_grant_item_get_id        (SluiceGrantItem *self);
const SluiceDataCategory *sluice_grant_item_get_category  (SluiceGrantItem *self);
gint64                    sluice_grant_item_get_since     (SluiceGrantItem *self);
gint64                    sluice_grant_item_get_last_used (SluiceGrantItem *self);
guint64                   sluice_grant_item_get_use_count (SluiceGrantItem *self);

#define SLUICE_TYPE_GRANT (sluice_grant_get_type ())

/*
 * What one party may see, until it is taken back. Signal "changed": a newer
 * look found something different.
 */
G_DECLARE_FINAL_TYPE (SluiceGrant, sluice_grant, SLUICE, GRANT, GObject)

const char         *sluice_grant_get_id        (SluiceGrant *self);
SluiceConsentParty *sluice_grant_get_party     (SluiceGrant *self);
GListModel         *sluice_grant_get_items     (SluiceGrant *self);
GListModel         *sluice_grant_get_alarms    (SluiceGrant *self);
const char         *sluice_grant_get_duration  (SluiceGrant *self);
gint64              sluice_grant_get_created   (SluiceGrant *self);
gint64              sluice_grant_get_expires   (SluiceGrant *self);
gint64              sluice_grant_get_last_used (SluiceGrant *self);
guint64             sluice_grant_get_use_count (SluiceGrant *self);

G_END_DECLS
