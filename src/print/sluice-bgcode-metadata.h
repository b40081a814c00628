/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"
#include "sluice-record-builder.h"

G_BEGIN_DECLS

/* The settings in binary G-code: lines "key=value". Private to this room. */

typedef struct _SluiceBgcodeMetadata SluiceBgcodeMetadata;

SluiceBgcodeMetadata *sluice_bgcode_metadata_new    (SluiceRecordBuilder  *builder,
                                                     SluicePartTally      *tally);
void                  sluice_bgcode_metadata_free   (SluiceBgcodeMetadata *self);
void                  sluice_bgcode_metadata_feed   (SluiceBgcodeMetadata *self,
                                                     const guint8         *data,
                                                     gsize                 length);
void                  sluice_bgcode_metadata_finish (SluiceBgcodeMetadata *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceBgcodeMetadata, sluice_bgcode_metadata_free)

G_END_DECLS
