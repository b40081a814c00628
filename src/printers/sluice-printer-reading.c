/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-reading.h"

#include "sluice-json.h"

/* A job whose time runs backwards by more than this is another one, of the same file. */
#define BACK_SECONDS 30

void
sluice_printer_reading_init (SluicePrinterReading *self)
{
  *self = (SluicePrinterReading) {
    .printer = { .temperatures = self->temperatures },
    .job = { .time_total = -1, .time_elapsed = -1 },
    .texts = g_string_chunk_new (256),
  };
}

void
sluice_printer_reading_clear (SluicePrinterReading *self)
{
  g_clear_pointer (&self->texts, g_string_chunk_free);
}

/* Members that are no numbers are no heater. */
void
sluice_printer_reading_add_temperature (SluicePrinterReading *self,
                                        const char           *name,
                                        JsonObject           *object,
                                        const char           *actual,
                                        const char           *target)
{
  SluiceTemperature *temperature;
  double degrees;

  if (object == NULL || self->printer.n_temperatures == SLUICE_READING_MAX_HEATERS ||
      !sluice_json_get_double (object, actual, &degrees))
    return;

  temperature = &self->temperatures[self->printer.n_temperatures++];
  *temperature = (SluiceTemperature) { .name = g_string_chunk_insert_const (self->texts, name), .actual = degrees };
  sluice_json_get_double (object, target, &temperature->target);
}

/* Whether the job that was on the plate is over, so that one of the same name is another. */
static gboolean
is_another (SluicePrintJob             *job,
            const SluicePrintJobValues *values)
{
  const SluiceJobState state = sluice_print_job_get_state (job);
  const gboolean was_over = state == SLUICE_JOB_FINISHED || state == SLUICE_JOB_ABORTED || state == SLUICE_JOB_FAILED;
  const gboolean is_running = values->state == SLUICE_JOB_PREPARING || values->state == SLUICE_JOB_PRINTING;

  return is_running &&
         (was_over || values->time_elapsed + BACK_SECONDS < sluice_print_job_get_time_elapsed (job));
}

static SluicePrintJob *
find_or_make_job (SluicePrinterReading *self,
                  SluicePrinter        *printer)
{
  SluicePrintJob *job = sluice_printer_get_job (printer);
  g_autofree char *key = g_strconcat (sluice_printer_get_uuid (printer), "/", self->job_key, "/", NULL);
  g_autofree char *uuid = NULL;
  g_autofree char *random = NULL;

  if (job != NULL && g_str_has_prefix (sluice_print_job_get_uuid (job), key) && !is_another (job, &self->job))
    return g_object_ref (job);

  random = g_uuid_string_random ();
  uuid = g_strconcat (key, random, NULL);
  return sluice_print_job_new (uuid);
}

/* Brings @printer, and its job, up to date. */
void
sluice_printer_reading_apply (SluicePrinterReading *self,
                              SluicePrinter        *printer)
{
  g_autoptr(SluicePrintJob) job = self->job_key != NULL ? find_or_make_job (self, printer) : NULL;

  if (job != NULL)
    {
      self->job.printer_uuid = sluice_printer_get_uuid (printer);
      sluice_print_job_update (job, &self->job);
    }
  self->printer.job = job;
  if (self->printer.attention == NULL)
    self->printer.attention = sluice_printer_state_get_need (self->printer.state);
  sluice_printer_update (printer, &self->printer);
}

/* The answer's object, or its member of that name; %NULL when it has none. */
JsonObject *
sluice_printer_answer_get_object (const SluicePrinterAnswer *answer,
                                  const char                *member)
{
  JsonObject *object = answer->node != NULL && JSON_NODE_HOLDS_OBJECT (answer->node)
                         ? json_node_get_object (answer->node) : NULL;

  return object != NULL && member != NULL ? sluice_json_get_object (object, member) : object;
}

/* Whole seconds, whether they came as a whole number or not; -1 when there are none. */
gint64
sluice_printer_answer_get_seconds (JsonObject *object,
                                   const char *member)
{
  double seconds;

  if (object == NULL || !sluice_json_get_double (object, member, &seconds) || !(seconds >= 0 && seconds < G_MAXINT32))
    return -1;
  return (gint64) seconds;
}
