/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-connection.h"
#include "sluice-context.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CONNECTIONS (sluice_connections_get_type ())

/*
 * The ways to every place that is in use or signed in to: a GListModel of SluiceConnection, those of the place in use
 * first. Property: used (the SluiceConnection to what the place in use holds, NULL for none).
 */
G_DECLARE_FINAL_TYPE (SluiceConnections, sluice_connections, SLUICE, CONNECTIONS, GObject)

SluiceConnections *sluice_connections_new      (SluiceContext     *context);
void               sluice_connections_look     (SluiceConnections *self,
                                                gboolean           all);
SluiceConnection  *sluice_connections_get_used (SluiceConnections *self);

G_END_DECLS
