/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"

G_BEGIN_DECLS

/**
 * SluicePrinterEventKind:
 * @SLUICE_PRINTER_EVENT_STARTED: a job began
 * @SLUICE_PRINTER_EVENT_FINISHED: a job is done
 * @SLUICE_PRINTER_EVENT_FAILED: a fault stopped a job
 * @SLUICE_PRINTER_EVENT_ABORTED: a person stopped a job, or it went away unfinished
 * @SLUICE_PRINTER_EVENT_PAUSED: a job halts
 * @SLUICE_PRINTER_EVENT_ATTENTION: a printer needs a person
 * @SLUICE_PRINTER_EVENT_BLOCKED: a job that waits needs a person
 * @SLUICE_PRINTER_EVENT_CLEAR_PLATE: the build plate is to be cleared, and a job waits for that
 * @SLUICE_PRINTER_EVENT_OFFLINE: a printer does not answer for long
 *
 * What happened to a printer or a job.
 */
typedef enum
{
  SLUICE_PRINTER_EVENT_STARTED,
  SLUICE_PRINTER_EVENT_FINISHED,
  SLUICE_PRINTER_EVENT_FAILED,
  SLUICE_PRINTER_EVENT_ABORTED,
  SLUICE_PRINTER_EVENT_PAUSED,
  SLUICE_PRINTER_EVENT_ATTENTION,
  SLUICE_PRINTER_EVENT_BLOCKED,
  SLUICE_PRINTER_EVENT_CLEAR_PLATE,
  SLUICE_PRINTER_EVENT_OFFLINE,
} SluicePrinterEventKind;

#define SLUICE_TYPE_PRINTER_EVENT_KIND (sluice_printer_event_kind_get_type ())
GType sluice_printer_event_kind_get_type (void);

#define SLUICE_TYPE_PRINTER_EVENT (sluice_printer_event_get_type ())

/* Something that was seen to happen. Does not change. */
G_DECLARE_FINAL_TYPE (SluicePrinterEvent, sluice_printer_event, SLUICE, PRINTER_EVENT, GObject)

SluicePrinterEvent     *sluice_printer_event_new         (SluicePrinterEventKind  kind,
                                                          gint64                  time,
                                                          SluicePrinterGroup     *group,
                                                          SluicePrinter          *printer,
                                                          SluicePrintJob         *job);
SluicePrinterEventKind  sluice_printer_event_get_kind    (SluicePrinterEvent     *self);
gint64                  sluice_printer_event_get_time    (SluicePrinterEvent     *self);
SluicePrinterGroup     *sluice_printer_event_get_group   (SluicePrinterEvent     *self);
SluicePrinter          *sluice_printer_event_get_printer (SluicePrinterEvent     *self);
SluicePrintJob         *sluice_printer_event_get_job     (SluicePrinterEvent     *self);
char                   *sluice_printer_event_dup_id      (SluicePrinterEvent     *self);

G_END_DECLS
