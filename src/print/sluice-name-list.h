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
 * @SLUICE_NAME_LIST_BOTS: what a .makerbot file calls models; found as one of %SLUICE_NAME_LIST_MACHINES
 * @SLUICE_NAME_LIST_TOOLS: what a .makerbot file calls extruders; found as one of %SLUICE_NAME_LIST_NOZZLES
 * @SLUICE_NAME_LIST_PLATE_MODELS: what a .gcode.3mf file calls models; found as one of %SLUICE_NAME_LIST_MACHINES
 * @SLUICE_NAME_LIST_PLATES: kinds of build plates; in no record
 * @SLUICE_NAME_LIST_BRIMS: kinds of brims; in no record
 *
 * The only words that a process record can hold, and what is understood on the way to it.
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
  SLUICE_NAME_LIST_BOTS,
  SLUICE_NAME_LIST_TOOLS,
  SLUICE_NAME_LIST_PLATE_MODELS,
  SLUICE_NAME_LIST_PLATES,
  SLUICE_NAME_LIST_BRIMS,
} SluiceNameList;

const char         *sluice_name_list_find      (SluiceNameList  list,
                                                const char     *text,
                                                gssize          length);
const char * const *sluice_name_list_get_names (SluiceNameList  list);

G_END_DECLS
