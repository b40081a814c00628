/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

DexFuture *sluice_browser_open (GtkWidget  *over,
                                const char *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
