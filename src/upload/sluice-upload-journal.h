/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"

#include <libdex.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_JOURNAL (sluice_upload_journal_get_type ())

/* The queue as it is on the disk, so that a crash loses nothing of it and sends nothing twice. */
G_DECLARE_FINAL_TYPE (SluiceUploadJournal, sluice_upload_journal, SLUICE, UPLOAD_JOURNAL, GObject)

SluiceUploadJournal *sluice_upload_journal_new       (const char          *path,
                                                      SluiceKey           *key);
DexFuture           *sluice_upload_journal_load      (SluiceUploadJournal *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture           *sluice_upload_journal_put       (SluiceUploadJournal *self,
                                                      const char          *id,
                                                      GVariant            *entry) G_GNUC_WARN_UNUSED_RESULT;
DexFuture           *sluice_upload_journal_remove    (SluiceUploadJournal *self,
                                                      const char          *id) G_GNUC_WARN_UNUSED_RESULT;
DexFuture           *sluice_upload_journal_set_order (SluiceUploadJournal *self,
                                                      const char * const  *ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
