/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"
#include "sluice-keyring.h"

G_BEGIN_DECLS

DexFuture *sluice_vault_key_ensure   (SluiceKeyring *keyring,
                                      const char    *folder) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_vault_key_find     (SluiceKeyring *keyring) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_vault_key_put_back (SluiceKeyring *keyring,
                                      SluiceKey     *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
