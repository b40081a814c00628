/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_DIALOG (sluice_printer_dialog_get_type ())

/* Everything that is known of one printer. */
G_DECLARE_FINAL_TYPE (SluicePrinterDialog, sluice_printer_dialog, SLUICE, PRINTER_DIALOG, AdwDialog)

AdwDialog *sluice_printer_dialog_new (SluicePrinter *printer,
                                      SluiceTicker  *ticker);

G_END_DECLS
