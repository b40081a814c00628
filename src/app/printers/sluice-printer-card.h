/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer.h"
#include "sluice-ticker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_CARD (sluice_printer_card_get_type ())

/*
 * One printer. Properties: printer; ticker (the time); own-age (whether nobody else says how old it is); place (its
 * group, where that is not plain, or NULL); materials (what it is loaded with, in one line).
 */
G_DECLARE_FINAL_TYPE (SluicePrinterCard, sluice_printer_card, SLUICE, PRINTER_CARD, AdwBin)

GtkWidget     *sluice_printer_card_new         (SluiceTicker      *ticker);
SluicePrinter *sluice_printer_card_get_printer (SluicePrinterCard *self);

G_END_DECLS
