/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-place.h"
#include "sluice-safeguards.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CONNECTION (sluice_connection_get_type ())

/*
 * The way to one address of a place, as it was when it was last looked at: how it is secured, what went wrong on it last, and what
 * the place states of how it keeps data. Signal "changed": anything of that did.
 */
G_DECLARE_FINAL_TYPE (SluiceConnection, sluice_connection, SLUICE, CONNECTION, GObject)

SluiceConnection     *sluice_connection_new             (SluicePlace       *place,
                                                         guint              door,
                                                         SluiceClock       *clock);
void                  sluice_connection_look            (SluiceConnection  *self);
SluicePlace          *sluice_connection_get_place       (SluiceConnection  *self);
guint                 sluice_connection_get_door        (SluiceConnection  *self);
SluiceEndpoint       *sluice_connection_get_endpoint    (SluiceConnection  *self);
SluiceConnectionInfo *sluice_connection_get_info        (SluiceConnection  *self);
SluiceSafeguards     *sluice_connection_get_safeguards  (SluiceConnection  *self);
gboolean              sluice_connection_is_looking      (SluiceConnection  *self);
gint64                sluice_connection_get_observed_at (SluiceConnection  *self);
const GError         *sluice_connection_get_problem     (SluiceConnection  *self);
const GError         *sluice_connection_get_failure     (SluiceConnection  *self,
                                                         gint64            *out_time);

G_END_DECLS
