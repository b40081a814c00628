/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_SECTION (sluice_printer_section_get_type ())

/*
 * The printers of one group: those that need a person, or all others. Gone while
 * there are none. Properties: group, ticker, attention (which of the two), narrow
 * (one card below the other, each as high as it needs to be).
 */
G_DECLARE_FINAL_TYPE (SluicePrinterSection, sluice_printer_section, SLUICE, PRINTER_SECTION, AdwBin)

GtkWidget *sluice_printer_section_new (SluicePrinterGroup *group,
                                       SluiceTicker       *ticker,
                                       gboolean            attention);

G_END_DECLS
