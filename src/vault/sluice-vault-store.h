/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-index.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_STORE (sluice_vault_store_get_type ())

G_DECLARE_FINAL_TYPE (SluiceVaultStore, sluice_vault_store, SLUICE, VAULT_STORE, GObject)

SluiceVaultStore *sluice_vault_store_new                 (const char                *folder,
                                                          SluiceKey                 *key);
gboolean          sluice_vault_store_open                (SluiceVaultStore          *self,
                                                          GError                   **error);
int               sluice_vault_store_hold                (SluiceVaultStore          *self,
                                                          GError                   **error);

void              sluice_vault_store_set_quota           (SluiceVaultStore          *self,
                                                          gint64                     quota);
const char       *sluice_vault_store_get_objects_folder  (SluiceVaultStore          *self);
SluiceKey        *sluice_vault_store_get_object_key      (SluiceVaultStore          *self);
SluiceKey        *sluice_vault_store_get_fingerprint_key (SluiceVaultStore          *self);
char             *sluice_vault_store_dup_object_path     (SluiceVaultStore          *self,
                                                          const char                *object);

SluiceVaultItem  *sluice_vault_store_add                 (SluiceVaultStore          *self,
                                                          const char                *staged,
                                                          const char                *object,
                                                          gint64                     size,
                                                          const SluiceVaultDetails  *details,
                                                          GError                   **error);
GPtrArray        *sluice_vault_store_list                (SluiceVaultStore          *self,
                                                          GError                   **error);
SluiceVaultItem  *sluice_vault_store_find                (SluiceVaultStore          *self,
                                                          SluiceVaultLink            kind,
                                                          const char                *value,
                                                          GError                   **error);
SluiceVaultItem  *sluice_vault_store_link                (SluiceVaultStore          *self,
                                                          const char                *id,
                                                          SluiceVaultLink            kind,
                                                          const char                *value,
                                                          GError                   **error);
gboolean          sluice_vault_store_remove              (SluiceVaultStore          *self,
                                                          SluiceVaultItem           *item,
                                                          GError                   **error);

G_END_DECLS
