/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_GRANT_ROW (sluice_grant_row_get_type ())

/* Somebody who can see data: what, since when, how often, and the way to take it back. */
G_DECLARE_FINAL_TYPE (SluiceGrantRow, sluice_grant_row, SLUICE, GRANT_ROW, AdwExpanderRow)

GtkWidget *sluice_grant_row_new (SluiceConsents *consents,
                                 SluiceGrant    *grant,
                                 SluiceTicker   *ticker);

G_END_DECLS
