/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-folder-look.h"

G_BEGIN_DECLS

/* Which new files of a folder are whole by now. Private to this room. */
typedef struct _SluiceFolderSettling SluiceFolderSettling;

SluiceFolderSettling *sluice_folder_settling_new          (void);
void                  sluice_folder_settling_free         (SluiceFolderSettling  *self);
void                  sluice_folder_settling_set_time     (SluiceFolderSettling  *self,
                                                           guint                  ms);
guint                 sluice_folder_settling_get_time     (SluiceFolderSettling  *self);

void                  sluice_folder_settling_begin_write  (SluiceFolderSettling  *self,
                                                           const char            *name);
void                  sluice_folder_settling_end_write    (SluiceFolderSettling  *self,
                                                           const char            *name);
void                  sluice_folder_settling_end_writes   (SluiceFolderSettling  *self);
gboolean              sluice_folder_settling_note         (SluiceFolderSettling  *self,
                                                           const char            *name,
                                                           const SluiceFileStamp *stamp);
void                  sluice_folder_settling_forget       (SluiceFolderSettling  *self,
                                                           const char            *name);
void                  sluice_folder_settling_keep_only    (SluiceFolderSettling  *self,
                                                           GHashTable            *files);
gboolean              sluice_folder_settling_is_empty     (SluiceFolderSettling  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceFolderSettling, sluice_folder_settling_free)

G_END_DECLS
