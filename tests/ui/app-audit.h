/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Fails the test when something below @root takes the focus and has no name for who does not see it. */
void  app_audit_names     (GtkWidget  *root);

/* (transfer none) (nullable): the first visible widget of @type below @root whose text is @text, or any for NULL */
GtkWidget *app_find       (GtkWidget  *root,
                           GType       type,
                           const char *text);

/* Whether a visible label below @root holds @fragment. */
gboolean app_shows        (GtkWidget  *root,
                           const char *fragment);

/* Resources and style, as the application loads them. */
void  app_prepare         (void);

G_END_DECLS
