/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SluiceVaultShelf SluiceVaultShelf;

SluiceVaultShelf *sluice_vault_shelf_new         (void);
void              sluice_vault_shelf_free        (SluiceVaultShelf *self);
GListModel       *sluice_vault_shelf_get_model   (SluiceVaultShelf *self);
guint             sluice_vault_shelf_get_changes (SluiceVaultShelf *self);
void              sluice_vault_shelf_fill        (SluiceVaultShelf *self,
                                                  GPtrArray        *items);
void              sluice_vault_shelf_put         (SluiceVaultShelf *self,
                                                  SluiceVaultItem  *item);
void              sluice_vault_shelf_take        (SluiceVaultShelf *self,
                                                  SluiceVaultItem  *item);

G_END_DECLS
