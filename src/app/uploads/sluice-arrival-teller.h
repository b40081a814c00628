/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-watched-folder.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ARRIVAL_TELLER (sluice_arrival_teller_get_type ())

/* Says that new files wait: in the window while the person looks at it, else by the desktop. */
G_DECLARE_FINAL_TYPE (SluiceArrivalTeller, sluice_arrival_teller, SLUICE, ARRIVAL_TELLER, GObject)

SluiceArrivalTeller *sluice_arrival_teller_new      (SluiceWatchedFolder *watched,
                                                     GtkWindow           *window,
                                                     AdwToastOverlay     *toasts);
GNotification       *sluice_arrival_notification_new (guint               n_files);

G_END_DECLS
