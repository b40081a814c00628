/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-kind.h"
#include "sluice-ledger-entry.h"

G_BEGIN_DECLS

/* An entry of the ledger in words. No GTK in here. */
SluiceKind  sluice_activity_get_kind      (SluiceLedgerEntry *entry);
char       *sluice_activity_dup_title     (SluiceLedgerEntry *entry);
char       *sluice_activity_dup_subtitle  (SluiceLedgerEntry *entry);
char       *sluice_activity_dup_bytes     (SluiceLedgerEntry *entry);
const char *sluice_activity_get_icon_name (SluiceLedgerEntry *entry);
gboolean    sluice_activity_is_sent       (SluiceLedgerEntry *entry,
                                           SluiceKind         kind);
char       *sluice_activity_describe_export   (gint64 n_done,
                                               gint64 n_all);
char       *sluice_activity_describe_exported (gint64 n_entries);

G_END_DECLS
