/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-place.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PERMISSION_PAGE (sluice_permission_page_get_type ())

/*
 * What a screen cannot show because its cloud was not asked for the right yet, and the
 * way to it. Signals: allowed: the sign-in has the right now; open-uri (a string, an
 * https address): the person's browser is needed, as in SluiceSignInDialog.
 */
G_DECLARE_FINAL_TYPE (SluicePermissionPage, sluice_permission_page, SLUICE, PERMISSION_PAGE, AdwBin)

void sluice_permission_page_set_need  (SluicePermissionPage *self,
                                       const char           *scope,
                                       const char           *title,
                                       const char           *what_for);
void sluice_permission_page_set_place (SluicePermissionPage *self,
                                       SluicePlace          *place);

G_END_DECLS
