/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-database.h"

G_BEGIN_DECLS

/**
 * SluiceLedgerProgressFunc:
 * @n_done: entries written
 * @n_all: entries in all
 * @data: what was given with the function
 *
 * Told now and then, on the main thread, how far an export is.
 */
typedef void (*SluiceLedgerProgressFunc) (gint64   n_done,
                                          gint64   n_all,
                                          gpointer data);

/* What sluice_ledger_export() runs. */
DexFuture *sluice_ledger_export_run  (SluiceDatabase           *database,
                                      DexFuture                *flushed,
                                      const char               *path,
                                      SluiceLedgerProgressFunc  progress,
                                      gpointer                  data,
                                      GDestroyNotify            destroy) G_GNUC_WARN_UNUSED_RESULT;

/* A file that sluice_ledger_export() wrote, wherever it has been since. */
DexFuture *sluice_ledger_verify_file (const char               *path) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
