/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluicePrinterKind:
 * @SLUICE_PRINTER_KIND_ULTIMAKER: the host of an UltiMaker group (cluster API)
 * @SLUICE_PRINTER_KIND_OCTOPRINT: OctoPrint
 * @SLUICE_PRINTER_KIND_MOONRAKER: Moonraker, Klipper's print server
 * @SLUICE_PRINTER_KIND_PRUSALINK: PrusaLink
 *
 * What a printer in the local network speaks.
 */
typedef enum
{
  SLUICE_PRINTER_KIND_ULTIMAKER,
  SLUICE_PRINTER_KIND_OCTOPRINT,
  SLUICE_PRINTER_KIND_MOONRAKER,
  SLUICE_PRINTER_KIND_PRUSALINK,
} SluicePrinterKind;

#define SLUICE_TYPE_PRINTER_KIND  (sluice_printer_kind_get_type ())
#define SLUICE_TYPE_LOCAL_PRINTER (sluice_local_printer_get_type ())

GType sluice_printer_kind_get_type (void);

/* A printer in the local network, as the person added it. Does not change. Properties: name. */
G_DECLARE_FINAL_TYPE (SluiceLocalPrinter, sluice_local_printer, SLUICE, LOCAL_PRINTER, GObject)

SluiceLocalPrinter *sluice_local_printer_new              (const char          *name,
                                                           const char          *address,
                                                           SluicePrinterKind    kind,
                                                           gboolean             has_key,
                                                           GError             **error);
SluiceLocalPrinter *sluice_local_printer_new_from_variant (GVariant            *kept);
GVariant           *sluice_local_printer_to_variant       (SluiceLocalPrinter  *self);
const char         *sluice_local_printer_get_id           (SluiceLocalPrinter  *self);
const char         *sluice_local_printer_get_name         (SluiceLocalPrinter  *self);
const char         *sluice_local_printer_get_address      (SluiceLocalPrinter  *self);
SluicePrinterKind   sluice_local_printer_get_kind         (SluiceLocalPrinter  *self);
gboolean            sluice_local_printer_has_key          (SluiceLocalPrinter  *self);
gboolean            sluice_local_printer_is_encrypted     (SluiceLocalPrinter  *self);
gboolean            sluice_local_printer_takes            (SluiceLocalPrinter  *self,
                                                           const char          *format,
                                                           const char          *name);

const char         *sluice_printer_kind_get_title         (SluicePrinterKind    kind);
gboolean            sluice_printer_kind_needs_key         (SluicePrinterKind    kind);

G_END_DECLS
