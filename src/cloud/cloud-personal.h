/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

JsonArray *cloud_personal_read   (CloudContext  *context,
                                  const char    *account,
                                  const char    *category,
                                  gint64         limit,
                                  gint64         offset,
                                  gint64        *out_total,
                                  GError       **error);
JsonArray *cloud_personal_sample (CloudContext  *context,
                                  const char    *account,
                                  const char    *category,
                                  gint64         limit,
                                  gint64        *out_total,
                                  GError       **error);

G_END_DECLS
