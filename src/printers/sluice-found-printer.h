/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printer.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_FOUND_PRINTER (sluice_found_printer_get_type ())

/*
 * A printer that makes itself known in the local network; what it says of itself nobody has checked. Does not change.
 * Properties: name, address, kind, detail, takes-prints.
 */
G_DECLARE_FINAL_TYPE (SluiceFoundPrinter, sluice_found_printer, SLUICE, FOUND_PRINTER, GObject)

SluiceFoundPrinter *sluice_found_printer_new              (const char         *name,
                                                           const char         *address,
                                                           SluicePrinterKind   kind,
                                                           const char         *detail,
                                                           gboolean            takes_prints);
const char         *sluice_found_printer_get_name         (SluiceFoundPrinter *self);
const char         *sluice_found_printer_get_address      (SluiceFoundPrinter *self);
SluicePrinterKind   sluice_found_printer_get_kind         (SluiceFoundPrinter *self);
const char         *sluice_found_printer_get_detail       (SluiceFoundPrinter *self);
gboolean            sluice_found_printer_get_takes_prints (SluiceFoundPrinter *self);
gboolean            sluice_found_printer_equal            (SluiceFoundPrinter *self,
                                                           SluiceFoundPrinter *other);
int                 sluice_found_printer_compare          (SluiceFoundPrinter *self,
                                                           SluiceFoundPrinter *other);

G_END_DECLS
