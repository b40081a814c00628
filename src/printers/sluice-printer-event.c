/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-event.h"

struct _SluicePrinterEvent
{
  GObject parent_instance;

  /* Owned. */
  SluicePrinterGroup *group;
  SluicePrinter      *printer; /* nullable */
  SluicePrintJob     *job;     /* nullable */

  SluicePrinterEventKind kind;
  gint64                 time;
};

/* The words are what the settings say. */
G_DEFINE_ENUM_TYPE (SluicePrinterEventKind, sluice_printer_event_kind,
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_STARTED, "started"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_FINISHED, "finished"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_ABORTED, "aborted"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_ATTENTION, "attention"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_BLOCKED, "blocked"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_CLEAR_PLATE, "clear-plate"),
                    G_DEFINE_ENUM_VALUE (SLUICE_PRINTER_EVENT_OFFLINE, "offline"))

G_DEFINE_FINAL_TYPE (SluicePrinterEvent, sluice_printer_event, G_TYPE_OBJECT)

static void
sluice_printer_event_finalize (GObject *object)
{
  SluicePrinterEvent *self = SLUICE_PRINTER_EVENT (object);

  g_clear_object (&self->group);
  g_clear_object (&self->printer);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (sluice_printer_event_parent_class)->finalize (object);
}

static void
sluice_printer_event_class_init (SluicePrinterEventClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_printer_event_finalize;
}

static void
sluice_printer_event_init (SluicePrinterEvent *self)
{
}

/**
 * sluice_printer_event_new:
 * @kind: what happened
 * @time: when it was seen, microseconds since the epoch
 * @group: where
 * @printer: (nullable): to which printer; %NULL for a job that has none yet
 * @job: (nullable): to which job
 *
 * Returns: (transfer full): an event
 */
SluicePrinterEvent *
sluice_printer_event_new (SluicePrinterEventKind  kind,
                          gint64                  time,
                          SluicePrinterGroup     *group,
                          SluicePrinter          *printer,
                          SluicePrintJob         *job)
{
  SluicePrinterEvent *self = g_object_new (SLUICE_TYPE_PRINTER_EVENT, NULL);

  self->kind = kind;
  self->time = time;
  self->group = g_object_ref (group);
  g_set_object (&self->printer, printer);
  g_set_object (&self->job, job);
  return self;
}

SluicePrinterEventKind
sluice_printer_event_get_kind (SluicePrinterEvent *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_EVENT (self), SLUICE_PRINTER_EVENT_STARTED);
  return self->kind;
}

/** sluice_printer_event_get_time: when it was seen, microseconds since the epoch. */
gint64
sluice_printer_event_get_time (SluicePrinterEvent *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_EVENT (self), 0);
  return self->time;
}

/** sluice_printer_event_get_group: (transfer none) */
SluicePrinterGroup *
sluice_printer_event_get_group (SluicePrinterEvent *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_EVENT (self), NULL);
  return self->group;
}

/** sluice_printer_event_get_printer: (transfer none) (nullable): %NULL for a job that has none yet. */
SluicePrinter *
sluice_printer_event_get_printer (SluicePrinterEvent *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_EVENT (self), NULL);
  return self->printer;
}

/** sluice_printer_event_get_job: (transfer none) (nullable) */
SluicePrintJob *
sluice_printer_event_get_job (SluicePrinterEvent *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_EVENT (self), NULL);
  return self->job;
}

/** sluice_printer_event_dup_id: (transfer full): what the next event of the same printer, or of the same waiting job, has too. */
char *
sluice_printer_event_dup_id (SluicePrinterEvent *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINTER_EVENT (self), NULL);

  if (self->printer != NULL)
    return g_strconcat ("printer-", sluice_printer_get_uuid (self->printer), NULL);
  return g_strconcat ("job-", self->job != NULL ? sluice_print_job_get_uuid (self->job) : "", NULL);
}
