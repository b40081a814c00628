/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"

G_BEGIN_DECLS

/** SLUICE_MAX_COLUMNS: the printers that fit beside each other, at most. */
#define SLUICE_MAX_COLUMNS 3

#define SLUICE_TYPE_PRINTER_LINE (sluice_printer_line_get_type ())

/* A few printers of one group that are shown beside each other. Does not change. */
G_DECLARE_FINAL_TYPE (SluicePrinterLine, sluice_printer_line, SLUICE, PRINTER_LINE, GObject)

SluicePrinterLine  *sluice_printer_line_new            (SluicePrinterGroup *section,
                                                        guint               n_columns);
void                sluice_printer_line_add            (SluicePrinterLine  *self,
                                                        SluicePrinterGroup *group,
                                                        SluicePrinter      *printer);
gboolean            sluice_printer_line_is_full        (SluicePrinterLine  *self);
gboolean            sluice_printer_line_equals         (SluicePrinterLine  *self,
                                                        SluicePrinterLine  *other);
SluicePrinterGroup *sluice_printer_line_get_section    (SluicePrinterLine  *self);
guint               sluice_printer_line_get_n_columns  (SluicePrinterLine  *self);
guint               sluice_printer_line_get_n_printers (SluicePrinterLine  *self);
SluicePrinter      *sluice_printer_line_get_printer    (SluicePrinterLine  *self,
                                                        guint               column);
SluicePrinterGroup *sluice_printer_line_get_group      (SluicePrinterLine  *self,
                                                        guint               column);

G_END_DECLS
