/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_SAMPLE_PAGE (sluice_consent_sample_page_get_type ())

/* A few lines of the person's own data, so that it is plain what is asked for. */
G_DECLARE_FINAL_TYPE (SluiceConsentSamplePage, sluice_consent_sample_page, SLUICE, CONSENT_SAMPLE_PAGE,
                      AdwNavigationPage)

AdwNavigationPage *sluice_consent_sample_page_new (SluiceConsents           *consents,
                                                   SluiceConsentRequest     *request,
                                                   const SluiceDataCategory *category);

G_END_DECLS
