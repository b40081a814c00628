/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-printer-events.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_NOTIFIER (sluice_printer_notifier_get_type ())

/* Tells the desktop what happens to printers, as the settings want it: at once, or gathered. */
G_DECLARE_FINAL_TYPE (SluicePrinterNotifier, sluice_printer_notifier, SLUICE, PRINTER_NOTIFIER, GObject)

/**
 * SluiceNoticeShow:
 * @id: of the notification: a later one with the same id takes its place
 * @notification: (nullable): what is shown; %NULL takes it back
 * @data: what the notifier was made with
 */
typedef void (*SluiceNoticeShow) (const char    *id,
                                  GNotification *notification,
                                  gpointer       data);

SluicePrinterNotifier *sluice_printer_notifier_new   (SluicePrinterEvents   *events,
                                                      GSettings             *settings,
                                                      SluiceClock           *clock,
                                                      SluiceNoticeShow       show,
                                                      gpointer               data);
void                   sluice_printer_notifier_flush (SluicePrinterNotifier *self);

G_END_DECLS
