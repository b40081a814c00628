/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-value.h"

G_BEGIN_DECLS

/* What a file says that is understood only when all of it has been read. Private to this room. */

#define SLUICE_N_PLATE_KINDS (SLUICE_ALLOW_FIELD_PLATE_SUPERTACK - SLUICE_ALLOW_FIELD_PLATE_COOL + 1)

/** SluiceUsedList: one number for each tool that is used, whichever those are. */
typedef struct
{
  guint  count;
  double numbers[SLUICE_PROCESS_MAX_EXTRUDERS];
} SluiceUsedList;

/**
 * SluiceRecordHints:
 * @tools_selected: a bit for each tool that a command selects
 * @tools_stated: the tools that are used, counted from 1, as the header says
 * @plate_kind: (nullable): of %SLUICE_NAME_LIST_PLATES
 * @plate_c: first temperature for each kind of plate; NAN when unknown
 * @heights_mm: of the first and the second layer; NAN when unknown
 * @brim_type: (nullable): of %SLUICE_NAME_LIST_BRIMS
 * @raft_layers: NAN when unknown, as the next two
 */
typedef struct
{
  guint32        tools_selected;
  SluiceUsedList tools_stated;
  SluiceUsedList length_mm;
  SluiceUsedList volume;
  SluiceUsedList mass_g;
  const char    *plate_kind;
  double         plate_c[SLUICE_N_PLATE_KINDS];
  double         heights_mm[2];
  const char    *brim_type;
  double         raft_layers;
  double         brim_width;
  double         skirts;
} SluiceRecordHints;

void        sluice_record_hints_init          (SluiceRecordHints      *self);
gboolean    sluice_record_hints_state         (SluiceRecordHints      *self,
                                               const SluiceAllowRule  *rule,
                                               const SluiceAllowValue *value,
                                               guint64                 layer);
void        sluice_record_hints_resolve       (SluiceRecordHints      *self,
                                               SluiceProcessRecord    *record);
const char *sluice_record_hints_find_adhesion (SluiceRecordHints      *self,
                                               gboolean                has_raft);

G_END_DECLS
