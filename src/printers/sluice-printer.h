/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-observation.h"
#include "sluice-print-job.h"
#include "sluice-temperature-log.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SluicePrinterState:
 *
 * One state model for every make of printer; each source maps its own words to it.
 */
typedef enum
{
  SLUICE_PRINTER_UNKNOWN,
  SLUICE_PRINTER_OFFLINE,
  SLUICE_PRINTER_STARTING,
  SLUICE_PRINTER_IDLE,
  SLUICE_PRINTER_BUSY,
  SLUICE_PRINTER_PREPARING,
  SLUICE_PRINTER_PRINTING,
  SLUICE_PRINTER_PAUSING,
  SLUICE_PRINTER_PAUSED,
  SLUICE_PRINTER_CANCELLING,
  SLUICE_PRINTER_ATTENTION,
  SLUICE_PRINTER_WAIT_CLEANUP,
  SLUICE_PRINTER_ERROR,
  SLUICE_PRINTER_MAINTENANCE,
  SLUICE_PRINTER_DISABLED,
} SluicePrinterState;

#define SLUICE_TYPE_PRINTER_STATE (sluice_printer_state_get_type ())
GType sluice_printer_state_get_type (void);

#define SLUICE_TYPE_PRINTER (sluice_printer_get_type ())

G_DECLARE_FINAL_TYPE (SluicePrinter, sluice_printer, SLUICE, PRINTER, GObject)

/*
 * Properties: uuid, name, model ("Ultimaker S5"), state, job (SluicePrintJob or
 * NULL), materials (GStrv such as "AA 0.4, Generic PLA", one per extruder),
 * needs-attention (boolean), attention (why, for a person, or NULL), firmware (its version or NULL),
 * new-firmware (a version it could have, or NULL), maintenance-due (boolean), camera (where a picture is, or NULL),
 * temperatures (SluiceTemperatureLog), observation (SluiceObservation: whose word all this is, and how old).
 */
const char         *sluice_printer_get_uuid            (SluicePrinter *self);
const char         *sluice_printer_get_name            (SluicePrinter *self);
const char         *sluice_printer_get_model           (SluicePrinter *self);
SluicePrinterState  sluice_printer_get_state           (SluicePrinter *self);
SluicePrintJob     *sluice_printer_get_job             (SluicePrinter *self);
const char * const *sluice_printer_get_materials       (SluicePrinter *self);
gboolean            sluice_printer_is_busy             (SluicePrinter *self);
gboolean            sluice_printer_get_needs_attention (SluicePrinter *self);
const char         *sluice_printer_get_attention       (SluicePrinter *self);
const char         *sluice_printer_get_firmware        (SluicePrinter *self);
const char         *sluice_printer_get_new_firmware    (SluicePrinter *self);
gboolean            sluice_printer_get_maintenance_due (SluicePrinter *self);
const char         *sluice_printer_get_camera          (SluicePrinter *self);
SluiceTemperatureLog *sluice_printer_get_temperatures  (SluicePrinter *self);
SluiceObservation  *sluice_printer_get_observation     (SluicePrinter *self);

G_END_DECLS
