/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-print-part.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Whose every byte of a file is. Private to this room.
 *
 * A byte is counted twice: in "bytes" as it is read (inside a package:
 * unpacked) and in "file bytes" as it lies in the file. The sum of the first
 * is the unpacked size, that of the second is the size of the file, exactly.
 */

typedef enum
{
  SLUICE_PART_TOOLPATH,
  SLUICE_PART_GEOMETRY,
  SLUICE_PART_PICTURES,
  SLUICE_PART_OBJECT_NAMES,
  SLUICE_PART_FILE_PATHS,
  SLUICE_PART_DISPLAY_TEXTS,
  SLUICE_PART_NOTES,
  SLUICE_PART_HOST_PASSWORD,
  SLUICE_PART_HOST_ADDRESS,
  SLUICE_PART_PROFILE_NAMES,
  SLUICE_PART_SCRIPTS,
  SLUICE_PART_DIMENSIONS,
  SLUICE_PART_LINKING_ID,
  SLUICE_PART_PACKED_NAME,
  SLUICE_PART_SETTINGS,
  SLUICE_PART_SETTINGS_UNREAD,
  SLUICE_PART_MATERIAL_FILE,
  SLUICE_PART_SLICED_WHEN,
  SLUICE_PART_COMMENTS,
  SLUICE_PART_UNKNOWN,
  SLUICE_PART_WHOLE_FILE,
  SLUICE_PART_HEADER,
  SLUICE_PART_MACHINE_COMMANDS,
  SLUICE_PART_LAYER_MARKS,
  SLUICE_PART_LAYOUT,
  SLUICE_PART_CONTAINER,
} SluicePartId;

#define SLUICE_N_PARTS (SLUICE_PART_CONTAINER + 1)

typedef struct _SluicePartTally SluicePartTally;

SluicePartTally *sluice_part_tally_new            (void);
void             sluice_part_tally_free           (SluicePartTally *self);

void             sluice_part_tally_set_place      (SluicePartTally *self,
                                                   const char      *member,
                                                   gboolean         is_packed);
void             sluice_part_tally_add            (SluicePartTally *self,
                                                   SluicePartId     id,
                                                   guint64          bytes,
                                                   guint64          line);
void             sluice_part_tally_add_file_bytes (SluicePartTally *self,
                                                   SluicePartId     id,
                                                   guint64          bytes);
void             sluice_part_tally_found          (SluicePartTally *self,
                                                   SluicePartId     id,
                                                   const void      *text,
                                                   gsize            length);
guint64          sluice_part_tally_sum            (SluicePartTally *self,
                                                   SluicePartKind   kind,
                                                   gboolean         in_file);
GListModel      *sluice_part_tally_to_model       (SluicePartTally *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePartTally, sluice_part_tally_free)

/* Makes the object that tells of part @id; in sluice-print-part.c. */
SluicePartKind   sluice_part_id_get_kind          (SluicePartId     id);
SluicePrintPart *sluice_print_part_new            (SluicePartId     id,
                                                   guint64          bytes,
                                                   guint64          file_bytes,
                                                   guint            count,
                                                   guint64          line,
                                                   const char      *member);

G_END_DECLS
