/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-name-list.h"

#include <string.h>

/*
 * The shipped lists. A record holds a pointer into them, never a copy of what
 * a file says: so a word that is not here cannot get into a record. Adding a
 * name: only models, products and types that a maker sells; never a person's.
 * The lists are also in data/schemas/process-record-1.schema.json; a test
 * tells when the two differ.
 */

static const char * const formats[] = { "gcode", "ufp", "3mf", "stl", "bgcode", "other", NULL };

static const char * const slicers[] = {
  "BambuStudio", "Cura", "Cura_SteamEngine", "KISSlicer", "OrcaSlicer", "PrusaSlicer", "Slic3r", "Slic3rPE", "SuperSlicer",
  NULL
};

static const char * const flavors[] = {
  "BFB", "Cheetah", "Griffin", "Klipper", "Mach3", "Machinekit", "Makerbot", "Marlin", "Marlin 2",
  "Marlin (Volumetric)", "No extrusion", "Repetier", "RepRap", "RepRapFirmware", "Sailfish", "Smoothie", "Teacup",
  "UltiGCode",
  NULL
};

static const char * const machines[] = {
  /* UltiMaker */
  "Ultimaker 2", "Ultimaker 2 Extended", "Ultimaker 2 Extended+", "Ultimaker 2 Go", "Ultimaker 2+",
  "Ultimaker 2+ Connect", "Ultimaker 3", "Ultimaker 3 Extended", "Ultimaker Original", "Ultimaker Original+",
  "Ultimaker Original Dual Extrusion", "Ultimaker S3", "Ultimaker S5", "Ultimaker S6", "Ultimaker S7", "Ultimaker S8",
  "UltiMaker Factor 4", "UltiMaker Method", "UltiMaker Method X", "UltiMaker Method XL", "UltiMaker Sketch",
  "UltiMaker Sketch Large", "UltiMaker Sketch Sprint", "MakerBot Replicator+", "MakerBot Replicator Z18",
  /* Prusa, as PrusaSlicer's profiles name the model */
  "MINI", "MINIIS", "MK2S", "MK2.5", "MK2.5S", "MK3", "MK3S", "MK3MMU2", "MK3SMMU2S", "MK3SMMU3", "MK3.5", "MK3.5IS",
  "MK3.5MMU3", "MK3.9", "MK3.9IS", "MK3.9MMU3", "MK4", "MK4IS", "MK4ISMMU3", "MK4S", "MK4SMMU3", "XL", "XLIS", "XL2",
  "XL2IS", "XL5", "XL5IS", "COREONE", "COREONEMMU3", "HT90",
  /* Creality */
  "Creality CR-10", "Creality CR-10 Mini", "Creality CR-10 S5", "Creality CR-10S", "Creality CR-10S Pro",
  "Creality CR-20", "Creality CR-6 SE", "Creality Ender-2", "Creality Ender-3", "Creality Ender-3 Pro",
  "Creality Ender-3 S1", "Creality Ender-3 S1 Pro", "Creality Ender-3 V2", "Creality Ender-3 V3 SE",
  "Creality Ender-5", "Creality Ender-5 Plus", "Creality K1", "Creality K1 Max", "ENDER3", "ENDER3V2", "ENDER3S1",
  "ENDER5", "CR10", "CR10MINI", "CR6SE",
  /* Others */
  "Anycubic i3 Mega", "Anycubic Kobra", "Anycubic Kobra 2", "Anycubic Vyper", "Artillery Sidewinder X1",
  "Bambu Lab A1", "Bambu Lab A1 mini", "Bambu Lab P1P", "Bambu Lab P1S", "Bambu Lab X1", "Bambu Lab X1 Carbon",
  "Bambu Lab X1E", "BIBO2 dual", "Elegoo Neptune 3", "Elegoo Neptune 4", "Lulzbot Mini", "Lulzbot TAZ 6",
  "Lulzbot TAZ Pro", "Raise3D E2", "Raise3D Pro2", "Raise3D Pro3", "Sovol SV06", "Voron 0.1", "Voron 0.2",
  "Voron 2.4", "Voron Trident",
  NULL
};

static const char * const nozzles[] = {
  "AA 0.25", "AA 0.4", "AA 0.8", "AA+ 0.4", "AA+ 0.6", "BB 0.4", "BB 0.8", "CC 0.4", "CC 0.6", "CC+ 0.4", "CC+ 0.6",
  "DD 0.4", "HT 0.4", "HT 0.6", "HT+ 0.4", "0.25 mm", "0.25mm", "0.4 mm", "0.4mm", "0.6 mm", "0.6mm", "0.8 mm",
  "0.8mm", "1A", "1C", "1XA", "2A", "2XA", "LABS", "Generic 0.4",
  NULL
};

static const char * const materials[] = {
  "ABS", "ABS-CF", "ABS-GF", "ABS-R", "ASA", "ASA-CF", "ASA-GF", "ASA-X", "Acetate", "BVOH", "Breakaway", "CFF CPE",
  "CFF PA", "CPE", "CPE+", "Clay", "EDGE", "EPLA", "EVA", "FLEX", "GFF CPE", "GFF PA", "GreenTEC Pro", "HIPS", "HDPE",
  "Metal", "Metallic PLA", "NGEN", "NYLON", "Nylon", "Nylon CF", "Nylon CF Slide", "PA", "PA copolymer", "PA-CF",
  "PA-GF", "PA6-CF", "PA11-CF", "PAHT", "PAHT-CF", "PC", "PC-ABS", "PC-ABS-FR", "PC-CF", "PCTG", "PE", "PE-CF",
  "PEEK", "PEI", "PEKK", "PET", "PET CF", "PET-CF", "PETG", "PETG-CF", "PETG-GF", "PLA", "PLA-AERO", "PLA-CF",
  "PLA-Glitter", "PLA-Mat", "PLA-Satin", "PLA-Wood", "POM", "PP", "PP-CF", "PP-GF", "PPA-CF", "PPA-GF", "PPS",
  "PPS CF", "PPS-CF", "PPSU", "PSU", "PVA", "PVB", "PVDF", "PolyMax PC", "RapidRinse", "SCAFF", "SR-30", "Silicone",
  "Soluble", "TPC", "TPE", "TPU", "TPU 95A", "Tough PLA",
  NULL
};

static const char * const adhesions[] = { "none", "skirt", "brim", "raft", NULL };

static const char * const * const lists[] = {
  [SLUICE_NAME_LIST_FORMATS] = formats,     [SLUICE_NAME_LIST_SLICERS] = slicers,
  [SLUICE_NAME_LIST_FLAVORS] = flavors,     [SLUICE_NAME_LIST_MACHINES] = machines,
  [SLUICE_NAME_LIST_NOZZLES] = nozzles,     [SLUICE_NAME_LIST_MATERIALS] = materials,
  [SLUICE_NAME_LIST_ADHESIONS] = adhesions,
};

/* Where files write another spelling of a listed name. */
static const struct
{
  SluiceNameList list;
  const char    *spelling;
  const char    *name;
} spellings[] = {
  { SLUICE_NAME_LIST_SLICERS, "Cura_Steamengine", "Cura_SteamEngine" },
  { SLUICE_NAME_LIST_SLICERS, "Slic3r-PE", "Slic3rPE" },
  { SLUICE_NAME_LIST_FLAVORS, "Marlin(Volumetric)", "Marlin (Volumetric)" },
  { SLUICE_NAME_LIST_FLAVORS, "RepRap (Marlin/Sprinter)", "RepRap" },
  { SLUICE_NAME_LIST_FLAVORS, "RepRap (RepRap)", "RepRapFirmware" },
  { SLUICE_NAME_LIST_FLAVORS, "reprap", "RepRap" },
  { SLUICE_NAME_LIST_FLAVORS, "reprapfirmware", "RepRapFirmware" },
  { SLUICE_NAME_LIST_FLAVORS, "repetier", "Repetier" },
  { SLUICE_NAME_LIST_FLAVORS, "teacup", "Teacup" },
  { SLUICE_NAME_LIST_FLAVORS, "makerware", "Makerbot" },
  { SLUICE_NAME_LIST_FLAVORS, "marlin", "Marlin" },
  { SLUICE_NAME_LIST_FLAVORS, "marlin2", "Marlin 2" },
  { SLUICE_NAME_LIST_FLAVORS, "klipper", "Klipper" },
  { SLUICE_NAME_LIST_FLAVORS, "sailfish", "Sailfish" },
  { SLUICE_NAME_LIST_FLAVORS, "mach3", "Mach3" },
  { SLUICE_NAME_LIST_FLAVORS, "machinekit", "Machinekit" },
  { SLUICE_NAME_LIST_FLAVORS, "smoothie", "Smoothie" },
  { SLUICE_NAME_LIST_FLAVORS, "no-extrusion", "No extrusion" },
};

static gboolean
is_same (const char *name,
         const char *text,
         gsize       length)
{
  return strncmp (name, text, length) == 0 && name[length] == '\0';
}

/**
 * sluice_name_list_find:
 * @list: which list
 * @text: what a file says, not trusted
 * @length: bytes of @text; -1 when it ends with a NUL
 *
 * Returns: (nullable) (transfer none): the name as the list has it; %NULL when
 *   it is not in the list
 */
const char *
sluice_name_list_find (SluiceNameList  list,
                       const char     *text,
                       gssize          length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (size == 0 || size > 64 || memchr (text, '\0', size) != NULL)
    return NULL;

  for (guint i = 0; lists[list][i] != NULL; i++)
    if (is_same (lists[list][i], text, size))
      return lists[list][i];
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (spellings[i].list == list && is_same (spellings[i].spelling, text, size))
      return sluice_name_list_find (list, spellings[i].name, -1);

  return NULL;
}

/** sluice_name_list_get_names: (transfer none) (array zero-terminated=1): all names of @list. */
const char * const *
sluice_name_list_get_names (SluiceNameList list)
{
  return lists[list];
}
