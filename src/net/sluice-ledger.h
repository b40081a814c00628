/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-endpoint.h"
#include "sluice-ledger-entry.h"
#include "sluice-ledger-export.h"
#include "sluice-request.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LEDGER (sluice_ledger_get_type ())

G_DECLARE_FINAL_TYPE (SluiceLedger, sluice_ledger, SLUICE, LEDGER, GObject)

/** SLUICE_LEDGER_SUMMARY_SECONDS: a poll that is repeated gets an entry at most this often. */
#define SLUICE_LEDGER_SUMMARY_SECONDS 600

SluiceLedger *sluice_ledger_new             (const char         *path,
                                             SluiceClock        *clock);
GListModel   *sluice_ledger_get_entries     (SluiceLedger       *self);
DexFuture    *sluice_ledger_load            (SluiceLedger       *self,
                                             guint               limit) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_verify          (SluiceLedger       *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_export          (SluiceLedger       *self,
                                             const char         *path,
                                             SluiceLedgerProgressFunc progress,
                                             gpointer            data,
                                             GDestroyNotify      destroy) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_clear           (SluiceLedger       *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_flush           (SluiceLedger       *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_finish          (SluiceLedger       *self) G_GNUC_WARN_UNUSED_RESULT;

DexFuture    *sluice_ledger_append_leaving  (SluiceLedger       *self,
                                             SluiceEndpoint     *endpoint,
                                             SluiceRequest      *request,
                                             const char         *reason) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_append_outcome  (SluiceLedger       *self,
                                             SluiceLedgerEntry  *leaving,
                                             SluiceLedgerStatus  status,
                                             guint               http_status,
                                             gint64              bytes_out,
                                             gint64              bytes_in) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_append_refused  (SluiceLedger       *self,
                                             SluiceEndpoint     *endpoint,
                                             SluiceRequest      *request,
                                             const char         *reason) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_append_changed  (SluiceLedger       *self,
                                             const char         *scope,
                                             const char         *subject,
                                             const char         *from,
                                             const char         *to) G_GNUC_WARN_UNUSED_RESULT;
DexFuture    *sluice_ledger_append_read     (SluiceLedger       *self,
                                             SluiceEndpoint     *endpoint,
                                             SluiceRequest      *request,
                                             SluiceLedgerStatus  status,
                                             guint               http_status,
                                             gint64              bytes_in) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
