/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-request.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_DIALOG_CHOICE (sluice_consent_dialog_choice_get_type ())

/*
 * What a person can give, and for how long. Property: n-given, how many items
 * are switched on, 0 at first. Around it is a widget with the action "consent.see":
 * see sluice-consent-item-row.h.
 */
G_DECLARE_FINAL_TYPE (SluiceConsentDialogChoice, sluice_consent_dialog_choice, SLUICE, CONSENT_DIALOG_CHOICE, AdwBin)

void        sluice_consent_dialog_choice_set_request  (SluiceConsentDialogChoice *self,
                                                       SluiceConsentRequest      *request);
void        sluice_consent_dialog_choice_set_locked   (SluiceConsentDialogChoice *self,
                                                       gboolean                   locked);
guint       sluice_consent_dialog_choice_get_n_given  (SluiceConsentDialogChoice *self);
guint       sluice_consent_dialog_choice_get_n_items  (SluiceConsentDialogChoice *self);
guint       sluice_consent_dialog_choice_get_n_public (SluiceConsentDialogChoice *self);
GStrv       sluice_consent_dialog_choice_dup_given    (SluiceConsentDialogChoice *self);
const char *sluice_consent_dialog_choice_get_duration (SluiceConsentDialogChoice *self);

G_END_DECLS
