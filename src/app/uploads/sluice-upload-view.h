/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_VIEW (sluice_upload_view_get_type ())

/*
 * One file: what is in it, what would leave, what stays, and the decision.
 * Properties: upload (or NULL), narrow.
 */
G_DECLARE_FINAL_TYPE (SluiceUploadView, sluice_upload_view, SLUICE, UPLOAD_VIEW, AdwBin)

void          sluice_upload_view_set_services (SluiceUploadView  *self,
                                               SluiceUploadQueue *queue,
                                               GListModel        *groups,
                                               SluiceLocalPrinters *printers,
                                               GSettings         *settings);
SluiceUpload *sluice_upload_view_get_upload   (SluiceUploadView  *self);
void          sluice_upload_view_set_upload   (SluiceUploadView  *self,
                                               SluiceUpload      *upload);

G_END_DECLS
