/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printer.h"
#include "sluice-print-file.h"
#include "sluice-printer-group.h"
#include "sluice-printer-reading.h"
#include "sluice-request.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** SLUICE_PRINTER_MAX_LOOKS: questions of one look, with the one that an earlier answer leads to. */
#define SLUICE_PRINTER_MAX_LOOKS 6

/**
 * SluicePrinterLook:
 * @path: what is asked
 * @wanted: (nullable): names of parameters that need no value; ends with %NULL
 * @lacks: statuses that are an answer too, and not a failure: that there is none; ends with 0
 * @rarely: whether what it says hardly changes
 *
 * One question of a look at a printer. All are GET: Sluice watches, and does not command.
 */
typedef struct
{
  const char         *path;
  const char * const *wanted;
  guint               lacks[4];
  gboolean            rarely;
} SluicePrinterLook;

/**
 * SluicePrinterWire:
 * @title: the print server's own name
 * @formats: what it prints, as a split names it; ends with %NULL
 * @unpacks: whether it takes G-code packed by gzip
 * @needs_key: whether nothing is printed without a key
 * @user: (nullable): whose password the key is, where the server makes a challenge of it
 * @ask_who: (transfer full): asks who is there
 * @is_like: whether @answer to that is of such a print server
 * @ask_where: (nullable) (transfer full): asks where files go
 * @read_where: (transfer full) (nullable): the answer to that; %NULL when there is nowhere
 * @print: (transfer full): hands over @file and asks to print it
 * @looks: what a look asks, in this order; the last has no path
 * @find_more: (nullable): what the answers lead to and that has more to say, which does not change: a file; or %NULL
 * @ask_more: (nullable) (transfer full): asks about that
 * @read: (nullable): one printer, of the answers in the order of @looks, and then that of @ask_more
 * @read_group: (nullable): the same for a host of several
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
  const char         *user;
  SluiceRequest    *(*ask_who)     (void);
  gboolean          (*is_like)     (JsonNode        *answer);
  SluiceRequest    *(*ask_where)   (void);
  char             *(*read_where)  (JsonNode        *answer);
  SluiceRequest    *(*print)       (SluicePrintFile *file,
                                    const char      *where);
  gboolean          (*is_printing) (JsonNode        *answer);

  const SluicePrinterLook *looks;
  const char       *(*find_more)   (const SluicePrinterAnswer  *answers);
  SluiceRequest    *(*ask_more)    (const char                 *more);
  gboolean          (*read)        (const SluicePrinterAnswer  *answers,
                                    SluicePrinterReading       *reading,
                                    GError                    **error);
  gboolean          (*read_group)  (const SluicePrinterAnswer  *answers,
                                    SluicePrinterGroup         *group,
                                    GError                    **error);
} SluicePrinterWire;

extern const SluicePrinterWire sluice_wire_ultimaker;
extern const SluicePrinterWire sluice_wire_octoprint;
extern const SluicePrinterWire sluice_wire_moonraker;
extern const SluicePrinterWire sluice_wire_prusalink;

const SluicePrinterWire *sluice_printer_wire_get (SluicePrinterKind kind);

/* Gives the key along, where there is one, in the ways that the server may want it. */
void sluice_printer_wire_set_key (const SluicePrinterWire *wire,
                                  SluiceRequest           *request,
                                  const char              *key);

/* The answer's object, or its member of that name; %NULL when it has none. */
JsonObject *sluice_printer_wire_get_object (JsonNode   *answer,
                                            const char *member);

/* What OctoPrint has, and others who answer as it does: who is there, and what it says of itself, or NULL. */
SluiceRequest *sluice_printer_wire_ask_version (void);
const char    *sluice_printer_wire_get_version (JsonNode *answer);

/* FALSE, with an error that says so. */
gboolean sluice_printer_wire_misunderstand (GError **error);

G_END_DECLS
