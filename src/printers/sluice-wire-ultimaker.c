/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"
#include "sluice-printer-wire.h"

/* The cluster API of the host of an UltiMaker group, as Cura speaks it. */

/* Cura says the name of the account or of the computer's user here, for everybody in the network to read. */
#define OWNER "Sluice"

static const char * const formats[] = { "ufp", "gcode", "makerbot", NULL };

static SluiceRequest *
ask_who (void)
{
  return sluice_request_new_read ("GET", "/cluster-api/v1/printers");
}

static gboolean
is_like (JsonNode *answer)
{
  return answer != NULL && JSON_NODE_HOLDS_ARRAY (answer);
}

static SluiceRequest *
print (SluicePrintFile *file,
       const char      *where)
{
  const SluiceFormField fields[] = { { "owner", OWNER } };

  return sluice_request_new_product ("POST", "/cluster-api/v1/print_jobs/",
                                     sluice_form_body_new (fields, G_N_ELEMENTS (fields), file));
}

static gboolean
is_printing (JsonNode *answer)
{
  return TRUE;
}

const SluicePrinterWire sluice_wire_ultimaker = {
  .title = "UltiMaker",
  .formats = formats,
  .unpacks = TRUE,
  .ask_who = ask_who,
  .is_like = is_like,
  .print = print,
  .is_printing = is_printing,
};
