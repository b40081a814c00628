/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-gate.h"
#include "sluice-local-printer.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_DETECTION (sluice_printer_detection_get_type ())

/**
 * SluicePrinterDetection:
 * @kind: what it speaks
 * @wants_key: whether it did not say so itself, but wants a key where only one of that kind would
 *
 * What answers at an address.
 */
typedef struct
{
  SluicePrinterKind  kind;
  gboolean           wants_key;
} SluicePrinterDetection;

GType      sluice_printer_detection_get_type (void);

DexFuture *sluice_printer_detect             (SluiceGate  *gate,
                                              SluiceClock *clock,
                                              const char  *address) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
