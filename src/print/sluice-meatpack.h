/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inflater.h"

G_BEGIN_DECLS

/* Unpacks MeatPack, G-code in half bytes, with fixed memory. Private to this room. */

typedef struct _SluiceMeatpack SluiceMeatpack;

SluiceMeatpack *sluice_meatpack_new    (SluiceInflaterSink  sink,
                                        gpointer            sink_data);
void            sluice_meatpack_free   (SluiceMeatpack     *self);
void            sluice_meatpack_begin  (SluiceMeatpack     *self);
void            sluice_meatpack_feed   (SluiceMeatpack     *self,
                                        const guint8       *data,
                                        gsize               length);
gboolean        sluice_meatpack_finish (SluiceMeatpack     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceMeatpack, sluice_meatpack_free)

G_END_DECLS
