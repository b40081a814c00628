/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-watcher.h"

#include "sluice-backoff.h"
#include "sluice-fiber.h"
#include "sluice-net-error.h"

/* Looks drift apart by as much of the interval, so that many programs do not ask as one. */
#define JITTER 0.1

/* One fiber per watcher: look, wait, look again; more rarely while it fails. */
struct _SluiceWatcher
{
  SluiceLookFunc look;
  guint          first_ms; /* the first wait after a failure */
  guint          interval_ms;
  guint          most_ms;
  gboolean       again; /* asked for while a look was under way, which may have been too early */

  /* Owned. */
  DexFuture     *loop;  /* while it looks; dropping it ends that */
  DexPromise    *nudge; /* resolved to look at once */
};

typedef struct
{
  SluiceWatcher  *watcher; /* a reference */
  gpointer        data;
  GDestroyNotify  destroy;
} Loop;

static void
clear_watcher (gpointer data)
{
  SluiceWatcher *self = data;

  dex_clear (&self->loop);
  dex_clear (&self->nudge);
}

static Loop *
loop_new (SluiceWatcher  *watcher,
          gpointer        data,
          GDestroyNotify  destroy)
{
  Loop *loop = g_new0 (Loop, 1);

  loop->watcher = g_rc_box_acquire (watcher);
  loop->data = data;
  loop->destroy = destroy;
  return loop;
}

static void
loop_free (Loop *loop)
{
  if (loop->destroy != NULL)
    loop->destroy (loop->data);
  g_rc_box_release_full (loop->watcher, clear_watcher);
  g_free (loop);
}

static double
draw (gpointer data)
{
  return g_random_double ();
}

/* (transfer full): the end of a wait; never sooner than was asked for. Without an interval only a nudge ends it. */
static DexFuture *
wait_for_turn (SluiceWatcher *self,
               DexFuture     *stop,
               guint          least_ms)
{
  const double wait = MAX (least_ms, self->interval_ms) * (1 + JITTER * g_random_double ());

  if (self->interval_ms == 0)
    return dex_future_first (dex_ref (self->nudge), dex_ref (stop), NULL);
  return dex_future_first (dex_ref (self->nudge), dex_ref (stop), dex_timeout_new_msec ((int) wait), NULL);
}

static DexFuture *
loop_fiber (DexFuture *stop,
            gpointer   data)
{
  Loop *loop = data;
  SluiceWatcher *self = loop->watcher;
  g_autoptr(SluiceBackoff) backoff = sluice_backoff_new (self->first_ms, self->most_ms, draw, NULL);

  while (dex_future_is_pending (stop))
    {
      g_autoptr(GError) error = NULL;
      guint wait = 0;

      self->again = FALSE;
      if (self->look (loop->data, stop, &error))
        sluice_backoff_reset (backoff);
      else
        wait = sluice_backoff_next (backoff, sluice_net_error_get_retry_after (error));
      if (!dex_future_is_pending (stop))
        break;

      dex_clear (&self->nudge);
      if (self->again && wait == 0)
        continue;
      self->nudge = dex_promise_new ();
      dex_await (wait_for_turn (self, stop, wait), NULL);
    }

  return dex_future_new_true ();
}

/**
 * sluice_watcher_new:
 * @look: one look
 * @interval_ms: milliseconds from one to the next, at least
 * @most_ms: the same, at most, while it fails
 *
 * Returns: (transfer full): a watcher that does not look yet
 */
SluiceWatcher *
sluice_watcher_new (SluiceLookFunc look,
                    guint          interval_ms,
                    guint          most_ms)
{
  SluiceWatcher *self = g_rc_box_new0 (SluiceWatcher);

  self->look = look;
  self->first_ms = interval_ms;
  self->interval_ms = interval_ms;
  self->most_ms = most_ms;
  return self;
}

void
sluice_watcher_free (SluiceWatcher *self)
{
  sluice_watcher_stop (self);
  g_rc_box_release_full (self, clear_watcher);
}

/**
 * sluice_watcher_start:
 * @self: a watcher; what it watched before it watches no more
 * @data: for its #SluiceLookFunc
 * @destroy: (nullable): frees @data once the last look is over
 *
 * Looks now, and then again and again.
 */
void
sluice_watcher_start (SluiceWatcher  *self,
                      gpointer        data,
                      GDestroyNotify  destroy)
{
  sluice_watcher_stop (self);
  self->loop = sluice_fiber_spawn (loop_fiber, loop_new (self, data, destroy), (GDestroyNotify) loop_free);
}

static DexFuture *
once_fiber (DexFuture *stop,
            gpointer   data)
{
  Loop *loop = data;
  g_autoptr(GError) error = NULL;

  if (!loop->watcher->look (loop->data, stop, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_true ();
}

/**
 * sluice_watcher_look_once:
 * @self: a watcher that watches nothing
 * @data: for its #SluiceLookFunc
 * @destroy: (nullable): frees @data once the look is over
 *
 * One look, and no other.
 *
 * Returns: (transfer full): settles when everything was seen; rejects with what the look failed of
 */
DexFuture *
sluice_watcher_look_once (SluiceWatcher  *self,
                          gpointer        data,
                          GDestroyNotify  destroy)
{
  return sluice_fiber_spawn (once_fiber, loop_new (self, data, destroy), (GDestroyNotify) loop_free);
}

/** sluice_watcher_stop: looks no more; a look that is under way is told so. */
void
sluice_watcher_stop (SluiceWatcher *self)
{
  dex_clear (&self->loop);
  dex_clear (&self->nudge);
}

gboolean
sluice_watcher_is_running (SluiceWatcher *self)
{
  return self->loop != NULL;
}

/** sluice_watcher_look_now: instead of at the next turn; once more when a look is under way. */
void
sluice_watcher_look_now (SluiceWatcher *self)
{
  if (self->nudge != NULL && dex_future_is_pending (DEX_FUTURE (self->nudge)))
    dex_promise_resolve_boolean (self->nudge, TRUE);
  else
    self->again = TRUE;
}

/** sluice_watcher_set_interval: from the next wait on, 0 for no more looks; a shorter one begins with a look. */
void
sluice_watcher_set_interval (SluiceWatcher *self,
                             guint          interval_ms)
{
  const gboolean is_shorter = interval_ms != 0 && (self->interval_ms == 0 || interval_ms < self->interval_ms);

  self->interval_ms = interval_ms;
  if (is_shorter)
    sluice_watcher_look_now (self);
}
