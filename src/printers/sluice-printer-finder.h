/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-found-printer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluiceFinderState:
 * @SLUICE_FINDER_STOPPED: nobody looks
 * @SLUICE_FINDER_STARTING: about to search
 * @SLUICE_FINDER_SEARCHING: what answers is in the list, as long as it does
 * @SLUICE_FINDER_ABSENT: nothing here can search
 * @SLUICE_FINDER_REFUSED: what can search does not let us
 * @SLUICE_FINDER_FAILED: it broke; search again
 *
 * How a search for printers is going.
 */
typedef enum
{
  SLUICE_FINDER_STOPPED,
  SLUICE_FINDER_STARTING,
  SLUICE_FINDER_SEARCHING,
  SLUICE_FINDER_ABSENT,
  SLUICE_FINDER_REFUSED,
  SLUICE_FINDER_FAILED,
} SluiceFinderState;

#define SLUICE_TYPE_FINDER_STATE   (sluice_finder_state_get_type ())
#define SLUICE_TYPE_PRINTER_FINDER (sluice_printer_finder_get_type ())

GType sluice_finder_state_get_type (void);

/* A GListModel of SluiceFoundPrinter: what makes itself known in the local network now. Properties: state. */
G_DECLARE_FINAL_TYPE (SluicePrinterFinder, sluice_printer_finder, SLUICE, PRINTER_FINDER, GObject)

SluicePrinterFinder *sluice_printer_finder_new         (GDBusConnection     *connection);
void                 sluice_printer_finder_start       (SluicePrinterFinder *self);
void                 sluice_printer_finder_stop        (SluicePrinterFinder *self);
SluiceFinderState    sluice_printer_finder_get_state   (SluicePrinterFinder *self);
const char          *sluice_printer_finder_get_problem (SluicePrinterFinder *self);

G_END_DECLS
