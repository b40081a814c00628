/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-store.h"

G_BEGIN_DECLS

/**
 * CloudRegistration:
 * @id: `client_id`; %NULL to have one made
 * @name: what people know it by
 * @homepage: (nullable): its page, https
 * @notice_url: (nullable): its privacy notice, https
 * @redirect_uris: (nullable): where answers may go
 * @grant_types: (nullable): as the operator writes them; %NULL for code and refresh
 * @scope: (nullable): what it may ask for, separated by spaces
 * @categories: (nullable): the data it may ask for
 * @is_public: whether it can keep no secret
 * @is_vendor_compatible: whether it is made for the vendor's cloud
 * @requires_pushed: whether its requests have to be pushed
 *
 * What the operator says about a client; all is owned.
 */
typedef struct
{
  char     *id;
  char     *name;
  char     *homepage;
  char     *notice_url;
  GStrv     redirect_uris;
  GStrv     grant_types;
  char     *scope;
  GStrv     categories;
  gboolean  is_public;
  gboolean  is_vendor_compatible;
  gboolean  requires_pushed;
} CloudRegistration;

void     cloud_registration_clear (CloudRegistration        *self);

gboolean cloud_registry_add       (CloudStore               *store,
                                   const CloudRegistration  *wanted,
                                   GError                  **error);
gboolean cloud_registry_change    (CloudStore               *store,
                                   const CloudRegistration  *wanted,
                                   GError                  **error);
gboolean cloud_registry_list      (CloudStore               *store,
                                   GError                  **error);
gboolean cloud_registry_remove    (CloudStore               *store,
                                   const char               *id,
                                   GError                  **error);
gboolean cloud_registry_verify    (CloudStore               *store,
                                   const char               *id,
                                   gboolean                  is_verified,
                                   GError                  **error);

G_END_DECLS
