/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-cura-reading.h"
#include "sluice-package-member.h"

G_BEGIN_DECLS

/* What Cura puts into its packages. Private to this room. */

void sluice_cura_read_slice_metadata (SluiceRecordBuilder *builder,
                                      SluicePartTally     *tally,
                                      const char          *name,
                                      const char          *text,
                                      gsize                length);
void sluice_cura_read_version        (SluiceRecordBuilder *builder,
                                      SluicePartTally     *tally,
                                      const char          *name,
                                      const char          *text,
                                      gsize                length);
void sluice_cura_read_material       (SluiceRecordBuilder *builder,
                                      SluicePartTally     *tally,
                                      const char          *name,
                                      const char          *text,
                                      gsize                length);

void sluice_cura_material_take       (SluiceCuraReading   *reading,
                                      const char          *text,
                                      gsize                length,
                                      guint                extruder);

/**
 * SluiceCuraContainer:
 * @name: of the member, without a slash before it, as the package has it
 * @bytes: (nullable): the member
 * @is_counted: whether its bytes have been counted
 *
 * One member of a project.
 */
typedef struct
{
  const char *name;
  GBytes     *bytes;
  gboolean    is_counted;
} SluiceCuraContainer;

void sluice_cura_project_read        (SluiceRecordBuilder *builder,
                                      SluicePartTally     *tally,
                                      GArray              *containers);

G_END_DECLS
