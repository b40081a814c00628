/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-line.h"
#include "sluice-ticker.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_LINE_ROW (sluice_printer_line_row_get_type ())

/* Printers beside each other: a card each, that opens what is known of it. */
G_DECLARE_FINAL_TYPE (SluicePrinterLineRow, sluice_printer_line_row, SLUICE, PRINTER_LINE_ROW, GtkWidget)

GtkWidget *sluice_printer_line_row_new      (SluiceTicker         *ticker);
void       sluice_printer_line_row_set_line (SluicePrinterLineRow *self,
                                             SluicePrinterLine    *line);

G_END_DECLS
