/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

gboolean cloud_seed_demo (CloudContext  *context,
                          GError       **error);

G_END_DECLS
