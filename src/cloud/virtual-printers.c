/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "virtual-printers.h"

#include "virtual-life.h"

/*
 * Printers that are not there. Nothing runs: what a printer does at a moment
 * follows from its queue and the time alone, so thousands of them cost nothing
 * until somebody looks, and after a restart they are where they would have been.
 * What goes wrong depends on which printer and job meet, and is always the same.
 */
#define SENDING_SECONDS 4
#define HEATING_SECONDS 60 /* and up to twice as much more */
#define HUNGER_SECONDS 900
#define HALT_SECONDS 1800
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

/** virtual_printers_delay: seconds by which what goes wrong makes a print longer. */
gint64
virtual_printers_delay (VirtualTemper temper)
{
  switch (temper)
    {
    case VIRTUAL_HUNGRY:
      return HUNGER_SECONDS;
    case VIRTUAL_HALTED:
      return HALT_SECONDS;
    case VIRTUAL_STEADY:
    case VIRTUAL_STICKY:
    case VIRTUAL_DISTANT:
    default:
      return 0;
    }
}

/**
 * virtual_printers_make_plan:
 * @plan: (out): when what happens
 * @begins: seconds since the epoch
 * @time_total: seconds it prints when nothing goes wrong
 * @cleanup: seconds until somebody clears the plate
 * @temper: what goes wrong; %VIRTUAL_STEADY for nothing
 * @fate: when it does, and how long it takes to heat up
 */
void
virtual_printers_make_plan (VirtualPlan   *plan,
                            gint64         begins,
                            gint64         time_total,
                            gint64         cleanup,
                            VirtualTemper  temper,
                            guint64        fate)
{
  plan->begins = begins;
  plan->arrives = plan->begins + SENDING_SECONDS;
  plan->heated = plan->arrives + HEATING_SECONDS + fate % (2 * HEATING_SECONDS);
  plan->ends = plan->heated + time_total;
  plan->trouble = plan->relief = 0;
  plan->temper = temper;

  if (temper != VIRTUAL_STEADY)
    {
      /* Somewhere between a quarter and three quarters of the way. */
      plan->trouble = plan->heated + time_total / 4 + time_total * ((fate >> 16) % 100) / 200;
      plan->relief = plan->trouble + virtual_printers_delay (temper);
      plan->ends += virtual_printers_delay (temper);
      if (temper == VIRTUAL_DISTANT)
        plan->relief = MIN (plan->trouble + SILENCE_SECONDS, plan->ends);
      else if (temper == VIRTUAL_STICKY)
        plan->ends = plan->trouble;
    }

  plan->cooled = plan->ends + COOLING_SECONDS;
  plan->cleared = plan->cooled + cleanup;
}

static void
make_plan (const VirtualPrinter *printer,
           gint64                free_at,
           VirtualJob           *job)
{
  const guint64 fate = mix (printer->uuid, job->uuid);

  virtual_printers_make_plan (&job->plan, MAX (job->created, free_at), job->time_total, job->cleanup,
                              (fate >> 8) % 2 == 0 ? printer->temper : VIRTUAL_STEADY, fate);
}

/*
 * When it can begin a job that is sent at that moment: first come, first served.
 * What it does by itself and is to be seen by then it does to the end; what it
 * would have done later gives way. Where it has given way to a job that was sent
 * before, that one took the time of its beginning.
 */
static gint64
find_free (const VirtualPrinter *printer,
           gint64                at)
{
  gint64 free_at = printer->free_at;

  if (printer->life == 0)
    return free_at;

  for (guint i = 0; i < 2; i++)
    {
      const VirtualSpell spell = i == 0 ? virtual_life_at (printer->life, at) : virtual_life_next (printer->life, at);

      if (virtual_spell_is_shown (&spell, at) && free_at <= spell.begins)
        free_at = spell.ends;
    }
  return free_at;
}

static int
choose_printer (const VirtualPrinter *printers,
                guint                 n_printers,
                const VirtualJob     *job,
                gint64               *out_free_at)
{
  int chosen = -1;

  for (guint i = 0; i < n_printers; i++)
    {
      gint64 free_at;

      if (printers[i].condition != VIRTUAL_READY ||
          (job->wants_printer != NULL && !g_str_equal (job->wants_printer, printers[i].uuid)))
        continue;
      free_at = find_free (&printers[i], job->created);
      if (chosen >= 0 && free_at >= *out_free_at)
        continue;
      chosen = i;
      *out_free_at = free_at;
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
  for (guint i = 0; i < n_printers; i++)
    printers[i].settled_at = printers[i].free_at;

  for (guint i = 0; i < n_jobs; i++)
    {
      gint64 free_at = 0;

      jobs[i].printer = jobs[i].is_blocked ? -1 : choose_printer (printers, n_printers, &jobs[i], &free_at);
      if (jobs[i].printer < 0)
        continue;

      make_plan (&printers[jobs[i].printer], free_at, &jobs[i]);
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

  if (virtual_printers_delay (plan->temper) != 0 && plan->trouble != 0 && until > plan->trouble)
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
      moment.job_status = plan->temper == VIRTUAL_HUNGRY ? "wait_user_action"
                          : plan->temper == VIRTUAL_HALTED ? "paused" : "printing";
      moment.printer_status = plan->temper == VIRTUAL_HUNGRY ? "error"
                              : plan->temper == VIRTUAL_HALTED ? "printing" : "unreachable";
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
