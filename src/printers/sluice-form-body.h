/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-print-file.h"

G_BEGIN_DECLS

/**
 * SluiceFormField:
 * @name: ASCII
 * @value: UTF-8
 */
typedef struct
{
  const char *name;
  const char *value;
} SluiceFormField;

SluiceProductBody *sluice_form_body_new (const SluiceFormField *fields,
                                         guint                  n_fields,
                                         SluicePrintFile       *file);

G_END_DECLS
