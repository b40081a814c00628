#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that po/POTFILES.in is sorted, and names every file that holds words
for people, and no other."""

import pathlib
import re
import sys

MARKED = re.compile(r'\b(?:_|N_|C_|NC_|Q_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
COMMENTS = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
# Without marks: msgfmt and xgettext know which of their fields are for people.
BY_KIND = (".desktop.in", ".metainfo.xml.in", ".gschema.xml")


def has_words(path):
    if path.name.endswith(BY_KIND):
        return True
    if path.suffix not in (".c", ".h", ".blp"):
        return False
    return MARKED.search(COMMENTS.sub("", path.read_text(encoding="utf-8"))) is not None


def main(root):
    lines = (root / "po" / "POTFILES.in").read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    needed = sorted(
        path.relative_to(root).as_posix()
        for folder in ("data", "src")
        for path in (root / folder).rglob("*")
        if path.is_file() and has_words(path)
    )
    wrong = [f"missing: {name}" for name in needed if name not in listed]
    wrong += [f"has no words for people, or is gone: {name}" for name in listed if name not in needed]
    if listed != sorted(set(listed)):
        wrong.append("not sorted, or something is listed twice")
    for line in wrong:
        print(f"po/POTFILES.in: {line}", file=sys.stderr)
    return 1 if wrong else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
