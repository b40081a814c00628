#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmarks that `./dev bench [NAME...]` runs.

A benchmark is a function that returns two things to do: ours, and a yardstick
that stands for what the machine can do. Both are done by turns in one run, and
the ratio of their medians is what counts; the seconds are only this machine's.
The result is a table, and a JSON list of
{name, value, unit, yardstick, ratio, bar, holds}: value and yardstick in unit,
bar the highest ratio that is allowed, or null where none is named. Peers are
rows without a bar, where they are found: SLUICE_PEERS names a folder of them.

`leakage` is not about time and needs slicers, so it runs only when it is named,
alone: tests/bench/leakage.py. There the bar is the highest value.
"""

import argparse
import gzip
import json
import os
import pathlib
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

TURNS = 7
SHORT_TURNS = 31
MEGABYTE = 1000 * 1000
SOURCE = pathlib.Path(__file__).resolve().parents[2]
CORPUS = [SOURCE.parent / "shared" / "corpus", SOURCE / "tests" / "data" / "corpus"]

BENCHES = {}


class CannotRun(Exception):
    """What a benchmark needs is not there."""


class NoPeer(Exception):
    """A peer is not there: nothing is wrong."""


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


def bench(name, bar=None, turns=TURNS, unit="s", of="ratio"):
    """Registers a benchmark; `bar` is the highest ratio its issue allows, or the highest value `of` which it is: where
    there is no yardstick it always is. Of `excess` it is how much more than the yardstick there may be, where that may
    well be nothing; then the least of all turns is taken, as whatever else the machine does can only add."""

    def register(function):
        BENCHES[name] = (function, bar, turns, unit, of)
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


def memory_of(*command):
    """Something to do: a command, to its end; most memory it had at once, in MiB. A shell starts it: a program
    counts as its own what the one had that started it."""

    def do():
        peak = "import os, sys; print(os.wait4(os.posix_spawn(sys.argv[1], sys.argv[1:], {}), 0)[2].ru_maxrss)"
        small = [sys.executable, "-S", "-E", "-c", peak]
        return int(subprocess.run([*small, *command], check=True, stdout=subprocess.PIPE).stdout.split()[-1]) / 1024

    return do


def long_gcode(given, name="02_prusa250_marlin2_two_objects_utf8.gcode.gz", mark=b"\n;LAYER_CHANGE"):
    """A file as a slicer writes it, whose layers come again until it has 250 MB; its beginning and its end once."""
    with gzip.open(corpus_file(name)) as packed:
        one = packed.read()
    first, last = one.index(mark) + 1, one.rindex(mark) + 1
    path = given.scratch / "long.gcode"
    with path.open("wb") as long:
        long.write(one[:first])
        for _ in range((250 * MEGABYTE - len(one)) // (last - first)):
            long.write(one[first:last])
        long.write(one[last:])
    return path


def cura_gcode(given):
    return long_gcode(given, "10_cura413_um2_ultigcode.gcode.gz", b"\n;LAYER:")


def process(given, path):
    return [given.program("src/cli/sluicectl"), "process", str(path)]


def forced(given, engine, what, path):
    return run(given.program("tests/bench/bench-print"), engine, what, str(path))


@bench("print", bar=1.1, turns=SHORT_TURNS)
def print_file(given):
    """The process record of a 250 MB print file, beside counting its lines."""
    path = long_gcode(given)
    return run(*process(given, path)), run("wc", "-l", str(path))


@bench("print-cura", bar=1.1, turns=SHORT_TURNS)
def print_cura(given):
    """The same of a file by Cura."""
    path = cura_gcode(given)
    return run(*process(given, path)), run("wc", "-l", str(path))


@bench("print-baseline", bar=1.4, turns=SHORT_TURNS)
def print_baseline(given):
    """The same with what every processor of its kind has."""
    path = long_gcode(given)
    return forced(given, "baseline", "split", path), run("wc", "-l", str(path))


@bench("print-portable", turns=SHORT_TURNS)
def print_portable(given):
    """The same on any processor."""
    path = long_gcode(given)
    return forced(given, "portable", "split", path), run("wc", "-l", str(path))


@bench("print-memory", bar=16, unit="MiB")
def print_memory(given):
    """Most memory that takes."""
    return memory_of(*process(given, long_gcode(given))), None


@bench("print-extrusion", bar=5, turns=SHORT_TURNS)
def print_extrusion(given):
    """The same, with extrusion summed."""
    path = long_gcode(given)
    return forced(given, "best", "sum", path), run("wc", "-l", str(path))


def gzipped(given):
    path = long_gcode(given)
    packed = path.with_suffix(".gcode.gz")
    with path.open("rb") as plain, gzip.open(packed, "wb", compresslevel=6) as out:
        shutil.copyfileobj(plain, out, MEGABYTE)
    path.unlink()
    return packed


def packaged(given):
    path = cura_gcode(given)
    package = path.with_suffix(".ufp")
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(path, "/3D/model.gcode")
    path.unlink()
    return package


def beside_inflate(make, library):
    def function(given):
        path = make(given)
        return run(*process(given, path)), run(given.program("tests/bench/bench-inflate"), library, str(path))

    return function


# The least that reading a packed file can take, and what another library would take for that alone.
bench("print-gz", bar=1.1)(beside_inflate(gzipped, "isal"))
bench("print-gz-zlib", bar=0.5)(beside_inflate(gzipped, "zlib"))
bench("print-ufp", bar=1.1)(beside_inflate(packaged, "isal"))
bench("print-ufp-zlib", bar=0.5)(beside_inflate(packaged, "zlib"))


def peer_program(name):
    path = shutil.which(name)
    if path is None:
        raise NoPeer(name)
    return path


def peer_file(path):
    folder = os.environ.get("SLUICE_PEERS")
    if not folder or not (pathlib.Path(folder) / path).exists():
        raise NoPeer(path)
    return str(pathlib.Path(folder) / path)


def beside_peer(make, find_peer):
    """Ours, and a peer with the same file as the yardstick."""

    def function(given):
        peer = find_peer()
        path = make(given)
        return run(*process(given, path)), run(*(part.replace("FILE", str(path)) for part in peer))

    return function


OCTOPRINT = ("import sys; sys.path.insert(0, sys.argv[1]); from octoprint.util.gcodeInterpreter import gcode; "
             "gcode().load(sys.argv[2])")
CHARON = ("import sys; from Charon.VirtualFile import VirtualFile; file = VirtualFile(); file.open(sys.argv[1]); "
          "file.getMetaData('/3D/model.gcode')")


def find_charon():
    if subprocess.run([sys.executable, "-c", "import Charon"], stderr=subprocess.DEVNULL).returncode != 0:
        raise NoPeer("Charon")
    return [sys.executable, "-c", CHARON, "FILE"]


def one_layer_stack(given):
    """A real file as it is: OctoPrint takes a minute for 250 MB."""
    path = given.scratch / "one.gcode"
    with gzip.open(corpus_file("02_prusa250_marlin2_two_objects_utf8.gcode.gz")) as packed:
        path.write_bytes(packed.read())
    return path


bench("peer-gzip", turns=3)(beside_peer(gzipped, lambda: [peer_program("gzip"), "-dc", "FILE"]))
bench("peer-igzip", turns=3)(beside_peer(gzipped, lambda: [peer_program("igzip"), "-dc", "FILE"]))
bench("peer-moonraker")(beside_peer(long_gcode, lambda: [
    sys.executable, peer_file("moonraker/moonraker/components/file_manager/metadata.py"), "-p", "/", "-f", "FILE"]))
bench("peer-octoprint", turns=3)(beside_peer(one_layer_stack, lambda: [
    sys.executable, "-c", OCTOPRINT, peer_file("OctoPrint/src"), "FILE"]))
bench("peer-charon")(beside_peer(packaged, find_charon))


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


def in_a_desktop(given, program, *arguments):
    """What a program says, in a desktop of its own, as numbers; others there say something, too."""
    environment = {**os.environ, "PATH": f"{given.build}/src/cloud:{os.environ['PATH']}",
                   "GSETTINGS_SCHEMA_DIR": f"{given.build}/data"}
    told = subprocess.run(["sh", SOURCE / "tests" / "run-in-session.sh", given.program(f"tests/bench/{program}"),
                           *arguments], check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout
    return [float(number) for number in told.splitlines()[-1].split()]


@bench("window", bar=1, turns=5, of="value")
def open_window(given):
    """From the start to what a cloud holds, 100,000 things kept from the last time, beside an empty libadwaita window."""
    given.program("src/cloud/sluice-cloud")
    empty = []

    def ours():
        one, other = in_a_desktop(given, "bench-window", "run", "100000")
        empty.append(other)
        return one

    return ours, empty.pop


@bench("scroll", bar=6, turns=5, unit="frames", of="excess")
def scroll_list(given):
    """Frames that come too late when that list is scrolled through, of 600, beside a plain list as long; one in a hundred
    more nobody sees."""
    given.program("src/cloud/sluice-cloud")
    plain = []

    def ours():
        one, other = in_a_desktop(given, "bench-window", "scroll", "100000")
        plain.append(other)
        return one

    return ours, plain.pop


def upload(given, *arguments):
    """What bench-upload says. All that is kept is kept in memory, so that no disk is measured."""
    given.program("src/cloud/sluice-cloud")
    memory = pathlib.Path("/dev/shm")
    if not memory.is_dir():
        raise CannotRun(f"there is no {memory}, and a disk would be measured instead")
    with tempfile.TemporaryDirectory(prefix="sluice-bench-", dir=memory) as folder:
        return in_a_desktop(given, "bench-upload", arguments[0], folder, *arguments[1:])


@bench("upload", bar=1 / 0.9, turns=3)
def upload_product(given):
    """1 GiB from the vault to a cloud on this computer, encrypted on its way, beside curl with the same file and cloud."""
    curl = []
    if shutil.which("curl") is None:
        raise CannotRun("there is no curl")

    def ours():
        one, other, _ = upload(given, "product", "1024")
        curl.append(other)
        return one

    return ours, curl.pop


@bench("upload-memory", bar=64, turns=1, unit="MiB")
def upload_memory(given):
    """How much more memory the same takes than doing nothing."""
    return lambda: upload(given, "product", "1024")[2], None


@bench("upload-process", bar=0.15, turns=5, of="excess")
def upload_process(given):
    """A 250 MB print file from being dropped to its coarse record being sent, beside twice the time to count its lines."""
    path = long_gcode(given)
    count = run("wc", "-l", str(path))
    return lambda: upload(given, "process", str(path))[0], lambda: 2 * count()


@bench("upload-body", bar=16, turns=1, unit="KiB")
def upload_body(given):
    """What leaves then."""
    path = long_gcode(given)
    return lambda: upload(given, "process", str(path))[1] / 1024, None


def measure(name, build):
    """Runs one benchmark; its entry of the list."""
    function, bar, turns, unit, of = BENCHES[name]
    with tempfile.TemporaryDirectory(prefix="sluice-bench-") as scratch:
        ours, yardstick = function(Bench(build, pathlib.Path(scratch)))
        beside = yardstick or (lambda: None)
        # Once for warm caches, not counted; then by turns, so that what else
        # the machine does meets both alike.
        ours(), beside()
        times = [(ours(), beside()) for _ in range(turns)]
    middle = min if of == "excess" else statistics.median
    value = middle(one for one, _ in times)
    entry = {"name": name, "value": round(value, 4), "unit": unit, "yardstick": None, "ratio": None, "bar": bar}
    if yardstick is not None:
        entry["yardstick"] = round(middle(other for _, other in times), 4)
    if yardstick is not None and of != "excess":
        entry["ratio"] = round(statistics.median(one / other for one, other in times), 3)
    if of == "excess":
        reached = value - entry["yardstick"]
    else:
        reached = value if yardstick is None or of == "value" else entry["ratio"]
    return {**entry, "holds": None if bar is None else reached <= bar}


def measure_leakage(build):
    """Loaded only when it is asked for: it needs NumPy."""
    import leakage
    return leakage.measure(build)


def print_table(entries):
    print(f"{'name':<24} {'value':>10} {'yardstick':>10} {'ratio':>8} {'bar':>6}  holds")
    for entry in entries:
        bar = "-" if entry["bar"] is None else f"{entry['bar']:g}"
        holds = {None: "-", True: "yes", False: "NO"}[entry["holds"]]
        beside = "-" if entry["yardstick"] is None else f"{entry['yardstick']:.3f} {entry['unit']}"
        ratio = "-" if entry["ratio"] is None else f"{entry['ratio']:.2f}"
        print(f"{entry['name']:<24} {entry['value']:>8.3f} {entry['unit']} {beside:>10} {ratio:>8} {bar:>6}  {holds}")


def main():
    parser = argparse.ArgumentParser(prog="bench")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build folder to measure")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the JSON file to write")
    parser.add_argument("names", nargs="*", metavar="NAME", help="one of: " + ", ".join(BENCHES) + "; or leakage, alone")
    options = parser.parse_args()
    # "print" is all that begins with it, and so is "upload".
    names = [name for name in BENCHES
             if not options.names or name in options.names or
             ("print" in options.names and name.startswith(("print-", "peer-"))) or
             ("upload" in options.names and name.startswith("upload-"))]
    unknown = [name for name in options.names if name not in BENCHES]
    if options.names == ["leakage"]:
        names, unknown = ["leakage"], []
    if unknown:
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(BENCHES)}")

    entries = []
    failed = False
    for name in names:
        try:
            entries += measure_leakage(options.build) if name == "leakage" else [measure(name, options.build)]
        except NoPeer as peer:
            print(f"bench: {name}: not measured, there is no {peer}", file=sys.stderr)
        except (CannotRun, subprocess.CalledProcessError) as error:
            print(f"bench: {name}: {error}", file=sys.stderr)
            failed = True
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(entries, indent=2) + "\n", encoding="utf-8")
    print_table(entries)
    return 1 if failed or any(entry["holds"] is False for entry in entries) else 0


if __name__ == "__main__":
    sys.exit(main())
