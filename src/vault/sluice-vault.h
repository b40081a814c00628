/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"
#include "sluice-vault-item.h"
#include "sluice-vault-progress.h"
#include "sluice-vault-writer.h"

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT (sluice_vault_get_type ())

/* Properties: used (int64), quota (int64, read and written), both in bytes. */
G_DECLARE_FINAL_TYPE (SluiceVault, sluice_vault, SLUICE, VAULT, GObject)

SluiceVault       *sluice_vault_new            (const char              *folder,
                                                SluiceKey               *key);
GListModel        *sluice_vault_get_model      (SluiceVault             *self);
const char        *sluice_vault_get_short_id   (SluiceVault             *self);
gint64             sluice_vault_get_used       (SluiceVault             *self);
gint64             sluice_vault_get_quota      (SluiceVault             *self);
void               sluice_vault_set_quota      (SluiceVault             *self,
                                                gint64                   quota);

DexFuture         *sluice_vault_list           (SluiceVault             *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_vault_find_by_record (SluiceVault             *self,
                                                const char              *record_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_vault_find_by_job    (SluiceVault             *self,
                                                const char              *job_uuid) G_GNUC_WARN_UNUSED_RESULT;

DexFuture         *sluice_vault_add_file       (SluiceVault             *self,
                                                const char              *path,
                                                const char              *name,
                                                SluiceVaultProgressFunc  progress,
                                                gpointer                 progress_data,
                                                GDestroyNotify           progress_destroy) G_GNUC_WARN_UNUSED_RESULT;
SluiceVaultWriter *sluice_vault_begin          (SluiceVault             *self,
                                                GError                 **error);
DexFuture         *sluice_vault_join_job       (SluiceVault             *self,
                                                SluiceVaultItem         *item,
                                                const char              *job_uuid) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_vault_join_record    (SluiceVault             *self,
                                                SluiceVaultItem         *item,
                                                const char              *record_id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_vault_restore        (SluiceVault             *self,
                                                SluiceVaultItem         *item,
                                                const char              *destination,
                                                gboolean                 replace,
                                                SluiceVaultProgressFunc  progress,
                                                gpointer                 progress_data,
                                                GDestroyNotify           progress_destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_vault_verify         (SluiceVault             *self,
                                                SluiceVaultItem         *item,
                                                SluiceVaultProgressFunc  progress,
                                                gpointer                 progress_data,
                                                GDestroyNotify           progress_destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_vault_remove         (SluiceVault             *self,
                                                SluiceVaultItem         *item) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
