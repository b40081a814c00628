/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-key.h"
#include "sluice-upload-queue.h"

G_BEGIN_DECLS

#define SLUICE_TYPE_WATCHED_FOLDER (sluice_watched_folder_get_type ())

/*
 * A folder that the person chose: a new slice in it is put into the queue, to be split, and waits there for the person
 * as any other file does. Nothing is ever sent from here.
 *
 * Properties: path (NULL while none is watched), problem (why it cannot be looked at, for a person, or NULL), n-later
 * (slices that come when some of those before them are decided on). Signal: arrived (n), once for each burst of new
 * slices.
 */
G_DECLARE_FINAL_TYPE (SluiceWatchedFolder, sluice_watched_folder, SLUICE, WATCHED_FOLDER, GObject)

SluiceWatchedFolder *sluice_watched_folder_new         (SluiceUploadQueue   *queue,
                                                        const char          *kept);
void                 sluice_watched_folder_set_pace    (SluiceWatchedFolder *self,
                                                        guint                settle_ms,
                                                        guint                slow_ms);
void                 sluice_watched_folder_watch       (SluiceWatchedFolder *self,
                                                        const char          *path,
                                                        SluiceKey           *key);
DexFuture           *sluice_watched_folder_look        (SluiceWatchedFolder *self) G_GNUC_WARN_UNUSED_RESULT;
DexFuture           *sluice_watched_folder_flush       (SluiceWatchedFolder *self) G_GNUC_WARN_UNUSED_RESULT;

const char          *sluice_watched_folder_get_path    (SluiceWatchedFolder *self);
const char          *sluice_watched_folder_get_problem (SluiceWatchedFolder *self);
guint                sluice_watched_folder_get_n_later (SluiceWatchedFolder *self);

G_END_DECLS
