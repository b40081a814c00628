/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-request.h"
#include "sluice-consents.h"
#include "sluice-grant.h"

G_BEGIN_DECLS

/* Who asks for data and who has it, in words. No GTK in here. */
char *sluice_consent_look_dup_who        (SluiceConsentParty   *party);
char *sluice_consent_look_dup_asks       (SluiceConsentRequest *request,
                                          gint64                now);
char *sluice_consent_look_dup_sees       (SluiceGrant          *grant,
                                          gint64                now);
char *sluice_consent_look_dup_until      (SluiceGrant          *grant);
char *sluice_consent_look_dup_used       (SluiceGrantItem      *item,
                                          gint64                now);
char *sluice_consent_look_dup_alarms     (SluiceGrant          *grant);
char *sluice_consent_look_dup_staying    (guint                 n_kept,
                                          guint                 n_all);
char *sluice_consent_look_dup_taking_all (guint                 n_grants);
char *sluice_consent_look_dup_age        (SluiceConsents       *consents,
                                          gint64                now);

G_END_DECLS
