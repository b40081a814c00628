/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WATCH_MODEL (sluice_watch_model_get_type ())

/*
 * The items of another model; an item that notifies the property that is
 * watched, or emits the signal, is reported as changed, so that filters and
 * sorters behind it look again. (GTK learned to do this by itself in 4.20.)
 */
G_DECLARE_FINAL_TYPE (SluiceWatchModel, sluice_watch_model, SLUICE, WATCH_MODEL, GObject)

SluiceWatchModel *sluice_watch_model_new            (GListModel *model,
                                                     const char *property);
SluiceWatchModel *sluice_watch_model_new_for_signal (GListModel *model,
                                                     const char *signal);

G_END_DECLS
