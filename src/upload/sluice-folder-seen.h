/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-folder-look.h"
#include "sluice-key.h"

G_BEGIN_DECLS

/* Which files of a folder are known, kept for the next start. Private to this room. */

GVariant   *sluice_folder_seen_pack   (GHashTable *files,
                                       GHashTable *without);
GHashTable *sluice_folder_seen_unpack (GVariant   *packed);

DexFuture  *sluice_folder_seen_write  (const char *file,
                                       SluiceKey  *key,
                                       const char *folder,
                                       GVariant   *packed) G_GNUC_WARN_UNUSED_RESULT;
DexFuture  *sluice_folder_seen_read   (const char *file,
                                       SluiceKey  *key,
                                       const char *folder) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
