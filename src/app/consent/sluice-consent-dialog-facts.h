/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-request.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_DIALOG_FACTS (sluice_consent_dialog_facts_get_type ())

/* The code to compare, what they say it is for, and what is not any more as it was. */
G_DECLARE_FINAL_TYPE (SluiceConsentDialogFacts, sluice_consent_dialog_facts, SLUICE, CONSENT_DIALOG_FACTS, AdwBin)

void sluice_consent_dialog_facts_set_request (SluiceConsentDialogFacts *self,
                                              SluiceConsentRequest     *request);
void sluice_consent_dialog_facts_show_age    (SluiceConsentDialogFacts *self,
                                              gint64                    now);

G_END_DECLS
