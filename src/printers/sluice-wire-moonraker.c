/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"
#include "sluice-json.h"
#include "sluice-printer-wire.h"

/* Moonraker: docs/external_api and printer_objects.md of its source. It unpacks UFP by itself. */

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

enum
{
  INFO,
  OBJECTS,
  PRINTER,
  WEBCAMS,
  METADATA,
};

/* Objects that a printer does not have are left out of the answer. */
static const char * const wanted[] = {
  "webhooks", "print_stats", "virtual_sdcard", "extruder", "extruder1", "extruder2", "extruder3", "heater_bed", NULL,
};

static const SluicePrinterLook looks[] = {
  [INFO] = { .path = "/server/info" },
  /* 503: it runs, and Klipper does not. */
  [OBJECTS] = { .path = "/printer/objects/query", .wanted = wanted, .lacks = { 503 } },
  [PRINTER] = { .path = "/printer/info", .lacks = { 503 }, .rarely = TRUE },
  [WEBCAMS] = { .path = "/server/webcams/list", .lacks = { 404 }, .rarely = TRUE },
  { NULL },
};

static JsonObject *
get_status (const SluicePrinterAnswer *answers,
            const char                *object)
{
  JsonObject *result = sluice_printer_answer_get_object (&answers[OBJECTS], "result");
  JsonObject *status = result != NULL ? sluice_json_get_object (result, "status") : NULL;

  return status != NULL ? sluice_json_get_object (status, object) : NULL;
}

static const char *
find_file (const SluicePrinterAnswer *answers)
{
  JsonObject *stats = get_status (answers, "print_stats");
  const char *name = stats != NULL ? sluice_json_get_string (stats, "filename") : NULL;

  return name != NULL && *name != '\0' ? name : NULL;
}

/* What the slicer thought of the file that is being printed. */
static SluiceRequest *
ask_about_file (const char *name)
{
  SluiceRequest *request = sluice_request_new_read ("GET", "/server/files/metadata");

  sluice_request_add_query (request, "filename", name);
  return request;
}

static SluicePrinterState
read_state (const char *klippy,
            const char *printing)
{
  if (g_strcmp0 (klippy, "disconnected") == 0)
    return SLUICE_PRINTER_OFFLINE;
  if (g_strcmp0 (klippy, "startup") == 0)
    return SLUICE_PRINTER_STARTING;
  if (g_strcmp0 (klippy, "error") == 0 || g_strcmp0 (klippy, "shutdown") == 0)
    return SLUICE_PRINTER_ERROR;
  if (g_strcmp0 (klippy, "ready") != 0)
    return SLUICE_PRINTER_UNKNOWN;

  if (g_strcmp0 (printing, "printing") == 0)
    return SLUICE_PRINTER_PRINTING;
  if (g_strcmp0 (printing, "paused") == 0)
    return SLUICE_PRINTER_PAUSED;
  if (printing == NULL || g_str_equal (printing, "standby") || g_str_equal (printing, "complete") ||
      g_str_equal (printing, "cancelled") || g_str_equal (printing, "error"))
    return SLUICE_PRINTER_IDLE;
  return SLUICE_PRINTER_UNKNOWN;
}

static SluiceJobState
read_job_state (const char *printing)
{
  static const struct
  {
    const char     *word;
    SluiceJobState  state;
  } words[] = {
    { "printing", SLUICE_JOB_PRINTING }, { "paused", SLUICE_JOB_PAUSED },   { "complete", SLUICE_JOB_FINISHED },
    { "cancelled", SLUICE_JOB_ABORTED }, { "error", SLUICE_JOB_FAILED },
  };

  for (guint i = 0; printing != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (printing, words[i].word))
      return words[i].state;
  return SLUICE_JOB_UNKNOWN;
}

static void
read_job (const SluicePrinterAnswer *answers,
          JsonObject                *stats,
          SluicePrinterReading      *reading)
{
  JsonObject *card = get_status (answers, "virtual_sdcard");
  JsonObject *metadata = sluice_printer_answer_get_object (&answers[METADATA], "result");
  SluicePrintJobValues *values = &reading->job;

  values->state = read_job_state (sluice_json_get_string (stats, "state"));
  if (find_file (answers) == NULL || values->state == SLUICE_JOB_UNKNOWN)
    return;

  reading->job_key = values->name = find_file (answers);
  if (card != NULL)
    values->is_measured = sluice_json_get_double (card, "progress", &values->progress);
  if (values->state == SLUICE_JOB_FINISHED)
    values->progress = 1;
  /* Without the time that it was paused: what the slicer's estimate is of. */
  values->time_elapsed = sluice_printer_answer_get_seconds (stats, "print_duration");
  values->time_total = sluice_printer_answer_get_seconds (metadata, "estimated_time");
}

static const char *
read_camera (const SluicePrinterAnswer *answer)
{
  JsonObject *result = sluice_printer_answer_get_object (answer, "result");
  JsonArray *cameras = result != NULL ? sluice_json_get_array (result, "webcams") : NULL;

  for (guint i = 0; cameras != NULL && i < json_array_get_length (cameras); i++)
    {
      JsonObject *camera = sluice_json_array_get_object (cameras, i);
      const char *address = camera != NULL ? sluice_json_get_string (camera, "snapshot_url") : NULL;
      gboolean enabled = TRUE;

      if (camera != NULL)
        sluice_json_get_boolean (camera, "enabled", &enabled);
      if (enabled && address != NULL && *address != '\0')
        return address;
    }
  return NULL;
}

static void
read_temperatures (const SluicePrinterAnswer *answers,
                   SluicePrinterReading      *reading)
{
  static const struct
  {
    const char *object;
    const char *name;
  } heaters[] = {
    { "extruder", "tool0" },  { "extruder1", "tool1" },  { "extruder2", "tool2" },
    { "extruder3", "tool3" }, { "heater_bed", "bed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heaters); i++)
    sluice_printer_reading_add_temperature (reading, heaters[i].name, get_status (answers, heaters[i].object),
                                            "temperature", "target");
}

static gboolean
read_printer (const SluicePrinterAnswer  *answers,
              SluicePrinterReading       *reading,
              GError                    **error)
{
  JsonObject *info = sluice_printer_answer_get_object (&answers[INFO], "result");
  JsonObject *printer = sluice_printer_answer_get_object (&answers[PRINTER], "result");
  JsonObject *webhooks = get_status (answers, "webhooks");
  JsonObject *stats = get_status (answers, "print_stats");
  const char *klippy = info != NULL ? sluice_json_get_string (info, "klippy_state") : NULL;

  if (klippy == NULL)
    return sluice_printer_wire_misunderstand (error);
  /* Asked last, so it knows better. */
  if (webhooks != NULL && sluice_json_get_string (webhooks, "state") != NULL)
    klippy = sluice_json_get_string (webhooks, "state");

  reading->printer.state = read_state (klippy, stats != NULL ? sluice_json_get_string (stats, "state") : NULL);
  reading->printer.firmware = printer != NULL ? sluice_json_get_string (printer, "software_version") : NULL;
  reading->printer.camera = read_camera (&answers[WEBCAMS]);
  read_temperatures (answers, reading);
  if (stats != NULL && g_str_equal (klippy, "ready"))
    read_job (answers, stats, reading);
  return TRUE;
}

const SluicePrinterWire sluice_wire_moonraker = {
  .title = "Moonraker",
  .formats = formats,
  .ask_who = ask_who,
  .is_like = is_like,
  .print = print,
  .is_printing = is_printing,
  .looks = looks,
  .find_more = find_file,
  .ask_more = ask_about_file,
  .read = read_printer,
};
