/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Unpacks deflate streams with fixed memory. Private to this room. */

typedef struct _SluiceInflater SluiceInflater;

/* Gets what was unpacked, in full blocks but for the last. */
typedef void (*SluiceInflaterSink) (const guint8 *data,
                                    gsize         length,
                                    gpointer      sink_data);

SluiceInflater *sluice_inflater_new         (SluiceInflaterSink  sink,
                                             gpointer            sink_data);
SluiceInflater *sluice_inflater_new_apart   (SluiceInflaterSink  sink,
                                             gpointer            sink_data);
void            sluice_inflater_free        (SluiceInflater     *self);
void            sluice_inflater_begin_raw   (SluiceInflater     *self);
void            sluice_inflater_begin_zlib  (SluiceInflater     *self);
void            sluice_inflater_begin_gzip  (SluiceInflater     *self);
gboolean        sluice_inflater_feed        (SluiceInflater     *self,
                                             const guint8       *data,
                                             gsize               length,
                                             gsize              *out_used,
                                             GError            **error);
void            sluice_inflater_flush       (SluiceInflater     *self);
gboolean        sluice_inflater_is_finished (SluiceInflater     *self);
guint64         sluice_inflater_get_out     (SluiceInflater     *self);
guint64         sluice_inflater_get_header  (SluiceInflater     *self);
guint32         sluice_inflater_get_crc     (SluiceInflater     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceInflater, sluice_inflater_free)

void            sluice_print_set_truncated  (GError            **error);
void            sluice_print_set_strange    (GError            **error);

G_END_DECLS
