# SPDX-License-Identifier: GPL-3.0-or-later
"""How far a process record gives away what was printed: `./dev bench leakage`.

The attacker has every object and both slicers. He is given one record, slices
all objects himself, and takes the one whose record is nearest. The share of
records that he matches to their object is what counts; guessing gets one in as
many as there are objects. Where several objects are equally near, he guesses
among them, and the share is what he gets on average.

  same     he knows every setting: one of his records is the very same
  other    he knows the profile, but has one wall less and did not turn the object
  profile  he has the objects under all other profiles only
"""

import concurrent.futures
import json
import os
import subprocess

import numpy

import leakage_slices

BAR = 0.10
ATTACKS = ("same", "other", "profile")
RESOLUTIONS = ("full", "coarse")
# The times of the layers are compared by how many there are and by their course, told at this many places.
PLACES = 32
# What tells records apart that have a value from those that do not; about as far as two that are unlike.
ABSENT = 2.0


def read_record(sluicectl, path, resolution):
    done = subprocess.run([sluicectl, "process", path, "--resolution", resolution], check=True, capture_output=True)
    return json.loads(done.stdout)


def read_all(sluicectl, files):
    """{(object, profile, variant, resolution): record}"""
    wanted = [(key, path, resolution) for key, path in files.items() for resolution in RESOLUTIONS]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        records = workers.map(lambda one: read_record(sluicectl, one[1], one[2]), wanted)
        return {(*key, resolution): record for (key, _, resolution), record in zip(wanted, records)}


def flatten(value, path=""):
    """Every fact of a record as (path, number or text); a list of numbers also as its length and its course."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key not in ("record_id", "resolution"):
                yield from flatten(member, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and value and all(isinstance(member, dict) for member in value):
        for member in value:
            yield from flatten(member, f"{path}[{member.get('index')}]")
    elif isinstance(value, list):
        yield f"{path}:length", float(len(value))
        if value:
            course = numpy.interp(numpy.linspace(0, 1, PLACES), numpy.linspace(0, 1, len(value)), value)
            for place, number in enumerate(course):
                yield f"{path}:{place}", float(number)
    elif value is not None:
        yield path, float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)


class Facts:
    """Records as rows of numbers, each column one fact; amounts on a log scale, in units of their spread."""

    def __init__(self, records):
        rows = [dict(flatten(record)) for record in records]
        columns, self.names = [], []
        for name in sorted({name for row in rows for name in row}):
            values = [row.get(name) for row in rows]
            for column in self.columns_of(values):
                columns.append(column / numpy.sqrt(PLACES) if ":" in name and not name.endswith("length") else column)
                self.names.append(name.partition(":")[0])
        self.rows = numpy.array(columns).T

    @staticmethod
    def columns_of(values):
        known = numpy.array([value is not None for value in values])
        if not known.all():
            yield numpy.where(known, ABSENT, 0.0)
        texts = sorted({value for value in values if isinstance(value, str)})
        for text in texts:
            yield numpy.array([float(value == text) for value in values])
        if not texts:
            numbers = numpy.array([numpy.log1p(max(value, 0)) if value is not None else numpy.nan for value in values])
            spread = numpy.nanstd(numbers)
            if spread > 0:
                yield numpy.nan_to_num((numbers - numpy.nanmean(numbers)) / spread)


def matched_share(probes, gallery, owners, gallery_owners):
    """What part of `probes` has its nearest row of `gallery` from the same object; ties count in parts."""
    share = 0.0
    for probe, owner in zip(probes, owners):
        distances = numpy.sqrt(((gallery - probe) ** 2).sum(axis=1))
        nearest = {gallery_owners[at] for at in numpy.flatnonzero(distances <= distances.min() + 1e-9)}
        share += (owner in nearest) / len(nearest)
    return share / len(probes)


class Benchmark:
    """All records of one resolution, and the attacks on them."""

    def __init__(self, records, resolution):
        self.keys = [key[:3] for key in records if key[3] == resolution]
        self.facts = Facts([records[(*key, resolution)] for key in self.keys])
        self.profiles = list(dict.fromkeys(key[1] for key in self.keys))

    def select(self, profiles, variant):
        at = [index for index, key in enumerate(self.keys) if key[1] in profiles and key[2] == variant]
        return at, [self.keys[index][0] for index in at]

    def share(self, attack, columns=slice(None)):
        """The matched share of an attack, over all profiles; of `columns` only, if asked."""
        rows = self.facts.rows[:, columns]
        shares = []
        for profile in leakage_slices.OTHERS if attack == "other" else self.profiles:
            known = [other for other in self.profiles if other != profile] if attack == "profile" else [profile]
            probes, owners = self.select([profile], "other" if attack == "other" else "same")
            gallery, gallery_owners = self.select(known, "same")
            shares.append(matched_share(rows[probes], rows[gallery], owners, gallery_owners))
        return float(numpy.mean(shares))

    def share_by_fact(self):
        """[(share, fact)]: what each fact alone gives the attacker who knows every setting, the most telling first."""
        names = numpy.array(self.facts.names)
        return sorted(((self.share("same", names == name), name) for name in sorted(set(names))), reverse=True)


def count_cells(records, resolution):
    """How many records that can be told apart the objects have, on average over the profiles; the smallest crowd."""
    crowds = {}
    for (_, profile, variant, of), record in records.items():
        if of == resolution and variant == "same":
            text = json.dumps(sorted(flatten(record)))
            crowds.setdefault(profile, {}).setdefault(text, []).append(record)
    cells = [len(profile) for profile in crowds.values()]
    return sum(cells) / len(cells), min(len(crowd) for profile in crowds.values() for crowd in profile.values())


def print_report(records, benchmarks, shares, chance):
    objects = len({key[0] for key in records})
    files = len(records) // len(RESOLUTIONS)
    print(f"leakage: {files} files of {objects} objects under {len(leakage_slices.PROFILES)} profiles, by prusa-slicer "
          f"{leakage_slices.version('prusa-slicer')} and cura-engine {leakage_slices.version('cura-engine')}; "
          f"guessing: {chance:.1%}")
    print(f"{'record':<8}" + "".join(f"{attack:>9}" for attack in ATTACKS) + "   kinds of records   smallest crowd")
    for resolution in RESOLUTIONS:
        cells, crowd = count_cells(records, resolution)
        print(f"{resolution:<8}" + "".join(f"{shares[resolution, attack]:>9.1%}" for attack in ATTACKS) +
              f"{cells:>19.1f}{crowd:>17}")
    for resolution in RESOLUTIONS:
        telling = [f"{name} {share:.1%}" for share, name in benchmarks[resolution].share_by_fact() if share > chance + 1e-9]
        print(f"what one fact of {resolution} gives alone: " + (", ".join(telling[:8]) or "nothing"))


def measure(build):
    """Slices what is not sliced, attacks, prints what came out; the entries for bench.json."""
    files = leakage_slices.make_all(build / "leakage")
    records = read_all(build / "src" / "cli" / "sluicectl", files)
    benchmarks = {resolution: Benchmark(records, resolution) for resolution in RESOLUTIONS}
    shares = {(resolution, attack): benchmarks[resolution].share(attack)
              for resolution in RESOLUTIONS for attack in ATTACKS}
    chance = 1 / len({key[0] for key in records})
    print_report(records, benchmarks, shares, chance)
    entries = []
    for (resolution, attack), share in shares.items():
        bar = BAR if resolution == "coarse" else None
        entries.append({"name": f"leakage {resolution} {attack}", "value": round(share, 4), "unit": "share",
                        "yardstick": round(chance, 4), "ratio": round(share / chance, 3), "bar": bar,
                        "holds": None if bar is None else share <= bar})
    return entries
