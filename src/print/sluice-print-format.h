/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** SluicePrintHead: how the files of a format begin. */
typedef enum
{
  SLUICE_PRINT_HEAD_TEXT,
  SLUICE_PRINT_HEAD_GZIP,
  SLUICE_PRINT_HEAD_ZIP,
  SLUICE_PRINT_HEAD_BGCODE,
  SLUICE_PRINT_HEAD_SHAPE, /* no slice at all */
} SluicePrintHead;

/**
 * SluicePrintFormat:
 * @title: for a list of kinds of files; not yet translated
 * @content_type: what the desktop calls it
 * @endings: (array zero-terminated=1): of names, without the dot, in small letters; the usual one first
 * @head: how such a file begins
 *
 * A format of files that are read, as names tell it.
 */
typedef struct
{
  const char         *title;
  const char         *content_type;
  const char * const *endings;
  SluicePrintHead     head;
} SluicePrintFormat;

const SluicePrintFormat *sluice_print_format_list (guint        *out_n_formats);
const SluicePrintFormat *sluice_print_format_find (const char   *name);
gboolean                 sluice_print_is_slice    (const char   *path,
                                                   GCancellable *cancellable);

G_END_DECLS
