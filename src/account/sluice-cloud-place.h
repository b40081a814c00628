/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-account.h"
#include "sluice-gate.h"
#include "sluice-oauth-client.h"
#include "sluice-place.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_CLOUD_PLACE (sluice_cloud_place_get_type ())

/* A cloud elsewhere, reached with one account. */
G_DECLARE_FINAL_TYPE (SluiceCloudPlace, sluice_cloud_place, SLUICE, CLOUD_PLACE, SluicePlace)

SluicePlace   *sluice_cloud_place_new              (SluiceAccount     *account,
                                                    SluiceGate        *gate,
                                                    SluiceKeyring     *keyring,
                                                    SluiceClock       *clock);
SluiceAccount *sluice_cloud_place_get_account      (SluiceCloudPlace  *self);
void           sluice_cloud_place_set_session_only (SluiceCloudPlace  *self,
                                                    gboolean           session_only);
gboolean       sluice_cloud_place_get_session_only (SluiceCloudPlace  *self);
gboolean       sluice_cloud_place_is_signed_out    (SluiceCloudPlace  *self);
DexFuture     *sluice_cloud_place_open_client      (SluiceCloudPlace  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_cloud_place_ask_name         (SluiceCloudPlace  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_cloud_place_sign_in          (SluiceCloudPlace  *self,
                                                    SluiceUriLauncher  launcher,
                                                    gpointer           data,
                                                    GDestroyNotify     destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_cloud_place_use_api_token    (SluiceCloudPlace  *self,
                                                    const char        *token) G_GNUC_WARN_UNUSED_RESULT;
gboolean       sluice_cloud_place_can_ask          (SluiceCloudPlace  *self);
DexFuture     *sluice_cloud_place_require_scope    (SluiceCloudPlace  *self,
                                                    const char        *scope,
                                                    SluiceUriLauncher  launcher,
                                                    gpointer           data,
                                                    GDestroyNotify     destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
