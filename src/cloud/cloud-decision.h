/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"

G_BEGIN_DECLS

/**
 * CloudDecision:
 * @ask: what was asked
 * @account: who decided
 * @origin: how it was asked: "home", "browser", "link", "device" or "ciba"
 * @categories: (array zero-terminated=1): what the person gives; each was asked for
 * @duration: for how long
 *
 * A person's yes.
 */
typedef struct
{
  const CloudAsk     *ask;
  const char         *account;
  const char         *origin;
  const char * const *categories;
  const char         *duration;
} CloudDecision;

char     *cloud_decision_grant (CloudContext         *context,
                                const CloudDecision  *decision,
                                GError              **error);
char     *cloud_decision_code  (CloudContext         *context,
                                const CloudAsk       *ask,
                                const char           *grant,
                                GError              **error);

G_END_DECLS
