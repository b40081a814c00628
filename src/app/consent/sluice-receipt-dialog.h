/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RECEIPT_DIALOG (sluice_receipt_dialog_get_type ())

/* What a receipt says, and what it is worth. */
G_DECLARE_FINAL_TYPE (SluiceReceiptDialog, sluice_receipt_dialog, SLUICE, RECEIPT_DIALOG, AdwDialog)

AdwDialog *sluice_receipt_dialog_new (SluiceConsents *consents,
                                      SluiceReceipt  *receipt);

G_END_DECLS
