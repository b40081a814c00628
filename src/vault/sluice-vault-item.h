/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_ITEM  (sluice_vault_item_get_type ())
#define SLUICE_TYPE_VAULT_STATE (sluice_vault_state_get_type ())

/**
 * SluiceVaultState:
 * @SLUICE_VAULT_STATE_UNCHECKED: not looked at since the program started
 * @SLUICE_VAULT_STATE_WHOLE: decrypted, and byte for byte what was put in
 * @SLUICE_VAULT_STATE_DAMAGED: the encrypted file is not what was written
 * @SLUICE_VAULT_STATE_MISSING: the encrypted file is gone
 */
typedef enum
{
  SLUICE_VAULT_STATE_UNCHECKED,
  SLUICE_VAULT_STATE_WHOLE,
  SLUICE_VAULT_STATE_DAMAGED,
  SLUICE_VAULT_STATE_MISSING,
} SluiceVaultState;

GType sluice_vault_state_get_type (void);

G_DECLARE_FINAL_TYPE (SluiceVaultItem, sluice_vault_item, SLUICE, VAULT_ITEM, GObject)

const char         *sluice_vault_item_get_id        (SluiceVaultItem *self);
const char         *sluice_vault_item_get_name      (SluiceVaultItem *self);
const char         *sluice_vault_item_get_format    (SluiceVaultItem *self);
gint64              sluice_vault_item_get_size      (SluiceVaultItem *self);
gint64              sluice_vault_item_get_added_at  (SluiceVaultItem *self);
const char         *sluice_vault_item_get_record_id (SluiceVaultItem *self);
const char * const *sluice_vault_item_get_jobs      (SluiceVaultItem *self);
SluiceVaultState    sluice_vault_item_get_state     (SluiceVaultItem *self);

G_END_DECLS
