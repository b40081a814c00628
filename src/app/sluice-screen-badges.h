/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SCREEN_BADGES (sluice_screen_badges_get_type ())

/* Keeps the badges of the screens at the number of things that wait there. */
G_DECLARE_FINAL_TYPE (SluiceScreenBadges, sluice_screen_badges, SLUICE, SCREEN_BADGES, GObject)

SluiceScreenBadges *sluice_screen_badges_new (SluiceContext *context,
                                              AdwViewStack  *screens);

G_END_DECLS
