/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-name-list.h"

G_BEGIN_DECLS

/* Made from the texts in names/ by build-aux/name-list.py. */

/** SluiceSpelling: @spelling is how some files write @name of @list. */
typedef struct
{
  SluiceNameList list;
  const char    *spelling;
  const char    *name;
} SluiceSpelling;

extern const char * const   sluice_names_machines[];
extern const char * const   sluice_names_nozzles[];
extern const SluiceSpelling sluice_names_spellings[];
extern const guint          sluice_names_n_spellings;

G_END_DECLS
