/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload.h"
#include "sluice-vault.h"

#include <libdex.h>

G_BEGIN_DECLS

/* What the queue writes and the views only read. */

SluiceUpload      *sluice_upload_new             (const char        *path);
void               sluice_upload_set_state       (SluiceUpload      *self,
                                                  SluiceUploadState  state,
                                                  const char        *message);
void               sluice_upload_set_progress    (SluiceUpload      *self,
                                                  double             progress);
void               sluice_upload_set_split       (SluiceUpload      *self,
                                                  SluiceSplit       *split);
void               sluice_upload_set_coarse      (SluiceUpload      *self,
                                                  gboolean           coarse);
void               sluice_upload_add_sent        (SluiceUpload      *self,
                                                  guint64            bytes,
                                                  gboolean           product);
void               sluice_upload_set_group_id    (SluiceUpload      *self,
                                                  const char        *group_id);

/* The encrypted copy, until the vault has taken it over; then the vault's item. */
void               sluice_upload_take_writer     (SluiceUpload      *self,
                                                  SluiceVaultWriter *writer);
SluiceVaultWriter *sluice_upload_steal_writer    (SluiceUpload      *self);
void               sluice_upload_set_item        (SluiceUpload      *self,
                                                  SluiceVaultItem   *item);
SluiceVaultItem   *sluice_upload_get_item        (SluiceUpload      *self);

/* What is being done for it; taking another one, or NULL, ends it. */
void               sluice_upload_take_work       (SluiceUpload      *self,
                                                  DexFuture         *work);
DexFuture         *sluice_upload_dup_work        (SluiceUpload      *self);

G_END_DECLS
