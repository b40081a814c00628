/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row that says what something is, to be read and copied. */
GtkWidget *sluice_fact_row_new (void);
void       sluice_fact_row_set (GtkWidget  *row,
                                const char *title,
                                const char *text);

G_END_DECLS
