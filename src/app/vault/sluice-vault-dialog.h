/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_VAULT_DIALOG (sluice_vault_dialog_get_type ())

/* The vault: its size, its files, its recovery phrase, and the way out of it. */
G_DECLARE_FINAL_TYPE (SluiceVaultDialog, sluice_vault_dialog, SLUICE, VAULT_DIALOG, AdwPreferencesDialog)

AdwDialog *sluice_vault_dialog_new (SluiceContext *context);

G_END_DECLS
