/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-form-body.h"
#include "sluice-json.h"
#include "sluice-printer-wire.h"

/* OctoPrint: docs/api/version.rst, files.rst, printer.rst, job.rst, printerprofiles.rst and settings.rst of its source. */

static const char * const formats[] = { "gcode", NULL };

/* Others answer there as well, and say so. */
static gboolean
is_like (JsonNode *answer)
{
  const char *text = sluice_printer_wire_get_version (answer);

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

enum
{
  PRINTER,
  JOB,
  PROFILES,
  SETTINGS,
};

static const SluicePrinterLook looks[] = {
  /* 409: it runs, and its printer is not connected to it. */
  [PRINTER] = { .path = "/api/printer", .lacks = { 409 } },
  [JOB] = { .path = "/api/job" },
  [PROFILES] = { .path = "/api/printerprofiles", .lacks = { 403, 404 }, .rarely = TRUE },
  [SETTINGS] = { .path = "/api/settings", .lacks = { 403, 404 }, .rarely = TRUE },
  { NULL },
};

static gboolean
has_flag (JsonObject *flags,
          const char *name)
{
  gboolean flag = FALSE;

  sluice_json_get_boolean (flags, name, &flag);
  return flag;
}

/* The flags and not the text, which may be translated. */
static SluicePrinterState
read_state (JsonObject *flags)
{
  if (flags == NULL)
    return SLUICE_PRINTER_UNKNOWN;
  if (has_flag (flags, "cancelling"))
    return SLUICE_PRINTER_CANCELLING;
  if (has_flag (flags, "pausing"))
    return SLUICE_PRINTER_PAUSING;
  if (has_flag (flags, "paused"))
    return SLUICE_PRINTER_PAUSED;
  if (has_flag (flags, "printing"))
    return SLUICE_PRINTER_PRINTING;
  if (has_flag (flags, "error"))
    return SLUICE_PRINTER_ERROR;
  if (has_flag (flags, "closedOrError"))
    return SLUICE_PRINTER_OFFLINE;
  if (has_flag (flags, "ready"))
    return SLUICE_PRINTER_IDLE;
  return has_flag (flags, "operational") ? SLUICE_PRINTER_BUSY : SLUICE_PRINTER_UNKNOWN;
}

static void
read_temperatures (JsonObject           *temperatures,
                   SluicePrinterReading *reading)
{
  g_autoptr(GList) names = temperatures != NULL ? json_object_get_members (temperatures) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    sluice_printer_reading_add_temperature (reading, l->data, sluice_json_get_object (temperatures, l->data),
                                            "actual", "target");
}

/* A file that is only chosen is no job. */
static SluiceJobState
read_job_state (SluicePrinterState state,
                double             progress)
{
  switch ((int) state)
    {
    case SLUICE_PRINTER_PRINTING:
      return SLUICE_JOB_PRINTING;
    case SLUICE_PRINTER_PAUSING:
    case SLUICE_PRINTER_PAUSED:
      return SLUICE_JOB_PAUSED;
    case SLUICE_PRINTER_CANCELLING:
      return SLUICE_JOB_ABORTED;
    case SLUICE_PRINTER_ERROR:
      return progress > 0 && progress < 1 ? SLUICE_JOB_FAILED : SLUICE_JOB_UNKNOWN;
    default:
      return progress >= 1 ? SLUICE_JOB_FINISHED : SLUICE_JOB_UNKNOWN;
    }
}

static void
read_job (const SluicePrinterAnswer *answer,
          SluicePrinterReading      *reading)
{
  JsonObject *job = sluice_printer_answer_get_object (answer, "job");
  JsonObject *progress = sluice_printer_answer_get_object (answer, "progress");
  JsonObject *file = job != NULL ? sluice_json_get_object (job, "file") : NULL;
  const char *name = file != NULL ? sluice_json_get_string (file, "name") : NULL;
  const char *path = file != NULL ? sluice_json_get_string (file, "path") : NULL;
  const char *display = file != NULL ? sluice_json_get_string (file, "display") : NULL;
  SluicePrintJobValues *values = &reading->job;
  double completion = 0;

  if (name == NULL || progress == NULL)
    return;

  sluice_json_get_double (progress, "completion", &completion);
  values->name = display ?: name;
  values->progress = CLAMP (completion / 100, 0, 1);
  values->is_measured = TRUE;
  values->time_total = sluice_printer_answer_get_seconds (job, "estimatedPrintTime");
  values->time_elapsed = sluice_printer_answer_get_seconds (progress, "printTime");
  values->time_left = MAX (sluice_printer_answer_get_seconds (progress, "printTimeLeft"), 0);
  values->state = read_job_state (reading->printer.state, values->progress);
  if (values->state != SLUICE_JOB_UNKNOWN)
    reading->job_key = path ?: name;
}

/* The profile in use: it says so, or it is the only one. */
static const char *
read_model (const SluicePrinterAnswer *answer)
{
  JsonObject *profiles = sluice_printer_answer_get_object (answer, "profiles");
  g_autoptr(GList) names = profiles != NULL ? json_object_get_members (profiles) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *profile = sluice_json_get_object (profiles, l->data);

      if (profile != NULL && (names->next == NULL || has_flag (profile, "current")))
        return sluice_json_get_string (profile, "model");
    }
  return NULL;
}

static gboolean
read_printer (const SluicePrinterAnswer  *answers,
              SluicePrinterReading       *reading,
              GError                    **error)
{
  JsonObject *state = sluice_printer_answer_get_object (&answers[PRINTER], "state");
  JsonObject *webcam = sluice_printer_answer_get_object (&answers[SETTINGS], "webcam");

  if (answers[PRINTER].status != 409 && state == NULL)
    return sluice_printer_wire_misunderstand (error);

  reading->printer.state = answers[PRINTER].status == 409 ? SLUICE_PRINTER_OFFLINE
                                                          : read_state (sluice_json_get_object (state, "flags"));
  reading->printer.model = read_model (&answers[PROFILES]);
  reading->printer.camera = webcam != NULL ? sluice_json_get_string (webcam, "snapshotUrl") : NULL;
  read_temperatures (sluice_printer_answer_get_object (&answers[PRINTER], "temperature"), reading);
  read_job (&answers[JOB], reading);
  return TRUE;
}

const SluicePrinterWire sluice_wire_octoprint = {
  .title = "OctoPrint",
  .formats = formats,
  .needs_key = TRUE,
  .ask_who = sluice_printer_wire_ask_version,
  .is_like = is_like,
  .print = print,
  .is_printing = is_printing,
  .looks = looks,
  .read = read_printer,
};
