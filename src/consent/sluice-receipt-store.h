/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-receipt.h"

#include <libdex.h>

G_BEGIN_DECLS

/*
 * The person's own copies of receipts, and the keys that clouds sign with: a
 * SQLite file that outlives the cloud and the sign-in. From any thread.
 */
typedef struct _SluiceReceiptStore SluiceReceiptStore;

SluiceReceiptStore *sluice_receipt_store_new       (const char         *path);
void                sluice_receipt_store_free      (SluiceReceiptStore *self);
DexFuture          *sluice_receipt_store_load      (SluiceReceiptStore *self,
                                                    guint               limit) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *sluice_receipt_store_add       (SluiceReceiptStore *self,
                                                    const char         *place_id,
                                                    GPtrArray          *receipts) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *sluice_receipt_store_trust_key (SluiceReceiptStore *self,
                                                    const char         *place_id,
                                                    const char         *place_name,
                                                    const char         *key_id,
                                                    gint64              now) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *sluice_receipt_store_knows_key (SluiceReceiptStore *self,
                                                    const char         *key_id) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceReceiptStore, sluice_receipt_store_free)

G_END_DECLS
