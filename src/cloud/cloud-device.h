/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-consents.h"

G_BEGIN_DECLS

CloudConsent *cloud_device_look_up (CloudRequest  *request,
                                    const char    *typed,
                                    const char    *key,
                                    gint64        *out_wait,
                                    GError       **error);

G_END_DECLS
