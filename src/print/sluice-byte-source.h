/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-split.h"

G_BEGIN_DECLS

/** SLUICE_BLOCK_SIZE: bytes that are read at once, and kept at once. Fuzzers make it small: their files are, too. */
#ifndef SLUICE_BLOCK_SIZE
#define SLUICE_BLOCK_SIZE (256 * 1024)
#endif

/**
 * SLUICE_BLOCK_ALIGNMENT: of what a file is read into. The page cache is copied
 * from the beginning of a page; to anywhere but there takes up to four times as long.
 */
#define SLUICE_BLOCK_ALIGNMENT 4096

/* A file that is read once, from front to back, past a tap. Private to this room. */

typedef struct _SluiceByteSource SluiceByteSource;

SluiceByteSource *sluice_byte_source_new          (const char           *path,
                                                   SluiceSplitTap        tap,
                                                   gpointer              tap_data,
                                                   SluiceSplitProgress   progress,
                                                   gpointer              progress_data,
                                                   GCancellable         *cancellable,
                                                   GError              **error);
void              sluice_byte_source_free         (SluiceByteSource     *self);

guint64           sluice_byte_source_get_size     (SluiceByteSource     *self);
void              sluice_byte_source_unread       (SluiceByteSource     *self);
gssize            sluice_byte_source_next         (SluiceByteSource     *self,
                                                   const guint8        **out_data,
                                                   GError              **error);
gssize            sluice_byte_source_read_at      (SluiceByteSource     *self,
                                                   guint64               offset,
                                                   void                 *buffer,
                                                   gsize                 length);
void              sluice_byte_source_unpacks      (SluiceByteSource     *self);
gboolean          sluice_byte_source_unpacked     (SluiceByteSource     *self,
                                                   guint64               bytes,
                                                   GError              **error);
void              sluice_byte_source_set_gcode_tap (SluiceByteSource  *self,
                                                    SluiceSplitTap     tap,
                                                    gpointer           tap_data);
void              sluice_byte_source_show_gcode   (SluiceByteSource     *self,
                                                   const guint8         *data,
                                                   gsize                 length);
void              sluice_byte_source_forget_gcode (SluiceByteSource     *self);
gboolean          sluice_byte_source_has_shown_gcode (SluiceByteSource  *self,
                                                      gboolean          *out_has_gcode,
                                                      GError           **error);
gboolean          sluice_byte_source_must_sum     (SluiceByteSource     *self);
void              sluice_byte_source_set_lacks_filament (SluiceByteSource *self,
                                                         gboolean          lacks);
gboolean          sluice_byte_source_read_again   (SluiceByteSource     *self,
                                                   GError              **error);
gboolean          sluice_byte_source_is_unchanged (SluiceByteSource     *self,
                                                   GError              **error);

void              sluice_byte_source_set_unreadable (GError             **error,
                                                     int                  saved_errno);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceByteSource, sluice_byte_source_free)

G_END_DECLS
