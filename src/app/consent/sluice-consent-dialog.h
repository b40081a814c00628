/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_DIALOG (sluice_consent_dialog_get_type ())

/*
 * Somebody asks for a person's data: who, what, for how long, and the two
 * answers. Signal "open-uri" (string): an address is to be opened, a page of
 * theirs or the way back to them; unless somebody stops the emission, the
 * person's own browser does it.
 */
G_DECLARE_FINAL_TYPE (SluiceConsentDialog, sluice_consent_dialog, SLUICE, CONSENT_DIALOG, AdwDialog)

SluiceConsentDialog *sluice_consent_dialog_new (SluiceConsents       *consents,
                                                SluiceConsentRequest *request);

G_END_DECLS
