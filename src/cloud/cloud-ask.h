/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-clients.h"

G_BEGIN_DECLS

/**
 * CloudFault:
 * @error: the code of the RFC that names it, such as "invalid_scope"
 * @description: one sentence for the author of the client
 *
 * What is wrong with a request of a client; both are static.
 */
typedef struct
{
  const char *error;
  const char *description;
} CloudFault;

/**
 * CloudAsk:
 * @client: who asks
 * @scope: what tokens shall be used for, separated by spaces; "" for nothing
 * @details: (nullable): `authorization_details`, JSON text as it came, valid
 * @detail_categories: (array zero-terminated=1): the data that the details name
 * @categories: (array zero-terminated=1): all data that scope and details reach
 * @purpose: (nullable): the asker's own words
 * @duration: how long it asks for
 * @redirect_uri: (nullable): where the answer goes; with an authorization code only, as the five below
 * @state: (nullable): for the client to know its request again
 * @challenge: (nullable): RFC 7636
 * @challenge_method: (nullable): RFC 7636
 * @key_thumbprint: (nullable): RFC 9449 §10
 * @prompt: (nullable): "none" for "ask nobody anything"
 * @params: (nullable): all of these as they came
 *
 * What a client asks a person for, checked: every way of asking ends in one of
 * these. Free with cloud_ask_free().
 */
typedef struct
{
  CloudClient *client;
  char        *scope;
  char        *details;
  GStrv        detail_categories;
  GStrv        categories;
  char        *purpose;
  char        *duration;

  char        *redirect_uri;
  char        *state;
  char        *challenge;
  char        *challenge_method;
  char        *key_thumbprint;
  char        *prompt;
  GHashTable  *params; /* all of these as they came */
} CloudAsk;

CloudAsk *cloud_ask_new       (CloudClient   *client);
void      cloud_ask_free      (CloudAsk      *self);
gboolean  cloud_ask_read      (CloudAsk      *self,
                               const char    *issuer,
                               GHashTable    *params,
                               CloudFault    *fault);
gboolean  cloud_ask_read_code (CloudAsk      *self,
                               const char    *issuer,
                               GHashTable    *params,
                               CloudFault    *fault);
gboolean  cloud_ask_fail      (CloudFault    *fault,
                               const char    *error,
                               const char    *description);

/* cloud-details.c: RFC 9396 */
gboolean  cloud_details_read  (CloudAsk      *ask,
                               const char    *text,
                               CloudFault    *fault);
char     *cloud_details_write (const CloudAsk     *ask,
                               const char * const *categories,
                               const char         *duration);
gboolean  cloud_details_is_plain_line (const char *text,
                                       glong       max);

/* cloud-asks.c: asks that wait */
char     *cloud_asks_encode   (GHashTable    *params);
char     *cloud_asks_keep     (CloudContext  *context,
                               const char    *kind,
                               const char    *client,
                               GHashTable    *params,
                               const char    *session,
                               gint64         seconds,
                               GError       **error);
CloudAsk *cloud_asks_find     (CloudContext  *context,
                               const char    *kind,
                               const char    *id,
                               const char    *session,
                               GError       **error);
CloudAsk *cloud_asks_take_pushed (CloudContext  *context,
                                  const char    *client,
                                  const char    *request_uri,
                                  GError       **error);
gboolean  cloud_asks_forget   (CloudContext  *context,
                               const char    *id,
                               GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudAsk, cloud_ask_free)

G_END_DECLS
