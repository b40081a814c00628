/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-events.h"

/* How often it is seen who has been away for long. */
#define CHECK_SECONDS 60

/* One printer, as it was last seen. */
typedef struct
{
  SluicePrinterState state;
  SluiceJobState     job_state;
  char              *job; /* nullable: its uuid */
  gint64             away_since; /* microseconds since the epoch; 0 when it answers */
  gboolean           told_away;
  gboolean           told_plate;
  gint64             done_by; /* microseconds since the epoch, the earliest; 0 when nobody says */
} Seen;

/* A job that vanishes no more than this before it could be done was done; before that, it was stopped. */
#define DONE_EARLY (60 * G_USEC_PER_SEC)

struct _SluicePrinterEvents
{
  GObject parent_instance;

  /* Owned. */
  GListModel  *groups;
  SluiceClock *clock;
  GPtrArray   *watched; /* the groups, in the order of @groups */
  GHashTable  *seen;    /* by uuid of a printer, of Seen */
  GHashTable  *blocked; /* uuids of waiting jobs that need a person */
  GHashTable  *known;   /* ids of groups whose queues were seen */

  guint check_id;
};

G_DEFINE_FINAL_TYPE (SluicePrinterEvents, sluice_printer_events, G_TYPE_OBJECT)

enum
{
  EVENT,
  FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
seen_free (Seen *seen)
{
  g_free (seen->job);
  g_free (seen);
}

static void
emit (SluicePrinterEvents    *self,
      SluicePrinterEventKind  kind,
      SluicePrinterGroup     *group,
      SluicePrinter          *printer,
      SluicePrintJob         *job)
{
  g_autoptr(SluicePrinterEvent) event = sluice_printer_event_new (kind, sluice_clock_now (self->clock), group, printer, job);

  g_signal_emit (self, signals[EVENT], 0, event);
}

static void
tell_found (SluicePrinterEvents *self,
            SluicePrinterGroup  *group,
            SluicePrinter       *printer)
{
  g_autoptr(SluicePrinterEvent) event =
    sluice_printer_event_new (SLUICE_PRINTER_EVENT_STARTED, sluice_clock_now (self->clock), group, printer,
                              sluice_printer_get_job (printer));

  g_signal_emit (self, signals[FOUND], 0, event);
}

static gboolean
is_running (SluiceJobState state)
{
  return state == SLUICE_JOB_PREPARING || state == SLUICE_JOB_PRINTING || state == SLUICE_JOB_PAUSED;
}

static gboolean
is_over (SluiceJobState state)
{
  return state == SLUICE_JOB_FINISHED || state == SLUICE_JOB_WAIT_CLEANUP || state == SLUICE_JOB_ABORTED ||
         state == SLUICE_JOB_FAILED;
}

static void
remember_job (SluicePrinterEvents *self,
              Seen                *seen,
              SluicePrintJob      *job)
{
  gint64 low = -1;
  gint64 high;

  g_set_str (&seen->job, job != NULL ? sluice_print_job_get_uuid (job) : NULL);
  seen->job_state = job != NULL ? sluice_print_job_get_state (job) : SLUICE_JOB_UNKNOWN;
  if (job != NULL)
    sluice_print_job_get_time_left (job, &low, &high);
  seen->done_by = low >= 0 ? sluice_clock_now (self->clock) + low * G_USEC_PER_SEC : 0;
}

/* Between two looks a job can end and be cleared away. */
static gboolean
was_done (SluicePrinterEvents *self,
          Seen                *seen)
{
  return seen->job_state != SLUICE_JOB_PAUSED && seen->done_by != 0 &&
         sluice_clock_now (self->clock) >= seen->done_by - DONE_EARLY;
}

/* What became of a job. That of a printer that vanished, or says nothing, nobody knows. */
static void
see_job (SluicePrinterEvents *self,
         SluicePrinterGroup  *group,
         SluicePrinter       *printer,
         Seen                *seen)
{
  SluicePrintJob *job = sluice_printer_get_job (printer);
  const char *uuid = job != NULL ? sluice_print_job_get_uuid (job) : NULL;
  const SluiceJobState state = job != NULL ? sluice_print_job_get_state (job) : SLUICE_JOB_UNKNOWN;
  const gboolean is_same = uuid != NULL && g_strcmp0 (uuid, seen->job) == 0;
  const gboolean answers = sluice_printer_get_state (printer) != SLUICE_PRINTER_OFFLINE;

  if (is_running (seen->job_state) && !is_same && answers)
    emit (self, was_done (self, seen) ? SLUICE_PRINTER_EVENT_FINISHED : SLUICE_PRINTER_EVENT_ABORTED, group, printer,
          NULL);
  if (is_running (state) && !(is_same && is_running (seen->job_state)))
    emit (self, SLUICE_PRINTER_EVENT_STARTED, group, printer, job);
  if (state == SLUICE_JOB_PAUSED && !(is_same && seen->job_state == SLUICE_JOB_PAUSED) &&
      sluice_print_job_get_blocked_reason (job) == NULL)
    emit (self, SLUICE_PRINTER_EVENT_PAUSED, group, printer, job);
  if (is_over (state) && is_same && is_running (seen->job_state))
    emit (self, state == SLUICE_JOB_FAILED ? SLUICE_PRINTER_EVENT_FAILED
                : state == SLUICE_JOB_ABORTED ? SLUICE_PRINTER_EVENT_ABORTED : SLUICE_PRINTER_EVENT_FINISHED,
          group, printer, job);

  if (!answers && job == NULL)
    return;
  remember_job (self, seen, job);
}

/* Whether it could be asked of late; a cloud that is away says nothing of its printers. */
static gboolean
is_away (SluicePrinterGroup *group,
         SluicePrinter      *printer)
{
  if (sluice_printer_group_get_observation (group) == NULL &&
      sluice_observation_get_cause (sluice_printer_get_observation (printer)) == SLUICE_STALE_NETWORK)
    return TRUE;
  return sluice_printer_get_state (printer) == SLUICE_PRINTER_OFFLINE;
}

static void
see_presence (SluicePrinterEvents *self,
              SluicePrinterGroup  *group,
              SluicePrinter       *printer,
              Seen                *seen)
{
  const gint64 now = sluice_clock_now (self->clock);

  if (!is_away (group, printer))
    {
      seen->away_since = 0;
      seen->told_away = FALSE;
      return;
    }
  if (seen->away_since == 0 || seen->away_since > now)
    seen->away_since = now;
  if (seen->told_away || now - seen->away_since < SLUICE_OFFLINE_SECONDS * G_USEC_PER_SEC)
    return;

  seen->told_away = TRUE;
  emit (self, SLUICE_PRINTER_EVENT_OFFLINE, group, printer, NULL);
}

/* A plate that is full is worth a word when somebody waits for it. */
static void
see_plate (SluicePrinterEvents *self,
           SluicePrinterGroup  *group,
           SluicePrinter       *printer,
           Seen                *seen)
{
  const gboolean full = sluice_printer_get_state (printer) == SLUICE_PRINTER_WAIT_CLEANUP &&
                        g_list_model_get_n_items (sluice_printer_group_get_queue (group)) > 0;

  if (full && !seen->told_plate)
    emit (self, SLUICE_PRINTER_EVENT_CLEAR_PLATE, group, printer, sluice_printer_get_job (printer));
  seen->told_plate = full;
}

static void
see_printer (SluicePrinterEvents *self,
             SluicePrinterGroup  *group,
             SluicePrinter       *printer)
{
  const SluicePrinterState state = sluice_printer_get_state (printer);
  SluicePrintJob *job = sluice_printer_get_job (printer);
  Seen *seen = g_hash_table_lookup (self->seen, sluice_printer_get_uuid (printer));

  if (sluice_observation_get_observed_at (sluice_printer_get_observation (printer)) == 0)
    return;
  if (seen == NULL)
    {
      seen = g_new0 (Seen, 1);
      seen->state = state;
      remember_job (self, seen, job);
      seen->told_plate = state == SLUICE_PRINTER_WAIT_CLEANUP;
      seen->told_away = is_away (group, printer);
      g_hash_table_insert (self->seen, g_strdup (sluice_printer_get_uuid (printer)), seen);
      tell_found (self, group, printer);
      return;
    }

  see_job (self, group, printer, seen);
  if (seen->state != state &&
      (state == SLUICE_PRINTER_ATTENTION || state == SLUICE_PRINTER_ERROR || state == SLUICE_PRINTER_MAINTENANCE))
    emit (self, SLUICE_PRINTER_EVENT_ATTENTION, group, printer, job);
  seen->state = state;
  see_plate (self, group, printer, seen);
  see_presence (self, group, printer, seen);
}

static void
see_queue (SluicePrinterEvents *self,
           SluicePrinterGroup  *group)
{
  GListModel *queue = sluice_printer_group_get_queue (group);
  const gboolean is_new = g_hash_table_add (self->known, g_strdup (sluice_printer_group_get_id (group)));

  for (guint i = 0; i < g_list_model_get_n_items (queue); i++)
    {
      g_autoptr(SluicePrintJob) job = g_list_model_get_item (queue, i);
      const char *uuid = sluice_print_job_get_uuid (job);

      if (sluice_print_job_get_state (job) != SLUICE_JOB_BLOCKED)
        g_hash_table_remove (self->blocked, uuid);
      else if (g_hash_table_add (self->blocked, g_strdup (uuid)) && !is_new)
        emit (self, SLUICE_PRINTER_EVENT_BLOCKED, group, NULL, job);
    }
}

static void
see_group (SluicePrinterEvents *self,
           SluicePrinterGroup  *group)
{
  GListModel *printers = sluice_printer_group_get_printers (group);

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (printers, i);

      see_printer (self, group, printer);
    }
  see_queue (self, group);
}

/* Each look at a group ends with this, however little it changed: all its printers and jobs are up to date then. */
static void
observed_cb (SluicePrinterEvents *self,
             GParamSpec          *pspec,
             SluicePrinterGroup  *group)
{
  see_group (self, group);
}

static void
groups_changed_cb (SluicePrinterEvents *self,
                   guint                position,
                   guint                removed,
                   guint                added,
                   GListModel          *groups)
{
  for (guint i = 0; i < removed; i++)
    {
      g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->watched, position), observed_cb, self);
      g_ptr_array_remove_index (self->watched, position);
    }
  for (guint i = 0; i < added; i++)
    {
      SluicePrinterGroup *group = g_list_model_get_item (groups, position + i);

      g_ptr_array_insert (self->watched, position + i, group);
      g_signal_connect_object (group, "notify::observation", G_CALLBACK (observed_cb), self, G_CONNECT_SWAPPED);
    }
}

static gboolean
check_cb (gpointer data)
{
  sluice_printer_events_check (data);
  return G_SOURCE_CONTINUE;
}

static void
sluice_printer_events_dispose (GObject *object)
{
  SluicePrinterEvents *self = SLUICE_PRINTER_EVENTS (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->blocked, g_hash_table_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_object (&self->groups);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sluice_printer_events_parent_class)->dispose (object);
}

static void
sluice_printer_events_class_init (SluicePrinterEventsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_printer_events_dispose;

  /**
   * SluicePrinterEvents::event:
   * @self: the events
   * @event: what happened
   */
  signals[EVENT] = g_signal_new ("event", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SLUICE_TYPE_PRINTER_EVENT);

  /**
   * SluicePrinterEvents::found:
   * @self: the events
   * @event: a printer and its job, if it has one; of no kind
   *
   * A printer was seen for the first time: what happened to it before nobody knows.
   */
  signals[FOUND] = g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SLUICE_TYPE_PRINTER_EVENT);
}

static void
sluice_printer_events_init (SluicePrinterEvents *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) seen_free);
  self->blocked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * sluice_printer_events_new:
 * @groups: of #SluicePrinterGroup
 * @clock: the time
 *
 * Returns: (transfer full): what tells of everything that happens from now on
 */
SluicePrinterEvents *
sluice_printer_events_new (GListModel  *groups,
                           SluiceClock *clock)
{
  SluicePrinterEvents *self = g_object_new (SLUICE_TYPE_PRINTER_EVENTS, NULL);

  self->groups = g_object_ref (groups);
  self->clock = g_object_ref (clock);
  g_signal_connect_object (groups, "items-changed", G_CALLBACK (groups_changed_cb), self, G_CONNECT_SWAPPED);
  groups_changed_cb (self, 0, 0, g_list_model_get_n_items (groups), groups);
  self->check_id = g_timeout_add_seconds (CHECK_SECONDS, check_cb, self);
  return self;
}

/** sluice_printer_events_check: looks who has been away for long; done by itself each minute. */
void
sluice_printer_events_check (SluicePrinterEvents *self)
{
  g_return_if_fail (SLUICE_IS_PRINTER_EVENTS (self));

  for (guint i = 0; i < self->watched->len; i++)
    see_group (self, g_ptr_array_index (self->watched, i));
}
