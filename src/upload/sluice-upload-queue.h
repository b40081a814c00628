/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_QUEUE (sluice_upload_queue_get_type ())

/* A GListModel of SluiceUpload, newest first. */
G_DECLARE_FINAL_TYPE (SluiceUploadQueue, sluice_upload_queue, SLUICE, UPLOAD_QUEUE, GObject)

/* Takes a file in: it is split and kept in the vault; nothing is sent. */
SluiceUpload *sluice_upload_queue_add    (SluiceUploadQueue *self,
                                          const char        *path);
/* Sends what the policy allows for this file and group; the person pressed Send.
 * group_id may be NULL: the record is sent, and nothing is printed. */
void          sluice_upload_queue_send   (SluiceUploadQueue *self,
                                          SluiceUpload      *upload,
                                          const char        *group_id);
void          sluice_upload_queue_cancel (SluiceUploadQueue *self,
                                          SluiceUpload      *upload);
/* After a failure: goes on where it failed. */
void          sluice_upload_queue_retry  (SluiceUploadQueue *self,
                                          SluiceUpload      *upload);
/* Takes an upload that is at rest off the list; the vault keeps its file. */
void          sluice_upload_queue_remove (SluiceUploadQueue *self,
                                          SluiceUpload      *upload);

G_END_DECLS
