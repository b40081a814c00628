/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printer-group.h"
#include "sluice-printer-link.h"
#include "sluice-watch-pace.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_LOCAL_WATCH (sluice_local_watch_get_type ())

/* Looks at one print server in the local network, again and again: at one printer, or at the host of a group. */
G_DECLARE_FINAL_TYPE (SluiceLocalWatch, sluice_local_watch, SLUICE, LOCAL_WATCH, GObject)

SluiceLocalWatch   *sluice_local_watch_new         (SluiceLocalPrinter *local,
                                                    SluicePrinterLink  *link);
SluiceLocalPrinter *sluice_local_watch_get_local   (SluiceLocalWatch   *self);
SluicePrinter      *sluice_local_watch_get_printer (SluiceLocalWatch   *self);
SluicePrinterGroup *sluice_local_watch_get_group   (SluiceLocalWatch   *self);
void                sluice_local_watch_start       (SluiceLocalWatch   *self);
void                sluice_local_watch_stop        (SluiceLocalWatch   *self,
                                                    const char         *reason);
void                sluice_local_watch_look_now    (SluiceLocalWatch   *self);
DexFuture          *sluice_local_watch_look_once   (SluiceLocalWatch   *self) G_GNUC_WARN_UNUSED_RESULT;
void                sluice_local_watch_set_level   (SluiceLocalWatch   *self,
                                                    SluiceWatchLevel    level);

G_END_DECLS
