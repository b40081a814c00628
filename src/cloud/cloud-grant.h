/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudGrant:
 * @id: its id
 * @account: who gave
 * @client: to whom
 * @scope: what tokens may be used for
 * @details: (nullable): `authorization_details` as granted
 * @duration: for how long
 * @origin: how it was asked
 * @client_then: (nullable): what the client said of itself then, JSON
 * @created: seconds since the epoch
 * @expires: seconds since the epoch; 0 for never
 *
 * Something that a person gave to a third party; free with cloud_grant_free().
 */
typedef struct
{
  char  *id;
  char  *account;
  char  *client;
  char  *scope;
  char  *details;
  char  *duration;
  char  *origin;
  char  *client_then;
  gint64 created;
  gint64 expires;
} CloudGrant;

GPtrArray  *cloud_grants_list      (CloudContext      *context,
                                    const char        *account,
                                    const char        *id,
                                    GError           **error);
GStrv       cloud_grant_list_items (CloudContext      *context,
                                    const CloudGrant  *grant,
                                    GError           **error);
JsonObject *cloud_grant_narrow     (CloudContext      *context,
                                    const CloudGrant  *grant,
                                    GStrv              keep,
                                    GError           **error);
JsonObject *cloud_grant_end        (CloudContext      *context,
                                    const CloudGrant  *grant,
                                    GError           **error);
void        cloud_grant_free       (CloudGrant        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudGrant, cloud_grant_free)

G_END_DECLS
