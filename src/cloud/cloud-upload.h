/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cloud-request.h"

G_BEGIN_DECLS

/**
 * CloudFile:
 *
 * A file of product data, with its name in the clear.
 */
typedef struct
{
  char    *id;
  char    *project; /* NULL when it is in none */
  char    *name;
  char    *content_type;
  gint64   size;
  gint64   created;
  gint64   uploaded; /* 0 while it is not */
  gboolean is_uploaded;
} CloudFile;

CloudFile *cloud_upload_find       (CloudContext     *context,
                                    const char       *account,
                                    const char       *id,
                                    GError          **error);
CloudFile *cloud_upload_read       (CloudContext     *context,
                                    const char       *account,
                                    SluiceStatement  *row,
                                    GError          **error);
char      *cloud_upload_make       (CloudContext     *context,
                                    const char       *account,
                                    const CloudFile  *file,
                                    char            **out_token,
                                    GError          **error);
void       cloud_upload_forget_old (CloudContext     *context);
void       cloud_file_free         (CloudFile        *file);

/** CLOUD_FILE_COLUMNS: what cloud_upload_read() expects, in this order. */
#define CLOUD_FILE_COLUMNS "id, project, name, content_type, size, created, uploaded, status"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CloudFile, cloud_file_free)

G_END_DECLS
