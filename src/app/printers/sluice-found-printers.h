/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-finder.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_FOUND_PRINTERS (sluice_found_printers_get_type ())

/*
 * What makes itself known in the local network, to choose from; it searches while it is on the screen.
 * Signals: chosen (SluiceFoundPrinter).
 */
G_DECLARE_FINAL_TYPE (SluiceFoundPrinters, sluice_found_printers, SLUICE, FOUND_PRINTERS, AdwPreferencesGroup)

GtkWidget *sluice_found_printers_new (SluicePrinterFinder *finder);

G_END_DECLS
