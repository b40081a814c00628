/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_LOCK (sluice_lock_get_type ())

typedef struct _SluiceLock SluiceLock;

GType       sluice_lock_get_type (void);
SluiceLock *sluice_lock_ref      (SluiceLock *self);
void        sluice_lock_unref    (SluiceLock *self);

DexFuture  *sluice_lock_take     (const char *path) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceLock, sluice_lock_unref)

G_END_DECLS
