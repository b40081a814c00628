/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-record.h"

G_BEGIN_DECLS

/**
 * SluiceLedgerChain:
 * @seq: number of the entry that came last; 0 before the first
 * @count: how many came
 * @hash: hash of the one that came last
 *
 * Entries held against each other, oldest first, wherever they are read from. Begins as zeros.
 */
typedef struct
{
  gint64 seq;
  gint64 count;
  guint8 hash[SLUICE_LEDGER_HASH_SIZE];
} SluiceLedgerChain;

gboolean sluice_ledger_chain_add            (SluiceLedgerChain         *self,
                                             const SluiceLedgerRecord  *record,
                                             gint64                     seq,
                                             GError                   **error);
gboolean sluice_ledger_chain_report_changed (gint64                     seq,
                                             GError                   **error);
gboolean sluice_ledger_chain_report_missing (gint64                     seq,
                                             GError                   **error);

G_END_DECLS
