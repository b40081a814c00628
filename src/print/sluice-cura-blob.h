/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"
#include "sluice-record-builder.h"

G_BEGIN_DECLS

/* The settings that Cura writes behind G-code, on lines that begin with ";SETTING_3 ". Private to this room. */

typedef struct _SluiceCuraBlob SluiceCuraBlob;

SluiceCuraBlob *sluice_cura_blob_new    (void);
void            sluice_cura_blob_free   (SluiceCuraBlob      *self);
gboolean        sluice_cura_blob_add    (SluiceCuraBlob      *self,
                                         const char          *line,
                                         gsize                length,
                                         gsize                whole,
                                         guint64              number);
void            sluice_cura_blob_finish (SluiceCuraBlob      *self,
                                         SluiceRecordBuilder *builder,
                                         SluicePartTally     *tally);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceCuraBlob, sluice_cura_blob_free)

G_END_DECLS
