/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-place.h"

G_BEGIN_DECLS

char *sluice_place_title_dup (SluicePlace *place);

G_END_DECLS
