/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-endpoint.h"

G_BEGIN_DECLS

/**
 * SluiceWatchLevel:
 * @SLUICE_WATCH_HIDDEN: no window shows anything of it
 * @SLUICE_WATCH_OPEN: a window is open, and shows something else
 * @SLUICE_WATCH_LOOKED_AT: it is on the screen
 *
 * How much a person wants to know of the printers right now.
 */
typedef enum
{
  SLUICE_WATCH_HIDDEN,
  SLUICE_WATCH_OPEN,
  SLUICE_WATCH_LOOKED_AT,
} SluiceWatchLevel;

guint sluice_watch_pace (SluiceEndpointKind kind,
                         SluiceWatchLevel   level,
                         gboolean           busy,
                         gboolean           metered);

G_END_DECLS
