/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_UPLOAD_CHOICE (sluice_upload_choice_get_type ())

/*
 * What of one file leaves: what the rules say and why, and another choice for this file alone, which can be made
 * a rule. Signal "changed": it is another one.
 */
G_DECLARE_FINAL_TYPE (SluiceUploadChoice, sluice_upload_choice, SLUICE, UPLOAD_CHOICE, AdwBin)

void        sluice_upload_choice_set_queue  (SluiceUploadChoice *self,
                                             SluiceUploadQueue  *queue);
void        sluice_upload_choice_set_upload (SluiceUploadChoice *self,
                                             SluiceUpload       *upload);
void        sluice_upload_choice_set_group  (SluiceUploadChoice *self,
                                             const char         *group_id);
void        sluice_upload_choice_set_narrow (SluiceUploadChoice *self,
                                             gboolean            narrow);
const char *sluice_upload_choice_get_mode   (SluiceUploadChoice *self);
void        sluice_upload_choice_confirm    (SluiceUploadChoice *self);

G_END_DECLS
