/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

/* Looks at something far away, again and again: what shows a person the state of a cloud stands on one. */
typedef struct _SluiceWatcher SluiceWatcher;

/**
 * SluiceLookFunc:
 * @data: what sluice_watcher_start() was given
 * @stop: as of a fiber; once it is settled nobody wants to know any more
 * @error: a #SluiceNetError that says when to come again is heeded
 *
 * One look, in a fiber.
 *
 * Returns: whether everything could be seen
 */
typedef gboolean (*SluiceLookFunc) (gpointer    data,
                                    DexFuture  *stop,
                                    GError    **error);

SluiceWatcher *sluice_watcher_new          (SluiceLookFunc  look,
                                            guint           interval_ms,
                                            guint           most_ms);
void           sluice_watcher_free         (SluiceWatcher  *self);
void           sluice_watcher_start        (SluiceWatcher  *self,
                                            gpointer        data,
                                            GDestroyNotify  destroy);
void           sluice_watcher_stop         (SluiceWatcher  *self);
DexFuture     *sluice_watcher_look_once    (SluiceWatcher  *self,
                                            gpointer        data,
                                            GDestroyNotify  destroy) G_GNUC_WARN_UNUSED_RESULT;
gboolean       sluice_watcher_is_running   (SluiceWatcher  *self);
void           sluice_watcher_look_now     (SluiceWatcher  *self);
void           sluice_watcher_set_interval (SluiceWatcher  *self,
                                            guint           interval_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceWatcher, sluice_watcher_free)

G_END_DECLS
