/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "virtual-printers.h"

/*
 * Printers that are not there. Nothing runs: what a printer does at a moment
 * follows from its queue and the time alone, so thousands of them cost nothing
 * until somebody looks, and after a restart they are where they would have been.
 * What goes wrong depends on which printer and job meet, and is always the same.
 */
#define SENDING_SECONDS 4
#define HEATING_SECONDS 60 /* and up to twice as much more */
#define HUNGER_SECONDS 900
#define SILENCE_SECONDS 300
#define COOLING_SECONDS 30

/* Evenly spread, and the same on every machine: FNV-1a, 64 bit. */
static guint64
mix (const char *one,
     const char *two)
{
  guint64 hash = 0xcbf29ce484222325u;

  for (const char *at = one; *at != '\0'; at++)
    hash = (hash ^ (guint8) *at) * 0x100000001b3u;
  for (const char *at = two; *at != '\0'; at++)
    hash = (hash ^ (guint8) *at) * 0x100000001b3u;
  return hash ^ (hash >> 32);
}

static void
make_plan (const VirtualPrinter *printer,
           VirtualJob           *job)
{
  VirtualPlan *plan = &job->plan;
  guint64 fate = mix (printer->uuid, job->uuid);

  plan->begins = MAX (job->created, printer->free_at);
  plan->arrives = plan->begins + SENDING_SECONDS;
  plan->heated = plan->arrives + HEATING_SECONDS + fate % (2 * HEATING_SECONDS);
  plan->ends = plan->heated + job->time_total;
  plan->trouble = plan->relief = 0;
  plan->temper = printer->temper;

  if (printer->temper != VIRTUAL_STEADY && (fate >> 8) % 2 == 0)
    {
      /* Somewhere between a quarter and three quarters of the way. */
      plan->trouble = plan->heated + job->time_total / 4 + job->time_total * ((fate >> 16) % 100) / 200;
      plan->relief = plan->trouble;
      if (printer->temper == VIRTUAL_HUNGRY)
        {
          plan->relief += HUNGER_SECONDS;
          plan->ends += HUNGER_SECONDS;
        }
      else if (printer->temper == VIRTUAL_DISTANT)
        plan->relief = MIN (plan->trouble + SILENCE_SECONDS, plan->ends);
      else
        plan->ends = plan->trouble;
    }

  plan->cooled = plan->ends + COOLING_SECONDS;
  plan->cleared = plan->cooled + job->cleanup;
}

static int
choose_printer (const VirtualPrinter *printers,
                guint                 n_printers,
                const VirtualJob     *job)
{
  int chosen = -1;

  for (guint i = 0; i < n_printers; i++)
    {
      if (printers[i].condition != VIRTUAL_READY ||
          (job->wants_printer != NULL && !g_str_equal (job->wants_printer, printers[i].uuid)))
        continue;
      if (chosen < 0 || printers[i].free_at < printers[chosen].free_at)
        chosen = i;
    }

  return chosen;
}

/**
 * virtual_printers_plan:
 * @printers: (array length=n_printers): a group; their @free_at moves on
 * @n_printers: how many
 * @jobs: (array length=n_jobs): its queue, first come first
 * @n_jobs: how many
 *
 * Works out which job goes where, and when what happens to it. A job that comes
 * later never changes what was worked out for those before it.
 */
void
virtual_printers_plan (VirtualPrinter *printers,
                       guint           n_printers,
                       VirtualJob     *jobs,
                       guint           n_jobs)
{
  for (guint i = 0; i < n_jobs; i++)
    {
      jobs[i].printer = jobs[i].is_blocked ? -1 : choose_printer (printers, n_printers, &jobs[i]);
      if (jobs[i].printer < 0)
        continue;

      make_plan (&printers[jobs[i].printer], &jobs[i]);
      printers[jobs[i].printer].free_at = jobs[i].plan.cleared;
    }
}

static gint64
printed_until (const VirtualJob *job,
               gint64            now)
{
  const VirtualPlan *plan = &job->plan;
  gint64 until = MIN (now, plan->ends);
  gint64 lost = 0;

  if (plan->temper == VIRTUAL_HUNGRY && plan->trouble != 0 && until > plan->trouble)
    lost = MIN (until, plan->relief) - plan->trouble;
  return MAX (until - plan->heated - lost, 0);
}

/**
 * virtual_printers_at:
 * @job: a job after virtual_printers_plan()
 * @now: seconds since the epoch
 *
 * Returns: what it and its printer do at that moment
 */
VirtualMoment
virtual_printers_at (const VirtualJob *job,
                     gint64            now)
{
  const VirtualPlan *plan = &job->plan;
  gboolean fails = job->printer >= 0 && plan->trouble != 0 && plan->temper == VIRTUAL_STICKY;
  VirtualMoment moment = { "queued", NULL, 0, FALSE };

  if (job->printer < 0 || now < plan->begins)
    return moment;

  moment.time_elapsed = printed_until (job, now);
  if (now < plan->arrives)
    moment = (VirtualMoment) { "sent_to_printer", "idle", 0, FALSE };
  else if (now < plan->heated)
    moment = (VirtualMoment) { "pre_print", "pre_print", 0, FALSE };
  else if (now < plan->ends && plan->trouble != 0 && now >= plan->trouble && now < plan->relief)
    {
      gboolean is_hungry = plan->temper == VIRTUAL_HUNGRY;

      moment.job_status = is_hungry ? "wait_user_action" : "printing";
      moment.printer_status = is_hungry ? "error" : "unreachable";
    }
  else if (now < plan->ends)
    moment.job_status = moment.printer_status = "printing";
  else if (now < plan->cooled)
    {
      moment.job_status = fails ? "failed_post_print" : "post_print";
      moment.printer_status = "printing";
    }
  else if (now < plan->cleared)
    {
      moment.job_status = fails ? "failed_wait_cleanup" : "wait_cleanup";
      moment.printer_status = fails ? "error" : "wait_cleanup";
    }
  else
    {
      moment.job_status = fails ? "failed" : "finished";
      moment.is_over = TRUE;
    }

  return moment;
}

/** virtual_printers_temper: what goes wrong with a printer of that uuid: mostly nothing. */
VirtualTemper
virtual_printers_temper (const char *uuid)
{
  guint64 fate = mix (uuid, "temper") % 8;

  return fate < 5 ? VIRTUAL_STEADY : (VirtualTemper) (VIRTUAL_HUNGRY + fate - 5);
}

/** virtual_condition_status: what the vendor calls it when no job is there. */
const char *
virtual_condition_status (VirtualCondition condition)
{
  static const char * const names[] = { "idle", "maintenance", "error", "unreachable" };

  return names[condition];
}
