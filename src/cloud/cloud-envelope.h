/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *cloud_envelope_object (JsonObject  *data);
JsonObject *cloud_envelope_list   (JsonArray   *data,
                                   gint64       total,
                                   gint64       limit);
JsonObject *cloud_envelope_error  (guint        status,
                                   const char  *code,
                                   const char  *title,
                                   const char  *detail,
                                   const char  *field);

char       *cloud_timestamp       (gint64       microseconds);
void        cloud_set_time        (JsonObject  *object,
                                   const char  *member,
                                   gint64       seconds);

G_END_DECLS
