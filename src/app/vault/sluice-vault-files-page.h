/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-vault.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_FILES_PAGE (sluice_vault_files_page_get_type ())

/* The files in the vault: to be found, restored and removed. */
G_DECLARE_FINAL_TYPE (SluiceVaultFilesPage, sluice_vault_files_page, SLUICE, VAULT_FILES_PAGE, AdwNavigationPage)

AdwNavigationPage *sluice_vault_files_page_new (SluiceVault *vault);

G_END_DECLS
