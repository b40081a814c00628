/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-watch-pace.h"

/* What a network that costs money is asked more rarely by. What is in the house costs nothing. */
#define METERED_FACTOR 3

/*
 * Seconds from one look to the next. The vendor asks for no more than one status in ten seconds, and printers are small
 * computers with few connections.
 */
static const guint seconds[2][3][2] = {
  /*          idle, busy */
  {
    [SLUICE_WATCH_HIDDEN] = { 0, 60 },
    [SLUICE_WATCH_OPEN] = { 60, 20 },
    [SLUICE_WATCH_LOOKED_AT] = { 10, 10 },
  },
  {
    [SLUICE_WATCH_HIDDEN] = { 0, 20 },
    [SLUICE_WATCH_OPEN] = { 30, 10 },
    [SLUICE_WATCH_LOOKED_AT] = { 5, 3 },
  },
};

/**
 * sluice_watch_pace:
 * @kind: what is looked at
 * @level: how much a person wants to know
 * @busy: whether something is being printed
 * @metered: whether the network costs money
 *
 * Returns: milliseconds from one look to the next; 0 when it is not to be looked at
 */
guint
sluice_watch_pace (SluiceEndpointKind kind,
                   SluiceWatchLevel   level,
                   gboolean           busy,
                   gboolean           metered)
{
  const gboolean local = kind == SLUICE_ENDPOINT_LOCAL_NETWORK;
  guint pace;

  g_return_val_if_fail ((guint) level < G_N_ELEMENTS (seconds[0]), 0);

  pace = seconds[local][level][busy != FALSE] * 1000;
  return metered && !local ? pace * METERED_FACTOR : pace;
}
