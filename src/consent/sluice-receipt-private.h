/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean sluice_receipt_check_signature (JsonObject  *receipt,
                                         char       **out_key_id);

G_END_DECLS
