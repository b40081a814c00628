/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean sluice_sheet_print (const char  *text,
                             GtkWindow   *parent,
                             GError     **error);

G_END_DECLS
