/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_WINDOW (sluice_window_get_type ())

/*
 * The one window: Welcome before there is a place, the screens after.
 * Action: win.show-screen (s): "overview", "printers", "uploads", "consent", "activity".
 */
G_DECLARE_FINAL_TYPE (SluiceWindow, sluice_window, SLUICE, WINDOW, AdwApplicationWindow)

SluiceWindow *sluice_window_new        (GtkApplication *application,
                                        SluiceContext  *context);
void          sluice_window_start      (SluiceWindow   *self);
void          sluice_window_open_files (SluiceWindow   *self,
                                        GListModel     *files);
void          sluice_window_open_link  (SluiceWindow   *self,
                                        const char     *link);
void          sluice_window_review     (SluiceWindow   *self,
                                        const char     *id);
const char   *sluice_window_get_screen (SluiceWindow   *self);

G_END_DECLS
