/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ASKING_ROW (sluice_asking_row_get_type ())

/* Somebody who asks for data, and how long there is to answer. */
G_DECLARE_FINAL_TYPE (SluiceAskingRow, sluice_asking_row, SLUICE, ASKING_ROW, AdwActionRow)

GtkWidget *sluice_asking_row_new (SluiceConsents       *consents,
                                  SluiceConsentRequest *request,
                                  SluiceTicker         *ticker);

G_END_DECLS
