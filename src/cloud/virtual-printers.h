/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * VirtualCondition:
 * @VIRTUAL_READY: takes jobs
 * @VIRTUAL_MAINTENANCE: somebody works on it
 * @VIRTUAL_ERROR: something broke
 * @VIRTUAL_UNREACHABLE: not on the network
 */
typedef enum
{
  VIRTUAL_READY,
  VIRTUAL_MAINTENANCE,
  VIRTUAL_ERROR,
  VIRTUAL_UNREACHABLE,
} VirtualCondition;

/**
 * VirtualTemper:
 * @VIRTUAL_STEADY: finishes what it begins
 * @VIRTUAL_HUNGRY: runs out of material at times, and waits for more
 * @VIRTUAL_STICKY: gets stuck at times, and gives the job up
 * @VIRTUAL_DISTANT: drops off the network at times, and goes on printing
 * @VIRTUAL_HALTED: somebody pauses it at times
 *
 * What tends to go wrong with a printer.
 */
typedef enum
{
  VIRTUAL_STEADY,
  VIRTUAL_HUNGRY,
  VIRTUAL_STICKY,
  VIRTUAL_DISTANT,
  VIRTUAL_HALTED,
} VirtualTemper;

/**
 * VirtualPrinter:
 * @uuid: which
 * @condition: whether it takes jobs
 * @temper: what goes wrong with it
 * @free_at: when it can begin a job, in seconds since the epoch
 * @life: what it does by itself, see virtual_life_at(); 0 for nothing
 * @settled_at: what @free_at was before its group was planned
 */
typedef struct
{
  char            *uuid;
  VirtualCondition condition;
  VirtualTemper    temper;
  gint64           free_at;
  guint            life;
  gint64           settled_at;
} VirtualPrinter;

/**
 * VirtualPlan:
 *
 * When what happens to a job at its printer; seconds since the epoch.
 */
typedef struct
{
  gint64        begins;
  gint64        arrives;  /* at the printer, which starts to heat */
  gint64        heated;   /* and prints */
  gint64        trouble;  /* 0 when all goes well */
  gint64        relief;   /* the trouble is over */
  gint64        ends;
  gint64        cooled;   /* and waits for the plate to be cleared */
  gint64        cleared;  /* the printer is free */
  VirtualTemper temper;   /* of the trouble */
} VirtualPlan;

/**
 * VirtualJob:
 * @uuid: which
 * @created: when it was sent, in seconds since the epoch
 * @time_total: seconds it prints
 * @cleanup: seconds until somebody clears the plate
 * @is_blocked: waits for a change to the printer that nobody makes
 * @wants_printer: (nullable): the only printer it may go to
 * @printer: out: the printer's index, -1 when no printer takes it
 * @plan: out: what happens to it, when @printer is not -1
 */
typedef struct
{
  char       *uuid;
  gint64      created;
  gint64      time_total;
  gint64      cleanup;
  gboolean    is_blocked;
  char       *wants_printer;
  int         printer;
  VirtualPlan plan;
} VirtualJob;

/**
 * VirtualMoment:
 * @job_status: as the vendor names it
 * @printer_status: as the vendor names it; %NULL when the job is not at its printer
 * @time_elapsed: seconds of printing done
 * @is_over: whether nothing about the job changes any more
 */
typedef struct
{
  const char *job_status;
  const char *printer_status;
  gint64      time_elapsed;
  gboolean    is_over;
} VirtualMoment;

void          virtual_printers_plan     (VirtualPrinter        *printers,
                                         guint                  n_printers,
                                         VirtualJob            *jobs,
                                         guint                  n_jobs);
gint64        virtual_printers_delay    (VirtualTemper          temper);
void          virtual_printers_make_plan (VirtualPlan          *plan,
                                         gint64                 begins,
                                         gint64                 time_total,
                                         gint64                 cleanup,
                                         VirtualTemper          temper,
                                         guint64                fate);
VirtualMoment virtual_printers_at       (const VirtualJob      *job,
                                         gint64                 now);
VirtualTemper virtual_printers_temper   (const char            *uuid);
const char   *virtual_condition_status  (VirtualCondition       condition);

G_END_DECLS
