/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"

G_BEGIN_DECLS

#define TEST_TYPE_CLOCK (test_clock_get_type ())

G_DECLARE_FINAL_TYPE (TestClock, test_clock, TEST, CLOCK, SluiceClock)

TestClock *test_clock_new     (gint64     now_seconds);
void       test_clock_advance (TestClock *self,
                               double     seconds);

G_END_DECLS
