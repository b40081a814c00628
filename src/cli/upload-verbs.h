/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-context.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** UPLOAD_ONLY_SHOWN: status of "upload" where nobody has said “--yes”. */
#define UPLOAD_ONLY_SHOWN 3

/* upload-words.c: what would leave, and what came of it. */
void        upload_show_plan     (SluiceUploadQueue *queue,
                                  SluiceUpload      *upload,
                                  SluicePlace       *place,
                                  const SluiceUploadWish *wish,
                                  SluiceLocalPrinter *printer);
void        upload_show_outcome  (SluiceUpload      *upload);
JsonObject *upload_describe      (SluiceUploadQueue *queue,
                                  SluiceUpload      *upload,
                                  SluicePlace       *place,
                                  const char        *group_id);

G_END_DECLS
