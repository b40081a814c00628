/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gint64      cloud_record_get_time (JsonObject *record);
JsonObject *cloud_record_describe (JsonObject *record);

G_END_DECLS
