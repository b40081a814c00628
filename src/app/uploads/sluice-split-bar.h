/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SPLIT_BAR (sluice_split_bar_get_type ())

G_DECLARE_FINAL_TYPE (SluiceSplitBar, sluice_split_bar, SLUICE, SPLIT_BAR, GtkWidget)

GtkWidget  *sluice_split_bar_new             (void);
void        sluice_split_bar_set_bytes       (SluiceSplitBar *self,
                                              guint64         process,
                                              guint64         product,
                                              guint64         structure);
const char *sluice_split_bar_get_description (SluiceSplitBar *self);

G_END_DECLS
