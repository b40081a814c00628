/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-printers-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SluicePrinterAnswer:
 * @status: HTTP's; 0 when it was not asked
 * @node: (nullable): what came; not trusted to be of any form
 *
 * What a print server answered to one question.
 */
typedef struct
{
  guint     status;
  JsonNode *node;
} SluicePrinterAnswer;

#define SLUICE_READING_MAX_HEATERS 8

/**
 * SluicePrinterReading:
 * @printer: the printer; its job is of no account
 * @job: what is on its build plate, if @job_key is set
 * @job_key: (nullable): what tells one job of this printer from the next
 * @texts: keeps what is not in the answers
 * @temperatures: what @printer points to
 *
 * One printer, as read from a print server's answers. Its texts live as long as it and the answers.
 */
typedef struct
{
  SluicePrinterValues   printer;
  SluicePrintJobValues  job;
  const char           *job_key;
  GStringChunk         *texts;
  SluiceTemperature     temperatures[SLUICE_READING_MAX_HEATERS];
} SluicePrinterReading;

void          sluice_printer_reading_init            (SluicePrinterReading       *self);
void          sluice_printer_reading_clear           (SluicePrinterReading       *self);
void          sluice_printer_reading_add_temperature (SluicePrinterReading       *self,
                                                      const char                 *name,
                                                      JsonObject                 *object,
                                                      const char                 *actual,
                                                      const char                 *target);
void          sluice_printer_reading_apply           (SluicePrinterReading       *self,
                                                      SluicePrinter              *printer);
JsonObject   *sluice_printer_answer_get_object       (const SluicePrinterAnswer  *answer,
                                                      const char                 *member);
gint64        sluice_printer_answer_get_seconds      (JsonObject                 *object,
                                                      const char                 *member);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SluicePrinterReading, sluice_printer_reading_clear)

G_END_DECLS
