/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-authorizer.h"
#include "sluice-session.h"
#include "sluice-token-store.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_OAUTH_CLIENT (sluice_oauth_client_get_type ())

/* An OAuth 2.0 public client of one place: the SluiceAuthorizer of its session. */
G_DECLARE_FINAL_TYPE (SluiceOAuthClient, sluice_oauth_client, SLUICE, OAUTH_CLIENT, GObject)

/**
 * SluiceUriLauncher:
 * @uri: an https address
 * @data: what it was given with
 *
 * Opens @uri in the person's browser: GtkUriLauncher in the app, GIO in sluicectl.
 *
 * Returns: (transfer full): settles when it is open; rejects when it cannot be
 */
typedef DexFuture *(*SluiceUriLauncher) (const char *uri,
                                         gpointer    data);

/**
 * SluiceDeviceCode:
 * @user_code: what the person types, printable
 * @uri: where, an https address
 * @complete_uri: (nullable): the same with the code in it
 * @expires_in: seconds
 *
 * What a person takes to a browser on another device (RFC 8628 section 3.2).
 */
typedef struct
{
  const char *user_code;
  const char *uri;
  const char *complete_uri;
  guint       expires_in;
} SluiceDeviceCode;

typedef void (*SluiceDeviceCodeShow) (const SluiceDeviceCode *code,
                                      gpointer                data);

SluiceOAuthClient *sluice_oauth_client_new                (SluiceSession        *session,
                                                           SluiceTokenStore     *store,
                                                           SluiceClock          *clock,
                                                           const char           *issuer,
                                                           const char           *client_id,
                                                           const char           *scope);
void               sluice_oauth_client_speak_ultimaker    (SluiceOAuthClient    *self,
                                                           const char           *redirect);
void               sluice_oauth_client_set_time_outs      (SluiceOAuthClient    *self,
                                                           guint                 answer_seconds,
                                                           guint                 person_seconds);
gboolean           sluice_oauth_client_is_signed_in       (SluiceOAuthClient    *self);
gboolean           sluice_scope_covers                    (const char           *granted,
                                                           const char           *wanted);
const char        *sluice_oauth_client_get_granted_scope  (SluiceOAuthClient    *self);
gboolean           sluice_oauth_client_has_api_token      (SluiceOAuthClient    *self);

DexFuture         *sluice_oauth_client_resume             (SluiceOAuthClient    *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_sign_in_as_owner   (SluiceOAuthClient    *self,
                                                           const char           *owner_secret) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_sign_in_by_browser (SluiceOAuthClient    *self,
                                                           SluiceUriLauncher     launcher,
                                                           gpointer              data,
                                                           GDestroyNotify        destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_sign_in_by_device  (SluiceOAuthClient    *self,
                                                           SluiceDeviceCodeShow  show,
                                                           gpointer              data,
                                                           GDestroyNotify        destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_use_api_token      (SluiceOAuthClient    *self,
                                                           const char           *token) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_require_scope      (SluiceOAuthClient    *self,
                                                           const char           *scope,
                                                           SluiceUriLauncher     launcher,
                                                           gpointer              data,
                                                           GDestroyNotify        destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_oauth_client_sign_out           (SluiceOAuthClient    *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
