/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SluiceNameList:
 * @SLUICE_NAME_LIST_FORMATS: what a print file is
 * @SLUICE_NAME_LIST_SLICERS: programs that make print files
 * @SLUICE_NAME_LIST_FLAVORS: dialects of G-code
 * @SLUICE_NAME_LIST_MACHINES: models of printers
 * @SLUICE_NAME_LIST_NOZZLES: print cores and nozzles
 * @SLUICE_NAME_LIST_MATERIALS: types of material
 * @SLUICE_NAME_LIST_ADHESIONS: how the first layer holds on
 *
 * The only words that a process record can hold.
 */
typedef enum
{
  SLUICE_NAME_LIST_FORMATS,
  SLUICE_NAME_LIST_SLICERS,
  SLUICE_NAME_LIST_FLAVORS,
  SLUICE_NAME_LIST_MACHINES,
  SLUICE_NAME_LIST_NOZZLES,
  SLUICE_NAME_LIST_MATERIALS,
  SLUICE_NAME_LIST_ADHESIONS,
} SluiceNameList;

const char         *sluice_name_list_find      (SluiceNameList  list,
                                                const char     *text,
                                                gssize          length);
const char * const *sluice_name_list_get_names (SluiceNameList  list);

G_END_DECLS
