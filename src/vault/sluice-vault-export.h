/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_EXPORT (sluice_vault_export_get_type ())

/* What came of an export. */
G_DECLARE_FINAL_TYPE (SluiceVaultExport, sluice_vault_export, SLUICE, VAULT_EXPORT, GObject)

DexFuture  *sluice_vault_export_all           (SluiceVault              *vault,
                                               const char               *folder,
                                               SluiceVaultProgressFunc   progress,
                                               gpointer                  progress_data,
                                               GDestroyNotify            progress_destroy) G_GNUC_WARN_UNUSED_RESULT;

guint       sluice_vault_export_get_n_written (SluiceVaultExport        *self);
guint       sluice_vault_export_get_n_there   (SluiceVaultExport        *self);
guint       sluice_vault_export_get_n_failed  (SluiceVaultExport        *self);
const char *sluice_vault_export_get_failure   (SluiceVaultExport        *self,
                                               guint                     position,
                                               const char              **out_name);

G_END_DECLS
