/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

G_BEGIN_DECLS

typedef struct _SluiceBlobWriter SluiceBlobWriter;
typedef struct _SluiceBlobReader SluiceBlobReader;

SluiceBlobWriter *sluice_blob_writer_new    (const char        *folder,
                                             SluiceKey         *key,
                                             GError           **error);
gboolean          sluice_blob_writer_write  (SluiceBlobWriter  *self,
                                             const void        *data,
                                             gsize              length,
                                             GError           **error);
gboolean          sluice_blob_writer_finish (SluiceBlobWriter  *self,
                                             const char        *name,
                                             GError           **error);
void              sluice_blob_writer_free   (SluiceBlobWriter  *self);

SluiceBlobReader *sluice_blob_reader_new    (const char        *path,
                                             SluiceKey         *key,
                                             GError           **error);
gssize            sluice_blob_reader_read   (SluiceBlobReader  *self,
                                             const guint8     **out_data,
                                             GError           **error);
void              sluice_blob_reader_free   (SluiceBlobReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceBlobWriter, sluice_blob_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceBlobReader, sluice_blob_reader_free)

G_END_DECLS
