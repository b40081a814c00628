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

static gboolean
is_like (JsonNode *answer)
{
  const char *text = sluice_printer_wire_get_version (answer);

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

enum
{
  STATUS,
  JOB,
  INFO,
  VERSION,
  CAMERAS,
};

static const SluicePrinterLook looks[] = {
  [STATUS] = { .path = "/api/v1/status" },
  [JOB] = { .path = "/api/v1/job", .lacks = { 404 } },
  [INFO] = { .path = "/api/v1/info", .lacks = { 404 }, .rarely = TRUE },
  [VERSION] = { .path = "/api/version", .lacks = { 404 }, .rarely = TRUE },
  /* A printer that speaks for itself has none. */
  [CAMERAS] = { .path = "/api/v1/cameras", .lacks = { 403, 404 }, .rarely = TRUE },
  { NULL },
};

static SluicePrinterState
read_state (const char *word)
{
  static const struct
  {
    const char         *word;
    SluicePrinterState  state;
  } words[] = {
    { "IDLE", SLUICE_PRINTER_IDLE },
    { "READY", SLUICE_PRINTER_IDLE },
    { "BUSY", SLUICE_PRINTER_BUSY },
    { "PRINTING", SLUICE_PRINTER_PRINTING },
    { "PAUSED", SLUICE_PRINTER_PAUSED },
    { "FINISHED", SLUICE_PRINTER_WAIT_CLEANUP },
    { "STOPPED", SLUICE_PRINTER_WAIT_CLEANUP },
    { "ERROR", SLUICE_PRINTER_ERROR },
    { "ATTENTION", SLUICE_PRINTER_ATTENTION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i].word))
      return words[i].state;
  return SLUICE_PRINTER_UNKNOWN;
}

/* Of the printer's state: what the job says of itself differs from server to server. */
static SluiceJobState
read_job_state (const char *word)
{
  static const struct
  {
    const char     *word;
    SluiceJobState  state;
  } words[] = {
    { "PRINTING", SLUICE_JOB_PRINTING }, { "BUSY", SLUICE_JOB_PREPARING },   { "PAUSED", SLUICE_JOB_PAUSED },
    { "ATTENTION", SLUICE_JOB_PAUSED },  { "FINISHED", SLUICE_JOB_FINISHED }, { "STOPPED", SLUICE_JOB_ABORTED },
    { "ERROR", SLUICE_JOB_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (word, words[i].word))
      return words[i].state;
  return SLUICE_JOB_UNKNOWN;
}

static void
read_job (const SluicePrinterAnswer *answer,
          const char                *state,
          SluicePrinterReading      *reading)
{
  JsonObject *job = sluice_printer_answer_get_object (answer, NULL);
  JsonObject *file = job != NULL ? sluice_json_get_object (job, "file") : NULL;
  SluicePrintJobValues *values = &reading->job;
  double progress = 0;
  gint64 id = -1;
  g_autofree char *key = NULL;

  values->state = read_job_state (state);
  if (job == NULL || values->state == SLUICE_JOB_UNKNOWN)
    return;

  sluice_json_get_int (job, "id", &id);
  key = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  reading->job_key = g_string_chunk_insert (reading->texts, key);
  if (file != NULL)
    values->name = sluice_json_get_string (file, "display_name") ?: sluice_json_get_string (file, "name");
  values->is_measured = sluice_json_get_double (job, "progress", &progress);
  values->progress = CLAMP (progress / 100, 0, 1);
  values->time_elapsed = sluice_printer_answer_get_seconds (job, "time_printing");
  values->time_left = MAX (sluice_printer_answer_get_seconds (job, "time_remaining"), 0);
}

static const char *
read_camera (const SluicePrinterAnswer *answer)
{
  JsonArray *cameras = sluice_printer_answer_get_object (answer, NULL) != NULL
                         ? sluice_json_get_array (sluice_printer_answer_get_object (answer, NULL), "camera_list") : NULL;

  return cameras != NULL && json_array_get_length (cameras) > 0 ? "/api/v1/cameras/snap" : NULL;
}

static gboolean
read_printer (const SluicePrinterAnswer  *answers,
              SluicePrinterReading       *reading,
              GError                    **error)
{
  JsonObject *printer = sluice_printer_answer_get_object (&answers[STATUS], "printer");
  JsonObject *version = sluice_printer_answer_get_object (&answers[VERSION], NULL);
  const char *state = printer != NULL ? sluice_json_get_string (printer, "state") : NULL;

  if (state == NULL)
    return sluice_printer_wire_misunderstand (error);

  reading->printer.state = read_state (state);
  reading->printer.firmware = version != NULL ? sluice_json_get_string (version, "firmware") : NULL;
  reading->printer.camera = read_camera (&answers[CAMERAS]);
  sluice_printer_reading_add_temperature (reading, "tool0", printer, "temp_nozzle", "target_nozzle");
  sluice_printer_reading_add_temperature (reading, "bed", printer, "temp_bed", "target_bed");
  read_job (&answers[JOB], state, reading);
  return TRUE;
}

const SluicePrinterWire sluice_wire_prusalink = {
  .title = "PrusaLink",
  .formats = formats,
  .needs_key = TRUE,
  /* The name is fixed in the printers' firmware. */
  .user = "maker",
  .ask_who = sluice_printer_wire_ask_version,
  .is_like = is_like,
  .ask_where = ask_where,
  .read_where = read_where,
  .print = print,
  .is_printing = is_printing,
  .looks = looks,
  .read = read_printer,
};
