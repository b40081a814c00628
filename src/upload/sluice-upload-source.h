/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_SOURCE (sluice_upload_source_get_type ())

/**
 * SluiceUploadSource:
 *
 * Where the bytes of a file that is sent come from. It is opened anew whenever
 * it is read, so it can be a file, or what the vault keeps.
 */
typedef struct _SluiceUploadSource SluiceUploadSource;

/**
 * SluiceUploadOpen:
 * @offset: bytes from its start
 * @data: what the source was made with
 * @error: why it cannot be read
 *
 * Called on a thread where it may block, by one at a time.
 *
 * Returns: (transfer full) (nullable): a stream whose first byte is the one at @offset
 */
typedef GInputStream *(*SluiceUploadOpen) (guint64    offset,
                                           gpointer   data,
                                           GError   **error);

GType               sluice_upload_source_get_type     (void);

SluiceUploadSource *sluice_upload_source_new          (SluiceUploadOpen     open,
                                                       gpointer             data,
                                                       GDestroyNotify       destroy);
SluiceUploadSource *sluice_upload_source_new_for_path (const char          *path);
SluiceUploadSource *sluice_upload_source_ref          (SluiceUploadSource  *self);
void                sluice_upload_source_unref        (SluiceUploadSource  *self);
GInputStream       *sluice_upload_source_open         (SluiceUploadSource  *self,
                                                       guint64              offset,
                                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceUploadSource, sluice_upload_source_unref)

G_END_DECLS
