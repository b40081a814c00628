/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_FILE_ROW (sluice_vault_file_row_get_type ())

/* A file in the vault, in a list. Signals: restore (item), remove (item). */
G_DECLARE_FINAL_TYPE (SluiceVaultFileRow, sluice_vault_file_row, SLUICE, VAULT_FILE_ROW, AdwBin)

GtkWidget *sluice_vault_file_row_new      (void);
void       sluice_vault_file_row_set_item (SluiceVaultFileRow *self,
                                           SluiceVaultItem    *item);

G_END_DECLS
