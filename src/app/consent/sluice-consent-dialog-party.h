/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-party.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_DIALOG_PARTY (sluice_consent_dialog_party_get_type ())

/* Who asks: name, domain, and whether anybody has checked it. */
G_DECLARE_FINAL_TYPE (SluiceConsentDialogParty, sluice_consent_dialog_party, SLUICE, CONSENT_DIALOG_PARTY, AdwBin)

void sluice_consent_dialog_party_set_party (SluiceConsentDialogParty *self,
                                            SluiceConsentParty       *party);

G_END_DECLS
