#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmarks that `./dev bench [NAME...]` runs.

A benchmark is a function that returns two things to do: ours, and a yardstick
that stands for what the machine can do. Both are done by turns in one run, and
the ratio of their medians is what counts; the seconds are only this machine's.
The result is a table, and a JSON list of
{name, value, unit, yardstick, ratio, bar, holds}: value and yardstick in unit,
bar the highest ratio that is allowed, or null where none is named.
"""

import argparse
import gzip
import json
import pathlib
import signal
import statistics
import subprocess
import sys
import tempfile
import time

TURNS = 7
MEGABYTE = 1000 * 1000
SOURCE = pathlib.Path(__file__).resolve().parents[2]
CORPUS = [SOURCE.parent / "shared" / "corpus", SOURCE / "tests" / "data" / "corpus"]

BENCHES = {}


class CannotRun(Exception):
    """What a benchmark needs is not there."""


class Bench:
    """What a benchmark has to work with."""

    def __init__(self, build, scratch):
        self.build = build
        self.scratch = scratch

    def program(self, path):
        program = self.build / path
        if not program.exists():
            raise CannotRun(f"{program} is not built")
        return str(program)


def bench(name, bar=None):
    """Registers a benchmark; `bar` is the highest ratio its issue allows."""

    def register(function):
        BENCHES[name] = (function, bar)
        return function

    return register


def corpus_file(name):
    for folder in CORPUS:
        if (folder / name).exists():
            return folder / name
    raise CannotRun(f"there is no {name} in " + " or ".join(map(str, CORPUS)))


def run(*command):
    """Something to do: a command, to its end, with its output thrown away."""

    def do():
        begin = time.monotonic()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return time.monotonic() - begin

    return do


def until_first_line(*command):
    """Something to do: a command until its first line of output, then its end."""

    def do():
        begin = time.monotonic()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            line = process.stdout.readline()
            took = time.monotonic() - begin
            process.send_signal(signal.SIGTERM)
        if not line:
            raise CannotRun(f"{command[0]} ended without a line (status {process.returncode})")
        return took

    return do


@bench("print")
def print_file(given):
    """The process record of a 250 MB print file, beside counting its lines."""
    with gzip.open(corpus_file("02_prusa250_marlin2_two_objects_utf8.gcode.gz")) as packed:
        one = packed.read()
    path = given.scratch / "long.gcode"
    with path.open("wb") as long:
        for _ in range(250 * MEGABYTE // len(one)):
            long.write(one)
    sluicectl = given.program("src/cli/sluicectl")
    return run(sluicectl, "process", str(path), "-o", str(given.scratch / "record.json")), run("wc", "-l", str(path))


@bench("start")
def start_cloud(given):
    """The home cloud to its ready line, beside a bare interpreter that loads HTTP and TLS."""
    cloud = until_first_line(given.program("src/cloud/sluice-cloud"),
                             "--state", str(given.scratch / "state"), "--listen", "127.0.0.1:0")
    # The first start makes keys and a certificate; that is not what is asked.
    cloud()
    return cloud, until_first_line(sys.executable, "-c", "import http.server, ssl; print('ready', flush=True)")


def told_by(*command):
    """Something to do: a command that prints how many seconds what counts took."""

    def do():
        return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)

    return do


@bench("vault", bar=1.3)
def keep_file(given):
    """A 250 MB print file split and put into a vault in memory, beside encrypting its bytes with the same cipher."""
    memory = pathlib.Path("/dev/shm")
    if not memory.is_dir():
        raise CannotRun(f"there is no {memory}, and a disk would be measured instead")
    with gzip.open(corpus_file("02_prusa250_marlin2_two_objects_utf8.gcode.gz")) as packed:
        one = packed.read()
    path = given.scratch / "long.gcode"
    path.write_bytes(one * (250 * MEGABYTE // len(one)))
    program = given.program("tests/bench/bench-vault")

    def keep():
        with tempfile.TemporaryDirectory(prefix="sluice-bench-", dir=memory) as folder:
            return told_by(program, "keep", str(path), folder + "/vault")()

    return keep, told_by(program, "cipher", str(path))


def measure(name, build):
    """Runs one benchmark; its entry of the list."""
    function, bar = BENCHES[name]
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as scratch:
        ours, yardstick = function(Bench(build, pathlib.Path(scratch)))
        # Once for warm caches, not counted; then by turns, so that what else
        # the machine does meets both alike.
        ours(), yardstick()
        times = [(ours(), yardstick()) for _ in range(TURNS)]
    value, beside = (statistics.median(column) for column in zip(*times))
    ratio = value / beside
    return {"name": name, "value": round(value, 4), "unit": "s", "yardstick": round(beside, 4),
            "ratio": round(ratio, 3), "bar": bar, "holds": None if bar is None else ratio <= bar}


def print_table(entries):
    print(f"{'name':<10} {'value':>10} {'yardstick':>10} {'ratio':>8} {'bar':>6}  holds")
    for entry in entries:
        bar = "-" if entry["bar"] is None else f"{entry['bar']:g}"
        holds = {None: "-", True: "yes", False: "NO"}[entry["holds"]]
        print(f"{entry['name']:<10} {entry['value']:>8.3f} {entry['unit']} {entry['yardstick']:>8.3f} {entry['unit']} "
              f"{entry['ratio']:>8.2f} {bar:>6}  {holds}")


def main():
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build folder to measure")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the JSON file to write")
    parser.add_argument("names", nargs="*", metavar="NAME", help="one of: " + ", ".join(BENCHES))
    options = parser.parse_args()
    names = options.names or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHES)}")

    entries = []
    failed = False
    for name in names:
        try:
            entries.append(measure(name, options.build))
        except (CannotRun, subprocess.CalledProcessError) as error:
            print(f"bench: {name}: {error}", file=sys.stderr)
            failed = True
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    print_table(entries)
    return 1 if failed or any(entry["holds"] is False for entry in entries) else 0


if __name__ == "__main__":
    sys.exit(main())
