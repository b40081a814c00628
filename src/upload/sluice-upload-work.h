/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-local-printers.h"
#include "sluice-print-sender.h"
#include "sluice-session.h"
#include "sluice-upload-journal.h"
#include "sluice-upload-private.h"

G_BEGIN_DECLS

/**
 * SluiceUploadWay:
 * @vault: where the file is kept
 * @session: (nullable): signed in to the place; %NULL while it is not ready
 * @takes_records: whether the place takes process data on its own
 * @printers: (nullable): in the local network
 * @print_sender: (nullable): the way to them
 * @journal: (nullable): where each step is written down; %NULL when nothing of it shall outlive the program
 *
 * With what an upload is done. All borrowed.
 */
typedef struct
{
  SluiceVault         *vault;
  SluiceSession       *session;
  gboolean             takes_records;
  SluiceLocalPrinters *printers;
  SluicePrintSender   *print_sender;
  SluiceUploadJournal *journal;
} SluiceUploadWay;

DexFuture *sluice_upload_work_read (SluiceUpload          *upload,
                                    SluiceVault           *vault) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_upload_work_send (SluiceUpload          *upload,
                                    const SluiceUploadWay *way,
                                    SluiceUploadMode       mode) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
