/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-share-layout.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SHARE_BAR (sluice_share_bar_get_type ())

/* How a whole divides, as one wide bar, to scale but for slivers. What it shows stands in words beside it. */
G_DECLARE_FINAL_TYPE (SluiceShareBar, sluice_share_bar, SLUICE, SHARE_BAR, GtkWidget)

void sluice_share_bar_set_looks   (SluiceShareBar     *self,
                                   const char * const  css_classes[SLUICE_SHARE_PARTS]);
void sluice_share_bar_set_amounts (SluiceShareBar     *self,
                                   const guint64       amounts[SLUICE_SHARE_PARTS],
                                   const char         *description);

G_END_DECLS
