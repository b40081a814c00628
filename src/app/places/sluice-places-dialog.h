/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PLACES_DIALOG (sluice_places_dialog_get_type ())

/* Where a person can be: the home cloud and the accounts elsewhere; to go there, add one, sign out of one. */
G_DECLARE_FINAL_TYPE (SluicePlacesDialog, sluice_places_dialog, SLUICE, PLACES_DIALOG, AdwDialog)

AdwDialog *sluice_places_dialog_new (SluiceContext *context);

G_END_DECLS
