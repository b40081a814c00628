#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes C out of src/print/names/*.txt: name-list.py OUT IN….
name-list.py --schema SCHEMA IN… writes the names into the schema of the process record instead.

A line is a name; one that begins with a tab is another spelling of the name
above it. What is not sorted, or is there twice, stops the build.
"""

import json
import pathlib
import re
import sys
import textwrap

LONGEST = 63
# Where the names of each list stand in the schema.
PLACES = {"machines": "name", "nozzles": "nozzle_name"}


def read(path):
    names = []
    spellings = []
    for number, line in enumerate(path.read_text(encoding="ascii").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if len(text) > LONGEST or '"' in text or "\\" in text:
            sys.exit(f"name-list: {path.name}: line {number} is no name")
        if line.startswith("\t"):
            spellings.append((text, names[-1]))
        else:
            names.append(text)
    if names != sorted(names, key=lambda name: (name.lower(), name)):
        sys.exit(f"name-list: {path.name} is not sorted")
    everything = names + [spelling for spelling, _ in spellings]
    if len(everything) != len(set(everything)):
        twice = sorted(text for text in set(everything) if everything.count(text) > 1)
        sys.exit(f"name-list: {path.name}: twice: {', '.join(twice)}")
    return names, spellings


def write_c(target, sources):
    lines = ["/* Made from the texts in names/ by build-aux/name-list.py. */", '#include "sluice-name-list-private.h"']
    spellings = []
    for source in sources:
        names, others = read(source)
        lines += ["", f"const char * const sluice_names_{source.stem}[] = {{", *(f'  "{name}",' for name in names),
                  "  NULL", "};"]
        spellings += [f'  {{ SLUICE_NAME_LIST_{source.stem.upper()}, "{other}", "{name}" }},' for other, name in others]
    lines += ["", "const SluiceSpelling sluice_names_spellings[] = {", *spellings, "};", "",
              "const guint sluice_names_n_spellings = G_N_ELEMENTS (sluice_names_spellings);", ""]
    target.write_text("\n".join(lines), encoding="ascii")


def write_schema(schema, sources):
    text = schema.read_text(encoding="utf-8")
    for source in sources:
        names, _ = read(source)
        # The one list of names under this member that holds the first of them.
        for found in re.finditer(rf'"{PLACES[source.stem]}": {{\s*"enum": \[\n(.*?)\n( *)\]', text, re.DOTALL):
            before = json.loads(f"[{found[1]}]")
            if not set(before) & set(names):
                continue
            # A name may be unknown where the schema says so.
            after = names + [None] * (None in before)
            block = textwrap.fill(", ".join(json.dumps(name).replace(" ", "\0") for name in after), 118,
                                  initial_indent=found[2] + "  ", subsequent_indent=found[2] + "  ",
                                  break_long_words=False, break_on_hyphens=False).replace("\0", " ")
            text = text[:found.start(1)] + block + text[found.end(1):]
            break
        else:
            sys.exit(f"name-list: no place for {source.stem} in the schema")
    json.loads(text)
    schema.write_text(text, encoding="utf-8")


def main():
    if sys.argv[1] == "--schema":
        write_schema(pathlib.Path(sys.argv[2]), [pathlib.Path(source) for source in sys.argv[3:]])
    else:
        write_c(pathlib.Path(sys.argv[1]), [pathlib.Path(source) for source in sys.argv[2:]])


if __name__ == "__main__":
    main()
