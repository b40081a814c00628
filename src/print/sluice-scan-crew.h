/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-byte-source.h"
#include "sluice-line-scanner.h"

G_BEGIN_DECLS

/* Reads a file and scans it, ahead of who takes it. Private to this room. */

typedef struct _SluiceScanCrew SluiceScanCrew;

SluiceScanCrew *sluice_scan_crew_new  (SluiceByteSource      *source,
                                       guint64                offset,
                                       SluiceLineEngine       engine,
                                       gboolean               sums);
void            sluice_scan_crew_free (SluiceScanCrew        *self);
gssize          sluice_scan_crew_next (SluiceScanCrew        *self,
                                       const guint8         **out_data,
                                       const SluiceLineScan **out_scan,
                                       GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceScanCrew, sluice_scan_crew_free)

G_END_DECLS
