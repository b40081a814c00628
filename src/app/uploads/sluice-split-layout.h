/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_SPLIT_PARTS: process, product, structure, in the order they are drawn. */
#define SLUICE_SPLIT_PARTS 3

void  sluice_split_layout   (const guint64 bytes[SLUICE_SPLIT_PARTS],
                             int           width,
                             int           gap,
                             int           minimum,
                             int           out_widths[SLUICE_SPLIT_PARTS]);
char *sluice_split_describe (const guint64 bytes[SLUICE_SPLIT_PARTS]);

G_END_DECLS
