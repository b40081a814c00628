/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-session.h"
#include "sluice-upload-journal.h"
#include "sluice-upload-private.h"

G_BEGIN_DECLS

/**
 * SluiceUploadWay:
 * @vault: where the file is kept
 * @session: (nullable): signed in to the place; %NULL only when nothing is to be sent
 * @takes_records: whether the place takes process data on its own
 * @journal: (nullable): where each step is written down; %NULL when nothing of it shall outlive the program
 *
 * With what an upload is done. All borrowed.
 */
typedef struct
{
  SluiceVault         *vault;
  SluiceSession       *session;
  gboolean             takes_records;
  SluiceUploadJournal *journal;
} SluiceUploadWay;

DexFuture *sluice_upload_work_read (SluiceUpload          *upload,
                                    SluiceVault           *vault) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *sluice_upload_work_send (SluiceUpload          *upload,
                                    const SluiceUploadWay *way,
                                    SluiceUploadMode       mode) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
