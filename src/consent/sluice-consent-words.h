/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-request.h"
#include "sluice-receipt.h"

G_BEGIN_DECLS

/* What a person reads, in the window and in the terminal alike. */

#define SLUICE_CONSENT_ONCE          "once"
#define SLUICE_CONSENT_UNTIL_REVOKED "until_revoked"

gboolean    sluice_consent_duration_is_known (const char           *duration);
char       *sluice_consent_duration_dup_text (const char           *duration);
const char *sluice_consent_class_get_text    (SluiceDataClass       klass);
const char *sluice_consent_state_get_text    (SluiceConsentState    state);
const char *sluice_consent_origin_get_text   (SluiceConsentOrigin   origin);
char       *sluice_consent_titles_dup_text   (const char * const   *categories);
char       *sluice_receipt_dup_text          (SluiceReceipt        *receipt);

G_END_DECLS
