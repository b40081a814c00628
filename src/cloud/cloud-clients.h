/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudClient:
 * @id: `client_id`
 * @name: what people know it by
 * @homepage: its page, "" for none
 * @notice_url: its privacy notice, "" for none
 * @secret_hash: (nullable): of its secret; %NULL for a public client
 * @redirect_uris: (array zero-terminated=1): where answers may go
 * @grant_types: (array zero-terminated=1): what it may come to the token endpoint with
 * @scope: what it may ask for, separated by spaces
 * @categories: (array zero-terminated=1): the data it may ask for
 * @is_first_party: whether it is a program of this project
 * @is_verified: whether the operator knows who is behind it
 * @is_vendor_compatible: whether it is made for the vendor's cloud, with S512 challenges
 * @requires_pushed: whether its requests have to be pushed (RFC 9126)
 * @changed: when what it says about itself changed, seconds since the epoch
 *
 * A program that may ask for tokens; free with cloud_client_free().
 */
typedef struct
{
  char     *id;
  char     *name;
  char     *homepage;
  char     *notice_url;
  char     *secret_hash;
  GStrv     redirect_uris;
  GStrv     grant_types;
  char     *scope;
  GStrv     categories;
  gboolean  is_first_party;
  gboolean  is_verified;
  gboolean  is_vendor_compatible;
  gboolean  requires_pushed;
  gint64    changed;
} CloudClient;

#define CLOUD_GRANT_TYPE_CODE    "authorization_code"
#define CLOUD_GRANT_TYPE_REFRESH "refresh_token"
#define CLOUD_GRANT_TYPE_DEVICE  "urn:ietf:params:oauth:grant-type:device_code"
#define CLOUD_GRANT_TYPE_CIBA    "urn:openid:params:grant-type:ciba"

CloudClient *cloud_clients_find           (CloudContext       *context,
                                           const char         *id,
                                           GError            **error);
void         cloud_client_free            (CloudClient        *self);
gboolean     cloud_client_is_confidential (const CloudClient  *self);
gboolean     cloud_client_may_redirect    (const CloudClient  *self,
                                           const char         *uri);
gboolean     cloud_client_may_use         (const CloudClient  *self,
                                           const char         *grant_type);
JsonObject  *cloud_client_describe        (const CloudClient  *self);

/* cloud-client-auth.c */
CloudClient *cloud_client_authenticate    (CloudRequest       *request,
                                           GHashTable         *form);
CloudClient *cloud_client_identify        (CloudRequest       *request,
                                           GHashTable        **out_form);
void         cloud_reply_oauth_error      (CloudRequest       *request,
                                           guint               status,
                                           const char         *error,
                                           const char         *description);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudClient, cloud_client_free)

G_END_DECLS
