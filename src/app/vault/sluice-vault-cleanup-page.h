/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-vault.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_CLEANUP_PAGE (sluice_vault_cleanup_page_get_type ())

/* What could go out of the vault; the person chooses. */
G_DECLARE_FINAL_TYPE (SluiceVaultCleanupPage, sluice_vault_cleanup_page, SLUICE, VAULT_CLEANUP_PAGE, AdwNavigationPage)

AdwNavigationPage *sluice_vault_cleanup_page_new (SluiceVault *vault,
                                                  SluiceClock *clock);

G_END_DECLS
