/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"
#include "sluice-session.h"
#include "sluice-watch-pace.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_MONITOR (sluice_printer_monitor_get_type ())

/* Keeps the printer groups of a place up to date. It watches; it cannot command. */
G_DECLARE_FINAL_TYPE (SluicePrinterMonitor, sluice_printer_monitor, SLUICE, PRINTER_MONITOR, GObject)

/**
 * SluiceJobNamer:
 * @job_uuid: a print job
 * @data: what sluice_printer_monitor_new() was given
 *
 * Returns: (transfer full) (nullable): the name that only this computer knows it by
 */
typedef char *(*SluiceJobNamer) (const char *job_uuid,
                                 gpointer    data);

SluicePrinterMonitor *sluice_printer_monitor_new         (SluiceJobNamer        namer,
                                                          gpointer              data);
void                  sluice_printer_monitor_start       (SluicePrinterMonitor *self,
                                                          SluiceSession        *session);
void                  sluice_printer_monitor_stop        (SluicePrinterMonitor *self,
                                                          const char           *reason);
void                  sluice_printer_monitor_forget      (SluicePrinterMonitor *self);
void                  sluice_printer_monitor_refresh     (SluicePrinterMonitor *self);
void                  sluice_printer_monitor_set_level   (SluicePrinterMonitor *self,
                                                          SluiceWatchLevel      level);
DexFuture            *sluice_printer_monitor_look_once   (SluicePrinterMonitor *self,
                                                          SluiceSession        *session) G_GNUC_WARN_UNUSED_RESULT;
void                  sluice_printer_monitor_name_jobs   (SluicePrinterMonitor *self);
GListModel           *sluice_printer_monitor_get_groups  (SluicePrinterMonitor *self);

G_END_DECLS
