/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What came of something that a person asked for: in passing when it is done, and to be read when it is not. */
void sluice_tell           (GtkWidget    *over,
                            const char   *text);
void sluice_tell_in_dialog (GtkWidget    *over,
                            const char   *heading,
                            const char   *text);
void sluice_tell_failure   (GtkWidget    *over,
                            const char   *heading,
                            const GError *error);

G_END_DECLS
