/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _CloudFolder CloudFolder;

CloudFolder *cloud_folder_open         (const char   *path,
                                        GError      **error);
void         cloud_folder_withdraw     (CloudFolder  *self);
void         cloud_folder_close        (CloudFolder  *self);
const char  *cloud_folder_get_path     (CloudFolder  *self);
gboolean     cloud_folder_write_ready  (CloudFolder  *self,
                                        JsonObject   *ready,
                                        GError      **error);
char        *cloud_folder_write_secret (CloudFolder  *self,
                                        GError      **error);

gboolean     cloud_folder_write_file   (const char   *path,
                                        const void   *data,
                                        gsize         length,
                                        GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudFolder, cloud_folder_close)

G_END_DECLS
