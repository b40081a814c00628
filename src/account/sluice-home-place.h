/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-gate.h"
#include "sluice-keyring.h"
#include "sluice-place.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_HOME_PLACE (sluice_home_place_get_type ())

/* The cloud on this computer: it is started, and its owner is whoever can read its folder. */
G_DECLARE_FINAL_TYPE (SluiceHomePlace, sluice_home_place, SLUICE, HOME_PLACE, SluicePlace)

SluicePlace *sluice_home_place_new (const char    *state_folder,
                                    const char    *client_id,
                                    SluiceGate    *gate,
                                    SluiceKeyring *keyring,
                                    SluiceClock   *clock);

G_END_DECLS
