# SPDX-License-Identifier: GPL-3.0-or-later
"""Real print files of the objects in leakage_objects.py, made by PrusaSlicer and CuraEngine.

Each object is sliced under each profile, and under some also turned and with
one wall more, as somebody else might slice it. Files stay packed in one folder
and are used again; a file's name holds a digest of all it is made from.
"""

import concurrent.futures
import gzip
import hashlib
import math
import os
import pathlib
import re
import subprocess

import leakage_objects

# Every setting that CuraEngine 5.0 asks for, with the value that Cura starts from; the engine has none of its own.
CURA_SETTINGS = pathlib.Path(__file__).with_name("cura-settings.txt")
TURN_DEG = 37


def prusa(machine, bed_mm, layer_mm, infill, pattern, material, nozzle_c, bed_c, **more):
    """A PrusaSlicer profile: the keys of its .ini files."""
    return "prusa", {
        "printer_model": machine, "bed_shape": f"0x0,{bed_mm}x0,{bed_mm}x{bed_mm},0x{bed_mm}", "max_print_height": 250,
        "gcode_flavor": "marlin2", "use_relative_e_distances": 1, "layer_gcode": "G92 E0", "nozzle_diameter": 0.4,
        "layer_height": layer_mm, "first_layer_height": 0.2, "perimeters": 2, "top_solid_layers": round(0.8 / layer_mm),
        "bottom_solid_layers": round(0.8 / layer_mm), "fill_density": f"{infill}%", "fill_pattern": pattern,
        "filament_type": material, "filament_density": 1.24, "filament_diameter": 1.75, "temperature": nozzle_c - 5,
        "first_layer_temperature": nozzle_c, "bed_temperature": bed_c, "first_layer_bed_temperature": bed_c, "skirts": 1,
        "perimeter_speed": 60, "infill_speed": 120, "max_print_speed": 150, "elefant_foot_compensation": 0.2, **more}


def cura(machine, flavor, guid, diameter_mm, layer_mm, infill, pattern, lines, nozzle_c, bed_c, **more):
    """A CuraEngine profile: what differs from cura-settings.txt; `lines` is how many ways the infill runs."""
    shells = math.ceil(0.8 / layer_mm)
    return "cura", {
        "machine_name": machine, "machine_gcode_flavor": flavor, "material_guid": guid, "material_diameter": diameter_mm,
        "machine_width": 330, "machine_depth": 240, "machine_height": 300, "center_object": "true",
        "layer_height": layer_mm, "layer_height_0": 0.27, "infill_sparse_thickness": layer_mm,
        "support_infill_sparse_thickness": layer_mm, "top_layers": shells, "bottom_layers": shells,
        "initial_bottom_layers": shells, "wall_line_count": 2, "infill_pattern": pattern,
        "infill_line_distance": round(0.4 * 100 / infill * lines, 3),
        "material_print_temperature": nozzle_c, "material_print_temperature_layer_0": nozzle_c,
        "material_bed_temperature": bed_c, "material_bed_temperature_layer_0": bed_c, **more}


PROFILES = {
    "MK4 PLA 0.2": prusa("MK4", 220, 0.2, 15, "grid", "PLA", 220, 60),
    "XL PLA+PVA 0.3": prusa("XL", 300, 0.3, 10, "cubic", "PLA;PVA", 215, 55, nozzle_diameter="0.4,0.4",
                            filament_diameter="1.75,1.75", filament_density="1.24,1.23", temperature="210,210",
                            first_layer_temperature="215,215", bed_temperature="55,55",
                            first_layer_bed_temperature="55,55", support_material=1, support_material_threshold=45,
                            support_material_extruder=2, support_material_interface_extruder=2, raft_layers=2),
    "S5 PLA 0.2": cura("Ultimaker S5", "Griffin", "506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9", 2.85, 0.2, 20, "triangles", 3,
                       200, 60, machine_nozzle_id="AA 0.4"),
    "UM3 ABS 0.25": cura("Ultimaker 3", "Griffin", "60636bb4-518f-42e7-8237-fe77b194ebe0", 2.85, 0.25, 25, "grid", 2, 230,
                         85, machine_nozzle_id="AA 0.4", adhesion_type="brim"),
    "Ender-3 PETG 0.28": cura("Creality Ender-3", "Marlin", "1cbfaeb3-1906-4b26-b2e7-6f777a8c197a", 1.75, 0.28, 15, "zigzag",
                              1, 235, 75, adhesion_type="raft"),
}
# One is enough to see what another hand changes.
OTHERS = ("MK4 PLA 0.2",)


def turned(slicer, settings):
    """The same profile as somebody else might use it: turned, with one wall more."""
    if slicer == "prusa":
        return settings | {"perimeters": 3}
    sine, cosine = math.sin(math.radians(TURN_DEG)), math.cos(math.radians(TURN_DEG))
    return settings | {"wall_line_count": 3,
                       "mesh_rotation_matrix": f"[[{cosine:.9f},{-sine:.9f},0],[{sine:.9f},{cosine:.9f},0],[0,0,1]]"}


def version(package):
    """What Debian calls the version that is installed; elsewhere it is not known."""
    try:
        return subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], check=True, capture_output=True,
                              text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "of unknown version"


def make_mesh(folder, name):
    """Draws an object, unless it is drawn; its STL file."""
    program = leakage_objects.LIBRARY + leakage_objects.OBJECTS[name] + "\n"
    mesh = folder / f"{name.replace(' ', '-')}-{digest(program)}.stl"
    if not mesh.exists():
        drawing, unfinished = mesh.with_suffix(".scad"), mesh.with_suffix(".new")
        drawing.write_text(program, encoding="utf-8")
        subprocess.run(["openscad", "-q", "--export-format", "binstl", "-o", unfinished, drawing], check=True,
                       capture_output=True)
        unfinished.rename(mesh)
    return mesh


def digest(*parts):
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]


def slice_by_prusa(mesh, settings, variant, out):
    profile = out.with_suffix(".ini")
    profile.write_text("".join(f"{key} = {value}\n" for key, value in settings.items()), encoding="utf-8")
    turn = ["--rotate", str(TURN_DEG)] if variant == "other" else []
    centre = int(settings["bed_shape"].rpartition("x")[2]) // 2
    subprocess.run(["prusa-slicer", "--export-gcode", "--threads", "1", "--load", profile, *turn, "--center",
                    f"{centre},{centre}", "-o", out, mesh], check=True, capture_output=True)
    profile.unlink()


def slice_by_cura(mesh, settings, out):
    """CuraEngine writes a header of placeholders and logs the true one; Cura puts that in its place, and so do we."""
    lines = CURA_SETTINGS.read_text(encoding="utf-8").splitlines()
    everything = dict((line.partition(" ")[::2] for line in lines)) | settings
    options = [word for key, value in everything.items() for word in ("-s", f"{key}={value}")]
    done = subprocess.run(["CuraEngine", "slice", "-v", "-m1", *options, "-e0", "-s", "extruder_nr=0", "-o", out, "-l",
                           mesh], check=True, capture_output=True, text=True)
    header = re.search(r"Gcode header after slicing:\n(.*?)\nEnd of gcode header", done.stderr, re.DOTALL)
    body = out.read_text(encoding="utf-8").partition("\n\n")[2]
    out.write_text(header[1].strip() + "\n\n" + body, encoding="utf-8")


def make_file(folder, name, profile, variant):
    """Slices an object, unless that is done; the packed print file."""
    slicer, settings = PROFILES[profile]
    if variant == "other":
        settings = turned(slicer, settings)
    mesh = make_mesh(folder, name)
    defaults = CURA_SETTINGS.read_text(encoding="utf-8") if slicer == "cura" else ""
    made_from = digest(mesh.name, slicer, settings, variant, defaults)
    packed = folder / f"{mesh.stem}-{made_from}.gcode.gz"
    if not packed.exists():
        out = packed.with_name(packed.stem)
        if slicer == "prusa":
            slice_by_prusa(mesh, settings, variant, out)
        else:
            slice_by_cura(mesh, settings, out)
        unfinished = packed.with_suffix(".new")
        unfinished.write_bytes(gzip.compress(out.read_bytes(), 1, mtime=0))
        unfinished.rename(packed)
        out.unlink()
    return packed


def make_all(folder):
    """Slices what is not sliced; {(object, profile, variant): packed print file}."""
    folder.mkdir(parents=True, exist_ok=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as workers:
        # Drawn first, so that no two workers draw the same.
        list(workers.map(lambda name: make_mesh(folder, name), leakage_objects.OBJECTS))
        wanted = [(name, profile, variant) for profile in PROFILES
                  for variant in (("same", "other") if profile in OTHERS else ("same",))
                  for name in leakage_objects.OBJECTS]
        return dict(zip(wanted, workers.map(lambda one: make_file(folder, *one), wanted)))
