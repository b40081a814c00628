/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer none): the visible button below @root that says @label; the test fails where there is none */
GtkWidget *app_find_button (GtkWidget  *root,
                            const char *label);

/* Whether the label below @root that says @text is on the screen. */
gboolean   app_is_mapped   (GtkWidget  *root,
                            const char *text);

/* Clicks the button below @root that says @label, as app_find_button() finds it. */
void       app_click       (GtkWidget  *root,
                            const char *label);

/* Waits until a visible label below @root holds @fragment. */
void       app_wait_shows  (GtkWidget  *root,
                            const char *fragment);

/* Waits until none does. */
void       app_wait_hides  (GtkWidget  *root,
                            const char *fragment);

/* Waits until app_is_mapped(). */
void       app_wait_mapped (GtkWidget  *root,
                            const char *text);

G_END_DECLS
