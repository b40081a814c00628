/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PART_LIST (sluice_part_list_get_type ())

/* The product data that was found in a file: what, where and how much; never what it says. */
G_DECLARE_FINAL_TYPE (SluicePartList, sluice_part_list, SLUICE, PART_LIST, AdwBin)

void sluice_part_list_set_parts (SluicePartList *self,
                                 GListModel     *parts);

G_END_DECLS
