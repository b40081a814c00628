/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-gate.h"
#include "sluice-local-printer.h"
#include "sluice-print-file.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluicePrinterKeyFunc:
 * @printer_id: whose
 * @data: what the sender was made with
 *
 * Returns: (transfer full): a future of a secret (%SLUICE_TYPE_SECRET): the printer's key; rejects with why it cannot be had
 */
typedef DexFuture *(*SluicePrinterKeyFunc) (const char *printer_id,
                                            gpointer    data);

/**
 * SluicePrintProgress:
 * @sent: bytes that left
 * @total: bytes in all, some more than the file has
 * @data: what was given with it
 */
typedef void (*SluicePrintProgress) (guint64  sent,
                                     guint64  total,
                                     gpointer data);

#define SLUICE_TYPE_PRINT_SENDER (sluice_print_sender_get_type ())

/* The way of a print file to a printer in the local network. */
G_DECLARE_FINAL_TYPE (SluicePrintSender, sluice_print_sender, SLUICE, PRINT_SENDER, GObject)

SluicePrintSender *sluice_print_sender_new   (SluiceGate           *gate,
                                              SluiceClock          *clock,
                                              SluicePrinterKeyFunc  find_key,
                                              gpointer              data,
                                              GDestroyNotify        destroy);
DexFuture         *sluice_print_sender_check (SluicePrintSender    *self,
                                              SluiceLocalPrinter   *printer,
                                              const char           *key) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_print_sender_print (SluicePrintSender    *self,
                                              SluiceLocalPrinter   *printer,
                                              SluicePrintFile      *file,
                                              SluicePrintProgress   progress,
                                              gpointer              progress_data,
                                              GDestroyNotify        progress_destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
