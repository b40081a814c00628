/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SluiceJobState:
 * @SLUICE_JOB_QUEUED: waits for a printer
 * @SLUICE_JOB_BLOCKED: waits for a person, see #SluicePrintJob:blocked-reason
 * @SLUICE_JOB_PREPARING: the printer heats up
 * @SLUICE_JOB_PRINTING: it is being printed
 * @SLUICE_JOB_PAUSED: halted, can go on
 * @SLUICE_JOB_WAIT_CLEANUP: done, and the build plate is not cleared yet
 * @SLUICE_JOB_FINISHED: done and cleared
 * @SLUICE_JOB_ABORTED: stopped by a person
 * @SLUICE_JOB_FAILED: stopped by a fault
 * @SLUICE_JOB_UNKNOWN: a state this version does not know
 */
typedef enum
{
  SLUICE_JOB_UNKNOWN,
  SLUICE_JOB_QUEUED,
  SLUICE_JOB_BLOCKED,
  SLUICE_JOB_PREPARING,
  SLUICE_JOB_PRINTING,
  SLUICE_JOB_PAUSED,
  SLUICE_JOB_WAIT_CLEANUP,
  SLUICE_JOB_FINISHED,
  SLUICE_JOB_ABORTED,
  SLUICE_JOB_FAILED,
} SluiceJobState;

#define SLUICE_TYPE_JOB_STATE (sluice_job_state_get_type ())
GType sluice_job_state_get_type (void);

/**
 * SluiceEstimateOrigin:
 * @SLUICE_ESTIMATE_NONE: nobody says how long it takes
 * @SLUICE_ESTIMATE_SLICER: what the slicer worked out, less the time that is over
 * @SLUICE_ESTIMATE_PRINTER: what the printer says by itself
 * @SLUICE_ESTIMATE_PROGRESS: the pace so far, went on with
 * @SLUICE_ESTIMATE_SEVERAL: more than one of these, which need not agree
 *
 * Where an estimate of the time left comes from.
 */
typedef enum
{
  SLUICE_ESTIMATE_NONE,
  SLUICE_ESTIMATE_SLICER,
  SLUICE_ESTIMATE_PRINTER,
  SLUICE_ESTIMATE_PROGRESS,
  SLUICE_ESTIMATE_SEVERAL,
} SluiceEstimateOrigin;

#define SLUICE_TYPE_ESTIMATE_ORIGIN (sluice_estimate_origin_get_type ())
GType sluice_estimate_origin_get_type (void);

#define SLUICE_TYPE_PRINT_JOB (sluice_print_job_get_type ())

G_DECLARE_FINAL_TYPE (SluicePrintJob, sluice_print_job, SLUICE, PRINT_JOB, GObject)

/*
 * Properties: uuid, name (as the cloud knows it), local-name (as only the vault
 * knows it, or NULL), state, progress (0 to 1), time-total and time-elapsed
 * (seconds, -1 unknown), time-left-low and time-left-high (seconds, -1 unknown), estimate-origin,
 * printer-uuid (or NULL), blocked-reason (or NULL).
 */
const char     *sluice_print_job_get_uuid           (SluicePrintJob *self);
const char     *sluice_print_job_get_name           (SluicePrintJob *self);
const char     *sluice_print_job_get_local_name     (SluicePrintJob *self);
void            sluice_print_job_set_local_name     (SluicePrintJob *self,
                                                     const char     *name);
SluiceJobState  sluice_print_job_get_state          (SluicePrintJob *self);
double          sluice_print_job_get_progress       (SluicePrintJob *self);
gint64          sluice_print_job_get_time_total     (SluicePrintJob *self);
gint64          sluice_print_job_get_time_elapsed   (SluicePrintJob *self);
SluiceEstimateOrigin sluice_print_job_get_time_left (SluicePrintJob *self,
                                                     gint64         *out_low,
                                                     gint64         *out_high);
const char     *sluice_print_job_get_printer_uuid   (SluicePrintJob *self);
const char     *sluice_print_job_get_blocked_reason (SluicePrintJob *self);

G_END_DECLS
