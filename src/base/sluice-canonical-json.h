/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

GBytes *sluice_json_canonicalize (JsonObject *object);

G_END_DECLS
