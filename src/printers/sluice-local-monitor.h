/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printers.h"
#include "sluice-printer-link.h"
#include "sluice-watch-pace.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_LOCAL_MONITOR (sluice_local_monitor_get_type ())

/* Keeps the printers of the local network up to date, whatever their make. It watches; it cannot command. */
G_DECLARE_FINAL_TYPE (SluiceLocalMonitor, sluice_local_monitor, SLUICE, LOCAL_MONITOR, GObject)

/** SLUICE_LOCAL_GROUP_ID: the group of those printers that belong to none. */
#define SLUICE_LOCAL_GROUP_ID "local"

SluiceLocalMonitor *sluice_local_monitor_new        (SluiceLocalPrinters  *printers,
                                                     SluiceGate           *gate,
                                                     SluiceClock          *clock,
                                                     SluicePrinterKeyFunc  find_key,
                                                     gpointer              data,
                                                     GDestroyNotify        destroy);
void                sluice_local_monitor_start      (SluiceLocalMonitor   *self);
void                sluice_local_monitor_stop       (SluiceLocalMonitor   *self,
                                                     const char           *reason);
void                sluice_local_monitor_refresh    (SluiceLocalMonitor   *self);
DexFuture          *sluice_local_monitor_look_once  (SluiceLocalMonitor   *self) G_GNUC_WARN_UNUSED_RESULT;
void                sluice_local_monitor_set_level  (SluiceLocalMonitor   *self,
                                                     SluiceWatchLevel      level);
GListModel         *sluice_local_monitor_get_groups (SluiceLocalMonitor   *self);

G_END_DECLS
