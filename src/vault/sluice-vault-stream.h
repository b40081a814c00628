/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_STREAM (sluice_vault_stream_get_type ())

G_DECLARE_FINAL_TYPE (SluiceVaultStream, sluice_vault_stream, SLUICE, VAULT_STREAM, GInputStream)

/* Blocking: for a worker. */
GInputStream *sluice_vault_stream_new (SluiceVault      *vault,
                                       SluiceVaultItem  *item,
                                       guint64           offset,
                                       GError          **error);

G_END_DECLS
