/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-process-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_RECORD_SHEET (sluice_record_sheet_get_type ())

/* A process record: readable rows by group, and its exact bytes behind an expander. */
G_DECLARE_FINAL_TYPE (SluiceRecordSheet, sluice_record_sheet, SLUICE, RECORD_SHEET, AdwBin)

void sluice_record_sheet_set_record (SluiceRecordSheet   *self,
                                     SluiceProcessRecord *record,
                                     SluiceProcessRecord *other);

G_END_DECLS
