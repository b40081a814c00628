/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SluiceNewFile SluiceNewFile;

SluiceNewFile *sluice_new_file_begin  (const char     *destination,
                                       gboolean        replace,
                                       GError        **error);
gboolean       sluice_new_file_write  (SluiceNewFile  *self,
                                       const void     *data,
                                       gsize           length,
                                       GError        **error);
gboolean       sluice_new_file_commit (SluiceNewFile  *self,
                                       GError        **error);
void           sluice_new_file_free   (SluiceNewFile  *self);

gboolean       sluice_write_all       (int             fd,
                                       const void     *data,
                                       gsize           length);
gboolean       sluice_sync_folder     (const char     *folder,
                                       GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceNewFile, sluice_new_file_free)

G_END_DECLS
