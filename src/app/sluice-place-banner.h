/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PLACE_BANNER (sluice_place_banner_get_type ())

/*
 * What is wrong with the place for as long as it is, and the way out of it.
 * Property: starting (the place is being started or signed in to).
 */
G_DECLARE_FINAL_TYPE (SluicePlaceBanner, sluice_place_banner, SLUICE, PLACE_BANNER, AdwBin)

void     sluice_place_banner_set_context  (SluicePlaceBanner *self,
                                           SluiceContext     *context);
gboolean sluice_place_banner_get_starting (SluicePlaceBanner *self);

G_END_DECLS
