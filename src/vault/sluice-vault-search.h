/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-item.h"

G_BEGIN_DECLS

gboolean sluice_vault_item_matches (SluiceVaultItem *self,
                                    const char      *text);

G_END_DECLS
