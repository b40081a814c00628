/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"
#include "sluice-printer-wire.h"
#include "sluice-ultimaker-status.h"

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

enum
{
  PRINTERS,
  JOBS,
};

static const SluicePrinterLook looks[] = {
  [PRINTERS] = { .path = "/cluster-api/v1/printers" },
  [JOBS] = { .path = "/cluster-api/v1/print_jobs" },
  { NULL },
};

/* Two lists that the cloud gives as one object. */
static gboolean
read_group (const SluicePrinterAnswer  *answers,
            SluicePrinterGroup         *group,
            GError                    **error)
{
  g_autoptr(JsonObject) status = json_object_new ();

  if (answers[PRINTERS].node == NULL || answers[JOBS].node == NULL)
    return sluice_printer_wire_misunderstand (error);

  json_object_set_member (status, "printers", json_node_ref (answers[PRINTERS].node));
  json_object_set_member (status, "print_jobs", json_node_ref (answers[JOBS].node));
  return sluice_ultimaker_status_apply (group, status, error);
}

const SluicePrinterWire sluice_wire_ultimaker = {
  .title = "UltiMaker",
  .formats = formats,
  .unpacks = TRUE,
  .ask_who = ask_who,
  .is_like = is_like,
  .print = print,
  .is_printing = is_printing,
  .looks = looks,
  .read_group = read_group,
};
