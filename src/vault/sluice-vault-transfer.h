/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-blob.h"
#include "sluice-vault-progress.h"
#include "sluice-vault-store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

SluiceVaultItem  *sluice_vault_transfer_add     (SluiceVaultStore     *store,
                                                 const char           *path,
                                                 const char           *name,
                                                 SluiceVaultProgress  *progress,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
gboolean          sluice_vault_transfer_verify  (SluiceVaultStore     *store,
                                                 SluiceVaultItem      *item,
                                                 SluiceVaultProgress  *progress,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
gboolean          sluice_vault_transfer_restore (SluiceVaultStore     *store,
                                                 SluiceVaultItem      *item,
                                                 const char           *destination,
                                                 gboolean              replace,
                                                 SluiceVaultProgress  *progress,
                                                 GCancellable         *cancellable,
                                                 GError              **error);
SluiceBlobReader *sluice_vault_transfer_open    (SluiceVaultStore     *store,
                                                 SluiceVaultItem      *item,
                                                 GError              **error);

G_END_DECLS
