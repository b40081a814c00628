/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-allow-list.h"

#include "sluice-name-list.h"
#include "sluice-process-record.h"

/*
 * The allow-list. Every line of G-code that is not a move is looked up here;
 * what has no row is product data and stays.
 *
 *   PROCESS    may pass, if the value is what the row says, into the field named
 *   STRUCTURE  holds the rest together; nothing of it is kept
 *   PRODUCT    never passes. These rows change nothing about that: they only
 *              give the thing its name, so that the person learns what stays
 *
 * Columns: how it is written, the key, its class and the part of the file it
 * is counted to, what the value must be, the field of the record it goes to,
 * who writes it, why it is in that class.
 */

#define COLON SLUICE_ALLOW_FORM_COLON
#define EQUALS SLUICE_ALLOW_FORM_EQUALS
#define PREFIX SLUICE_ALLOW_FORM_PREFIX
#define MARK SLUICE_ALLOW_FORM_MARK
#define COMMAND SLUICE_ALLOW_FORM_COMMAND

#define PROCESS(Part) SLUICE_PART_KIND_PROCESS, SLUICE_PART_##Part
#define STRUCTURE(Part) SLUICE_PART_KIND_STRUCTURE, SLUICE_PART_##Part
#define PRODUCT(Part) SLUICE_PART_KIND_PRODUCT, SLUICE_PART_##Part

#define VALUE(Type) .type = SLUICE_ALLOW_TYPE_##Type
#define RANGE(From, To, Step) .min = From, .max = To, .step = Step
#define NUMBER(...) VALUE (NUMBER), RANGE (__VA_ARGS__)
#define NUMBERS(...) VALUE (NUMBERS), RANGE (__VA_ARGS__)
#define PERCENT(Step) VALUE (PERCENT), .max = 100, .step = Step
#define DURATION VALUE (DURATION), .max = SLUICE_PROCESS_MAX_TIME_S, .step = 1
#define NAME(List) VALUE (NAME), .list = SLUICE_NAME_LIST_##List
#define NAMES(List) VALUE (NAMES), .list = SLUICE_NAME_LIST_##List
#define WORDS(Letters) VALUE (WORDS), .letters = Letters
#define UNKNOWN_IF(Value) .has_placeholder = TRUE, .placeholder = Value
#define INTO(Field) .field = SLUICE_ALLOW_FIELD_##Field
#define NOT_KEPT .field = SLUICE_ALLOW_FIELD_NONE
#define TEXT_MARK VALUE (NOTHING)
#define BY(Who) .written_by = Who
#define WHY(Text) .why = Text

#define TIME NUMBER (0, SLUICE_PROCESS_MAX_TIME_S, 1)
#define EXTRUDER_C 0, SLUICE_PROCESS_MAX_EXTRUDER_C, 1
#define BED_C 0, SLUICE_PROCESS_MAX_BED_C, 1
#define VOLUME NUMBER (0, SLUICE_PROCESS_MAX_VOLUME_MM3, 1)
#define NOZZLE SLUICE_PROCESS_MIN_NOZZLE_MM, SLUICE_PROCESS_MAX_NOZZLE_MM, 0.01
#define HEIGHT NUMBER (SLUICE_PROCESS_MIN_HEIGHT_MM, SLUICE_PROCESS_MAX_HEIGHT_MM, 0.001)

static const SluiceAllowRule rules[] = {
  /* Cura: the Griffin header (UltiMaker S line, 3, Factor) */
  { MARK, "START_OF_HEADER", STRUCTURE (LAYOUT), TEXT_MARK, BY ("Cura, Griffin"), WHY ("only a heading") },
  { MARK, "END_OF_HEADER", STRUCTURE (LAYOUT), TEXT_MARK, BY ("Cura, Griffin"), WHY ("only a heading") },
  { COLON, "HEADER_VERSION", PROCESS (HEADER), NUMBER (0, 9, 0.1), NOT_KEPT, BY ("Cura, Griffin"),
    WHY ("version of the header's form") },
  { COLON, "FLAVOR", PROCESS (HEADER), NAME (FLAVORS), INTO (FLAVOR), BY ("Cura"), WHY ("dialect of the printer") },
  { COLON, "GENERATOR.NAME", PROCESS (HEADER), NAME (SLICERS), INTO (SLICER_NAME), BY ("Cura, Griffin"),
    WHY ("program, the same for everybody") },
  { COLON, "GENERATOR.VERSION", PROCESS (HEADER), VALUE (VERSION), INTO (SLICER_VERSION), BY ("Cura, Griffin"),
    WHY ("version of that program") },
  { COLON, "TARGET_MACHINE.NAME", PROCESS (HEADER), NAME (MACHINES), INTO (MACHINE), BY ("Cura"),
    WHY ("model; a name given by its owner is not in the list and stays") },
  { COLON, "EXTRUDER_TRAIN.#.INITIAL_TEMPERATURE", PROCESS (HEADER), NUMBER (EXTRUDER_C),
    INTO (EXTRUDER_TEMPERATURE), BY ("Cura, Griffin"), WHY ("setting of the material") },
  { COLON, "EXTRUDER_TRAIN.#.MATERIAL.VOLUME_USED", PROCESS (HEADER), VOLUME, INTO (FILAMENT_VOLUME),
    UNKNOWN_IF (6666), BY ("Cura, Griffin"), WHY ("consumption; correlates with the object: coarse rounds it") },
  { COLON, "EXTRUDER_TRAIN.#.MATERIAL.GUID", PROCESS (HEADER), VALUE (GUID), INTO (MATERIAL_GUID),
    BY ("Cura, Griffin"), WHY ("product of a maker; a GUID of one's own material would link prints and stays") },
  { COLON, "EXTRUDER_TRAIN.#.NOZZLE.DIAMETER", PROCESS (HEADER), NUMBER (NOZZLE), INTO (NOZZLE_DIAMETER),
    BY ("Cura, Griffin"), WHY ("part of the machine") },
  { COLON, "EXTRUDER_TRAIN.#.NOZZLE.NAME", PROCESS (HEADER), NAME (NOZZLES), INTO (NOZZLE_NAME),
    BY ("Cura, Griffin"), WHY ("part of the machine") },
  { COLON, "BUILD_PLATE.INITIAL_TEMPERATURE", PROCESS (HEADER), NUMBER (BED_C), INTO (BUILD_PLATE),
    BY ("Cura, Griffin"), WHY ("setting of the material") },
  { COLON, "BUILD_VOLUME.TEMPERATURE", PROCESS (HEADER), NUMBER (0, SLUICE_PROCESS_MAX_VOLUME_C, 1),
    INTO (BUILD_VOLUME), UNKNOWN_IF (0), BY ("Cura, Griffin"), WHY ("setting of the material; 0 is not heated") },
  { COLON, "PRINT.TIME", PROCESS (HEADER), TIME, INTO (STATED_TIME), UNKNOWN_IF (6666), BY ("Cura, Griffin"),
    WHY ("duration; correlates with the object: coarse rounds it") },
  { COLON, "PRINT.SIZE.MIN.X", PRODUCT (DIMENSIONS), BY ("Cura, Griffin"), WHY ("bounding box of the object") },
  { COLON, "PRINT.SIZE.MIN.Y", PRODUCT (DIMENSIONS), BY ("Cura, Griffin"), WHY ("bounding box of the object") },
  { COLON, "PRINT.SIZE.MIN.Z", PRODUCT (DIMENSIONS), BY ("Cura, Griffin"), WHY ("bounding box of the object") },
  { COLON, "PRINT.SIZE.MAX.X", PRODUCT (DIMENSIONS), BY ("Cura, Griffin"), WHY ("bounding box of the object") },
  { COLON, "PRINT.SIZE.MAX.Y", PRODUCT (DIMENSIONS), BY ("Cura, Griffin"), WHY ("bounding box of the object") },
  { COLON, "PRINT.SIZE.MAX.Z", PRODUCT (DIMENSIONS), BY ("Cura, Griffin"), WHY ("bounding box of the object") },
  { COLON, "SLICE_UUID", PRODUCT (LINKING_ID), BY ("Cura, Griffin"), WHY ("links this print to others") },

  /* Cura: the header of the other flavours */
  { COLON, "TIME", PROCESS (HEADER), TIME, INTO (STATED_TIME), UNKNOWN_IF (6666), BY ("Cura"),
    WHY ("duration; 6666 is what CuraEngine writes before it knows") },
  { COLON, "MATERIAL", PROCESS (HEADER), VOLUME, INTO (FILAMENT_VOLUME), UNKNOWN_IF (6666), BY ("Cura, UltiGCode"),
    WHY ("consumption of the first extruder") },
  { COLON, "MATERIAL2", PROCESS (HEADER), VOLUME, INTO (FILAMENT_VOLUME), UNKNOWN_IF (0), .extruder = 1,
    BY ("Cura, UltiGCode"), WHY ("consumption of the second extruder; 0 where there is none") },
  { COLON, "NOZZLE_DIAMETER", PROCESS (HEADER), NUMBER (NOZZLE), INTO (NOZZLE_DIAMETER), BY ("Cura, UltiGCode"),
    WHY ("part of the machine") },
  { COLON, "NOZZLE_DIAMETER2", PROCESS (HEADER), NUMBER (NOZZLE), INTO (NOZZLE_DIAMETER), .extruder = 1,
    BY ("Cura, UltiGCode"), WHY ("part of the machine") },
  { COLON, "Filament used", PROCESS (HEADER), VALUE (FILAMENT), INTO (FILAMENT_LENGTH), UNKNOWN_IF (0), BY ("Cura"),
    WHY ("consumption; 0 is what CuraEngine writes before it knows") },
  { COLON, "Layer height", PROCESS (HEADER), HEIGHT, INTO (LAYER_HEIGHT), BY ("Cura"), WHY ("setting") },
  { COLON, "MINX", PRODUCT (DIMENSIONS), BY ("Cura"), WHY ("bounding box of the object") },
  { COLON, "MINY", PRODUCT (DIMENSIONS), BY ("Cura"), WHY ("bounding box of the object") },
  { COLON, "MINZ", PRODUCT (DIMENSIONS), BY ("Cura"), WHY ("bounding box of the object") },
  { COLON, "MAXX", PRODUCT (DIMENSIONS), BY ("Cura"), WHY ("bounding box of the object") },
  { COLON, "MAXY", PRODUCT (DIMENSIONS), BY ("Cura"), WHY ("bounding box of the object") },
  { COLON, "MAXZ", PRODUCT (DIMENSIONS), BY ("Cura"), WHY ("bounding box of the object") },
  { PREFIX, "Generated with ", PROCESS (HEADER), VALUE (PROGRAM), INTO (SLICER), BY ("Cura"),
    WHY ("program and version, the same for everybody") },

  /* Cura: the body */
  { COLON, "LAYER_COUNT", PROCESS (LAYER_MARKS), NUMBER (0, SLUICE_PROCESS_MAX_LAYERS, 1), INTO (STATED_LAYERS),
    BY ("Cura"), WHY ("correlates with the object's height: coarse rounds it") },
  { COLON, "LAYER", PROCESS (LAYER_MARKS), NUMBER (-1000, SLUICE_PROCESS_MAX_LAYERS, 1), INTO (LAYER), BY ("Cura"),
    WHY ("counted; negative numbers are those of a raft") },
  { COLON, "TIME_ELAPSED", PROCESS (LAYER_MARKS), NUMBER (0, SLUICE_PROCESS_MAX_TIME_S, 0.000001),
    INTO (TIME_ELAPSED), BY ("Cura"), WHY ("time of each layer; correlates with the object: coarse leaves it out") },
  { COLON, "MESH", PRODUCT (OBJECT_NAMES), BY ("Cura"), WHY ("name of the object, at times with its whole path") },
  { PREFIX, "SETTING_3 ", PRODUCT (SETTINGS_UNREAD), BY ("Cura"), WHY ("settings with profile names and scripts") },

  /* PrusaSlicer and its relatives */
  { PREFIX, "generated by ", PROCESS (HEADER), VALUE (PROGRAM), INTO (SLICER), BY ("PrusaSlicer"),
    WHY ("program and version; the date that follows stays") },
  { MARK, "prusaslicer_config = begin", STRUCTURE (LAYOUT), TEXT_MARK, BY ("PrusaSlicer"), WHY ("only a heading") },
  { MARK, "prusaslicer_config = end", STRUCTURE (LAYOUT), TEXT_MARK, BY ("PrusaSlicer"), WHY ("only a heading") },
  { MARK, "LAYER_CHANGE", PROCESS (LAYER_MARKS), TEXT_MARK, INTO (LAYER), BY ("PrusaSlicer"), WHY ("counted") },
  { EQUALS, "filament used [mm]", PROCESS (HEADER), NUMBERS (0, SLUICE_PROCESS_MAX_LENGTH_MM, 0.01),
    INTO (FILAMENT_LENGTH), BY ("PrusaSlicer"), WHY ("consumption; correlates with the object: coarse rounds it") },
  { EQUALS, "filament used [cm3]", PROCESS (HEADER), NUMBERS (0, SLUICE_PROCESS_MAX_VOLUME_MM3, 10), .scale = 1000,
    INTO (FILAMENT_VOLUME), BY ("PrusaSlicer"), WHY ("consumption; correlates with the object: coarse rounds it") },
  { EQUALS, "filament used [g]", PROCESS (HEADER), NUMBERS (0, SLUICE_PROCESS_MAX_MASS_G, 0.01),
    INTO (FILAMENT_MASS), BY ("PrusaSlicer"), WHY ("consumption; correlates with the object: coarse rounds it") },
  { EQUALS, "total filament used [g]", PROCESS (HEADER), NUMBER (0, SLUICE_PROCESS_MAX_MASS_G, 0.01), NOT_KEPT,
    BY ("PrusaSlicer"), WHY ("sum of the above") },
  { EQUALS, "estimated printing time (normal mode)", PROCESS (HEADER), DURATION, INTO (STATED_TIME),
    BY ("PrusaSlicer"), WHY ("duration; correlates with the object: coarse rounds it") },
  { EQUALS, "estimated printing time (silent mode)", PROCESS (HEADER), DURATION, NOT_KEPT, BY ("PrusaSlicer"),
    WHY ("duration in the other mode") },
  { EQUALS, "gcode_flavor", PROCESS (HEADER), NAME (FLAVORS), INTO (FLAVOR), BY ("PrusaSlicer"),
    WHY ("dialect of the printer") },
  { EQUALS, "printer_model", PROCESS (HEADER), NAME (MACHINES), INTO (MACHINE), BY ("PrusaSlicer"),
    WHY ("model; a name given by its owner is not in the list and stays") },
  { EQUALS, "nozzle_diameter", PROCESS (HEADER), NUMBERS (NOZZLE), INTO (NOZZLE_DIAMETER), BY ("PrusaSlicer"),
    WHY ("part of the machine") },
  { EQUALS, "filament_type", PROCESS (HEADER), NAMES (MATERIALS), INTO (MATERIAL_TYPE), BY ("PrusaSlicer"),
    WHY ("type of material, the same for everybody") },
  { EQUALS, "first_layer_temperature", PROCESS (HEADER), NUMBERS (EXTRUDER_C), INTO (EXTRUDER_TEMPERATURE),
    BY ("PrusaSlicer"), WHY ("setting of the material") },
  { EQUALS, "temperature", PROCESS (HEADER), NUMBERS (EXTRUDER_C), NOT_KEPT, BY ("PrusaSlicer"),
    WHY ("setting of the material; the commands tell it too") },
  { EQUALS, "first_layer_bed_temperature", PROCESS (HEADER), NUMBERS (BED_C), INTO (BUILD_PLATE), BY ("PrusaSlicer"),
    WHY ("setting of the material") },
  { EQUALS, "bed_temperature", PROCESS (HEADER), NUMBERS (BED_C), NOT_KEPT, BY ("PrusaSlicer"),
    WHY ("setting of the material; the commands tell it too") },
  { EQUALS, "layer_height", PROCESS (HEADER), HEIGHT, INTO (LAYER_HEIGHT), BY ("PrusaSlicer"), WHY ("setting") },
  { EQUALS, "fill_density", PROCESS (HEADER), PERCENT (0.1), INTO (INFILL), BY ("PrusaSlicer"), WHY ("setting") },
  { EQUALS, "support_material", PROCESS (HEADER), NUMBER (0, 1, 1), INTO (SUPPORT), BY ("PrusaSlicer"),
    WHY ("setting") },
  { EQUALS, "raft_layers", PROCESS (HEADER), NUMBER (0, 1000, 1), INTO (RAFT_LAYERS), BY ("PrusaSlicer"),
    WHY ("how the first layer holds on") },
  { EQUALS, "brim_width", PROCESS (HEADER), NUMBER (0, 1000, 0.1), INTO (BRIM_WIDTH), BY ("PrusaSlicer"),
    WHY ("how the first layer holds on") },
  { EQUALS, "skirts", PROCESS (HEADER), NUMBER (0, 1000, 1), INTO (SKIRTS), BY ("PrusaSlicer"),
    WHY ("how the first layer holds on") },

  { PREFIX, "printing object ", PRODUCT (OBJECT_NAMES), BY ("PrusaSlicer"), WHY ("name of the object") },
  { PREFIX, "stop printing object ", PRODUCT (OBJECT_NAMES), BY ("PrusaSlicer"), WHY ("name of the object") },
  { EQUALS, "objects_info", PRODUCT (OBJECT_NAMES), BY ("PrusaSlicer"), WHY ("names and outlines of objects") },
  { PREFIX, "thumbnail", PRODUCT (PICTURES), BY ("PrusaSlicer"), WHY ("a picture of the object") },
  { EQUALS, "thumbnails", PRODUCT (COMMENTS), BY ("PrusaSlicer"), WHY ("sizes of the pictures") },
  { EQUALS, "thumbnails_format", PRODUCT (COMMENTS), BY ("PrusaSlicer"), WHY ("format of the pictures") },
  { EQUALS, "notes", PRODUCT (NOTES), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "filament_notes", PRODUCT (NOTES), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "printer_notes", PRODUCT (NOTES), BY ("PrusaSlicer"), WHY ("what a person wrote, serial numbers") },
  { EQUALS, "printhost_password", PRODUCT (HOST_PASSWORD), BY ("PrusaSlicer"), WHY ("a secret") },
  { EQUALS, "printhost_apikey", PRODUCT (HOST_PASSWORD), BY ("PrusaSlicer"), WHY ("a secret") },
  { EQUALS, "printhost_user", PRODUCT (HOST_ADDRESS), BY ("PrusaSlicer"), WHY ("who somebody is") },
  { EQUALS, "printhost_cafile", PRODUCT (HOST_ADDRESS), BY ("PrusaSlicer"), WHY ("a path of this computer") },
  { EQUALS, "printhost_port", PRODUCT (HOST_ADDRESS), BY ("PrusaSlicer"), WHY ("where a printer is") },
  { EQUALS, "print_host", PRODUCT (HOST_ADDRESS), BY ("PrusaSlicer"), WHY ("where a printer is") },
  { EQUALS, "physical_printer_settings_id", PRODUCT (PROFILE_NAMES), BY ("PrusaSlicer"), WHY ("a name somebody gave") },
  { EQUALS, "print_settings_id", PRODUCT (PROFILE_NAMES), BY ("PrusaSlicer"), WHY ("a name somebody gave") },
  { EQUALS, "printer_settings_id", PRODUCT (PROFILE_NAMES), BY ("PrusaSlicer"), WHY ("a name somebody gave") },
  { EQUALS, "filament_settings_id", PRODUCT (PROFILE_NAMES), BY ("PrusaSlicer"), WHY ("a name somebody gave") },
  { EQUALS, "start_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "end_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "start_filament_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "end_filament_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "layer_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "before_layer_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "between_objects_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "toolchange_gcode", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("what a person wrote") },
  { EQUALS, "post_process", PRODUCT (SCRIPTS), BY ("PrusaSlicer"), WHY ("paths of programs of this computer") },

  /* Commands */
  { COMMAND, "M104", PROCESS (MACHINE_COMMANDS), WORDS ("ST"), INTO (SET_EXTRUDER), WHY ("nozzle temperature") },
  { COMMAND, "M109", PROCESS (MACHINE_COMMANDS), WORDS ("SRT"), INTO (SET_EXTRUDER), WHY ("nozzle temperature") },
  { COMMAND, "M140", PROCESS (MACHINE_COMMANDS), WORDS ("S"), INTO (SET_BED), WHY ("bed temperature") },
  { COMMAND, "M190", PROCESS (MACHINE_COMMANDS), WORDS ("SR"), INTO (SET_BED), WHY ("bed temperature") },
  { COMMAND, "M141", PROCESS (MACHINE_COMMANDS), WORDS ("S"), NOT_KEPT, WHY ("chamber temperature") },
  { COMMAND, "M191", PROCESS (MACHINE_COMMANDS), WORDS ("SR"), NOT_KEPT, WHY ("chamber temperature") },
  { COMMAND, "M105", PROCESS (MACHINE_COMMANDS), WORDS (""), NOT_KEPT, WHY ("asks for temperatures") },
  { COMMAND, "M106", PROCESS (MACHINE_COMMANDS), WORDS ("SP"), INTO (SET_FAN), WHY ("fan speed, 0 to 255") },
  { COMMAND, "M107", PROCESS (MACHINE_COMMANDS), WORDS ("P"), NOT_KEPT, WHY ("fan off") },
  { COMMAND, "M73", PROCESS (MACHINE_COMMANDS), WORDS ("PRQS"), NOT_KEPT, WHY ("percent and minutes left") },
  { COMMAND, "M82", PROCESS (MACHINE_COMMANDS), WORDS (""), NOT_KEPT, WHY ("how extrusion is counted") },
  { COMMAND, "M83", PROCESS (MACHINE_COMMANDS), WORDS (""), NOT_KEPT, WHY ("how extrusion is counted") },
  { COMMAND, "M17", PROCESS (MACHINE_COMMANDS), WORDS ("XYZE"), NOT_KEPT, WHY ("motors on") },
  { COMMAND, "M18", PROCESS (MACHINE_COMMANDS), WORDS ("XYZES"), NOT_KEPT, WHY ("motors off") },
  { COMMAND, "M84", PROCESS (MACHINE_COMMANDS), WORDS ("XYZES"), NOT_KEPT, WHY ("motors off") },
  { COMMAND, "M201", PROCESS (MACHINE_COMMANDS), WORDS ("XYZE"), NOT_KEPT, WHY ("limit of the machine") },
  { COMMAND, "M203", PROCESS (MACHINE_COMMANDS), WORDS ("XYZE"), NOT_KEPT, WHY ("limit of the machine") },
  { COMMAND, "M204", PROCESS (MACHINE_COMMANDS), WORDS ("PRST"), NOT_KEPT, WHY ("acceleration") },
  { COMMAND, "M205", PROCESS (MACHINE_COMMANDS), WORDS ("XYZEJST"), NOT_KEPT, WHY ("jerk") },
  { COMMAND, "M220", PROCESS (MACHINE_COMMANDS), WORDS ("S"), NOT_KEPT, WHY ("speed factor") },
  { COMMAND, "M221", PROCESS (MACHINE_COMMANDS), WORDS ("ST"), NOT_KEPT, WHY ("flow factor") },
  { COMMAND, "M400", PROCESS (MACHINE_COMMANDS), WORDS (""), NOT_KEPT, WHY ("waits for moves to end") },
  { COMMAND, "M900", PROCESS (MACHINE_COMMANDS), WORDS ("K"), NOT_KEPT, WHY ("linear advance") },
  { COMMAND, "T#", PROCESS (MACHINE_COMMANDS), WORDS (""), INTO (SELECT_TOOL), WHY ("which extruder is next") },
  { COMMAND, "M117", PRODUCT (DISPLAY_TEXTS), WHY ("free text") },
  { COMMAND, "M118", PRODUCT (DISPLAY_TEXTS), WHY ("free text") },
  { COMMAND, "M486", PRODUCT (OBJECT_NAMES), WHY ("names and marks objects") },
  { COMMAND, "EXCLUDE_OBJECT_DEFINE", PRODUCT (OBJECT_NAMES), WHY ("names and outlines an object") },
  { COMMAND, "EXCLUDE_OBJECT_START", PRODUCT (OBJECT_NAMES), WHY ("names an object") },
  { COMMAND, "EXCLUDE_OBJECT_END", PRODUCT (OBJECT_NAMES), WHY ("names an object") },
};

/** sluice_allow_list_get_rules: (transfer none): the whole table, for documents and tests. */
const SluiceAllowRule *
sluice_allow_list_get_rules (guint *out_count)
{
  *out_count = G_N_ELEMENTS (rules);
  return rules;
}
