/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-authorizer.h"
#include "sluice-keyring.h"
#include "sluice-session.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_OAUTH_CLIENT (sluice_oauth_client_get_type ())

/* An OAuth 2.0 public client of one place: the SluiceAuthorizer of its session. */
G_DECLARE_FINAL_TYPE (SluiceOAuthClient, sluice_oauth_client, SLUICE, OAUTH_CLIENT, GObject)

SluiceOAuthClient *sluice_oauth_client_new              (SluiceSession     *session,
                                                         SluiceKeyring     *keyring,
                                                         SluiceClock       *clock,
                                                         const char        *place_id,
                                                         const char        *issuer,
                                                         const char        *client_id,
                                                         const char        *scope);
DexFuture         *sluice_oauth_client_resume           (SluiceOAuthClient *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_sign_in_as_owner (SluiceOAuthClient *self,
                                                         const char        *owner_secret) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
