/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-clock.h"

G_DEFINE_TYPE (SluiceClock, sluice_clock, G_TYPE_OBJECT)

static gint64
sluice_clock_real_now (SluiceClock *self)
{
  return g_get_real_time ();
}

static void
sluice_clock_class_init (SluiceClockClass *klass)
{
  klass->now = sluice_clock_real_now;
}

static void
sluice_clock_init (SluiceClock *self)
{
}

/**
 * sluice_clock_new:
 *
 * Returns: (transfer full): the computer's own clock
 */
SluiceClock *
sluice_clock_new (void)
{
  return g_object_new (SLUICE_TYPE_CLOCK, NULL);
}

/**
 * sluice_clock_now:
 * @self: a clock
 *
 * Returns: microseconds since the epoch, UTC
 */
gint64
sluice_clock_now (SluiceClock *self)
{
  g_return_val_if_fail (SLUICE_IS_CLOCK (self), 0);

  return SLUICE_CLOCK_GET_CLASS (self)->now (self);
}

/**
 * sluice_clock_now_seconds:
 * @self: a clock
 *
 * Returns: whole seconds since the epoch, UTC
 */
gint64
sluice_clock_now_seconds (SluiceClock *self)
{
  return sluice_clock_now (self) / G_USEC_PER_SEC;
}
