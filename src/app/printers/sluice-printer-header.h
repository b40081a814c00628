/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_HEADER (sluice_printer_header_get_type ())

/*
 * What stands above the printers of a group: its name, its age, why that grows, and what waits. Properties: group (NULL
 * above those that need a person), ticker.
 */
G_DECLARE_FINAL_TYPE (SluicePrinterHeader, sluice_printer_header, SLUICE, PRINTER_HEADER, AdwBin)

GtkWidget *sluice_printer_header_new       (SluiceTicker        *ticker);
void       sluice_printer_header_set_group (SluicePrinterHeader *self,
                                            SluicePrinterGroup  *group);

G_END_DECLS
