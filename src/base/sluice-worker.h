/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/**
 * SluiceWorkFunc:
 * @cancellable: cancelled when nobody holds the future any more; long work
 *   looks at it now and then
 * @data: what sluice_worker_run() was given
 *
 * Work that may block or compute for long, on a thread of its own.
 *
 * Returns: (transfer full): a future that is already settled
 */
typedef DexFuture *(*SluiceWorkFunc) (GCancellable *cancellable,
                                      gpointer      data);

DexFuture *sluice_worker_run (SluiceWorkFunc func,
                              gpointer       data,
                              GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
