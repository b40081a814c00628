/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-json.h"
#include "sluice-printer-wire.h"

#include <string.h>

/*
 * PrusaLink's API v1: spec/openapi.yaml of its source. Where files go differs: a printer has a USB stick, a Raspberry Pi
 * its own disk; both say it in their status, as an object or as a list of such.
 */
static const char * const formats[] = { "gcode", "bgcode", NULL };

static SluiceRequest *
ask_who (void)
{
  return sluice_request_new_read ("GET", "/api/version");
}

static gboolean
is_like (JsonNode *answer)
{
  JsonObject *version = sluice_printer_wire_get_object (answer, NULL);
  const char *text = version != NULL ? sluice_json_get_string (version, "text") : NULL;

  return text != NULL && strstr (text, "PrusaLink") != NULL;
}

static SluiceRequest *
ask_where (void)
{
  return sluice_request_new_read ("GET", "/api/v1/status");
}

/* (transfer full) (nullable): a path's one part, as “usb”, of a storage that can be written to. */
static char *
read_storage (JsonObject *storage)
{
  const char *path = storage != NULL ? sluice_json_get_string (storage, "path") : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  gboolean read_only = FALSE;

  if (name == NULL || strpbrk (name, "/.") != NULL)
    return NULL;
  sluice_json_get_boolean (storage, "read_only", &read_only);
  return read_only ? NULL : g_steal_pointer (&name);
}

static char *
read_where (JsonNode *answer)
{
  JsonObject *status = sluice_printer_wire_get_object (answer, NULL);
  JsonArray *list = status != NULL ? sluice_json_get_array (status, "storage") : NULL;
  char *where = status != NULL ? read_storage (sluice_json_get_object (status, "storage")) : NULL;

  for (guint i = 0; where == NULL && list != NULL && i < json_array_get_length (list); i++)
    where = read_storage (sluice_json_array_get_object (list, i));
  return where;
}

static GInputStream *
open_file (gpointer   data,
           GError   **error)
{
  SluicePrintFile *file = data;

  return file->open (file->data, error);
}

static SluiceRequest *
print (SluicePrintFile *file,
       const char      *where)
{
  g_autofree char *storage = g_uri_escape_string (where, NULL, FALSE);
  g_autofree char *name = g_uri_escape_string (file->name, NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/api/v1/files/%s/%s", storage, name);
  SluiceProductBody *body = sluice_product_body_new_stream (file->size, "application/octet-stream", open_file,
                                                            sluice_print_file_ref (file),
                                                            (GDestroyNotify) sluice_print_file_unref);
  SluiceRequest *request = sluice_request_new_product ("PUT", path, body);

  /* The file's name is nobody's business, not even the ledger's. */
  sluice_request_set_route (request, "/api/v1/files/{storage}/{name}");
  sluice_request_add_flag (request, "Print-After-Upload");
  /* One of that name is the same design, printed before. */
  sluice_request_add_flag (request, "Overwrite");
  return request;
}

static gboolean
is_printing (JsonNode *answer)
{
  return TRUE;
}

const SluicePrinterWire sluice_wire_prusalink = {
  .title = "PrusaLink",
  .formats = formats,
  .needs_key = TRUE,
  .ask_who = ask_who,
  .is_like = is_like,
  .ask_where = ask_where,
  .read_where = read_where,
  .print = print,
  .is_printing = is_printing,
};
