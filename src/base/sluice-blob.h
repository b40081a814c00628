/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SluiceBlobWriter SluiceBlobWriter;
typedef struct _SluiceBlobReader SluiceBlobReader;

SluiceBlobWriter *sluice_blob_writer_new        (const char        *folder,
                                                 SluiceKey         *key,
                                                 GError           **error);
SluiceBlobWriter *sluice_blob_writer_go_on      (const char        *folder,
                                                 const char        *partial,
                                                 SluiceKey         *key,
                                                 GCancellable      *cancellable,
                                                 guint64           *out_length,
                                                 GError           **error);
void              sluice_blob_writer_digest     (SluiceBlobWriter  *self);
gboolean          sluice_blob_writer_write      (SluiceBlobWriter  *self,
                                                 const void        *data,
                                                 gsize              length,
                                                 GError           **error);
gboolean          sluice_blob_writer_rest       (SluiceBlobWriter  *self,
                                                 GError           **error);
gboolean          sluice_blob_writer_finish     (SluiceBlobWriter  *self,
                                                 const char        *name,
                                                 GError           **error);
const guint8     *sluice_blob_writer_get_digest (SluiceBlobWriter  *self);
void              sluice_blob_writer_free       (SluiceBlobWriter  *self);

SluiceBlobReader *sluice_blob_reader_new        (const char        *path,
                                                 SluiceKey         *key,
                                                 GError           **error);
gssize            sluice_blob_reader_read       (SluiceBlobReader  *self,
                                                 const guint8     **out_data,
                                                 GError           **error);
void              sluice_blob_reader_free       (SluiceBlobReader  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceBlobWriter, sluice_blob_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceBlobReader, sluice_blob_reader_free)

G_END_DECLS
