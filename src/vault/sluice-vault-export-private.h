/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-progress.h"
#include "sluice-vault-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SluiceVaultExporter SluiceVaultExporter;

/**
 * SluiceVaultExported:
 * @file: its name in the folder
 * @sha256: 64 hexadecimal digits
 * @was_there: it had been exported before, and is whole
 */
typedef struct
{
  char     *file;
  char     *sha256;
  gboolean  was_there;
} SluiceVaultExported;

/* Blocking: for a worker. */
SluiceVaultExporter *sluice_vault_exporter_new            (SluiceVaultStore     *store,
                                                           const char           *folder,
                                                           GError              **error);
void                 sluice_vault_exporter_free           (SluiceVaultExporter  *self);
gboolean             sluice_vault_exporter_write          (SluiceVaultExporter  *self,
                                                           SluiceVaultItem      *item,
                                                           SluiceVaultProgress  *progress,
                                                           GCancellable         *cancellable,
                                                           SluiceVaultExported  *out_exported,
                                                           GError              **error);
gboolean             sluice_vault_exporter_write_manifest (SluiceVaultExporter  *self,
                                                           GBytes               *manifest,
                                                           GError              **error);
void                 sluice_vault_exported_clear          (SluiceVaultExported  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceVaultExporter, sluice_vault_exporter_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluiceVaultExported, sluice_vault_exported_clear)

G_END_DECLS
