/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-clock.h"

struct _TestClock
{
  SluiceClock parent_instance;

  gint64 now; /* microseconds */
};

G_DEFINE_FINAL_TYPE (TestClock, test_clock, SLUICE_TYPE_CLOCK)

static gint64
test_clock_now (SluiceClock *clock)
{
  return TEST_CLOCK (clock)->now;
}

static void
test_clock_class_init (TestClockClass *klass)
{
  SLUICE_CLOCK_CLASS (klass)->now = test_clock_now;
}

static void
test_clock_init (TestClock *self)
{
}

/** test_clock_new: a clock that stands still until it is advanced. */
TestClock *
test_clock_new (gint64 now_seconds)
{
  TestClock *self = g_object_new (TEST_TYPE_CLOCK, NULL);

  self->now = now_seconds * G_USEC_PER_SEC;
  return self;
}

void
test_clock_advance (TestClock *self,
                    double     seconds)
{
  self->now += seconds * G_USEC_PER_SEC;
}
