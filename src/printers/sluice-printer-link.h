/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-print-sender.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PRINTER_LINK (sluice_printer_link_get_type ())

/* How one printer in the local network is asked: a session, and its key for as long as there is something to ask. */
G_DECLARE_FINAL_TYPE (SluicePrinterLink, sluice_printer_link, SLUICE, PRINTER_LINK, GObject)

SluicePrinterLink *sluice_printer_link_new        (SluiceLocalPrinter    *printer,
                                                   SluiceGate            *gate,
                                                   SluiceClock           *clock,
                                                   SluicePrinterKeyFunc   find_key,
                                                   gpointer               data);
JsonNode          *sluice_printer_link_await      (SluicePrinterLink     *self,
                                                   SluiceRequest         *request,
                                                   DexFuture             *stop,
                                                   gint64                *out_observed_at,
                                                   GError               **error);
void               sluice_printer_link_forget_key (SluicePrinterLink     *self);

G_END_DECLS
