/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudClient:
 * @id: `client_id`
 *
 * A program that may ask for tokens. These are public: they have no secret.
 */
typedef struct
{
  const char *id;
} CloudClient;

const CloudClient *cloud_clients_find         (const char         *id);
gboolean           cloud_clients_may_redirect (const CloudClient  *client,
                                               const char         *uri);
void               cloud_reply_oauth_error    (CloudRequest       *request,
                                               guint               status,
                                               const char         *error,
                                               const char         *description);

G_END_DECLS
