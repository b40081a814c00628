/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PART_KIND (sluice_part_kind_get_type ())
#define SLUICE_TYPE_PRINT_PART (sluice_print_part_get_type ())

/**
 * SluicePartKind:
 * @SLUICE_PART_KIND_PRODUCT: related to the printed object, or not known: it stays
 * @SLUICE_PART_KIND_PROCESS: related to printing it
 * @SLUICE_PART_KIND_STRUCTURE: what holds the rest together
 *
 * What a byte of a print file is.
 */
typedef enum
{
  SLUICE_PART_KIND_PRODUCT,
  SLUICE_PART_KIND_PROCESS,
  SLUICE_PART_KIND_STRUCTURE,
} SluicePartKind;

GType sluice_part_kind_get_type (void);

G_DECLARE_FINAL_TYPE (SluicePrintPart, sluice_print_part, SLUICE, PRINT_PART, GObject)

const char     *sluice_print_part_get_name       (SluicePrintPart *self);
char           *sluice_print_part_dup_title      (SluicePrintPart *self);
SluicePartKind  sluice_print_part_get_kind       (SluicePrintPart *self);
guint64         sluice_print_part_get_bytes      (SluicePrintPart *self);
guint64         sluice_print_part_get_file_bytes (SluicePrintPart *self);
guint           sluice_print_part_get_count      (SluicePrintPart *self);
guint64         sluice_print_part_get_line       (SluicePrintPart *self);
const char     *sluice_print_part_get_member     (SluicePrintPart *self);
gboolean        sluice_print_part_is_sensitive   (SluicePrintPart *self);
const char     *sluice_print_part_get_warning    (SluicePrintPart *self);

G_END_DECLS
