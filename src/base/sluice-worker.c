/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-worker.h"

#include "sluice-fiber.h"

typedef struct
{
  SluiceWorkFunc func;
  gpointer       data;
  GDestroyNotify destroy;
  DexPromise    *promise;
} Work;

static void
work_free (Work *work)
{
  if (work->destroy != NULL)
    work->destroy (work->data);
  dex_unref (work->promise);
  g_free (work);
}

static gpointer
work_thread (gpointer user_data)
{
  Work *work = user_data;
  g_autoptr(DexFuture) result = NULL;
  g_autoptr(GError) error = NULL;
  const GValue *value;

  result = work->func (dex_promise_get_cancellable (work->promise), work->data);
  value = dex_future_get_value (result, &error);
  if (value != NULL)
    dex_promise_resolve (work->promise, value);
  else
    dex_promise_reject (work->promise, g_steal_pointer (&error));

  work_free (work);
  return NULL;
}

/**
 * sluice_worker_run:
 * @func: what to do
 * @data: for @func
 * @destroy: (nullable): frees @data when @func is done
 *
 * Runs @func on a thread of its own, since it may block. When the last
 * reference to the future goes, the cancellable that @func was given is cancelled.
 *
 * Returns: (transfer full): settles as the future that @func returned
 */
DexFuture *
sluice_worker_run (SluiceWorkFunc func,
                   gpointer       data,
                   GDestroyNotify destroy)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr(DexPromise) promise = dex_promise_new_cancellable ();
  GThread *thread;

  work->func = func;
  work->data = data;
  work->destroy = destroy;
  work->promise = dex_ref (promise);

  thread = g_thread_new ("sluice-worker", work_thread, work);
  g_thread_unref (thread);

  return sluice_promise_hand_out (promise);
}
