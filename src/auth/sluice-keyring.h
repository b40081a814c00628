/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-secret.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_KEYRING       (sluice_keyring_get_type ())
#define SLUICE_TYPE_KEYRING_STATE (sluice_keyring_state_get_type ())

/** SLUICE_KEYRING_REFRESH_TOKEN: kind of the secret that keeps a person signed in at a place. */
#define SLUICE_KEYRING_REFRESH_TOKEN "refresh-token"

/** SLUICE_KEYRING_PRINTER_KEY: kind of the key of a printer in the local network. */
#define SLUICE_KEYRING_PRINTER_KEY "printer-key"

/** SLUICE_KEYRING_VAULT_KEY: kind of the key that opens the vault. */
#define SLUICE_KEYRING_VAULT_KEY "vault-key"

/**
 * SluiceKeyringState:
 * @SLUICE_KEYRING_STATE_ABSENT: there is no keyring service
 * @SLUICE_KEYRING_STATE_LOCKED: what is in it cannot be known until the person unlocks it
 * @SLUICE_KEYRING_STATE_OPEN: it can be read and written
 */
typedef enum
{
  SLUICE_KEYRING_STATE_ABSENT,
  SLUICE_KEYRING_STATE_LOCKED,
  SLUICE_KEYRING_STATE_OPEN,
} SluiceKeyringState;

GType sluice_keyring_state_get_type (void);

G_DECLARE_FINAL_TYPE (SluiceKeyring, sluice_keyring, SLUICE, KEYRING, GObject)

SluiceKeyring *sluice_keyring_new                (void);
SluiceKeyring *sluice_keyring_new_with_time_outs (guint          seconds,
                                                  guint          prompt_seconds);

DexFuture     *sluice_keyring_get_state          (SluiceKeyring *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_keyring_lookup             (SluiceKeyring *self,
                                                  const char    *kind,
                                                  const char    *place,
                                                  const char    *account,
                                                  const char    *client) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_keyring_store              (SluiceKeyring *self,
                                                  const char    *kind,
                                                  const char    *place,
                                                  const char    *account,
                                                  const char    *client,
                                                  const char    *secret) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_keyring_clear              (SluiceKeyring *self,
                                                  const char    *kind,
                                                  const char    *place,
                                                  const char    *account,
                                                  const char    *client) G_GNUC_WARN_UNUSED_RESULT;
DexFuture     *sluice_keyring_unlock             (SluiceKeyring *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
