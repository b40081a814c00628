/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-connection.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONNECTION_ROW (sluice_connection_row_get_type ())

/* The way to one place: a verdict, and what it is based on behind it. */
G_DECLARE_FINAL_TYPE (SluiceConnectionRow, sluice_connection_row, SLUICE, CONNECTION_ROW, AdwExpanderRow)

GtkWidget *sluice_connection_row_new (SluiceConnection *connection,
                                      SluiceTicker     *ticker);

G_END_DECLS
