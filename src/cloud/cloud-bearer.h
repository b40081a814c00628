/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

gboolean cloud_bearer_check (CloudRequest *request,
                             const char   *scope);

G_END_DECLS
