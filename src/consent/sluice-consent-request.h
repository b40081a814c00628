/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-change.h"
#include "sluice-consent-item.h"
#include "sluice-consent-party.h"

G_BEGIN_DECLS

/**
 * SluiceConsentState:
 * @SLUICE_CONSENT_PENDING: it waits for the person
 * @SLUICE_CONSENT_APPROVED: all or some of it was given
 * @SLUICE_CONSENT_DENIED: nothing was given
 * @SLUICE_CONSENT_EXPIRED: nobody answered in time; nothing was given
 * @SLUICE_CONSENT_WITHDRAWN: who asked does not ask any more; nothing was given
 */
typedef enum
{
  SLUICE_CONSENT_PENDING,
  SLUICE_CONSENT_APPROVED,
  SLUICE_CONSENT_DENIED,
  SLUICE_CONSENT_EXPIRED,
  SLUICE_CONSENT_WITHDRAWN,
} SluiceConsentState;

/**
 * SluiceConsentOrigin:
 * @SLUICE_CONSENT_FROM_AFAR: they asked the cloud (CIBA)
 * @SLUICE_CONSENT_FROM_LINK: a link on this computer was opened
 * @SLUICE_CONSENT_FROM_DEVICE: a code of another device was typed
 * @SLUICE_CONSENT_FROM_BROWSER: in a browser
 *
 * How it was asked.
 */
typedef enum
{
  SLUICE_CONSENT_FROM_AFAR,
  SLUICE_CONSENT_FROM_LINK,
  SLUICE_CONSENT_FROM_DEVICE,
  SLUICE_CONSENT_FROM_BROWSER,
} SluiceConsentOrigin;

#define SLUICE_TYPE_CONSENT_STATE (sluice_consent_state_get_type ())
GType sluice_consent_state_get_type (void);

#define SLUICE_TYPE_CONSENT_REQUEST (sluice_consent_request_get_type ())

/*
 * A third party asks for a person's data. Properties: state (the only thing that
 * changes after the first look).
 */
G_DECLARE_FINAL_TYPE (SluiceConsentRequest, sluice_consent_request, SLUICE, CONSENT_REQUEST, GObject)

const char          *sluice_consent_request_get_id              (SluiceConsentRequest *self);
SluiceConsentOrigin  sluice_consent_request_get_origin          (SluiceConsentRequest *self);
SluiceConsentState   sluice_consent_request_get_state           (SluiceConsentRequest *self);
gint64               sluice_consent_request_get_created         (SluiceConsentRequest *self);
gint64               sluice_consent_request_get_expires         (SluiceConsentRequest *self);
SluiceConsentParty  *sluice_consent_request_get_party           (SluiceConsentRequest *self);
const char          *sluice_consent_request_get_binding_message (SluiceConsentRequest *self);
const char          *sluice_consent_request_get_user_code       (SluiceConsentRequest *self);
const char          *sluice_consent_request_get_purpose         (SluiceConsentRequest *self);
const char          *sluice_consent_request_get_duration        (SluiceConsentRequest *self);
GListModel          *sluice_consent_request_get_items           (SluiceConsentRequest *self);
GListModel          *sluice_consent_request_get_changes         (SluiceConsentRequest *self);
guint                sluice_consent_request_get_n_unknown       (SluiceConsentRequest *self);
const char          *sluice_consent_request_get_redirect        (SluiceConsentRequest *self);

G_END_DECLS
