/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sluice_material_list_find       (const char  *guid,
                                             const char **out_type);
const char *sluice_material_list_find_maker (const char  *name,
                                             gsize        length,
                                             const char **out_type);

G_END_DECLS
