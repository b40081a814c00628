/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-ask.h"

G_BEGIN_DECLS

/**
 * CloudStatement:
 * @account: whose decision
 * @client: about whom
 * @decision: "approve", "deny", "narrow", "revoke" or "expired"
 * @given: (array zero-terminated=1): what the client may see from now on
 * @refused: (array zero-terminated=1): what it may not: asked for and not given, or taken back
 * @purpose: (nullable): the asker's own words
 * @duration: for how long
 * @expires: when that ends, seconds since the epoch; 0 for never
 * @origin: how it was asked
 * @grant: (nullable): the grant
 *
 * What a receipt says.
 */
typedef struct
{
  const char         *account;
  const CloudClient  *client;
  const char         *decision;
  const char * const *given;
  const char * const *refused;
  const char         *purpose;
  const char         *duration;
  gint64              expires;
  const char         *origin;
  const char         *grant;
} CloudStatement;

JsonObject *cloud_receipts_issue    (CloudContext          *context,
                                     const CloudStatement  *statement,
                                     GError               **error);
JsonObject *cloud_receipts_find     (CloudContext          *context,
                                     const char            *account,
                                     const char            *id,
                                     GError               **error);
JsonObject *cloud_receipts_find_last (CloudContext         *context,
                                      const char           *account,
                                      const char           *client,
                                      GError              **error);
JsonArray  *cloud_receipts_list     (CloudContext          *context,
                                     const char            *account,
                                     gint64                 limit,
                                     gint64                 offset,
                                     gint64                *out_total,
                                     GError               **error);

/* cloud-receipt-key.c */
JsonObject *cloud_receipt_key_describe (CloudContext *context);
gboolean    cloud_receipt_key_sign     (CloudContext *context,
                                        JsonObject   *receipt);

G_END_DECLS
