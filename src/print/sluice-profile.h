/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-value.h"

G_BEGIN_DECLS

/*
 * What settings of a slicer's profiles say. They fill what neither a header
 * nor a command has told: what the file does counts before what was set.
 * Private to this room.
 */

/* In the place of an extruder: the machine as a whole, and a material of which a package does not say where it is. */
#define SLUICE_PROFILE_MACHINE SLUICE_PROCESS_MAX_EXTRUDERS
#define SLUICE_PROFILE_ONLY_MATERIAL (SLUICE_PROCESS_MAX_EXTRUDERS + 1)

typedef struct _SluiceProfile SluiceProfile;

SluiceProfile *sluice_profile_new            (void);
void           sluice_profile_free           (SluiceProfile          *self);
void           sluice_profile_state          (SluiceProfile          *self,
                                              const SluiceAllowRule  *rule,
                                              guint                   extruder,
                                              const SluiceAllowValue *value);
void           sluice_profile_hide           (SluiceProfile          *self,
                                              const SluiceAllowRule  *rule,
                                              guint                   extruder);
void           sluice_profile_begin_material (SluiceProfile          *self);
void           sluice_profile_fill           (SluiceProfile          *self,
                                              SluiceProcessRecord    *record,
                                              gboolean                has_gcode);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceProfile, sluice_profile_free)

G_END_DECLS
