/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-watched-folder.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WATCHED_ROW (sluice_watched_row_get_type ())

/* The folder that is watched, if any: to choose it, to let it be, and what is wrong with it. */
G_DECLARE_FINAL_TYPE (SluiceWatchedRow, sluice_watched_row, SLUICE, WATCHED_ROW, AdwActionRow)

void sluice_watched_row_set_services (SluiceWatchedRow    *self,
                                      SluiceWatchedFolder *watched,
                                      GSettings           *settings);

G_END_DECLS
