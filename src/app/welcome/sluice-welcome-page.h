/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WELCOME_PAGE (sluice_welcome_page_get_type ())

/*
 * Before there is a place: says what Sluice is, and starts a first one. It knows
 * no services; it is told what happens.
 *
 * Signals: try-here (the person wants a home cloud), elsewhere (one that is not on this
 * computer), ultimaker (UltiMaker's), cancel (not any more).
 */
G_DECLARE_FINAL_TYPE (SluiceWelcomePage, sluice_welcome_page, SLUICE, WELCOME_PAGE, AdwBin)

void sluice_welcome_page_show_choices (SluiceWelcomePage *self);
void sluice_welcome_page_show_busy    (SluiceWelcomePage *self);
void sluice_welcome_page_show_problem (SluiceWelcomePage *self,
                                       const char        *problem,
                                       gboolean           locked);

G_END_DECLS
