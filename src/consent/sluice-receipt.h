/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consent-party.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** SLUICE_RECEIPT_MAX_BYTES: no receipt is longer. */
#define SLUICE_RECEIPT_MAX_BYTES (64 * 1024)

/**
 * SluiceDecision:
 * @SLUICE_DECISION_APPROVE: the person gave all or some of what was asked
 * @SLUICE_DECISION_DENY: the person gave nothing
 * @SLUICE_DECISION_NARROW: the person took some of it back
 * @SLUICE_DECISION_REVOKE: the person took all of it back
 * @SLUICE_DECISION_EXPIRED: the person did not answer in time; nothing was given
 * @SLUICE_DECISION_OTHER: something that this version has no word for
 *
 * What a receipt is of.
 */
typedef enum
{
  SLUICE_DECISION_APPROVE,
  SLUICE_DECISION_DENY,
  SLUICE_DECISION_NARROW,
  SLUICE_DECISION_REVOKE,
  SLUICE_DECISION_EXPIRED,
  SLUICE_DECISION_OTHER,
} SluiceDecision;

#define SLUICE_TYPE_RECEIPT (sluice_receipt_get_type ())

/*
 * What a cloud wrote and signed about a person's decision: ISO/IEC TS 27560 in
 * words of the Data Privacy Vocabulary, schema "sluice.consent-receipt/1". Never
 * changes. What it says is worth what its signature is: see
 * sluice_receipt_is_intact() and sluice_consents_check_receipt().
 */
G_DECLARE_FINAL_TYPE (SluiceReceipt, sluice_receipt, SLUICE, RECEIPT, GObject)

SluiceReceipt      *sluice_receipt_new          (GBytes         *bytes,
                                                 GError        **error);
SluiceReceipt      *sluice_receipt_new_from_json (JsonObject    *object,
                                                  GError       **error);
GBytes             *sluice_receipt_get_bytes    (SluiceReceipt  *self);
gboolean            sluice_receipt_is_intact    (SluiceReceipt  *self);
const char         *sluice_receipt_get_key_id   (SluiceReceipt  *self);

const char         *sluice_receipt_get_id       (SluiceReceipt  *self);
const char         *sluice_receipt_get_issuer   (SluiceReceipt  *self);
gint64              sluice_receipt_get_issued   (SluiceReceipt  *self);
SluiceDecision      sluice_receipt_get_decision (SluiceReceipt  *self);
SluiceConsentParty *sluice_receipt_get_party    (SluiceReceipt  *self);
const char * const *sluice_receipt_get_given    (SluiceReceipt  *self);
const char * const *sluice_receipt_get_refused  (SluiceReceipt  *self);
const char         *sluice_receipt_get_purpose  (SluiceReceipt  *self);
const char         *sluice_receipt_get_duration (SluiceReceipt  *self);
gint64              sluice_receipt_get_expires  (SluiceReceipt  *self);

G_END_DECLS
