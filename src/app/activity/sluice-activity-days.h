/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ticker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** SluiceDayFunc: when @item was, in microseconds since the epoch. */
typedef gint64 (*SluiceDayFunc) (gpointer item);

/* A list by day, each under its heading. */
GListModel *sluice_activity_days_show (GtkListView   *list,
                                       GListModel    *items,
                                       SluiceDayFunc  get_time,
                                       SluiceTicker  *ticker);

G_END_DECLS
