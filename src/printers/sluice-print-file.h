/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-body.h"

G_BEGIN_DECLS

/**
 * SluicePrintFile:
 * @name: what the printer shows, with the ending that says what it is
 * @format: as a split names it
 * @size: bytes
 *
 * A file on its way to a printer; where its bytes come from is its maker's business.
 */
typedef struct
{
  gatomicrefcount      references;
  char                *name;
  char                *format;
  guint64              size;
  SluiceStreamFactory  open;
  gpointer             data;
  GDestroyNotify       destroy;
} SluicePrintFile;

SluicePrintFile *sluice_print_file_new   (const char          *name,
                                          const char          *format,
                                          guint64              size,
                                          SluiceStreamFactory  open,
                                          gpointer             data,
                                          GDestroyNotify       destroy);
SluicePrintFile *sluice_print_file_ref   (SluicePrintFile     *self);
void             sluice_print_file_unref (SluicePrintFile     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluicePrintFile, sluice_print_file_unref)

G_END_DECLS
