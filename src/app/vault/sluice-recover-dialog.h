/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RECOVER_DIALOG (sluice_recover_dialog_get_type ())

/*
 * Asks for the recovery phrase, when the key of the vault is lost. Signal:
 * recovered (the vault is there again, or was set aside, so that one can begin).
 */
G_DECLARE_FINAL_TYPE (SluiceRecoverDialog, sluice_recover_dialog, SLUICE, RECOVER_DIALOG, AdwDialog)

AdwDialog *sluice_recover_dialog_new (SluiceContext *context);

G_END_DECLS
