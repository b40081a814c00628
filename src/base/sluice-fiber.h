/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluiceFiberFunc:
 * @stop: rejects with %G_IO_ERROR_CANCELLED once nobody holds the result any
 *   more; what may take long is awaited with sluice_until()
 * @data: what sluice_fiber_spawn() was given
 *
 * The body of an asynchronous function: it reads from top to bottom and may await.
 *
 * Returns: (transfer full): a future of the result
 */
typedef DexFuture *(*SluiceFiberFunc) (DexFuture *stop,
                                       gpointer   data);

DexFuture *sluice_fiber_spawn (SluiceFiberFunc  func,
                               gpointer         data,
                               GDestroyNotify   destroy) G_GNUC_WARN_UNUSED_RESULT;
gboolean   sluice_fiber_any_running (void);
DexFuture *sluice_until       (DexFuture       *future,
                               DexFuture       *stop) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_promise_hand_out (DexPromise *promise) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
