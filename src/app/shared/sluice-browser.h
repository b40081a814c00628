/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluiceBrowserFailed:
 * @self: the widget that wanted an address opened
 *
 * The person's browser did not open; also without one, or where the person would rather not.
 */
typedef void (*SluiceBrowserFailed) (GtkWidget *self);

void        sluice_browser_install_signal      (GtkWidgetClass      *widget_class,
                                                SluiceBrowserFailed  failed);
DexFuture  *sluice_browser_launch              (const char          *uri,
                                                gpointer             weak) G_GNUC_WARN_UNUSED_RESULT;
const char *sluice_browser_get_sign_in_problem (void);

G_END_DECLS
