/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SIGN_IN_DIALOG (sluice_sign_in_dialog_get_type ())

/*
 * Signing in at a cloud elsewhere. Signals: signed-in: the cloud is the place now, and
 * the dialog closes; open-uri (a string, an https address): the person's browser is
 * needed, which it opens by itself unless somebody stops the emission.
 */
G_DECLARE_FINAL_TYPE (SluiceSignInDialog, sluice_sign_in_dialog, SLUICE, SIGN_IN_DIALOG, AdwDialog)

AdwDialog *sluice_sign_in_dialog_new          (SluiceContext      *context,
                                               SluiceAccount      *account);
AdwDialog *sluice_sign_in_dialog_new_ultimaker (SluiceContext     *context);
void       sluice_sign_in_dialog_set_ca_file  (SluiceSignInDialog *self,
                                               const char         *ca_file);

G_END_DECLS
