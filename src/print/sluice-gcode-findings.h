/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-allow-list.h"

G_BEGIN_DECLS

/* Gives product data its name, so that a person learns what stays. Private to this room. */

gboolean     sluice_gcode_picture_begins  (const char            *text,
                                           gsize                  length);
gboolean     sluice_gcode_has_path        (const char            *text,
                                           gsize                  length);
SluicePartId sluice_gcode_find_in_comment (SluicePartTally       *tally,
                                           const SluiceAllowRule *rule,
                                           const char            *line,
                                           gsize                  length,
                                           const char            *value);
SluicePartId sluice_gcode_find_in_command (SluicePartTally       *tally,
                                           const SluiceAllowRule *rule,
                                           const char            *line,
                                           gsize                  length,
                                           gsize                  key);

G_END_DECLS
