/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-clients.h"

G_BEGIN_DECLS

#define CLOUD_DURATION_ONCE          "once"
#define CLOUD_DURATION_UNTIL_REVOKED "until_revoked"

/**
 * CloudGrantRequest:
 * @account: who gives
 * @client: who is given
 * @scope: what tokens may be used for, separated by spaces; "" for nothing
 * @categories: (array zero-terminated=1): the data given
 * @details: (nullable): `authorization_details` as granted, JSON text
 * @duration: "once", "P<n>D" or "until_revoked"
 * @origin: how it was asked: "home", "browser", "link", "device" or "ciba"
 *
 * What a person decided to give.
 */
typedef struct
{
  const char         *account;
  const CloudClient  *client;
  const char         *scope;
  const char * const *categories;
  const char         *details;
  const char         *duration;
  const char         *origin;
} CloudGrantRequest;

char     *cloud_grants_create           (CloudContext             *context,
                                         const CloudGrantRequest  *wanted,
                                         GError                  **error);
gboolean  cloud_grants_revoke           (CloudContext             *context,
                                         const char               *grant,
                                         GError                  **error);
gboolean  cloud_duration_is_known       (const char               *duration);
gint64    cloud_duration_end            (const char               *duration,
                                         gint64                    now);

G_END_DECLS
