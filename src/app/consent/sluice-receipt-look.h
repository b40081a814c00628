/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-consents.h"
#include "sluice-receipt.h"

G_BEGIN_DECLS

/**
 * SluiceReceiptRow:
 * @label: what it is
 * @value: as the receipt says
 *
 * A line of a receipt as a person reads it.
 */
typedef struct
{
  char *label;
  char *value;
} SluiceReceiptRow;

/* A decision and its receipt in words. No GTK in here. */
char       *sluice_receipt_look_dup_title         (SluiceReceipt        *receipt);
char       *sluice_receipt_look_dup_subtitle      (SluiceReceipt        *receipt);
const char *sluice_receipt_look_get_icon_name     (SluiceReceipt        *receipt);
GPtrArray  *sluice_receipt_look_list_rows         (SluiceReceipt        *receipt);
char       *sluice_receipt_look_dup_file_name     (SluiceReceipt        *receipt);

const char *sluice_receipt_verdict_get_title      (SluiceReceiptVerdict  verdict);
const char *sluice_receipt_verdict_get_text       (SluiceReceiptVerdict  verdict);
const char *sluice_receipt_verdict_get_icon_name  (SluiceReceiptVerdict  verdict);
const char *sluice_receipt_verdict_get_css_class  (SluiceReceiptVerdict  verdict);

G_END_DECLS
