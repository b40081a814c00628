/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SLUICE_CONSENT_ERROR (sluice_consent_error_quark ())

/**
 * SluiceConsentError:
 * @SLUICE_CONSENT_ERROR_LINK: the link is not one that asks for consent; nothing was sent
 * @SLUICE_CONSENT_ERROR_UNKNOWN: the cloud knows no such request, grant or code
 * @SLUICE_CONSENT_ERROR_EXPIRED: nobody answered in time; who asked has to ask again
 * @SLUICE_CONSENT_ERROR_WITHDRAWN: who asked does not ask any more
 * @SLUICE_CONSENT_ERROR_ANSWERED: it was answered before, here or elsewhere
 * @SLUICE_CONSENT_ERROR_FORMAT: an answer, or a receipt, is not one that Sluice understands
 *
 * What went wrong with a request for consent, a grant or a receipt.
 */
typedef enum
{
  SLUICE_CONSENT_ERROR_LINK,
  SLUICE_CONSENT_ERROR_UNKNOWN,
  SLUICE_CONSENT_ERROR_EXPIRED,
  SLUICE_CONSENT_ERROR_WITHDRAWN,
  SLUICE_CONSENT_ERROR_ANSWERED,
  SLUICE_CONSENT_ERROR_FORMAT,
} SluiceConsentError;

GQuark sluice_consent_error_quark (void);

G_END_DECLS
