/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-name-list.h"

#include "sluice-name-list-private.h"

#include <string.h>

/*
 * The shipped lists. A record holds a pointer into them, never a copy of what
 * a file says: so a word that is not here cannot get into a record. Adding a
 * name: only models, products and types that a maker sells; never a person's.
 * Models of printers and nozzles are in names/. The lists are also in
 * data/schemas/process-record-1.schema.json, where build-aux/name-list.py
 * writes those of names/; a test tells when the two differ.
 */

static const char * const formats[] = { "gcode", "ufp", "3mf", "makerbot", "stl", "bgcode", "other", NULL };

static const char * const slicers[] = {
  "BambuStudio", "Creality_Print", "Cura", "Cura_SteamEngine", "Flash Studio", "KISSlicer", "MiracleGrue",
  "Orca-Flashforge", "OrcaSlicer", "PrusaSlicer", "QIDISlicer", "Simplify3D", "Slic3r", "Slic3rPE", "Snapmaker Orca",
  "SuperSlicer", "ideaMaker",
  NULL
};

static const char * const flavors[] = {
  "BFB", "Cheetah", "Griffin", "Klipper", "Mach3", "Machinekit", "Makerbot", "Marlin", "Marlin 2",
  "Marlin (Volumetric)", "No extrusion", "Repetier", "RepRap", "RepRapFirmware", "Sailfish", "Smoothie", "Teacup",
  "UltiGCode",
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

/* Not in any record: what is only understood. */
static const char * const plates[] = {
  "Cool Plate", "Engineering Plate", "High Temp Plate", "Textured PEI Plate", "Textured Cool Plate",
  "Supertack Plate", NULL
};
static const char * const brims[] = { "no_brim", "auto_brim", "some brim", NULL };
static const char * const none[] = { NULL };

static const char * const * const lists[] = {
  [SLUICE_NAME_LIST_FORMATS] = formats,
  [SLUICE_NAME_LIST_SLICERS] = slicers,
  [SLUICE_NAME_LIST_FLAVORS] = flavors,
  [SLUICE_NAME_LIST_MACHINES] = sluice_names_machines,
  [SLUICE_NAME_LIST_NOZZLES] = sluice_names_nozzles,
  [SLUICE_NAME_LIST_MATERIALS] = materials,
  [SLUICE_NAME_LIST_ADHESIONS] = adhesions,
  [SLUICE_NAME_LIST_BOTS] = none,
  [SLUICE_NAME_LIST_TOOLS] = none,
  [SLUICE_NAME_LIST_PLATE_MODELS] = none,
  [SLUICE_NAME_LIST_PLATES] = plates,
  [SLUICE_NAME_LIST_BRIMS] = brims,
};

/* Where files write another spelling of a listed name. */
static const SluiceSpelling spellings[] = {
  { SLUICE_NAME_LIST_SLICERS, "Cura_Steamengine", "Cura_SteamEngine" },
  { SLUICE_NAME_LIST_SLICERS, "Slic3r-PE", "Slic3rPE" },
  { SLUICE_NAME_LIST_SLICERS, "Simplify3D(R)", "Simplify3D" },
  { SLUICE_NAME_LIST_SLICERS, "Slic3r Prusa Edition", "Slic3rPE" },
  { SLUICE_NAME_LIST_BOTS, "fire_e", "UltiMaker Method" },
  { SLUICE_NAME_LIST_BOTS, "lava_f", "UltiMaker Method X" },
  { SLUICE_NAME_LIST_BOTS, "magma_10", "UltiMaker Method XL" },
  { SLUICE_NAME_LIST_BOTS, "sketch", "UltiMaker Sketch" },
  { SLUICE_NAME_LIST_BOTS, "sketch_large", "UltiMaker Sketch Large" },
  { SLUICE_NAME_LIST_BOTS, "sketch_sprint", "UltiMaker Sketch Sprint" },
  { SLUICE_NAME_LIST_BOTS, "replicator_5", "MakerBot Replicator (5th Generation)" },
  { SLUICE_NAME_LIST_BOTS, "replicator_b", "MakerBot Replicator+" },
  { SLUICE_NAME_LIST_BOTS, "z18_6", "MakerBot Replicator Z18" },
  { SLUICE_NAME_LIST_BOTS, "mini_4", "MakerBot Replicator Mini" },
  { SLUICE_NAME_LIST_BOTS, "mini_8", "MakerBot Replicator Mini+" },
  { SLUICE_NAME_LIST_TOOLS, "mk14", "1A" },
  { SLUICE_NAME_LIST_TOOLS, "mk14_c", "1C" },
  { SLUICE_NAME_LIST_TOOLS, "mk14_e", "LABS" },
  { SLUICE_NAME_LIST_TOOLS, "mk14_hot", "1XA" },
  { SLUICE_NAME_LIST_TOOLS, "mk14_hot_s", "2XA" },
  { SLUICE_NAME_LIST_TOOLS, "mk14_s", "2A" },
  { SLUICE_NAME_LIST_TOOLS, "sketch_extruder", "0.4mm" },
  { SLUICE_NAME_LIST_TOOLS, "sketch_l_extruder", "0.4mm" },
  { SLUICE_NAME_LIST_TOOLS, "sketch_sprint_extruder", "0.4mm" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "BL-P001", "Bambu Lab X1 Carbon" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "BL-P002", "Bambu Lab X1" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "C11", "Bambu Lab P1P" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "C12", "Bambu Lab P1S" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "C13", "Bambu Lab X1E" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "N1", "Bambu Lab A1 mini" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "N2S", "Bambu Lab A1" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "N6", "Bambu Lab X2D" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "N7", "Bambu Lab P2S" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "N9", "Bambu Lab A2L" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "O1C2", "Bambu Lab H2C" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "O1D", "Bambu Lab H2D" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "O1E", "Bambu Lab H2D Pro" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "O1S", "Bambu Lab H2S" },
  { SLUICE_NAME_LIST_PLATE_MODELS, "Snapmaker U1", "Snapmaker U1" },
  { SLUICE_NAME_LIST_PLATES, "Cool Plate (SuperTack)", "Supertack Plate" },
  { SLUICE_NAME_LIST_PLATES, "Bambu Cool Plate SuperTack", "Supertack Plate" },
  { SLUICE_NAME_LIST_BRIMS, "outer_only", "some brim" },
  { SLUICE_NAME_LIST_BRIMS, "inner_only", "some brim" },
  { SLUICE_NAME_LIST_BRIMS, "outer_and_inner", "some brim" },
  { SLUICE_NAME_LIST_BRIMS, "brim_ears", "auto_brim" },
  { SLUICE_NAME_LIST_BRIMS, "painted", "auto_brim" },
  { SLUICE_NAME_LIST_FLAVORS, "Marlin(Volumetric)", "Marlin (Volumetric)" },
  { SLUICE_NAME_LIST_FLAVORS, "RepRap (Marlin/Repetier/Sprinter)", "RepRap" },
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

/* Codes are found as names of another list. */
static SluiceNameList
decode (SluiceNameList list)
{
  switch ((int) list)
    {
    case SLUICE_NAME_LIST_BOTS:
    case SLUICE_NAME_LIST_PLATE_MODELS:
      return SLUICE_NAME_LIST_MACHINES;
    case SLUICE_NAME_LIST_TOOLS:
      return SLUICE_NAME_LIST_NOZZLES;
    default:
      return list;
    }
}

/* Longer than any name. */
#define LONGEST_NAME 64

static GHashTable *get_index (SluiceNameList list);

static void
add_spellings (GHashTable           *index,
               SluiceNameList        list,
               const SluiceSpelling *table,
               guint                 n_rows)
{
  GHashTable *names = decode (list) == list ? index : get_index (decode (list));

  for (guint i = 0; i < n_rows; i++)
    if (table[i].list == list)
      g_hash_table_insert (index, (gpointer) table[i].spelling, g_hash_table_lookup (names, table[i].name));
}

static GHashTable *
make_index (SluiceNameList list)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; lists[list][i] != NULL; i++)
    g_hash_table_insert (index, (gpointer) lists[list][i], (gpointer) lists[list][i]);
  add_spellings (index, list, spellings, G_N_ELEMENTS (spellings));
  add_spellings (index, list, sluice_names_spellings, sluice_names_n_spellings);

  return index;
}

/* Each is made when it is first asked: most files need two or three of them. */
static GHashTable *
get_index (SluiceNameList list)
{
  static GHashTable *indices[G_N_ELEMENTS (lists)];

  if (g_once_init_enter_pointer (&indices[list]))
    g_once_init_leave_pointer (&indices[list], make_index (list));

  return indices[list];
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
  char name[LONGEST_NAME + 1];

  if (size == 0 || size > LONGEST_NAME || memchr (text, '\0', size) != NULL)
    return NULL;

  memcpy (name, text, size);
  name[size] = '\0';
  return g_hash_table_lookup (get_index (list), name);
}

/** sluice_name_list_get_names: (transfer none) (array zero-terminated=1): all names of @list. */
const char * const *
sluice_name_list_get_names (SluiceNameList list)
{
  return lists[list];
}
