/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SluiceConsentChangeWhat:
 * @SLUICE_CONSENT_CHANGE_NAME: what they call themselves
 * @SLUICE_CONSENT_CHANGE_HOMEPAGE: their home page
 * @SLUICE_CONSENT_CHANGE_NOTICE: where their privacy notice is
 * @SLUICE_CONSENT_CHANGE_CATEGORIES: which data they ask for
 *
 * What is not any more as it was when they were trusted.
 */
typedef enum
{
  SLUICE_CONSENT_CHANGE_NAME,
  SLUICE_CONSENT_CHANGE_HOMEPAGE,
  SLUICE_CONSENT_CHANGE_NOTICE,
  SLUICE_CONSENT_CHANGE_CATEGORIES,
} SluiceConsentChangeWhat;

#define SLUICE_TYPE_CONSENT_CHANGE (sluice_consent_change_get_type ())

/* Something about a party that was different before. Never changes. */
G_DECLARE_FINAL_TYPE (SluiceConsentChange, sluice_consent_change, SLUICE, CONSENT_CHANGE, GObject)

SluiceConsentChange     *sluice_consent_change_new        (JsonObject          *object);
SluiceConsentChangeWhat  sluice_consent_change_get_what   (SluiceConsentChange *self);
const char              *sluice_consent_change_get_before (SluiceConsentChange *self);
const char              *sluice_consent_change_get_after  (SluiceConsentChange *self);
char                    *sluice_consent_change_dup_text   (SluiceConsentChange *self);

G_END_DECLS
