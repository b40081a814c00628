/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-place.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_PAGE (sluice_consent_page_get_type ())

/* Who asks for a person's data, who can see it, and what was decided. */
G_DECLARE_FINAL_TYPE (SluiceConsentPage, sluice_consent_page, SLUICE, CONSENT_PAGE, AdwBin)

void sluice_consent_page_set_consents (SluiceConsentPage *self,
                                       SluiceConsents    *consents,
                                       SluiceTicker      *ticker);
void sluice_consent_page_set_loading  (SluiceConsentPage *self,
                                       gboolean           loading);
void sluice_consent_page_set_place    (SluiceConsentPage *self,
                                       SluicePlace       *place);

G_END_DECLS
