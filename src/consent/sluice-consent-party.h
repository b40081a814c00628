/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CONSENT_PARTY (sluice_consent_party_get_type ())

/*
 * Who asks for data, or has it. Never changes. Everything but the client id and
 * whether it is verified are its own words, cut to one printable line each.
 */
G_DECLARE_FINAL_TYPE (SluiceConsentParty, sluice_consent_party, SLUICE, CONSENT_PARTY, GObject)

SluiceConsentParty *sluice_consent_party_new            (JsonObject         *object);
gboolean            sluice_consent_party_equal          (SluiceConsentParty *self,
                                                         SluiceConsentParty *other);
const char         *sluice_consent_party_get_client_id  (SluiceConsentParty *self);
const char         *sluice_consent_party_get_name       (SluiceConsentParty *self);
const char         *sluice_consent_party_get_homepage   (SluiceConsentParty *self);
const char         *sluice_consent_party_get_domain     (SluiceConsentParty *self);
const char         *sluice_consent_party_get_notice_url (SluiceConsentParty *self);
gboolean            sluice_consent_party_is_verified    (SluiceConsentParty *self);

G_END_DECLS
