/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printers.h"
#include "sluice-print-sender.h"
#include "sluice-session.h"
#include "sluice-upload-journal.h"
#include "sluice-upload-rules.h"
#include "sluice-upload.h"
#include "sluice-vault.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_QUEUE (sluice_upload_queue_get_type ())

/*
 * A GListModel of SluiceUpload, in the order in which it is their turn. Signals: "job-joined": a print job
 * and a file of the vault were joined, so that the job has a name here;
 * "place-changed": files go to another place now, or to none.
 */
G_DECLARE_FINAL_TYPE (SluiceUploadQueue, sluice_upload_queue, SLUICE, UPLOAD_QUEUE, GObject)

SluiceUploadQueue *sluice_upload_queue_new         (SluiceUploadRules *rules);
SluiceUploadRules *sluice_upload_queue_get_rules   (SluiceUploadQueue *self);
const char        *sluice_upload_queue_get_place_id (SluiceUploadQueue *self);
void               sluice_upload_queue_set_printers (SluiceUploadQueue   *self,
                                                     SluiceLocalPrinters *printers,
                                                     SluicePrintSender   *sender);
void               sluice_upload_queue_set_vault   (SluiceUploadQueue *self,
                                                    SluiceVault       *vault);
void               sluice_upload_queue_set_session (SluiceUploadQueue *self,
                                                    SluiceSession     *session);
void               sluice_upload_queue_leave_place (SluiceUploadQueue *self);
void               sluice_upload_queue_set_coarse  (SluiceUploadQueue *self,
                                                    gboolean           coarse);
void               sluice_upload_queue_set_takes_records
                                                   (SluiceUploadQueue *self,
                                                    gboolean           takes_records);

SluiceUpload      *sluice_upload_queue_add         (SluiceUploadQueue *self,
                                                    const char        *path);
void               sluice_upload_queue_send        (SluiceUploadQueue *self,
                                                    SluiceUpload      *upload,
                                                    const SluiceUploadWish *wish);
void               sluice_upload_queue_pause       (SluiceUploadQueue *self,
                                                    SluiceUpload      *upload);
void               sluice_upload_queue_resume      (SluiceUploadQueue *self,
                                                    SluiceUpload      *upload);
void               sluice_upload_queue_cancel      (SluiceUploadQueue *self,
                                                    SluiceUpload      *upload);
void               sluice_upload_queue_remove      (SluiceUploadQueue *self,
                                                    SluiceUpload      *upload);
void               sluice_upload_queue_move        (SluiceUploadQueue *self,
                                                    SluiceUpload      *upload,
                                                    guint              position);
gboolean           sluice_upload_queue_is_kept     (SluiceUploadQueue   *self,
                                                    SluiceUploadJournal *journal);
DexFuture         *sluice_upload_queue_restore     (SluiceUploadQueue   *self,
                                                    SluiceUploadJournal *journal) G_GNUC_WARN_UNUSED_RESULT;
DexFuture         *sluice_upload_queue_finish      (SluiceUploadQueue *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
