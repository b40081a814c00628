/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LOCAL_PRINTERS (sluice_local_printers_get_type ())

/* A GListModel of SluiceLocalPrinter, in the order in which they were added; kept in the settings. */
G_DECLARE_FINAL_TYPE (SluiceLocalPrinters, sluice_local_printers, SLUICE, LOCAL_PRINTERS, GObject)

SluiceLocalPrinters *sluice_local_printers_new    (GSettings           *settings);
void                 sluice_local_printers_add    (SluiceLocalPrinters *self,
                                                   SluiceLocalPrinter  *printer);
void                 sluice_local_printers_remove (SluiceLocalPrinters *self,
                                                   SluiceLocalPrinter  *printer);
SluiceLocalPrinter  *sluice_local_printers_find   (SluiceLocalPrinters *self,
                                                   const char          *name);

G_END_DECLS
