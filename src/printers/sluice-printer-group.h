/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_GROUP (sluice_printer_group_get_type ())

G_DECLARE_FINAL_TYPE (SluicePrinterGroup, sluice_printer_group, SLUICE, PRINTER_GROUP, GObject)

/*
 * Properties: id, name, printers (GListModel of SluicePrinter), queue (GListModel
 * of SluicePrintJob that wait), observed-at (microseconds since the epoch when the
 * source last answered, 0 never), stale-reason (why it is old, for a person, or
 * NULL when the last try succeeded), n-attention (printers that need a hand).
 */
const char *sluice_printer_group_get_id           (SluicePrinterGroup *self);
const char *sluice_printer_group_get_name         (SluicePrinterGroup *self);
GListModel *sluice_printer_group_get_printers     (SluicePrinterGroup *self);
GListModel *sluice_printer_group_get_queue        (SluicePrinterGroup *self);
gint64      sluice_printer_group_get_observed_at  (SluicePrinterGroup *self);
const char *sluice_printer_group_get_stale_reason (SluicePrinterGroup *self);
guint       sluice_printer_group_get_n_attention  (SluicePrinterGroup *self);

G_END_DECLS
