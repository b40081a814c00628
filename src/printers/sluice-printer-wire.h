/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printer.h"
#include "sluice-print-file.h"
#include "sluice-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SluicePrinterWire:
 * @title: the print server's own name
 * @formats: what it prints, as a split names it; ends with %NULL
 * @unpacks: whether it takes G-code packed by gzip
 * @needs_key: whether nothing is printed without a key
 * @ask_who: (transfer full): asks who is there
 * @is_like: whether @answer to that is of such a print server
 * @ask_where: (nullable) (transfer full): asks where files go
 * @read_where: (transfer full) (nullable): the answer to that; %NULL when there is nowhere
 * @print: (transfer full): hands over @file and asks to print it
 * @is_printing: whether @answer, %NULL when it has no form, says so; not that it took the file and leaves it at that
 *
 * How one kind of print server is spoken to. One source file each.
 */
typedef struct
{
  const char         *title;
  const char * const *formats;
  gboolean            unpacks;
  gboolean            needs_key;
  SluiceRequest    *(*ask_who)     (void);
  gboolean          (*is_like)     (JsonNode        *answer);
  SluiceRequest    *(*ask_where)   (void);
  char             *(*read_where)  (JsonNode        *answer);
  SluiceRequest    *(*print)       (SluicePrintFile *file,
                                    const char      *where);
  gboolean          (*is_printing) (JsonNode        *answer);
} SluicePrinterWire;

extern const SluicePrinterWire sluice_wire_ultimaker;
extern const SluicePrinterWire sluice_wire_octoprint;
extern const SluicePrinterWire sluice_wire_moonraker;
extern const SluicePrinterWire sluice_wire_prusalink;

const SluicePrinterWire *sluice_printer_wire_get (SluicePrinterKind kind);

/* The answer's object, or its member of that name; %NULL when it has none. */
JsonObject *sluice_printer_wire_get_object (JsonNode   *answer,
                                            const char *member);

G_END_DECLS
