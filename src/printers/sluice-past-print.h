/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-print-job.h"

G_BEGIN_DECLS

/**
 * SluicePastResult:
 * @SLUICE_PAST_RUNNING: it goes on, as far as was last seen
 * @SLUICE_PAST_FINISHED: done
 * @SLUICE_PAST_FAILED: stopped by a fault
 * @SLUICE_PAST_STOPPED: stopped by a person
 * @SLUICE_PAST_UNSEEN: it ended while Sluice did not look, nobody knows how
 *
 * How a print went.
 */
typedef enum
{
  SLUICE_PAST_RUNNING,
  SLUICE_PAST_FINISHED,
  SLUICE_PAST_FAILED,
  SLUICE_PAST_STOPPED,
  SLUICE_PAST_UNSEEN,
} SluicePastResult;

#define SLUICE_TYPE_PAST_RESULT (sluice_past_result_get_type ())
GType sluice_past_result_get_type (void);

#define SLUICE_TYPE_PAST_PRINT (sluice_past_print_get_type ())

/*
 * A print that Sluice saw. Properties: result, name (the job's; product data), started and ended (seconds since the
 * epoch, ended 0 while it goes on), printer, group, model, material, source (all nullable).
 */
G_DECLARE_FINAL_TYPE (SluicePastPrint, sluice_past_print, SLUICE, PAST_PRINT, GObject)

SluicePastPrint  *sluice_past_print_new             (const char       *id,
                                                     gint64            started);
SluicePastPrint  *sluice_past_print_new_from_entry  (const char       *id,
                                                     GVariant         *entry);
GVariant         *sluice_past_print_to_entry        (SluicePastPrint  *self);
const char       *sluice_past_print_get_id          (SluicePastPrint  *self);
SluicePastResult  sluice_past_print_get_result      (SluicePastPrint  *self);
gint64            sluice_past_print_get_started     (SluicePastPrint  *self);
gint64            sluice_past_print_get_ended       (SluicePastPrint  *self);
gint64            sluice_past_print_get_seconds     (SluicePastPrint  *self);
const char       *sluice_past_print_get_text        (SluicePastPrint  *self,
                                                     const char       *property);
void              sluice_past_print_set_text        (SluicePastPrint  *self,
                                                     const char       *property,
                                                     const char       *value);
void              sluice_past_print_end             (SluicePastPrint  *self,
                                                     SluicePastResult  result,
                                                     gint64            ended);

G_END_DECLS
