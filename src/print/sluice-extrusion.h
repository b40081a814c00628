/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sums what is extruded. Private to this room. */

typedef struct _SluiceExtrusion SluiceExtrusion;

SluiceExtrusion *sluice_extrusion_new        (void);
void             sluice_extrusion_free       (SluiceExtrusion *self);
void             sluice_extrusion_set_flavor (SluiceExtrusion *self,
                                              const char      *flavor);

void             sluice_extrusion_read_moves (SluiceExtrusion *self,
                                              const char      *text,
                                              gsize            length);
void             sluice_extrusion_read_line  (SluiceExtrusion *self,
                                              const char      *line,
                                              gsize            length);
double           sluice_extrusion_get_length (SluiceExtrusion *self,
                                              guint            extruder);
double           sluice_extrusion_get_volume (SluiceExtrusion *self,
                                              guint            extruder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceExtrusion, sluice_extrusion_free)

G_END_DECLS
