/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"
#include "sluice-json.h"
#include "sluice-printer-wire.h"

/* OctoPrint: docs/api/version.rst and docs/api/files.rst of its source. */

static const char * const formats[] = { "gcode", NULL };

static SluiceRequest *
ask_who (void)
{
  return sluice_request_new_read ("GET", "/api/version");
}

/* Others answer there as well, and say so. */
static gboolean
is_like (JsonNode *answer)
{
  JsonObject *version = sluice_printer_wire_get_object (answer, NULL);
  const char *text = version != NULL ? sluice_json_get_string (version, "text") : NULL;

  return text != NULL && g_str_has_prefix (text, "OctoPrint");
}

static SluiceRequest *
print (SluicePrintFile *file,
       const char      *where)
{
  const SluiceFormField fields[] = { { "select", "true" }, { "print", "true" } };

  return sluice_request_new_product ("POST", "/api/files/local",
                                     sluice_form_body_new (fields, G_N_ELEMENTS (fields), file));
}

/* Older ones do not say. */
static gboolean
is_printing (JsonNode *answer)
{
  JsonObject *result = sluice_printer_wire_get_object (answer, NULL);
  gboolean printing = TRUE;

  if (result != NULL)
    sluice_json_get_boolean (result, "effectivePrint", &printing);
  return printing;
}

const SluicePrinterWire sluice_wire_octoprint = {
  .title = "OctoPrint",
  .formats = formats,
  .needs_key = TRUE,
  .ask_who = ask_who,
  .is_like = is_like,
  .print = print,
  .is_printing = is_printing,
};
