/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-tokens.h"

G_BEGIN_DECLS

void cloud_poll (const CloudTokenCall *call,
                 const char           *origin,
                 const char           *parameter);

G_END_DECLS
