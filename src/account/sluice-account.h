/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ACCOUNT (sluice_account_get_type ())

/** SLUICE_ULTIMAKER_REDIRECT: the redirect address that UltiMaker's own programs have. */
#define SLUICE_ULTIMAKER_REDIRECT "http://localhost:32118/callback"

/*
 * A sign-in at a place, without its secrets. Properties: id, url (the place's
 * address and issuer), client-id, user-name (what the place calls the person;
 * empty when it does not say), ca-file, pin (both NULL for whom this computer trusts),
 * program (whose sign-in it is: the id of one of ours), kind (NULL for a Sluice cloud,
 * "ultimaker" for what speaks as UltiMaker does), and for that kind api-url (url is the
 * one of its accounts) and redirect-uri.
 */
G_DECLARE_FINAL_TYPE (SluiceAccount, sluice_account, SLUICE, ACCOUNT, GObject)

SluiceAccount *sluice_account_new           (const char    *url,
                                             const char    *client_id,
                                             const char    *ca_file,
                                             const char    *pin);
SluiceAccount *sluice_account_new_ultimaker (const char    *url,
                                             const char    *api_url,
                                             const char    *client_id,
                                             const char    *redirect_uri,
                                             const char    *ca_file,
                                             const char    *program);
SluiceAccount *sluice_account_new_variant   (GVariant      *kept);
GVariant      *sluice_account_to_variant    (SluiceAccount *self);

const char    *sluice_account_get_id        (SluiceAccount *self);
const char    *sluice_account_get_url       (SluiceAccount *self);
const char    *sluice_account_get_client_id (SluiceAccount *self);
const char    *sluice_account_get_user_name (SluiceAccount *self);
const char    *sluice_account_get_ca_file   (SluiceAccount *self);
const char    *sluice_account_get_pin       (SluiceAccount *self);
gboolean       sluice_account_is_ultimaker  (SluiceAccount *self);
const char    *sluice_account_get_program   (SluiceAccount *self);
const char    *sluice_account_get_api_url   (SluiceAccount *self);
const char    *sluice_account_get_redirect  (SluiceAccount *self);
void           sluice_account_set_user_name (SluiceAccount *self,
                                             const char    *user_name);
char          *sluice_account_dup_title     (SluiceAccount *self);

G_END_DECLS
