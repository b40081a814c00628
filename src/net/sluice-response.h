/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RESPONSE (sluice_response_get_type ())

G_DECLARE_FINAL_TYPE (SluiceResponse, sluice_response, SLUICE, RESPONSE, GObject)

guint       sluice_response_get_status      (SluiceResponse  *self);
const char *sluice_response_get_header      (SluiceResponse  *self,
                                             const char      *name);
GBytes     *sluice_response_get_body        (SluiceResponse  *self);
gint64      sluice_response_get_observed_at (SluiceResponse  *self);
JsonObject *sluice_response_parse_object    (SluiceResponse  *self,
                                             GError         **error);
JsonNode   *sluice_response_parse_data      (SluiceResponse  *self,
                                             GError         **error);

G_END_DECLS
