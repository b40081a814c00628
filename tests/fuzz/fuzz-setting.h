/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fuzz-choice.h"

G_BEGIN_DECLS

gboolean fuzz_setting_take (GString      *gcode,
                            GString      *out_text,
                            gsize        *out_place);
void     fuzz_setting_put  (GString      *gcode,
                            const GString *text,
                            gsize         place,
                            gsize         width);

G_END_DECLS
