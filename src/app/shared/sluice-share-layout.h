/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_SHARE_PARTS: as many as a picture of a whole has: what a file is made of, or who may see what there is. */
#define SLUICE_SHARE_PARTS 3

void sluice_share_layout (const guint64 amounts[SLUICE_SHARE_PARTS],
                          int           width,
                          int           gap,
                          int           minimum,
                          int           out_widths[SLUICE_SHARE_PARTS]);

G_END_DECLS
