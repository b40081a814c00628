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
 * SluiceRecordRow:
 * @group: where it belongs
 * @title: what it is, translated
 * @value: with its unit, in the locale's form
 *
 * One value of a process record, for people.
 */
typedef struct
{
  SluiceRecordGroup  group;
  char              *title;
  char              *value;
} SluiceRecordRow;

GPtrArray *sluice_record_rows_new (SluiceProcessRecord *record);

G_END_DECLS
