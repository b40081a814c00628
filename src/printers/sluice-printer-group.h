/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_GROUP (sluice_printer_group_get_type ())

G_DECLARE_FINAL_TYPE (SluicePrinterGroup, sluice_printer_group, SLUICE, PRINTER_GROUP, GObject)

/*
 * Properties (observation is notified whenever something in it, or in that of one of its printers, changes): id, name, printers (GListModel of SluicePrinter), queue (GListModel
 * of SluicePrintJob that wait), observation (SluiceObservation of them all, or NULL when each printer has its own),
 * n-attention (printers that need a hand).
 */
const char *sluice_printer_group_get_id           (SluicePrinterGroup *self);
const char *sluice_printer_group_get_name         (SluicePrinterGroup *self);
GListModel *sluice_printer_group_get_printers     (SluicePrinterGroup *self);
GListModel *sluice_printer_group_get_queue        (SluicePrinterGroup *self);
SluiceObservation *sluice_printer_group_get_observation (SluicePrinterGroup *self);
guint       sluice_printer_group_get_n_attention  (SluicePrinterGroup *self);
gboolean    sluice_printer_group_is_busy          (SluicePrinterGroup *self);

G_END_DECLS
