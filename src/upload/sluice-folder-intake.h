/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-upload-queue.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_FOLDER_INTAKE (sluice_folder_intake_get_type ())

/*
 * From a folder into the queue, a few at a time. Private to this room. Property: n-later (files that wait for room).
 * Signal: decided, when one that was taken is not to be offered again.
 */
G_DECLARE_FINAL_TYPE (SluiceFolderIntake, sluice_folder_intake, SLUICE, FOLDER_INTAKE, GObject)

SluiceFolderIntake *sluice_folder_intake_new           (SluiceUploadQueue  *queue);
void                sluice_folder_intake_set_folder    (SluiceFolderIntake *self,
                                                        const char         *folder);
void                sluice_folder_intake_take          (SluiceFolderIntake *self,
                                                        const char         *name,
                                                        guint64             size);
void                sluice_folder_intake_forget        (SluiceFolderIntake *self,
                                                        const char         *name);
void                sluice_folder_intake_feed          (SluiceFolderIntake *self);
GHashTable         *sluice_folder_intake_dup_undecided (SluiceFolderIntake *self);
guint               sluice_folder_intake_get_n_later   (SluiceFolderIntake *self);

G_END_DECLS
