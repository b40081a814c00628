/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-grant.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_GRANT_ITEM_ROW (sluice_grant_item_row_get_type ())

/* One kind of data that somebody may see, in plain words, and how often they looked. */
G_DECLARE_FINAL_TYPE (SluiceGrantItemRow, sluice_grant_item_row, SLUICE, GRANT_ITEM_ROW, AdwPreferencesRow)

GtkWidget *sluice_grant_item_row_new      (void);
void       sluice_grant_item_row_set_item (SluiceGrantItemRow *self,
                                           SluiceGrantItem    *item,
                                           gint64              now);

G_END_DECLS
