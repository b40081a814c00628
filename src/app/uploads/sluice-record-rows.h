/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-process-record.h"

G_BEGIN_DECLS

/**
 * SluiceRecordGroup:
 *
 * Where a row of the readable sheet belongs.
 */
typedef enum
{
  SLUICE_RECORD_MACHINE,
  SLUICE_RECORD_MATERIALS,
  SLUICE_RECORD_TIME,
  SLUICE_RECORD_SETTINGS,
} SluiceRecordGroup;

/**
 * SluiceRecordChange:
 * @SLUICE_RECORD_SAME: full and coarse tell the same
 * @SLUICE_RECORD_ROUNDER: coarse tells less of it
 * @SLUICE_RECORD_LEFT_OUT: coarse does not tell it
 *
 * What a coarse record makes of a value.
 */
typedef enum
{
  SLUICE_RECORD_SAME,
  SLUICE_RECORD_ROUNDER,
  SLUICE_RECORD_LEFT_OUT,
} SluiceRecordChange;

/**
 * SluiceRecordRow:
 * @group: where it belongs
 * @title: what it is, translated; no other row of the record has it
 * @value: with its unit, in the locale's form
 * @coarse: (nullable): the same in a coarse record; %NULL where that does not tell it
 * @change: from @value to @coarse
 *
 * One value of a process record, for people.
 */
typedef struct
{
  SluiceRecordGroup   group;
  char               *title;
  char               *value;
  char               *coarse;
  SluiceRecordChange  change;
} SluiceRecordRow;

GPtrArray *sluice_record_rows_new         (SluiceProcessRecord *record);
GPtrArray *sluice_record_rows_compare     (SluiceProcessRecord *full,
                                           SluiceProcessRecord *coarse);
char      *sluice_record_rows_sum_up      (GPtrArray           *rows);
char      *sluice_record_row_dup_markup   (const SluiceRecordRow *row,
                                           gboolean             coarse);

G_END_DECLS
