/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_ULTIMAKER_FORM (sluice_ultimaker_form_get_type ())

/*
 * Where UltiMaker's cloud is, and as whom to sign in there: nothing of it but the addresses is known beforehand. Signal:
 * changed: something else is typed.
 */
G_DECLARE_FINAL_TYPE (SluiceUltimakerForm, sluice_ultimaker_form, SLUICE, ULTIMAKER_FORM, AdwBin)

void           sluice_ultimaker_form_set_settings (SluiceUltimakerForm  *self,
                                                   GSettings            *settings);
void           sluice_ultimaker_form_set_account  (SluiceUltimakerForm  *self,
                                                   SluiceAccount        *account);
SluiceAccount *sluice_ultimaker_form_make_account (SluiceUltimakerForm  *self,
                                                   const char           *ca_file,
                                                   const char           *program,
                                                   const char          **out_problem);
const char    *sluice_ultimaker_form_get_token    (SluiceUltimakerForm  *self);
gboolean       sluice_ultimaker_form_check        (SluiceUltimakerForm  *self,
                                                   const char          **out_problem);

G_END_DECLS
