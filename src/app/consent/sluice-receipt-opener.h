/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A receipt from a file, wherever it comes from. */
void sluice_receipt_opener_ask  (GtkWidget      *over,
                                 SluiceConsents *consents);
void sluice_receipt_opener_open (GtkWidget      *over,
                                 SluiceConsents *consents,
                                 GFile          *file);

G_END_DECLS
