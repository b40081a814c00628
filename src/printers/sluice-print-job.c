/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printers-private.h"

struct _SluicePrintJob
{
  GObject parent_instance;

  /* Owned. */
  char *uuid;
  char *name;
  char *local_name;
  char *printer_uuid;
  char *blocked_reason;

  SluiceJobState state;
  double         progress;
  gint64         time_total;
  gint64         time_elapsed;

  gint64               time_left_low;
  gint64               time_left_high;
  SluiceEstimateOrigin estimate_origin;
};

/* Less of a job than this says nothing yet of its pace. */
#define LEAST_PROGRESS 0.05

G_DEFINE_ENUM_TYPE (SluiceJobState, sluice_job_state,
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_BLOCKED, "blocked"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_PRINTING, "printing"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_PAUSED, "paused"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_WAIT_CLEANUP, "wait-cleanup"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_FINISHED, "finished"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_ABORTED, "aborted"),
                    G_DEFINE_ENUM_VALUE (SLUICE_JOB_FAILED, "failed"))

G_DEFINE_ENUM_TYPE (SluiceEstimateOrigin, sluice_estimate_origin,
                    G_DEFINE_ENUM_VALUE (SLUICE_ESTIMATE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (SLUICE_ESTIMATE_SLICER, "slicer"),
                    G_DEFINE_ENUM_VALUE (SLUICE_ESTIMATE_PRINTER, "printer"),
                    G_DEFINE_ENUM_VALUE (SLUICE_ESTIMATE_PROGRESS, "progress"),
                    G_DEFINE_ENUM_VALUE (SLUICE_ESTIMATE_SEVERAL, "several"))

G_DEFINE_FINAL_TYPE (SluicePrintJob, sluice_print_job, G_TYPE_OBJECT)

typedef enum
{
  PROP_UUID = 1,
  PROP_NAME,
  PROP_LOCAL_NAME,
  PROP_STATE,
  PROP_PROGRESS,
  PROP_TIME_TOTAL,
  PROP_TIME_ELAPSED,
  PROP_TIME_LEFT_LOW,
  PROP_TIME_LEFT_HIGH,
  PROP_ESTIMATE_ORIGIN,
  PROP_PRINTER_UUID,
  PROP_BLOCKED_REASON,
} SluicePrintJobProperty;

static GParamSpec *properties[PROP_BLOCKED_REASON + 1];

static void
sluice_print_job_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SluicePrintJob *self = SLUICE_PRINT_JOB (object);

  switch ((SluicePrintJobProperty) property_id)
    {
    case PROP_UUID:
      g_value_set_string (value, self->uuid);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_LOCAL_NAME:
      g_value_set_string (value, self->local_name);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_TIME_TOTAL:
      g_value_set_int64 (value, self->time_total);
      break;
    case PROP_TIME_ELAPSED:
      g_value_set_int64 (value, self->time_elapsed);
      break;
    case PROP_TIME_LEFT_LOW:
      g_value_set_int64 (value, self->time_left_low);
      break;
    case PROP_TIME_LEFT_HIGH:
      g_value_set_int64 (value, self->time_left_high);
      break;
    case PROP_ESTIMATE_ORIGIN:
      g_value_set_enum (value, self->estimate_origin);
      break;
    case PROP_PRINTER_UUID:
      g_value_set_string (value, self->printer_uuid);
      break;
    case PROP_BLOCKED_REASON:
      g_value_set_string (value, self->blocked_reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sluice_print_job_finalize (GObject *object)
{
  SluicePrintJob *self = SLUICE_PRINT_JOB (object);

  g_free (self->uuid);
  g_free (self->name);
  g_free (self->local_name);
  g_free (self->printer_uuid);
  g_free (self->blocked_reason);

  G_OBJECT_CLASS (sluice_print_job_parent_class)->finalize (object);
}

static void
sluice_print_job_class_init (SluicePrintJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sluice_print_job_get_property;
  object_class->finalize = sluice_print_job_finalize;

  properties[PROP_UUID] = g_param_spec_string ("uuid", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_LOCAL_NAME] = g_param_spec_string ("local-name", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SLUICE_TYPE_JOB_STATE, SLUICE_JOB_UNKNOWN, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_TIME_TOTAL] = g_param_spec_int64 ("time-total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_TIME_ELAPSED] = g_param_spec_int64 ("time-elapsed", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_TIME_LEFT_LOW] = g_param_spec_int64 ("time-left-low", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_TIME_LEFT_HIGH] = g_param_spec_int64 ("time-left-high", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_ESTIMATE_ORIGIN] = g_param_spec_enum ("estimate-origin", NULL, NULL, SLUICE_TYPE_ESTIMATE_ORIGIN,
                                                        SLUICE_ESTIMATE_NONE, flags);
  properties[PROP_PRINTER_UUID] = g_param_spec_string ("printer-uuid", NULL, NULL, NULL, flags);
  properties[PROP_BLOCKED_REASON] = g_param_spec_string ("blocked-reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_print_job_init (SluicePrintJob *self)
{
  self->time_total = -1;
  self->time_elapsed = -1;
  self->time_left_low = -1;
  self->time_left_high = -1;
}

SluicePrintJob *
sluice_print_job_new (const char *uuid)
{
  SluicePrintJob *self = g_object_new (SLUICE_TYPE_PRINT_JOB, NULL);

  self->uuid = g_strdup (uuid);
  return self;
}

static void
update_text (SluicePrintJob         *self,
             char                  **member,
             const char             *value,
             SluicePrintJobProperty  property)
{
  if (g_set_str (member, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
update_seconds (SluicePrintJob         *self,
                gint64                 *member,
                gint64                  value,
                SluicePrintJobProperty  property)
{
  value = MAX (value, -1);
  if (*member == value)
    return;

  *member = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

typedef struct
{
  gint64               low;
  gint64               high;
  SluiceEstimateOrigin origin;
} TimeLeft;

static void
add_estimate (TimeLeft             *left,
              gint64                seconds,
              SluiceEstimateOrigin  origin)
{
  seconds = MAX (seconds, 0);
  left->low = left->low < 0 ? seconds : MIN (left->low, seconds);
  left->high = MAX (left->high, seconds);
  left->origin = left->origin == SLUICE_ESTIMATE_NONE ? origin : SLUICE_ESTIMATE_SEVERAL;
}

/* Nobody knows how long it takes; what several say is the range it is likely to be in. */
static TimeLeft
estimate_time_left (const SluicePrintJobValues *values)
{
  TimeLeft left = { -1, -1, SLUICE_ESTIMATE_NONE };

  if (values->time_total >= 0 && values->time_elapsed >= 0)
    add_estimate (&left, values->time_total - values->time_elapsed, SLUICE_ESTIMATE_SLICER);
  if (values->time_left > 0)
    add_estimate (&left, values->time_left, SLUICE_ESTIMATE_PRINTER);
  if (values->is_measured && values->progress >= LEAST_PROGRESS && values->progress <= 1 && values->time_elapsed > 0)
    add_estimate (&left, (gint64) (values->time_elapsed / values->progress) - values->time_elapsed,
                  SLUICE_ESTIMATE_PROGRESS);
  return left;
}

static void
update_time_left (SluicePrintJob             *self,
                  const SluicePrintJobValues *values)
{
  const TimeLeft left = estimate_time_left (values);

  update_seconds (self, &self->time_left_low, left.low, PROP_TIME_LEFT_LOW);
  update_seconds (self, &self->time_left_high, left.high, PROP_TIME_LEFT_HIGH);
  if (self->estimate_origin != left.origin)
    {
      self->estimate_origin = left.origin;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ESTIMATE_ORIGIN]);
    }
}

void
sluice_print_job_update (SluicePrintJob             *self,
                         const SluicePrintJobValues *values)
{
  double progress = CLAMP (values->progress, 0, 1);

  g_return_if_fail (SLUICE_IS_PRINT_JOB (self));

  g_object_freeze_notify (G_OBJECT (self));

  update_text (self, &self->name, values->name, PROP_NAME);
  update_text (self, &self->printer_uuid, values->printer_uuid, PROP_PRINTER_UUID);
  update_text (self, &self->blocked_reason, values->blocked_reason, PROP_BLOCKED_REASON);
  update_seconds (self, &self->time_total, values->time_total, PROP_TIME_TOTAL);
  update_seconds (self, &self->time_elapsed, values->time_elapsed, PROP_TIME_ELAPSED);
  update_time_left (self, values);

  if (self->state != values->state)
    {
      self->state = values->state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (self->progress != progress)
    {
      self->progress = progress;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
    }

  g_object_thaw_notify (G_OBJECT (self));
}

const char *
sluice_print_job_get_uuid (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), NULL);
  return self->uuid;
}

/** sluice_print_job_get_name: the job's name as the cloud knows it. */
const char *
sluice_print_job_get_name (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), NULL);
  return self->name;
}

/** sluice_print_job_get_local_name: (nullable): the file's own name, which only the vault knows. */
const char *
sluice_print_job_get_local_name (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), NULL);
  return self->local_name;
}

void
sluice_print_job_set_local_name (SluicePrintJob *self,
                                 const char     *name)
{
  g_return_if_fail (SLUICE_IS_PRINT_JOB (self));
  update_text (self, &self->local_name, name, PROP_LOCAL_NAME);
}

SluiceJobState
sluice_print_job_get_state (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), SLUICE_JOB_UNKNOWN);
  return self->state;
}

/** sluice_print_job_get_progress: 0 to 1. */
double
sluice_print_job_get_progress (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), 0);
  return self->progress;
}

/** sluice_print_job_get_time_total: seconds the source expects, or -1. */
gint64
sluice_print_job_get_time_total (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), -1);
  return self->time_total;
}

/** sluice_print_job_get_time_elapsed: seconds since it began, or -1. */
gint64
sluice_print_job_get_time_elapsed (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), -1);
  return self->time_elapsed;
}

/**
 * sluice_print_job_get_time_left:
 * @self: a job
 * @out_low: (out): seconds it takes at least, -1 unknown
 * @out_high: (out): seconds it takes at most, -1 unknown
 *
 * Returns: whose estimates these are
 */
SluiceEstimateOrigin
sluice_print_job_get_time_left (SluicePrintJob *self,
                                gint64         *out_low,
                                gint64         *out_high)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), SLUICE_ESTIMATE_NONE);

  *out_low = self->time_left_low;
  *out_high = self->time_left_high;
  return self->estimate_origin;
}

/** sluice_print_job_get_printer_uuid: (nullable): the printer that prints it. */
const char *
sluice_print_job_get_printer_uuid (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), NULL);
  return self->printer_uuid;
}

/** sluice_print_job_get_blocked_reason: (nullable): why it waits, for a person. */
const char *
sluice_print_job_get_blocked_reason (SluicePrintJob *self)
{
  g_return_val_if_fail (SLUICE_IS_PRINT_JOB (self), NULL);
  return self->blocked_reason;
}
