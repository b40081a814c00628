/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-source.h"
#include "sluice-vault.h"

G_BEGIN_DECLS

SluiceUploadSource *sluice_vault_source_new (SluiceVault     *vault,
                                             SluiceVaultItem *item);

G_END_DECLS
