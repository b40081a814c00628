/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** SLUICE_JSON_MAX_DEPTH: how deep objects and arrays may nest. */
#define SLUICE_JSON_MAX_DEPTH 32

JsonNode    *sluice_json_parse        (GBytes      *bytes,
                                       gsize        max_bytes,
                                       GError     **error);
JsonObject  *sluice_json_parse_object (GBytes      *bytes,
                                       gsize        max_bytes,
                                       GError     **error);
GBytes      *sluice_json_to_bytes     (JsonNode    *node,
                                       gboolean     pretty);
GBytes      *sluice_json_object_to_bytes (JsonObject *object,
                                          gboolean    pretty);
GBytes      *sluice_json_array_to_bytes  (JsonArray  *array,
                                          gboolean    pretty);

const char  *sluice_json_get_string   (JsonObject  *object,
                                       const char  *member);
gboolean     sluice_json_get_int      (JsonObject  *object,
                                       const char  *member,
                                       gint64      *out_value);
gboolean     sluice_json_get_double   (JsonObject  *object,
                                       const char  *member,
                                       double      *out_value);
gboolean     sluice_json_get_boolean  (JsonObject  *object,
                                       const char  *member,
                                       gboolean    *out_value);
gint64       sluice_json_get_time     (JsonObject  *object,
                                       const char  *member);
JsonObject  *sluice_json_get_object   (JsonObject  *object,
                                       const char  *member);
JsonArray   *sluice_json_get_array    (JsonObject  *object,
                                       const char  *member);
JsonObject  *sluice_json_array_get_object (JsonArray *array,
                                           guint      index);

G_END_DECLS
