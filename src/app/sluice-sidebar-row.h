/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SIDEBAR_ROW (sluice_sidebar_row_get_type ())

/* A screen in the sidebar, with the number of things that wait there. */
G_DECLARE_FINAL_TYPE (SluiceSidebarRow, sluice_sidebar_row, SLUICE, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget        *sluice_sidebar_row_new      (AdwViewStackPage *page);
AdwViewStackPage *sluice_sidebar_row_get_page (SluiceSidebarRow *self);

G_END_DECLS
