/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-request.h"
#include "sluice-grant.h"

G_BEGIN_DECLS

/* How the room writes what a cloud said into its objects. */

SluiceConsentRequest *sluice_consent_request_new          (JsonObject           *object);
void                  sluice_consent_request_set_state    (SluiceConsentRequest *self,
                                                           SluiceConsentState    state);
void                  sluice_consent_request_set_redirect (SluiceConsentRequest *self,
                                                           const char           *redirect);

SluiceGrant          *sluice_grant_new                    (JsonObject           *object);
void                  sluice_grant_take                   (SluiceGrant          *self,
                                                           SluiceGrant          *newer);

GListStore           *sluice_consent_changes_read         (JsonArray            *array);

G_END_DECLS
