/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-private.h"
#include "sluice-upload-queue.h"

G_BEGIN_DECLS

/* See sluice-upload-queue.c. */
struct _SluiceUploadQueue
{
  GObject parent_instance;

  /* Owned. */
  GListStore          *uploads;
  SluiceUploadRules   *rules;
  SluiceLocalPrinters *printers; /* NULL: nothing is printed at home */
  SluicePrintSender   *print_sender;
  SluiceUploadJournal *journal; /* NULL: the queue ends with the program */
  SluiceVault         *vault;   /* NULL until the keyring gave its key */
  SluiceSession       *session; /* NULL while the place is not ready */
  char                *place_id; /* of the place in use, ready or not; NULL before it was */
  gboolean             coarse;
  gboolean             no_records; /* the place takes no process data on its own */
};

SluiceUpload *sluice_upload_queue_dup_upload  (SluiceUploadQueue *self,
                                               guint              position);
void          sluice_upload_queue_append      (SluiceUploadQueue *self,
                                               SluiceUpload      *upload);
void          sluice_upload_queue_write_down  (SluiceUploadQueue *self,
                                               SluiceUpload      *upload);
void          sluice_upload_queue_write_order (SluiceUploadQueue *self);
void          sluice_upload_queue_disown      (DexFuture         *written);
void          sluice_upload_queue_joined      (SluiceUploadQueue *self);

/* sluice-upload-turns.c */
void          sluice_upload_turns_give        (SluiceUploadQueue *self);
void          sluice_upload_turns_give_now    (SluiceUploadQueue *self);
void          sluice_upload_turns_end_waits   (SluiceUploadQueue *self);
void          sluice_upload_turns_fail        (SluiceUploadQueue *self,
                                               SluiceUpload      *upload,
                                               const char        *message);

G_END_DECLS
