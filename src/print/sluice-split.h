/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-print-part.h"
#include "sluice-process-record.h"

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_SPLIT (sluice_split_get_type ())

G_DECLARE_FINAL_TYPE (SluiceSplit, sluice_split, SLUICE, SPLIT, GObject)

/**
 * SluiceSplitTap:
 * @data: the next bytes of the file, as they lie in it
 * @length: how many
 * @tap_data: what sluice_split_read() was given
 * @error: where to say why not
 *
 * Sees every byte of the file once, in order, while it is read. When the read
 * fails in the end, what the tap has made of the bytes is to be thrown away.
 *
 * Returns: whether to go on
 */
typedef gboolean (*SluiceSplitTap) (const guint8 *data,
                                    gsize         length,
                                    gpointer      tap_data,
                                    GError      **error);

/**
 * SluiceSplitProgress:
 * @done: work done so far, in bytes
 * @total: all work, in bytes; for a package more than its size, since it is
 *   also unpacked
 * @progress_data: what sluice_split_read() was given
 *
 * Tells how far the read is, on the thread that reads.
 */
typedef void (*SluiceSplitProgress) (guint64  done,
                                     guint64  total,
                                     gpointer progress_data);

SluiceSplit         *sluice_split_read                        (const char           *path,
                                                               SluiceSplitTap        tap,
                                                               gpointer              tap_data,
                                                               SluiceSplitProgress   progress,
                                                               gpointer              progress_data,
                                                               GCancellable         *cancellable,
                                                               GError              **error);
DexFuture           *sluice_split_file                        (const char           *path) G_GNUC_WARN_UNUSED_RESULT;

const char          *sluice_split_get_format                  (SluiceSplit          *self);
guint64              sluice_split_get_size                    (SluiceSplit          *self);
guint64              sluice_split_get_product_bytes           (SluiceSplit          *self);
guint64              sluice_split_get_process_bytes           (SluiceSplit          *self);
guint64              sluice_split_get_structure_bytes         (SluiceSplit          *self);
gboolean             sluice_split_is_packed                   (SluiceSplit          *self);
guint64              sluice_split_get_unpacked_size           (SluiceSplit          *self);
guint64              sluice_split_get_unpacked_product_bytes  (SluiceSplit          *self);
guint64              sluice_split_get_unpacked_process_bytes  (SluiceSplit          *self);
guint64              sluice_split_get_unpacked_structure_bytes (SluiceSplit         *self);
SluiceProcessRecord *sluice_split_get_record                  (SluiceSplit          *self);
GListModel          *sluice_split_get_parts                   (SluiceSplit          *self);
const char          *sluice_split_get_notice                  (SluiceSplit          *self);

G_END_DECLS
