/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sluice_signing_out_ask (GtkWidget     *over,
                             SluiceContext *context,
                             SluicePlace   *place);

G_END_DECLS
