/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-inflater.h"

G_BEGIN_DECLS

/* Unpacks heatshrink, the LZSS of small printers, with fixed memory. Private to this room. */

/** SLUICE_HEATSHRINK_MAX_WINDOW: bits of the widest window that is read. */
#define SLUICE_HEATSHRINK_MAX_WINDOW 12

/** SLUICE_HEATSHRINK_LOOKAHEAD: bits that hold the length of a repeat. */
#define SLUICE_HEATSHRINK_LOOKAHEAD 4

typedef struct _SluiceHeatshrink SluiceHeatshrink;

SluiceHeatshrink *sluice_heatshrink_new     (SluiceInflaterSink  sink,
                                             gpointer            sink_data);
void              sluice_heatshrink_free    (SluiceHeatshrink   *self);
void              sluice_heatshrink_begin   (SluiceHeatshrink   *self,
                                             guint               window_bits);
void              sluice_heatshrink_feed    (SluiceHeatshrink   *self,
                                             const guint8       *data,
                                             gsize               length);
gboolean          sluice_heatshrink_finish  (SluiceHeatshrink   *self);
guint64           sluice_heatshrink_get_out (SluiceHeatshrink   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceHeatshrink, sluice_heatshrink_free)

G_END_DECLS
