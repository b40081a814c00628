/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-fleet.h"

G_BEGIN_DECLS

/** CLOUD_FIRMWARE: the newest version that virtual printers can have. */
#define CLOUD_FIRMWARE "8.3.1"

gboolean cloud_farm_make             (CloudContext  *context,
                                      const char    *account,
                                      guint          n_printers,
                                      GError       **error);
GArray  *cloud_farm_find_spells      (CloudFleet    *fleet);
void     cloud_farm_take_spells      (CloudFleet    *fleet,
                                      GArray        *spells);
void     cloud_farm_describe_printer (CloudFleet    *fleet,
                                      guint          index,
                                      JsonObject    *object);

G_END_DECLS
