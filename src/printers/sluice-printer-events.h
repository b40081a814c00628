/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"
#include "sluice-printer-event.h"

G_BEGIN_DECLS

/** SLUICE_OFFLINE_SECONDS: after this, a printer that does not answer is worth a word. */
#define SLUICE_OFFLINE_SECONDS (10 * 60)

#define SLUICE_TYPE_PRINTER_EVENTS (sluice_printer_events_get_type ())

/*
 * Sees what happens to the printers of a list of groups: compares what is with what was. What was so when it was first
 * seen did not happen.
 *
 * Signals: event (SluicePrinterEvent), found (SluicePrinterEvent).
 */
G_DECLARE_FINAL_TYPE (SluicePrinterEvents, sluice_printer_events, SLUICE, PRINTER_EVENTS, GObject)

SluicePrinterEvents *sluice_printer_events_new   (GListModel          *groups,
                                                  SluiceClock         *clock);
void                 sluice_printer_events_check (SluicePrinterEvents *self);

G_END_DECLS
