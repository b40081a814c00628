/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fiber.h"

#include <gio/gio.h>

/*
 * Fibers that are asked to stop, and never torn off.
 *
 * libdex cancels a fiber by discarding its future. Before libdex 1.0, when what
 * the fiber awaits completes between the discard and the fiber's next turn, the
 * scheduler's queues are damaged: other fibers never run again, and the main
 * loop spins. The platform has 0.10. So nobody ever holds a fiber's own future
 * here: the caller gets a promise, and when that is discarded, the fiber is told
 * through its stop future and ends by itself.
 */
typedef struct
{
  SluiceFiberFunc func;
  gpointer        data;
  GDestroyNotify  destroy;
  DexFuture      *stop;
  DexPromise     *promise;
} Body;

static gint n_running;

static void
body_free (Body *body)
{
  if (body->destroy != NULL)
    body->destroy (body->data);
  dex_clear (&body->stop);
  dex_clear (&body->promise);
  g_free (body);
  g_atomic_int_dec_and_test (&n_running);
}

static DexFuture *
run_body (gpointer data)
{
  Body *body = data;
  g_autoptr(DexFuture) result = body->func (body->stop, body->data);
  g_autoptr(GError) error = NULL;
  const GValue *value;

  /* A body may return a future that is still pending: its last call's. */
  dex_await (sluice_until (dex_ref (result), body->stop), &error);
  if (error == NULL && (value = dex_future_get_value (result, &error)) != NULL)
    dex_promise_resolve (body->promise, value);
  else
    dex_promise_reject (body->promise, g_steal_pointer (&error));

  return dex_future_new_true ();
}

static DexFuture *
hand_on (DexFuture *future,
         gpointer   data)
{
  return dex_ref (future);
}

/**
 * sluice_promise_hand_out:
 * @promise: (transfer none): cancellable; whoever will settle it keeps it
 *
 * What a function gives its caller for a promise that it goes on to hold itself.
 *
 * Returns: (transfer full): settles as @promise; when the last reference to it
 *   goes, @promise's cancellable is cancelled
 */
DexFuture *
sluice_promise_hand_out (DexPromise *promise)
{
  /* A block, which the caller alone keeps, and which discards the promise when it goes. */
  return dex_future_finally (dex_ref (DEX_FUTURE (promise)), hand_on, NULL, NULL);
}

/**
 * sluice_fiber_spawn:
 * @func: the body
 * @data: for @func
 * @destroy: (nullable): frees @data when the body has ended
 *
 * Runs @func as a fiber of the main thread. When the last reference to the
 * future goes, the body's stop future rejects; dex_future_disown() lets it go on.
 *
 * Returns: (transfer full): settles as the future that @func returns
 */
DexFuture *
sluice_fiber_spawn (SluiceFiberFunc func,
                    gpointer        data,
                    GDestroyNotify  destroy)
{
  g_autoptr(DexPromise) promise = dex_promise_new_cancellable ();
  Body *body = g_new0 (Body, 1);

  body->func = func;
  body->data = data;
  body->destroy = destroy;
  body->promise = dex_ref (promise);
  body->stop = dex_cancellable_new_from_cancellable (dex_promise_get_cancellable (promise));
  g_atomic_int_inc (&n_running);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_body, body, (GDestroyNotify) body_free));

  return sluice_promise_hand_out (promise);
}

/**
 * sluice_fiber_any_running:
 *
 * A body that is told to stop has its last turns later, in the main loop: whoever
 * must see the end of everything lets that run until there is none.
 *
 * Returns: whether a body has not ended, or not freed its data
 */
gboolean
sluice_fiber_any_running (void)
{
  return g_atomic_int_get (&n_running) > 0;
}

/**
 * sluice_until:
 * @future: (transfer full): what to wait for
 * @stop: when to wait no longer, such as a body's stop future, or a time-out
 *
 * Returns: (transfer full): settles as the first of the two; @future is
 *   discarded, and what it stands for cancelled, when that is @stop
 */
DexFuture *
sluice_until (DexFuture *future,
              DexFuture *stop)
{
  return dex_future_first (future, dex_ref (stop), NULL);
}
