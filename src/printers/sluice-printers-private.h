/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"

G_BEGIN_DECLS

/*
 * How a source writes what it observed into the models. The text members are
 * borrowed for the call. Only what changed is notified, so that a view that
 * shows thousands of printers redraws the few that moved.
 */

typedef struct
{
  const char     *name;
  SluiceJobState  state;
  double          progress;       /* 0 to 1 */
  gboolean        is_measured;    /* the printer counts @progress; it is not worked out of the times */
  gint64          time_total;     /* seconds, -1 unknown */
  gint64          time_elapsed;   /* seconds, -1 unknown */
  gint64          time_left;      /* seconds, as the printer itself has it; 0 unknown */
  const char     *printer_uuid;   /* nullable */
  const char     *blocked_reason; /* nullable */
} SluicePrintJobValues;

/* One printer, as its source has it now. */
typedef struct
{
  const char         *name;
  const char         *model;
  SluicePrinterState  state;
  SluicePrintJob     *job;        /* nullable */
  const char * const *materials;
  const char         *attention;  /* nullable */
  const char         *firmware;   /* nullable */
  const char         *new_firmware; /* nullable: a newer one that it could have */
  gboolean            maintenance_due;
  const char         *camera;     /* nullable: where a picture is, below the printer's address or whole */

  const SluiceTemperature *temperatures;
  guint                    n_temperatures;
  gint64                   observed_at; /* microseconds since the epoch; for the temperatures */
} SluicePrinterValues;

SluicePrintJob     *sluice_print_job_new                   (const char                 *uuid);
void                sluice_print_job_update                (SluicePrintJob             *self,
                                                            const SluicePrintJobValues *values);

SluicePrinter      *sluice_printer_new                     (const char                 *uuid,
                                                            SluiceObservation          *observation);
const char         *sluice_printer_state_get_need          (SluicePrinterState          state);
void                sluice_printer_update                  (SluicePrinter              *self,
                                                            const SluicePrinterValues  *values);

SluicePrinterGroup *sluice_printer_group_new               (const char                 *id,
                                                            SluiceObservation          *observation);
void                sluice_printer_group_set_name          (SluicePrinterGroup         *self,
                                                            const char                 *name);
void                sluice_printer_group_note_observed     (SluicePrinterGroup         *self);
void                sluice_printer_group_set_printers      (SluicePrinterGroup         *self,
                                                            GPtrArray                  *printers);
void                sluice_printer_group_count_attention   (SluicePrinterGroup         *self);
void                sluice_printer_group_set_queue         (SluicePrinterGroup         *self,
                                                            GPtrArray                  *jobs);
SluicePrinter      *sluice_printer_group_find_printer      (SluicePrinterGroup         *self,
                                                            const char                 *uuid);
SluicePrintJob     *sluice_printer_group_find_job          (SluicePrinterGroup         *self,
                                                            const char                 *uuid);

G_END_DECLS
