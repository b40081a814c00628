/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"
#include "sluice-past-print.h"
#include "sluice-printer-events.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINT_HISTORY (sluice_print_history_get_type ())

/*
 * The prints that Sluice saw, of all makes, newest first: a GListModel of SluicePastPrint. Kept on this computer only,
 * sealed with a key that comes from the vault's, since names of jobs are product data.
 */
G_DECLARE_FINAL_TYPE (SluicePrintHistory, sluice_print_history, SLUICE, PRINT_HISTORY, GObject)

SluicePrintHistory *sluice_print_history_new     (const char          *path,
                                                  SluiceClock         *clock);
void                sluice_print_history_set_key (SluicePrintHistory  *self,
                                                  SluiceKey           *key);
DexFuture          *sluice_print_history_load    (SluicePrintHistory  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *sluice_print_history_clear   (SluicePrintHistory  *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture          *sluice_print_history_finish  (SluicePrintHistory  *self) G_GNUC_WARN_UNUSED_RESULT;
void                sluice_print_history_follow  (SluicePrintHistory  *self,
                                                  SluicePrinterEvents *events);
gboolean            sluice_print_history_is_kept (SluicePrintHistory  *self);

G_END_DECLS
