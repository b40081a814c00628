/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

char *cloud_library_make_project (CloudContext  *context,
                                  const char    *account,
                                  const char    *name,
                                  GError       **error);

G_END_DECLS
