/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-list.h"
#include "sluice-byte-source.h"
#include "sluice-line-scanner.h"
#include "sluice-part-tally.h"
#include "sluice-record-builder.h"

G_BEGIN_DECLS

/** SLUICE_GCODE_MAX_LINE: bytes of a longest line that is looked at; a longer one is product data as a whole. */
#ifndef SLUICE_GCODE_MAX_LINE
#define SLUICE_GCODE_MAX_LINE (64 * 1024)
#endif

typedef struct _SluiceGcodeReader SluiceGcodeReader;

gboolean           sluice_gcode_is_likely            (const guint8         *data,
                                                      gsize                 length);

gboolean           sluice_gcode_states_filament      (const guint8         *data,
                                                      gsize                 length,
                                                      gboolean             *out_promises);

const SluiceAllowRule *sluice_gcode_find_comment_rule (const char  *text,
                                                       gsize        length,
                                                       guint       *out_extruder,
                                                       const char **out_value);

SluiceGcodeReader *sluice_gcode_reader_new           (SluiceRecordBuilder  *builder,
                                                      SluicePartTally      *tally);
void               sluice_gcode_reader_free          (SluiceGcodeReader    *self);
void               sluice_gcode_reader_set_engine    (SluiceGcodeReader    *self,
                                                      SluiceLineEngine      engine);
void               sluice_gcode_reader_set_source    (SluiceGcodeReader    *self,
                                                      SluiceByteSource     *source);
void               sluice_gcode_reader_sum_extrusion (SluiceGcodeReader    *self);
void               sluice_gcode_reader_feed          (SluiceGcodeReader    *self,
                                                      const guint8         *data,
                                                      gsize                 length);
void               sluice_gcode_reader_finish        (SluiceGcodeReader    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceGcodeReader, sluice_gcode_reader_free)

G_END_DECLS
