/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_CLOCK (sluice_clock_get_type ())

G_DECLARE_DERIVABLE_TYPE (SluiceClock, sluice_clock, SLUICE, CLOCK, GObject)

/**
 * SluiceClockClass:
 * @now: the wall clock, in microseconds since the epoch, UTC
 *
 * The time as a dependency: tests hand in one they can set.
 */
struct _SluiceClockClass
{
  GObjectClass parent_class;

  gint64 (*now) (SluiceClock *self);
};

SluiceClock *sluice_clock_new         (void);
gint64       sluice_clock_now         (SluiceClock *self);
gint64       sluice_clock_now_seconds (SluiceClock *self);

G_END_DECLS
