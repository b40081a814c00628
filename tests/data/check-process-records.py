#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds process records against the shipped schema.

usage: check-process-records.py SCHEMA TABLE SLUICECTL FOLDER

The table of good and bad records is the one that the unit test of the
validator reads: so the schema and the validator agree. Then every print file
in FOLDER goes through sluicectl.
"""

import json
import pathlib
import subprocess
import sys

import jsonschema


def main():
    schema_path, table_path, sluicectl, folder = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema_path).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []

    for row in json.loads(pathlib.Path(table_path).read_text())["records"]:
        if validator.is_valid(row["record"]) != row["valid"]:
            failures.append(f"judged wrongly: {row['why']}")

    files = [f for f in sorted(pathlib.Path(folder).iterdir()) if f.suffix not in (".json", ".md")]
    for file in files:
        for resolution in ("full", "coarse"):
            run = subprocess.run([sluicectl, "process", "--resolution", resolution, file], capture_output=True)
            if run.returncode != 0:
                failures.append(f"{file.name}: {run.stderr.decode()}")
                continue
            for error in validator.iter_errors(json.loads(run.stdout)):
                failures.append(f"{file.name}: {error.json_path}: {error.message}")
            if run.stdout.decode().count(resolution) != 1:
                failures.append(f"{file.name}: not {resolution}")

    if not files:
        failures.append("no print file to check")
    print("\n".join(failures))
    return 1 if failures else 0


sys.exit(main())
