/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-party.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_DIALOG_PAGES (sluice_consent_dialog_pages_get_type ())

/* Home page and privacy notice of who asks. They are opened with the action "consent.open". */
G_DECLARE_FINAL_TYPE (SluiceConsentDialogPages, sluice_consent_dialog_pages, SLUICE, CONSENT_DIALOG_PAGES, AdwBin)

void sluice_consent_dialog_pages_set_party (SluiceConsentDialogPages *self,
                                            SluiceConsentParty       *party);

G_END_DECLS
