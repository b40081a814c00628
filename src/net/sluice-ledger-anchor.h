/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-record.h"

G_BEGIN_DECLS

/*
 * Where the ledger ended when it was last written, kept in a file beside the
 * database: without it nobody could tell a ledger whose last entries were cut
 * off from one that never had them.
 */
typedef struct
{
  gint64 seq;   /* of the newest entry; 0 for a ledger that is still empty */
  gint64 count; /* of entries */
  char   hash[2 * SLUICE_LEDGER_HASH_SIZE + 1];
} SluiceLedgerAnchor;

gboolean sluice_ledger_anchor_exists (const char                *database_path);
gboolean sluice_ledger_anchor_load  (const char                *database_path,
                                     SluiceLedgerAnchor        *out_anchor,
                                     GError                   **error);
gboolean sluice_ledger_anchor_store (const SluiceLedgerAnchor  *self,
                                     const char                *database_path,
                                     GError                   **error);

G_END_DECLS
