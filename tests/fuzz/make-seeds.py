#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shortens real print files to seeds for the fuzzers: make-seeds.py OUT FILE...

Of G-code it keeps what there is one or two of (header, keys, commands, notes,
pictures), three layers of a few moves each, and the end; packages keep their
members. The same files give the same seeds.
"""

import gzip
import io
import pathlib
import re
import struct
import sys
import zipfile
import zlib

SOURCE = pathlib.Path(__file__).resolve().parents[2]
KNOWN = set(re.findall(r"`([^`]+)`", (SOURCE / "src/print/allow-list.md").read_text()))
MOST_LINE = 320
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes.fromhex(
    "0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082")


def shape(line):
    """What kind of line it is, so that only the first ones of a kind are kept."""
    if line.startswith((";", " ;")):
        return re.sub(r"[0-9.]+", "0", re.split(r"[:=]", line)[0])[:40]
    return line.split(" ")[0]


def is_wanted(line, number):
    """Of the hundreds of settings only those that somebody looks at, and some that nobody does."""
    match = re.match(r"; ([a-z0-9_]+) = ", line)
    return match is None or match.group(1) in KNOWN or "note" in line or "host" in line or number % 16 == 0


def shorten_gcode(data):
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    kept, seen = [], {}
    layers, picture = 0, 0
    for number, line in enumerate(lines):
        if re.match(r";LAYER:|;LAYER_CHANGE|; ?CHANGE_LAYER|; layer [0-9]", line):
            layers += 1
        if line.startswith("; thumbnail"):
            picture = 1 if " begin" in line else 0
        elif picture:
            picture += 1
        if picture > 3:
            continue
        kind = shape(line)
        seen[kind] = seen.get(kind, 0) + 1
        most = 8 if line.startswith((";SETTING_3", "; generated")) else 2
        if layers <= 3 and re.match(r";(LAYER|Z:|HEIGHT|TIME_ELAPSED)", line):
            most = 6
        if number < 4 or len(lines) - number < 4 or line.startswith(";SETTING_3"):
            most = 1000
        if seen[kind] <= most and is_wanted(line, number):
            kept.append(line[:MOST_LINE])
    return "\n".join(kept).encode("utf-8", "surrogateescape")


def shorten_member(name, data):
    if name.endswith((".gcode", ".gco")):
        return shorten_gcode(data)
    if name.endswith((".png", ".jpg", ".jpeg")):
        return PICTURE
    if name.endswith(".model"):
        text = data.decode("utf-8", "replace")
        for what in ("vertex", "triangle"):
            every = list(re.finditer(rf"[ \t]*<{what} [^>]*/>\n?", text))
            if len(every) > 4:
                text = text[: every[3].end()] + text[every[-1].end():]
        return text.encode()
    if name.endswith(".config"):
        lines = data.decode("utf-8", "replace").split("\n")
        return "\n".join(line[:MOST_LINE] for number, line in enumerate(lines) if is_wanted(line, number)).encode()
    return data[:6000] if name.endswith((".stl", ".bin", ".jsontoolpath")) else data


def shorten_zip(data):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            target.writestr(entry, shorten_member(info.filename, source.read(info)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def shorten_bgcode(data):
    """All blocks but most of the G-code: one block of it, and small pictures."""
    out, at, kinds = data[:10], 10, {}
    while at < len(data):
        kind, packing, size = struct.unpack_from("<HHI", data, at)
        packed = struct.unpack_from("<I", data, at + 8)[0] if packing else size
        head = 8 + (4 if packing else 0) + (6 if kind == 5 else 2)
        whole = data[at:at + head + packed + 4]
        at += len(whole)
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == 5:
            whole = whole[:4] + struct.pack("<I", 8) + whole[8:head] + whole[head:head + 8]
            whole += struct.pack("<I", zlib.crc32(whole))
        if kind == 1 and kinds[kind] > 1:
            continue
        if kind == 1:
            # The first 600 packed bytes; cut at a byte, so that the rest is one short number of letters.
            whole = bgcode_block(kind, whole[head - 2:head], b"M73 P0 R22\nM104 S215\n;LAYER_CHANGE\nG1 X1 E.5\n")
        out += whole
    return out


def bgcode_block(kind, parameters, text):
    """A block of Heatshrink 11_4 that repeats nothing: a one, then the letter, eight bits of it."""
    bits = "".join("1" + format(letter, "08b") for letter in text)
    bits += "0" * (-len(bits) % 8)
    packed = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
    whole = struct.pack("<HHII", kind, 2, len(text), len(packed)) + parameters + packed
    return whole + struct.pack("<I", zlib.crc32(whole))


def shorten(data):
    if data.startswith(b"\x1f\x8b"):
        return shorten(gzip.decompress(data))
    if data.startswith(b"PK"):
        return shorten_zip(data)
    if data.startswith(b"GCDE"):
        return shorten_bgcode(data)
    if len(data) > 84 and len(data) == 84 + 50 * struct.unpack_from("<I", data, 80)[0]:
        return data[:80] + struct.pack("<I", 4) + data[84:84 + 200]
    return shorten_gcode(data)


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[2:]:
        path = pathlib.Path(name)
        seed = shorten(path.read_bytes())
        (out / path.name.removesuffix(".gz")).write_bytes(seed)
        if path.suffix == ".bgcode" and path.stat().st_size < 12000:
            (out / ("whole_" + path.name)).write_bytes(path.read_bytes())
        if path.name.startswith("10_"):
            (out / path.name).write_bytes(gzip.compress(seed, mtime=0))


main()
