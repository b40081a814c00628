/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"

G_BEGIN_DECLS

void cloud_browser_begin (CloudRequest   *request,
                          const CloudAsk *ask);

G_END_DECLS
