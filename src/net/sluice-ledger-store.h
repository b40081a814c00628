/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-record.h"

G_BEGIN_DECLS

/* What happens on the ledger's database thread; sluice-ledger.c is what others call. */
gboolean   sluice_ledger_store_prepare (SluiceDatabase      *database,
                                        gint64               now,
                                        GError             **error);
gboolean   sluice_ledger_store_append  (SluiceDatabase      *database,
                                        SluiceLedgerRecord  *record,
                                        GError             **error);
gboolean   sluice_ledger_store_clear   (SluiceDatabase      *database,
                                        SluiceLedgerRecord  *record,
                                        GError             **error);
GPtrArray *sluice_ledger_store_read    (SluiceDatabase      *database,
                                        gint64               limit,
                                        GError             **error);
gint64     sluice_ledger_store_verify  (SluiceDatabase      *database,
                                        GError             **error);
gboolean   sluice_ledger_store_measure (SluiceDatabase     *database,
                                        gint64             *out_count,
                                        gint64             *out_newest,
                                        GError            **error);
GBytes    *sluice_ledger_store_read_lines (SluiceDatabase  *database,
                                        gint64              after,
                                        gint64              limit,
                                        gint64             *out_last,
                                        gint64             *out_count,
                                        GError            **error);

G_END_DECLS
