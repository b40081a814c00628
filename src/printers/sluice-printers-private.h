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
  gint64          time_total;     /* seconds, -1 unknown */
  gint64          time_elapsed;   /* seconds, -1 unknown */
  const char     *printer_uuid;   /* nullable */
  const char     *blocked_reason; /* nullable */
} SluicePrintJobValues;

typedef struct
{
  const char         *name;
  const char         *model;
  SluicePrinterState  state;
  SluicePrintJob     *job;        /* nullable */
  const char * const *materials;
  const char         *attention;  /* nullable */
} SluicePrinterValues;

SluicePrintJob     *sluice_print_job_new                   (const char                 *uuid);
void                sluice_print_job_update                (SluicePrintJob             *self,
                                                            const SluicePrintJobValues *values);

SluicePrinter      *sluice_printer_new                     (const char                 *uuid);
void                sluice_printer_update                  (SluicePrinter              *self,
                                                            const SluicePrinterValues  *values);

SluicePrinterGroup *sluice_printer_group_new               (const char                 *id);
void                sluice_printer_group_set_name          (SluicePrinterGroup         *self,
                                                            const char                 *name);
void                sluice_printer_group_set_printers      (SluicePrinterGroup         *self,
                                                            GPtrArray                  *printers);
void                sluice_printer_group_set_queue         (SluicePrinterGroup         *self,
                                                            GPtrArray                  *jobs);
void                sluice_printer_group_set_observed_at   (SluicePrinterGroup         *self,
                                                            gint64                      observed_at);
void                sluice_printer_group_set_stale_reason  (SluicePrinterGroup         *self,
                                                            const char                 *reason);
SluicePrinter      *sluice_printer_group_find_printer      (SluicePrinterGroup         *self,
                                                            const char                 *uuid);
SluicePrintJob     *sluice_printer_group_find_job          (SluicePrinterGroup         *self,
                                                            const char                 *uuid);

G_END_DECLS
