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
  [SLUICE_NAME_LIST_FLAVORS] = flavors,     [SLUICE_NAME_LIST_MACHINES] = sluice_names_machines,
  [SLUICE_NAME_LIST_NOZZLES] = sluice_names_nozzles,     [SLUICE_NAME_LIST_MATERIALS] = materials,
  [SLUICE_NAME_LIST_ADHESIONS] = adhesions,
};

/* Where files write another spelling of a listed name. */
static const SluiceSpelling spellings[] = {
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

/* Longer than any name, with the list's letter before it and a NUL behind. */
#define LONGEST_NAME 64

static void
add_to_index (GHashTable     *index,
              SluiceNameList  list,
              const char     *text,
              const char     *name)
{
  g_hash_table_insert (index, g_strdup_printf ("%c%s", 'a' + list, text), (gpointer) name);
}

static void
add_spellings (GHashTable           *index,
               const SluiceSpelling *table,
               guint                 n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *key = g_strdup_printf ("%c%s", 'a' + table[i].list, table[i].name);

      add_to_index (index, table[i].list, table[i].spelling, g_hash_table_lookup (index, key));
    }
}

static GHashTable *
make_index (void)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint list = 0; list < G_N_ELEMENTS (lists); list++)
    for (guint i = 0; lists[list][i] != NULL; i++)
      add_to_index (index, list, lists[list][i], lists[list][i]);
  add_spellings (index, spellings, G_N_ELEMENTS (spellings));
  add_spellings (index, sluice_names_spellings, sluice_names_n_spellings);

  return index;
}

static GHashTable *
get_index (void)
{
  static GHashTable *index;

  if (g_once_init_enter_pointer (&index))
    g_once_init_leave_pointer (&index, make_index ());

  return index;
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
  char key[LONGEST_NAME + 2];

  if (size == 0 || size > LONGEST_NAME || memchr (text, '\0', size) != NULL)
    return NULL;

  key[0] = 'a' + list;
  memcpy (key + 1, text, size);
  key[size + 1] = '\0';
  return g_hash_table_lookup (get_index (), key);
}

/** sluice_name_list_get_names: (transfer none) (array zero-terminated=1): all names of @list. */
const char * const *
sluice_name_list_get_names (SluiceNameList list)
{
  return lists[list];
}
