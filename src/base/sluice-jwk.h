/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonObject *sluice_jwk_new_p256   (const char *x,
                                   const char *y);
char       *sluice_jwk_thumbprint (JsonObject *jwk);

G_END_DECLS
