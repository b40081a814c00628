/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-part-tally.h"

G_BEGIN_DECLS

/*
 * What may pass from a print file into a process record, and what is only
 * named so that the person can be told that it stays. Private to this room.
 */

/** SluiceAllowForm: how a key stands in G-code. */
typedef enum
{
  SLUICE_ALLOW_FORM_COLON,    /* ;KEY:value */
  SLUICE_ALLOW_FORM_EQUALS,   /* ; key = value, and "key = value" of a package */
  SLUICE_ALLOW_FORM_TITLE,    /* ; key: value */
  SLUICE_ALLOW_FORM_COMMA,    /* ;   key,value */
  SLUICE_ALLOW_FORM_PREFIX,   /* ;key value, or ; key value */
  SLUICE_ALLOW_FORM_MARK,     /* ;KEY and nothing else */
  SLUICE_ALLOW_FORM_COMMAND,  /* M104 S215 */
  SLUICE_ALLOW_FORM_CURA,     /* a setting by the name Cura has for it */
  SLUICE_ALLOW_FORM_MAKERBOT, /* a member of a .makerbot file's meta.json */
  SLUICE_ALLOW_FORM_PLATE,    /* an attribute in the plate's list of a .gcode.3mf */
} SluiceAllowForm;

/** SluiceAllowType: what a value must be, all of it, to pass. */
typedef enum
{
  SLUICE_ALLOW_TYPE_ANYTHING, /* never passes: what stays */
  SLUICE_ALLOW_TYPE_NOTHING,  /* a mark has no value */
  SLUICE_ALLOW_TYPE_NUMBER,   /* one number in range, rounded to the step */
  SLUICE_ALLOW_TYPE_NUMBERS,  /* one for each extruder, with commas */
  SLUICE_ALLOW_TYPE_PERCENT,  /* one number, with or without % */
  SLUICE_ALLOW_TYPE_BOOLEAN,  /* True or False: 1 or 0 */
  SLUICE_ALLOW_TYPE_DURATION, /* 1d 2h 3m 4s */
  SLUICE_ALLOW_TYPE_DATE,     /* 2022-11-23 */
  SLUICE_ALLOW_TYPE_FILAMENT, /* 1.58m, or 9014mm3; one for each extruder */
  SLUICE_ALLOW_TYPE_NAME,     /* a name in a shipped list */
  SLUICE_ALLOW_TYPE_NAMES,    /* one for each extruder, with semicolons */
  SLUICE_ALLOW_TYPE_GUID,     /* of a material that everybody has */
  SLUICE_ALLOW_TYPE_VERSION,  /* 4.13.0 */
  SLUICE_ALLOW_TYPE_PROGRAM,  /* a listed slicer and its version; what follows stays */
  SLUICE_ALLOW_TYPE_WORDS,    /* the letters named, each with a number or alone */
  SLUICE_ALLOW_TYPE_OWN_VERSION,        /* the key is a listed slicer, the value its version; what follows stays */
  SLUICE_ALLOW_TYPE_SPELLED_DURATION,   /* 1 hour 2 minutes */
  SLUICE_ALLOW_TYPE_MODEL_AND_TOTAL,    /* 20m 3s; total estimated time: 25m 1s */
  SLUICE_ALLOW_TYPE_MEASURE,            /* 1234.5 mm (1.23 m): a number with the unit named, and again in another one */
  SLUICE_ALLOW_TYPE_LAYER_AT,           /* 1, Z = 0.2 */
  SLUICE_ALLOW_TYPE_BED_AND_NOZZLES,    /* 305 305 605 0.4 0.4: what the machine measures, then its nozzles */
  SLUICE_ALLOW_TYPE_MAKER_MATERIAL,     /* what a maker calls a material that everybody has */
} SluiceAllowType;

/** SluiceAllowField: where in the record a value goes. */
typedef enum
{
  SLUICE_ALLOW_FIELD_NONE, /* known to be process data, and not kept */
  SLUICE_ALLOW_FIELD_SLICER_NAME,
  SLUICE_ALLOW_FIELD_SLICER_VERSION,
  SLUICE_ALLOW_FIELD_SLICER,
  SLUICE_ALLOW_FIELD_CURA_VERSION, /* and that is the slicer */
  SLUICE_ALLOW_FIELD_GRUE_VERSION,
  SLUICE_ALLOW_FIELD_FLAVOR,
  SLUICE_ALLOW_FIELD_MACHINE,
  SLUICE_ALLOW_FIELD_BUILD_PLATE,
  SLUICE_ALLOW_FIELD_BUILD_VOLUME,
  SLUICE_ALLOW_FIELD_PLATE, /* which kind of plate lies there; then one temperature for each kind, in the list's order */
  SLUICE_ALLOW_FIELD_PLATE_COOL,
  SLUICE_ALLOW_FIELD_PLATE_ENGINEERING,
  SLUICE_ALLOW_FIELD_PLATE_HIGH,
  SLUICE_ALLOW_FIELD_PLATE_TEXTURED,
  SLUICE_ALLOW_FIELD_PLATE_TEXTURED_COOL,
  SLUICE_ALLOW_FIELD_PLATE_SUPERTACK,
  SLUICE_ALLOW_FIELD_NOZZLE_DIAMETER,
  SLUICE_ALLOW_FIELD_NOZZLE_NAME,
  SLUICE_ALLOW_FIELD_EXTRUDER_TEMPERATURE,
  SLUICE_ALLOW_FIELD_MATERIAL_GUID,
  SLUICE_ALLOW_FIELD_MATERIAL_TYPE,
  SLUICE_ALLOW_FIELD_FILAMENT_LENGTH,
  SLUICE_ALLOW_FIELD_FILAMENT_VOLUME,
  SLUICE_ALLOW_FIELD_FILAMENT_MASS,
  SLUICE_ALLOW_FIELD_USED_LENGTH, /* of the tools used only, whichever those are */
  SLUICE_ALLOW_FIELD_USED_VOLUME,
  SLUICE_ALLOW_FIELD_USED_MASS,
  SLUICE_ALLOW_FIELD_USED_TOOLS,
  SLUICE_ALLOW_FIELD_STATED_TIME,
  SLUICE_ALLOW_FIELD_TIME_ELAPSED,
  SLUICE_ALLOW_FIELD_LAYER_BEGINS, /* what has elapsed before a layer */
  SLUICE_ALLOW_FIELD_LAYER,
  SLUICE_ALLOW_FIELD_STATED_LAYERS,
  SLUICE_ALLOW_FIELD_TOTAL_LAYERS, /* said once for all groups */
  SLUICE_ALLOW_FIELD_LAYER_HEIGHT,
  SLUICE_ALLOW_FIELD_HEIGHT_SEEN, /* of the layer that is printed now */
  SLUICE_ALLOW_FIELD_INFILL,
  SLUICE_ALLOW_FIELD_SUPPORT,
  SLUICE_ALLOW_FIELD_RAFT_LAYERS,
  SLUICE_ALLOW_FIELD_BRIM_WIDTH,
  SLUICE_ALLOW_FIELD_BRIM_TYPE,
  SLUICE_ALLOW_FIELD_SKIRTS,
  SLUICE_ALLOW_FIELD_ADHESION,
  SLUICE_ALLOW_FIELD_SET_EXTRUDER,
  SLUICE_ALLOW_FIELD_SET_BED,
  SLUICE_ALLOW_FIELD_SET_FAN,
  SLUICE_ALLOW_FIELD_SELECT_TOOL,
  /* What a profile says in general, where it does not say it of the first layer, or of the fastest. */
  SLUICE_ALLOW_FIELD_LATER_EXTRUDER_TEMPERATURE,
  SLUICE_ALLOW_FIELD_LATER_BUILD_PLATE,
  SLUICE_ALLOW_FIELD_LATER_FAN,
} SluiceAllowField;

#define SLUICE_ALLOW_N_FIELDS (SLUICE_ALLOW_FIELD_LATER_FAN + 1)

typedef struct
{
  SluiceAllowForm  form;
  const char      *key; /* "#" stands for the index of an extruder */
  SluicePartKind   kind;
  SluicePartId     part;
  SluiceAllowType  type;
  SluiceAllowField field;
  double           min;
  double           max;
  double           step; /* values are rounded to it: spare digits could carry a message */
  double           scale; /* to the unit of the field; 0 for 1 */
  double           placeholder;
  gboolean         has_placeholder;
  guint            extruder; /* where the key has no "#" */
  guint            first; /* what the file calls the first extruder: 0 or 1 */
  int              list;
  const char      *letters;
} SluiceAllowRule;

/* The whole table, sorted by form and key. Made from allow-list.md, which also says why. */
extern const SluiceAllowRule sluice_allow_rules[];
extern const guint           sluice_allow_n_rules;

/* By the hash of form and key, with open addressing: 0 for no row, else its place in the table and 1. */
extern const guint16         sluice_allow_index[];
extern const guint           sluice_allow_n_index; /* a power of 2 */

const SluiceAllowRule *sluice_allow_list_find        (SluiceAllowForm  form,
                                                      const char      *key,
                                                      gsize            length,
                                                      guint           *out_extruder);
const SluiceAllowRule *sluice_allow_list_find_prefix (const char      *text,
                                                      gsize            length);

G_END_DECLS
