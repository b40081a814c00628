/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"
#include "sluice-json.h"
#include "sluice-printer-wire.h"

/* Moonraker: docs/external_api/server.md and file_manager.md of its source. It unpacks UFP by itself. */

static const char * const formats[] = { "gcode", "ufp", NULL };

static SluiceRequest *
ask_who (void)
{
  return sluice_request_new_read ("GET", "/server/info");
}

static gboolean
is_like (JsonNode *answer)
{
  JsonObject *info = sluice_printer_wire_get_object (answer, "result");

  return info != NULL && sluice_json_get_string (info, "klippy_state") != NULL;
}

static SluiceRequest *
print (SluicePrintFile *file,
       const char      *where)
{
  const SluiceFormField fields[] = { { "root", "gcodes" }, { "print", "true" } };

  return sluice_request_new_product ("POST", "/server/files/upload",
                                     sluice_form_body_new (fields, G_N_ELEMENTS (fields), file));
}

/* The answer to an upload is not wrapped everywhere. One that is queued will be printed. */
static gboolean
is_printing (JsonNode *answer)
{
  JsonObject *result = sluice_printer_wire_get_object (answer, "result") ?: sluice_printer_wire_get_object (answer, NULL);
  gboolean started = TRUE;
  gboolean queued = FALSE;

  if (result != NULL)
    {
      sluice_json_get_boolean (result, "print_started", &started);
      sluice_json_get_boolean (result, "print_queued", &queued);
    }
  return started || queued;
}

const SluicePrinterWire sluice_wire_moonraker = {
  .title = "Moonraker",
  .formats = formats,
  .ask_who = ask_who,
  .is_like = is_like,
  .print = print,
  .is_printing = is_printing,
};
