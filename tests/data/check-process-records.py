#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds process records against the shipped schema.

usage: check-process-records.py SCHEMA TABLE SLUICECTL FOLDER

The table of good and bad records is the one that the unit test of the
validator reads: so the schema and the validator agree. Then every print file
in FOLDER goes through sluicectl, and none of the strings that MANIFEST.json
there calls secret may come out of it.
"""

import json
import pathlib
import subprocess
import sys

import jsonschema


def secrets_of(folder):
    manifest = json.loads((pathlib.Path(folder) / "MANIFEST.json").read_text())
    return {leak for file in manifest.values() for leak, where in file["must_not_leak"].items() if isinstance(where, dict)}


def check_inspect(sluicectl, file, secrets):
    run = subprocess.run([sluicectl, "inspect", "--json", file], capture_output=True, text=True)
    if run.returncode != 0:
        yield f"{file.name}: inspect: {run.stderr}"
        return
    told = json.loads(run.stdout)
    for sums in (told, told["unpacked"]):
        if sums["product_bytes"] + sums["process_bytes"] + sums["structure_bytes"] != sums["size"]:
            yield f"{file.name}: the bytes do not add up"
    if told["size"] != file.stat().st_size or sum(p["file_bytes"] for p in told["parts"]) != told["size"]:
        yield f"{file.name}: the parts do not add up"
    text = run.stdout + subprocess.run([sluicectl, "inspect", file], capture_output=True, text=True).stdout
    yield from (f"{file.name}: leaks {secret}" for secret in secrets if secret in text)


def check_exit_codes(sluicectl, folder):
    for arguments, code in (
        (["--help"], 0), (["--version"], 0), ([], 2), (["nonsense"], 2), (["inspect"], 2),
        (["process", "--resolution", "fine", folder], 2), (["inspect", folder], 1), (["process", folder], 1),
    ):
        run = subprocess.run([sluicectl, *arguments], capture_output=True, text=True)
        if run.returncode != code or (code == 1 and len(run.stderr.splitlines()) != 1):
            yield f"sluicectl {arguments}: {run.returncode}, not {code}: {run.stderr}"


def main():
    schema_path, table_path, sluicectl, folder = sys.argv[1:]
    schema = json.loads(pathlib.Path(schema_path).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failures = []

    for row in json.loads(pathlib.Path(table_path).read_text())["records"]:
        # The validator is stricter where a schema has no words for it.
        if validator.is_valid(row["record"]) != row.get("valid_by_schema", row["valid"]):
            failures.append(f"judged wrongly: {row['why']}")

    files = [f for f in sorted(pathlib.Path(folder).iterdir()) if f.suffix not in (".json", ".md")]
    secrets = secrets_of(folder)
    failures += check_exit_codes(sluicectl, folder)
    for file in files:
        failures += check_inspect(sluicectl, file, secrets)
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
