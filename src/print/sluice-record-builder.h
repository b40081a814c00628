/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-value.h"

G_BEGIN_DECLS

/* Fills a process record from values that have passed. Private to this room. */

typedef struct _SluiceRecordBuilder SluiceRecordBuilder;

SluiceRecordBuilder *sluice_record_builder_new            (const char             *format);
void                 sluice_record_builder_free           (SluiceRecordBuilder    *self);
void                 sluice_record_builder_state          (SluiceRecordBuilder    *self,
                                                           const SluiceAllowRule  *rule,
                                                           guint                   extruder,
                                                           const SluiceAllowValue *value);
void                 sluice_record_builder_hide           (SluiceRecordBuilder    *self,
                                                           const SluiceAllowRule  *rule,
                                                           guint                   extruder);
void                 sluice_record_builder_settle         (SluiceRecordBuilder    *self);
void                 sluice_record_builder_begin_material (SluiceRecordBuilder    *self);
void                 sluice_record_builder_obey           (SluiceRecordBuilder    *self,
                                                           const SluiceAllowRule  *rule,
                                                           guint                   extruder,
                                                           const double           *words);
void                 sluice_record_builder_settle         (SluiceRecordBuilder    *self);
void                 sluice_record_builder_end_gcode      (SluiceRecordBuilder    *self);
void                 sluice_record_builder_set_plate      (SluiceRecordBuilder    *self,
                                                           guint                   plate);
guint                sluice_record_builder_get_plate      (SluiceRecordBuilder    *self);
void                 sluice_record_builder_count_filament  (SluiceRecordBuilder    *self,
                                                            guint                   extruder,
                                                            double                  length_mm,
                                                            double                  volume_mm3);
gboolean             sluice_record_builder_states_filament (SluiceRecordBuilder    *self);
const char          *sluice_record_builder_get_slicer      (SluiceRecordBuilder    *self);
const char          *sluice_record_builder_get_flavor      (SluiceRecordBuilder    *self);
SluiceProcessRecord *sluice_record_builder_finish         (SluiceRecordBuilder    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceRecordBuilder, sluice_record_builder_free)

G_END_DECLS
