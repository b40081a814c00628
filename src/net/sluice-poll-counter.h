/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-ledger-record.h"

G_BEGIN_DECLS

/*
 * Requests without a body that are made again and again: counted here, and
 * written to the ledger now and then. For this room only.
 */
typedef struct _SluicePollCounter SluicePollCounter;

SluicePollCounter *sluice_poll_counter_new  (gint64                    period);
GPtrArray         *sluice_poll_counter_add  (SluicePollCounter        *self,
                                             const SluiceLedgerRecord *record,
                                             gint64                    now);
GPtrArray         *sluice_poll_counter_take (SluicePollCounter        *self);
void               sluice_poll_counter_free (SluicePollCounter        *self);

G_END_DECLS
