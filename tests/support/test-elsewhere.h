/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "test-cloud.h"

#include <libdex.h>

G_BEGIN_DECLS

/* A cloud elsewhere, where Ada has an account, and Ada at her browser. */

TestCloud *test_elsewhere_start  (void);
char      *test_elsewhere_decide (TestCloud  *cloud,
                                  const char *address);
void       test_elsewhere_follow (const char *location);
DexFuture *test_elsewhere_launch (const char *uri,
                                  gpointer    cloud);

G_END_DECLS
