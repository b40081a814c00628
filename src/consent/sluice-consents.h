/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-consent-request.h"
#include "sluice-consent-sample.h"
#include "sluice-grant.h"
#include "sluice-receipt.h"
#include "sluice-session.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluiceReceiptVerdict:
 * @SLUICE_RECEIPT_GENUINE: it is as a cloud that this computer knows has written it
 * @SLUICE_RECEIPT_UNKNOWN: it is as somebody has written it, whom this computer does not know
 * @SLUICE_RECEIPT_ALTERED: it was changed since it was signed, or never was
 *
 * What a receipt is worth.
 */
typedef enum
{
  SLUICE_RECEIPT_GENUINE,
  SLUICE_RECEIPT_UNKNOWN,
  SLUICE_RECEIPT_ALTERED,
} SluiceReceiptVerdict;

#define SLUICE_TYPE_CONSENTS (sluice_consents_get_type ())

/*
 * Who asks for a person's data, who has it, and what was decided. Properties:
 * n-waiting (how many requests wait), n-alarms (how many grants are of a party that is not what it
 * was), observed-at (microseconds since the epoch when the cloud last answered, 0 never),
 * stale-reason (why it is old, for a person, or NULL when the last look succeeded),
 * not-allowed (whether that is because the sign-in may not look; it can be allowed),
 * is-offered (FALSE at a place that asks nobody and does not say who read what).
 * Signal "asked" (SluiceConsentRequest): one waits that was not there before.
 */
G_DECLARE_FINAL_TYPE (SluiceConsents, sluice_consents, SLUICE, CONSENTS, GObject)

SluiceConsents *sluice_consents_new              (const char            *receipts_path,
                                                  SluiceClock           *clock);
void            sluice_consents_start            (SluiceConsents        *self,
                                                  SluiceSession         *session);
void            sluice_consents_stop             (SluiceConsents        *self,
                                                  const char            *reason);
void            sluice_consents_use              (SluiceConsents        *self,
                                                  SluiceSession         *session);
void            sluice_consents_forget           (SluiceConsents        *self);
void            sluice_consents_set_attentive    (SluiceConsents        *self,
                                                  gboolean               attentive);
void            sluice_consents_refresh          (SluiceConsents        *self);
DexFuture      *sluice_consents_look_once        (SluiceConsents        *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_load_receipts    (SluiceConsents        *self) G_GNUC_WARN_UNUSED_RESULT;

SluiceClock    *sluice_consents_get_clock        (SluiceConsents        *self);
GListModel     *sluice_consents_get_requests     (SluiceConsents        *self);
GListModel     *sluice_consents_get_grants       (SluiceConsents        *self);
GListModel     *sluice_consents_get_receipts     (SluiceConsents        *self);
guint           sluice_consents_get_n_waiting    (SluiceConsents        *self);
guint           sluice_consents_get_n_alarms     (SluiceConsents        *self);
gint64          sluice_consents_get_observed_at  (SluiceConsents        *self);
gboolean        sluice_consents_get_not_allowed  (SluiceConsents        *self);
void            sluice_consents_set_offered      (SluiceConsents        *self,
                                                  gboolean               offered);
gboolean        sluice_consents_get_is_offered   (SluiceConsents        *self);
const char     *sluice_consents_get_stale_reason (SluiceConsents        *self);

DexFuture      *sluice_consents_look_up_link     (SluiceConsents        *self,
                                                  const char            *link) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_look_up_code     (SluiceConsents        *self,
                                                  const char            *user_code) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_look_up_id       (SluiceConsents        *self,
                                                  const char            *id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_load_sample      (SluiceConsents        *self,
                                                  SluiceConsentRequest  *request,
                                                  const char            *category) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_approve          (SluiceConsents        *self,
                                                  SluiceConsentRequest  *request,
                                                  const char * const    *categories,
                                                  const char            *duration) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_deny             (SluiceConsents        *self,
                                                  SluiceConsentRequest  *request) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_narrow           (SluiceConsents        *self,
                                                  SluiceGrant           *grant,
                                                  const char * const    *keep) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_revoke           (SluiceConsents        *self,
                                                  SluiceGrant           *grant) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_revoke_all       (SluiceConsents        *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture      *sluice_consents_check_receipt    (SluiceConsents        *self,
                                                  SluiceReceipt         *receipt) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
