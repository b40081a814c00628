/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-keyring.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_TOKEN_STORE (sluice_token_store_get_type ())

/* Where one sign-in is kept: in the keyring, or, where the person said so, in memory until the program ends. */
G_DECLARE_FINAL_TYPE (SluiceTokenStore, sluice_token_store, SLUICE, TOKEN_STORE, GObject)

SluiceTokenStore *sluice_token_store_new              (SluiceKeyring    *keyring,
                                                       const char       *place,
                                                       const char       *account,
                                                       const char       *client);
void              sluice_token_store_set_session_only (SluiceTokenStore *self,
                                                       gboolean          session_only);
DexFuture        *sluice_token_store_check            (SluiceTokenStore *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *sluice_token_store_lookup           (SluiceTokenStore *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *sluice_token_store_save             (SluiceTokenStore *self,
                                                       const char       *secret) G_GNUC_WARN_UNUSED_RESULT;
DexFuture        *sluice_token_store_clear            (SluiceTokenStore *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
