/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-wire.h"

#include "sluice-base-error.h"
#include "sluice-json.h"

#include <glib/gi18n-lib.h>

const SluicePrinterWire *
sluice_printer_wire_get (SluicePrinterKind kind)
{
  switch (kind)
    {
    case SLUICE_PRINTER_KIND_OCTOPRINT:
      return &sluice_wire_octoprint;
    case SLUICE_PRINTER_KIND_MOONRAKER:
      return &sluice_wire_moonraker;
    case SLUICE_PRINTER_KIND_PRUSALINK:
      return &sluice_wire_prusalink;
    case SLUICE_PRINTER_KIND_ULTIMAKER:
    default:
      return &sluice_wire_ultimaker;
    }
}

void
sluice_printer_wire_set_key (const SluicePrinterWire *wire,
                             SluiceRequest           *request,
                             const char              *key)
{
  sluice_request_set_printer_key (request, key);
  if (key != NULL && wire->user != NULL)
    sluice_request_set_printer_login (request, wire->user, key);
}

JsonObject *
sluice_printer_wire_get_object (JsonNode   *answer,
                                const char *member)
{
  JsonObject *object = answer != NULL && JSON_NODE_HOLDS_OBJECT (answer) ? json_node_get_object (answer) : NULL;

  return object != NULL && member != NULL ? sluice_json_get_object (object, member) : object;
}

SluiceRequest *
sluice_printer_wire_ask_version (void)
{
  return sluice_request_new_read ("GET", "/api/version");
}

const char *
sluice_printer_wire_get_version (JsonNode *answer)
{
  JsonObject *version = sluice_printer_wire_get_object (answer, NULL);

  return version != NULL ? sluice_json_get_string (version, "text") : NULL;
}

gboolean
sluice_printer_wire_misunderstand (GError **error)
{
  g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_FORMAT,
                       _("What the printer answers is not what Sluice understands"));
  return FALSE;
}
