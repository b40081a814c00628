/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_ROW (sluice_upload_row_get_type ())

/* One file of the queue. Activating it shows the file. */
G_DECLARE_FINAL_TYPE (SluiceUploadRow, sluice_upload_row, SLUICE, UPLOAD_ROW, AdwActionRow)

GtkWidget    *sluice_upload_row_new        (SluiceUpload      *upload,
                                            SluiceUploadQueue *queue);
SluiceUpload *sluice_upload_row_get_upload (SluiceUploadRow   *self);

G_END_DECLS
