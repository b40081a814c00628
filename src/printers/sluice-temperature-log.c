/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-temperature-log.h"

#include <math.h>

/* More heaters than any printer has, and half an hour of samples each five seconds. */
#define MAX_HEATERS 16
#define MAX_SAMPLES 360
#define LEAST_DISTANCE (5 * G_USEC_PER_SEC)

/* What no heater of a printer measures was not measured. */
#define LOWEST (-100)
#define HIGHEST 1000

typedef struct
{
  gint64 time;
  float  actual[MAX_HEATERS];
  float  target[MAX_HEATERS];
} Sample;

struct _SluiceTemperatureLog
{
  GObject parent_instance;

  /* Owned. */
  GPtrArray *heaters; /* of char*, in the order in which they were first seen */
  GArray    *samples; /* of Sample, oldest first */
};

G_DEFINE_FINAL_TYPE (SluiceTemperatureLog, sluice_temperature_log, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sluice_temperature_log_finalize (GObject *object)
{
  SluiceTemperatureLog *self = SLUICE_TEMPERATURE_LOG (object);

  g_ptr_array_unref (self->heaters);
  g_array_unref (self->samples);

  G_OBJECT_CLASS (sluice_temperature_log_parent_class)->finalize (object);
}

static void
sluice_temperature_log_class_init (SluiceTemperatureLogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_temperature_log_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
sluice_temperature_log_init (SluiceTemperatureLog *self)
{
  self->heaters = g_ptr_array_new_with_free_func (g_free);
  self->samples = g_array_new (FALSE, TRUE, sizeof (Sample));
}

SluiceTemperatureLog *
sluice_temperature_log_new (void)
{
  return g_object_new (SLUICE_TYPE_TEMPERATURE_LOG, NULL);
}

static int
find_heater (SluiceTemperatureLog *self,
             const char           *name)
{
  guint position;

  if (g_ptr_array_find_with_equal_func (self->heaters, name, g_str_equal, &position))
    return position;
  if (self->heaters->len == MAX_HEATERS)
    return -1;
  g_ptr_array_add (self->heaters, g_strdup (name));
  return self->heaters->len - 1;
}

/* Where the newest values go: in the place of the newest ones while these are not old enough to be kept. */
static Sample *
place_sample (SluiceTemperatureLog *self,
              gint64                time)
{
  const Sample empty = { .time = time };
  Sample *last = self->samples->len > 0 ? &g_array_index (self->samples, Sample, self->samples->len - 1) : NULL;
  Sample *before = self->samples->len > 1 ? last - 1 : NULL;

  /* A clock that was set back would have the line run backwards. */
  if (last != NULL && time < last->time)
    g_array_set_size (self->samples, 0);
  else if (before != NULL && last->time - before->time < LEAST_DISTANCE)
    g_array_set_size (self->samples, self->samples->len - 1);
  if (self->samples->len == MAX_SAMPLES)
    g_array_remove_index (self->samples, 0);

  g_array_append_val (self->samples, empty);
  last = &g_array_index (self->samples, Sample, self->samples->len - 1);
  for (guint i = 0; i < MAX_HEATERS; i++)
    last->actual[i] = last->target[i] = NAN;
  return last;
}

/**
 * sluice_temperature_log_add:
 * @self: a log
 * @time: when, microseconds since the epoch
 * @temperatures: (array length=n_temperatures): the heaters
 * @n_temperatures: how many
 *
 * Adds a sample. What is no temperature is left out.
 */
void
sluice_temperature_log_add (SluiceTemperatureLog    *self,
                            gint64                   time,
                            const SluiceTemperature *temperatures,
                            guint                    n_temperatures)
{
  Sample *sample;

  g_return_if_fail (SLUICE_IS_TEMPERATURE_LOG (self));

  if (n_temperatures == 0)
    return;

  sample = place_sample (self, time);
  for (guint i = 0; i < n_temperatures; i++)
    {
      const SluiceTemperature *temperature = &temperatures[i];
      int heater;

      if (!(temperature->actual >= LOWEST && temperature->actual <= HIGHEST))
        continue;
      heater = find_heater (self, temperature->name);
      if (heater < 0)
        continue;
      sample->actual[heater] = temperature->actual;
      sample->target[heater] = temperature->target > 0 && temperature->target <= HIGHEST ? temperature->target : 0;
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
sluice_temperature_log_get_n_heaters (SluiceTemperatureLog *self)
{
  g_return_val_if_fail (SLUICE_IS_TEMPERATURE_LOG (self), 0);
  return self->heaters->len;
}

/** sluice_temperature_log_get_heater: its name, as in #SluiceTemperature. */
const char *
sluice_temperature_log_get_heater (SluiceTemperatureLog *self,
                                   guint                 heater)
{
  g_return_val_if_fail (SLUICE_IS_TEMPERATURE_LOG (self), NULL);
  g_return_val_if_fail (heater < self->heaters->len, NULL);
  return g_ptr_array_index (self->heaters, heater);
}

guint
sluice_temperature_log_get_n_samples (SluiceTemperatureLog *self)
{
  g_return_val_if_fail (SLUICE_IS_TEMPERATURE_LOG (self), 0);
  return self->samples->len;
}

/**
 * sluice_temperature_log_get_sample:
 * @self: a log
 * @heater: which of its heaters
 * @sample: which of its samples, the oldest is 0
 * @out_time: (out): when, microseconds since the epoch
 * @out_actual: (out): degrees Celsius
 * @out_target: (out): degrees Celsius; 0 when it does not heat
 *
 * Returns: whether the heater was measured then
 */
gboolean
sluice_temperature_log_get_sample (SluiceTemperatureLog *self,
                                   guint                 heater,
                                   guint                 sample,
                                   gint64               *out_time,
                                   double               *out_actual,
                                   double               *out_target)
{
  const Sample *found;

  g_return_val_if_fail (SLUICE_IS_TEMPERATURE_LOG (self), FALSE);
  g_return_val_if_fail (heater < self->heaters->len && sample < self->samples->len, FALSE);

  found = &g_array_index (self->samples, Sample, sample);
  *out_time = found->time;
  *out_actual = found->actual[heater];
  *out_target = found->target[heater];
  return !isnan (found->actual[heater]);
}
