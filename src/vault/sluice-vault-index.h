/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"
#include "sluice-vault-item-private.h"

G_BEGIN_DECLS

typedef struct _SluiceVaultIndex SluiceVaultIndex;

/**
 * SluiceVaultLink:
 * @SLUICE_VAULT_LINK_RECORD: a process record that was made from the file
 * @SLUICE_VAULT_LINK_JOB: a print job that printed it
 *
 * What the outside knows a file by. The numbers are in the database.
 */
typedef enum
{
  SLUICE_VAULT_LINK_RECORD = 1,
  SLUICE_VAULT_LINK_JOB = 2,
} SluiceVaultLink;

/**
 * SluiceVaultPlaceFunc:
 *
 * Puts an object into its place; called while nobody else can change the index.
 */
typedef gboolean (*SluiceVaultPlaceFunc) (gpointer   data,
                                          GError   **error);

SluiceVaultIndex *sluice_vault_index_new      (const char               *path,
                                               SluiceKey                *key);
void              sluice_vault_index_free     (SluiceVaultIndex         *self);
gboolean          sluice_vault_index_open     (SluiceVaultIndex         *self,
                                               GError                  **error);

gboolean          sluice_vault_index_announce (SluiceVaultIndex         *self,
                                               const char               *object,
                                               GError                  **error);
SluiceVaultItem  *sluice_vault_index_add      (SluiceVaultIndex         *self,
                                               const char               *object,
                                               gint64                    size,
                                               gint64                    now,
                                               const SluiceVaultDetails *details,
                                               SluiceVaultPlaceFunc      place,
                                               gpointer                  place_data,
                                               GError                  **error);
gboolean          sluice_vault_index_link     (SluiceVaultIndex         *self,
                                               const char               *id,
                                               SluiceVaultLink           kind,
                                               const char               *value,
                                               GError                  **error);
gboolean          sluice_vault_index_remove   (SluiceVaultIndex         *self,
                                               const char               *id,
                                               GError                  **error);
gboolean          sluice_vault_index_settle   (SluiceVaultIndex         *self,
                                               const char               *object,
                                               const char               *objects_folder,
                                               GError                  **error);
gboolean          sluice_vault_index_scrub    (SluiceVaultIndex         *self,
                                               GError                  **error);

gboolean          sluice_vault_index_measure  (SluiceVaultIndex         *self,
                                               const char               *object,
                                               gint64                   *out_used,
                                               gboolean                 *out_known,
                                               GError                  **error);
GPtrArray        *sluice_vault_index_list     (SluiceVaultIndex         *self,
                                               GError                  **error);
SluiceVaultItem  *sluice_vault_index_get      (SluiceVaultIndex         *self,
                                               const char               *id,
                                               GError                  **error);
SluiceVaultItem  *sluice_vault_index_find     (SluiceVaultIndex         *self,
                                               SluiceVaultLink           kind,
                                               const char               *value,
                                               GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceVaultIndex, sluice_vault_index_free)

G_END_DECLS
