/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WATCH_TELLER (sluice_watch_teller_get_type ())

/* Tells the services how much of the printers is to be seen, so that nothing is asked for that nobody looks at. */
G_DECLARE_FINAL_TYPE (SluiceWatchTeller, sluice_watch_teller, SLUICE, WATCH_TELLER, GObject)

SluiceWatchTeller *sluice_watch_teller_new (SluiceContext *context,
                                            GtkWindow     *window,
                                            AdwViewStack  *screens,
                                            GtkWidget     *printers);

G_END_DECLS
