/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-entry.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACTIVITY_PLACES (sluice_activity_places_get_type ())

/*
 * Where things went, each place once, and before them one line for all of them: what a choice of places shows. A
 * place that comes later is added at the end, so that what is chosen stays chosen.
 */
G_DECLARE_FINAL_TYPE (SluiceActivityPlaces, sluice_activity_places, SLUICE, ACTIVITY_PLACES, GObject)

SluiceActivityPlaces *sluice_activity_places_new       (GListModel           *entries);
GListModel           *sluice_activity_places_get_names (SluiceActivityPlaces *self);
gboolean              sluice_activity_places_is_at     (SluiceActivityPlaces *self,
                                                        guint                 position,
                                                        SluiceLedgerEntry    *entry);

G_END_DECLS
