/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-clock.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_TICKER (sluice_ticker_get_type ())

/*
 * The time, for views that show ages. Property: now (microseconds since the
 * epoch), which moves once a second between start and stop. One of these serves
 * a whole window: a hundred labels age by one timer.
 */
G_DECLARE_FINAL_TYPE (SluiceTicker, sluice_ticker, SLUICE, TICKER, GObject)

SluiceTicker *sluice_ticker_new     (SluiceClock  *clock);
void          sluice_ticker_start   (SluiceTicker *self);
void          sluice_ticker_stop    (SluiceTicker *self);
void          sluice_ticker_tick    (SluiceTicker *self);
gint64        sluice_ticker_get_now (SluiceTicker *self);

G_END_DECLS
