#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes C out of src/print/allow-list.md: allow-list.py IN OUT.

The rows come out sorted by form and key, with an index by which a key is found
at once. A row that is not understood stops the build.
"""

import pathlib
import sys

FORMS = {
    "`;KEY:value`": "COLON",
    "`; key = value`": "EQUALS",
    "`; key: value`": "TITLE",
    "`;   key,value`": "COMMA",
    "`;KEY text`": "PREFIX",
    "`;KEY`": "MARK",
    "command": "COMMAND",
    "Cura setting": "CURA",
    "MakerBot metadata": "MAKERBOT",
    "plate metadata": "PLATE",
}
PLAIN = {"version": "VERSION", "material GUID": "GUID", "program": "PROGRAM", "filament": "FILAMENT",
         "nothing": "NOTHING", "date": "DATE", "true or false": "BOOLEAN", "duration": "DURATION", "percent": "PERCENT",
         "own version": "OWN_VERSION", "spelled duration": "SPELLED_DURATION", "model and total duration": "MODEL_AND_TOTAL",
         "layer at": "LAYER_AT", "bed and nozzles": "BED_AND_NOZZLES", "maker's material": "MAKER_MATERIAL"}
# Values that lie in a range which their name tells.
RANGED = {"percent": "percent", "duration": "seconds", "spelled duration": "seconds",
          "model and total duration": "seconds", "layer at": "layers", "bed and nozzles": "nozzle in mm"}
FIELDS = {
    "": "NONE",
    "not kept": "NONE",
    "source.slicer": "SLICER",
    "source.slicer (Cura)": "CURA_VERSION",
    "source.slicer (MiracleGrue)": "GRUE_VERSION",
    "source.slicer.name": "SLICER_NAME",
    "source.slicer.version": "SLICER_VERSION",
    "source.flavor": "FLAVOR",
    "machine.name": "MACHINE",
    "machine.build_plate_temperature_c": "BUILD_PLATE",
    "machine.build_volume_temperature_c": "BUILD_VOLUME",
    "machine.build_plate_temperature_c (which plate)": "PLATE",
    "machine.build_plate_temperature_c (cool plate)": "PLATE_COOL",
    "machine.build_plate_temperature_c (engineering plate)": "PLATE_ENGINEERING",
    "machine.build_plate_temperature_c (high temperature plate)": "PLATE_HIGH",
    "machine.build_plate_temperature_c (textured plate)": "PLATE_TEXTURED",
    "machine.build_plate_temperature_c (textured cool plate)": "PLATE_TEXTURED_COOL",
    "machine.build_plate_temperature_c (supertack plate)": "PLATE_SUPERTACK",
    "extruders.nozzle_diameter_mm": "NOZZLE_DIAMETER",
    "extruders.nozzle_name": "NOZZLE_NAME",
    "extruders.initial_temperature_c": "EXTRUDER_TEMPERATURE",
    "extruders.material.guid": "MATERIAL_GUID",
    "extruders.material.type": "MATERIAL_TYPE",
    "extruders.filament_length_mm": "FILAMENT_LENGTH",
    "extruders.filament_volume_mm3": "FILAMENT_VOLUME",
    "extruders.filament_mass_g": "FILAMENT_MASS",
    "extruders.filament_length_mm (of those used)": "USED_LENGTH",
    "extruders.filament_volume_mm3 (of those used)": "USED_VOLUME",
    "extruders.filament_mass_g (of those used)": "USED_MASS",
    "extruders (which are used)": "USED_TOOLS",
    "time.stated_s": "STATED_TIME",
    "time.layer_s": "TIME_ELAPSED",
    "time.layer_s (before the layer)": "LAYER_BEGINS",
    "layers.count": "LAYER",
    "layers.stated_count": "STATED_LAYERS",
    "layers.stated_count (of all groups)": "TOTAL_LAYERS",
    "layers.height_mm": "LAYER_HEIGHT",
    "layers.height_mm (of the second layer)": "HEIGHT_SEEN",
    "settings.infill_density_pct": "INFILL",
    "settings.support": "SUPPORT",
    "settings.adhesion": "ADHESION",
    "settings.adhesion (raft)": "RAFT_LAYERS",
    "settings.adhesion (brim)": "BRIM_WIDTH",
    "settings.adhesion (kind of brim)": "BRIM_TYPE",
    "settings.adhesion (skirt)": "SKIRTS",
    "settings.fan_max_pct": "SET_FAN",
    "temperatures_c.extruder": "SET_EXTRUDER",
    "temperatures_c.bed": "SET_BED",
    "tool": "SELECT_TOOL",
    "extruders.initial_temperature_c, else": "LATER_EXTRUDER_TEMPERATURE",
    "machine.build_plate_temperature_c, else": "LATER_BUILD_PLATE",
    "settings.fan_max_pct, else": "LATER_FAN",
}
KINDS = ("process", "structure", "product")


def tables(text):
    """Each row of each table, with the titles of its columns."""
    titles = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("|"):
            titles = None
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if titles is None:
            titles = cells
        elif set(line) - set("|- "):
            if len(cells) != len(titles):
                sys.exit(f"allow-list: line {number}: {len(cells)} cells under {len(titles)} titles")
            yield number, dict(zip(titles, cells))


def range_members(limits):
    return [f".min = {limits['from']}", f".max = {limits['to']}", f".step = {limits['step']}"]


def value_members(value, ranges):
    """The members of the C struct that say what a value must be."""
    if not value:
        return [".type = SLUICE_ALLOW_TYPE_ANYTHING"]
    what, *extras = [part.strip() for part in value.split(";")]
    kind, _, argument = what.partition(": ")
    if kind in ("number", "numbers", "measure"):
        members = [f".type = SLUICE_ALLOW_TYPE_{kind.upper()}"] + range_members(ranges[argument])
    elif kind in ("name", "names"):
        members = [f".type = SLUICE_ALLOW_TYPE_{kind.upper()}", f".list = SLUICE_NAME_LIST_{argument.upper().replace(' ', '_')}"]
    elif kind == "words":
        letters = "" if argument == "none" else argument.replace(" ", "")
        members = [".type = SLUICE_ALLOW_TYPE_WORDS", f'.letters = "{letters}"']
    else:
        members = [f".type = SLUICE_ALLOW_TYPE_{PLAIN[what]}"]
        if what in RANGED:
            members += range_members(ranges[RANGED[what]])
    for extra in extras:
        words = extra.split()
        if words[1:] == ["is", "unknown"]:
            members += [f".placeholder = {float(words[0])}", ".has_placeholder = TRUE"]
        elif words[0] == "in":
            members.append(f'.letters = "{words[1]}"')
        elif words == ["from", "1"]:
            members.append(".first = 1")
        elif words[0] == "times":
            members.append(f".scale = {float(words[1])}")
        elif words[0] == "extruder":
            members.append(f".extruder = {int(words[1])}")
        else:
            sys.exit(f"allow-list: “{extra}” is not understood")
    return members


def rule(row, ranges):
    key = row["key"]
    if len(key) < 3 or key[0] != "`" or key[-1] != "`" or '"' in key or "\\" in key:
        raise KeyError(key)
    if row["class"] not in KINDS or not row["why"] or (row["class"] == "product") != (row["record"] == row["value"] == ""):
        raise KeyError(row["class"])
    form = FORMS[row["written"]]
    members = [f".form = SLUICE_ALLOW_FORM_{form}", f'.key = "{key[1:-1]}"',
               f".kind = SLUICE_PART_KIND_{row['class'].upper()}",
               f".part = SLUICE_PART_{row['part'].upper().replace(' ', '_')}",
               f".field = SLUICE_ALLOW_FIELD_{FIELDS[row['record']]}"]
    members += value_members(row["value"], ranges)
    return list(FORMS.values()).index(form), key[1:-1].encode(), "  { " + ", ".join(members) + " },"


def hash_key(form, key):
    """As hash_key() in sluice-allow-find.c."""
    value = (form + 1) * 0x9E3779B97F4A7C15 + len(key)
    for at in range(0, len(key), 8):
        word = int.from_bytes(key[at:at + 8], "little")
        value = ((value ^ word) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        value ^= value >> 32
    return value & 0xFFFFFFFFFFFFFFFF


def index(rules):
    """Where each row is, by open addressing; 0 for nowhere, else the row's place and 1."""
    size = 1 << (2 * len(rules)).bit_length()
    places = [0] * size
    for number, (form, key, _) in enumerate(rules):
        at = hash_key(form, key) % size
        while places[at]:
            at = (at + 1) % size
        places[at] = number + 1
    return places


def main():
    source, target = map(pathlib.Path, sys.argv[1:])
    ranges = {}
    rules = []
    for number, row in tables(source.read_text(encoding="utf-8")):
        try:
            if "range" in row:
                ranges[row["range"]] = row
            elif "written" in row:
                rules.append(rule(row, ranges))
        except (KeyError, ValueError) as error:
            sys.exit(f"allow-list: line {number} is not understood: {error}")
    rules.sort()
    for one, other in zip(rules, rules[1:]):
        if one[:2] == other[:2]:
            sys.exit(f"allow-list: “{one[1].decode()}” has two rows")
    places = index(rules)
    lines = ["/* Made from allow-list.md by build-aux/allow-list.py. */", '#include "sluice-allow-list.h"', "",
             '#include "sluice-name-list.h"', "", "const SluiceAllowRule sluice_allow_rules[] = {",
             *(text for _, _, text in rules), "};", "",
             "const guint sluice_allow_n_rules = G_N_ELEMENTS (sluice_allow_rules);", "",
             "const guint16 sluice_allow_index[] = {", *(f"  {place}," for place in places), "};", "",
             "const guint sluice_allow_n_index = G_N_ELEMENTS (sluice_allow_index);", ""]
    target.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
