# SPDX-License-Identifier: CC0-1.0
"""Fifty-two things that people print, as OpenSCAD programs: what the leakage benchmark slices.

All are our own and in the public domain (CC0). They are as unlike as a
person's prints are: 1 to 15 cm, 0.4 to 200 cm³, flat and tall, hollow and
solid. Most are plane drawings pulled into height, since OpenSCAD makes those
in no time. Each stands on z = 0.
"""

LIBRARY = """
$fn = 48;
module pull(h, twist = 0, scale = 1) {
  linear_extrude(height = h, twist = twist, scale = scale, slices = abs(twist) > 0 || scale != 1 ? 40 : 1) children(); }
module rounded(x, y, r) { offset(r) square([x - 2 * r, y - 2 * r], center = true); }
module ring(r, w) { difference() { circle(r); circle(r - w); } }
module around(n, r) { for (i = [0 : n - 1]) rotate(i * 360 / n) translate([r, 0]) children(); }
module grid(nx, ny, step) { for (x = [0 : nx - 1], y = [0 : ny - 1])
  translate([(x - (nx - 1) / 2) * step, (y - (ny - 1) / 2) * step]) children(); }
module up(z) { translate([0, 0, z]) children(); }
module gear(n, r, tooth) { union() { circle(r); around(n, r - 0.01) polygon([[0, -tooth * 0.6], [tooth, -tooth * 0.3],
  [tooth, tooth * 0.3], [0, tooth * 0.6]]); } }
module turned() { rotate_extrude($fn = 64) children(); }
module upright(d) { translate([0, d / 2, 0]) rotate([90, 0, 0]) linear_extrude(d) children(); }
module word(t, size) { text(t, size, font = "DejaVu Sans:style=Bold", halign = "center", valign = "center"); }
"""

OBJECTS = {
    # Brackets, hooks, holders
    "angle bracket": "upright(20) difference() { polygon([[0,0],[40,0],[40,5],[5,5],[5,40],[0,40]]); }"
                     "translate([20,0,0]) difference() { up(5) cylinder(d = 12, h = 2); up(4) cylinder(d = 5, h = 5); }",
    "shelf bracket": "upright(12) difference() { polygon([[0,0],[90,0],[90,8],[0,110]]); polygon([[10,12],[62,12],[10,76]]); }",
    "coat hook": "pull(14) { difference() { circle(22); circle(15); translate([-30,0]) square([60,30]); }"
                 " translate([15,-1]) square([7,60]); translate([-22,-1]) square([7,14]); }",
    "cable clip": "pull(8) difference() { union() { circle(6); translate([-6,-10]) square([12,10]); }"
                  " circle(3.6); translate([-2,0]) square([4,10]); }",
    "pegboard hook": "pull(6) { square([5,40]); translate([-12,35]) square([14,5]); translate([0,0]) square([45,5]);"
                     " translate([40,0]) square([5,14]); }",
    "phone stand": "upright(70) difference() { polygon([[0,0],[80,0],[80,14],[72,14],[72,6],[50,6],[24,90],[17,88],[41,6],[0,6]]); }",
    "headphone holder": "pull(30) difference() { rounded(60,70,8); translate([6,4]) rounded(58,50,8); }",
    "tool holder": "difference() { pull(18) rounded(140,34,5); up(4) pull(20) { for (i = [-3 : 3]) translate([i * 19,0])"
                   " circle(3 + abs(i)); } }",
    "curtain rail end": "pull(10) difference() { rounded(38,38,6); circle(13); } pull(3) grid(2,2,44) circle(6);"
                        " pull(3) rounded(54,54,6);",
    "spool pin": "turned() polygon([[8,0],[32,0],[32,4],[15,6],[15,72],[17,74],[17,78],[12,78],[11,10],[8,8]]);",
    # Boxes and lids
    "small box": "difference() { pull(25) rounded(40,30,3); up(1.6) pull(30) rounded(36.8,26.8,2); }",
    "box lid": "pull(2) rounded(44,34,4); up(2) pull(4) difference() { rounded(36.4,26.4,2); rounded(33,23,1.5); }",
    "drawer": "difference() { pull(45) rounded(120,80,4); up(2) pull(50) rounded(116,76,3); }"
              " translate([0,-46,18]) pull(8) difference() { rounded(36,16,4); rounded(26,8,3); }",
    "compartment tray": "difference() { pull(18) rounded(125,95,5); up(1.5) pull(20) for (x = [-1 : 1], y = [-1 : 1])"
                        " translate([x * 41, y * 31]) rounded(38,28,3); }",
    "card case": "difference() { pull(12) rounded(94,62,3); up(1.2) pull(9.6) translate([4,0]) rounded(94,57,1); }",
    "round tin": "difference() { pull(32) circle(28); up(2) pull(40) circle(26); }",
    "screw lid": "difference() { union() { pull(12) gear(36,25,1.5); } up(2) pull(20) circle(23); }"
                 " up(6) turned() polygon([[21.6,0],[23.2,-1.6],[23.2,1.6]]);",
    "battery box": "difference() { pull(28) rounded(76,42,3); up(2) pull(40) grid(4,2,17.5) circle(7.4); }",
    "soap dish": "difference() { pull(16, scale = 1.1) rounded(95,62,14); up(3) pull(20, scale = 1.1) rounded(88,55,12); }"
                 " pull(9) grid(6,1,13) square([3,48], center = true);",
    "pen cup": "difference() { pull(95) circle(36, $fn = 6); up(3) pull(100) circle(33, $fn = 6); }",
    # Vases, bowls, lamps
    "candle ring": "turned() polygon([[12,0],[34,0],[34,3],[22,8],[20,22],[17,22],[17,5],[12,5]]);",
    "bowl": "turned() difference() { intersection() { translate([0,45]) circle(45); square([60,34]); }"
            " intersection() { translate([0,47]) circle(43); square([60,60]); } translate([-100,0]) square([100,100]); }",
    "flower pot": "turned() polygon([[6,0],[30,0],[42,70],[46,70],[46,80],[43,80],[39,72],[27.5,3],[6,3]]);",
    "goblet": "turned() polygon([[0,0],[26,0],[26,2],[5,7],[4,38],[16,52],[22,80],[20,80],[14,53],[0,42]]);",
    # Gears, wheels, knobs
    "spur gear 12": "pull(8) difference() { gear(12,11,3.4); circle(2.6); }",
    "pulley": "difference() { turned() polygon([[0,0],[16,0],[16,2],[12,5],[12,9],[16,12],[16,14],[0,14]]); up(-1) cylinder(d = 5, h = 20); }",
    "star knob": "difference() { pull(16) difference() { circle(22); around(7,24) circle(6); } up(-1) cylinder(d = 8.2, h = 12); }",
    "caster wheel": "pull(20) { ring(30,4); ring(9,5); around(5,17) square([20,4], center = true); }",
    "crank": "difference() { pull(9) { hull() { circle(14); translate([70,0]) circle(9); } } up(-1) pull(20) { circle(5, $fn = 6);"
             " translate([70,0]) circle(3); } } translate([70,0,9]) difference() { cylinder(d = 14, h = 20); up(-1) cylinder(d = 6, h = 30); }",
    "cam": "pull(12) difference() { hull() { circle(17); translate([13,0]) circle(8); } circle(4.1); }",
    # Tubes, pipes, adapters
    "hose adapter": "turned() polygon([[8,0],[13,0],[13,25],[18,33],[18,60],[15.6,60],[15.6,34],[10.6,26],[10.6,0]]);",
    "pipe elbow": "up(14) rotate([0,0,0]) intersection() { rotate_extrude($fn = 40) translate([30,0]) ring(13,2.6);"
                  " translate([0,0,-20]) cube([60,60,40]); } pull(6) { translate([30,-2]) square([26,3], center = true);"
                  " translate([-2,30]) square([3,26], center = true); }",
    "funnel": "turned() polygon([[4,0],[6,0],[8,34],[52,80],[52,84],[50,84],[50,81],[6,35]]);",
    "spacer": "pull(6) ring(5,1.8);",
    "long spacer": "pull(40) ring(7,2.4);",
    "grommet": "turned() polygon([[7,0],[15,0],[15,2],[10,2.2],[10,5],[13,7],[12,8.4],[7,8.4]]);",
    "manifold": "difference() { pull(24) rounded(100,30,4); up(12) rotate([0,90,0]) cylinder(d = 12, h = 200, center = true);"
                " up(12) for (i = [-1 : 1]) translate([i * 30,0,0]) cylinder(d = 8, h = 40); }",
    # Wedges, feet, plates
    "door wedge": "upright(34) polygon([[0,0],[110,0],[110,3],[0,26]]);",
    "table foot": "pull(18, scale = 0.8) rounded(40,40,6);",
    "washer plate": "pull(3) difference() { rounded(60,60,4); grid(3,3,18) circle(4); }",
    "mounting plate": "difference() { pull(5) rounded(90,50,6); up(-1) pull(10) { grid(2,2,34) circle(2.2); translate([32,0]) circle(8); } }"
                      " up(5) pull(9) for (x = [-34, -20]) translate([x,0]) circle(4);",
    "comb": "pull(3) { square([110,16]); for (i = [0 : 21]) translate([i * 5,-22]) square([2.4,23]); }",
    "ruler": "pull(2) square([150,24]); up(2) pull(0.6) { for (i = [0 : 29]) translate([i * 5,0]) square([0.8, i % 2 == 0 ? 9 : 5]); }",
    "stencil": "pull(1.6) difference() { rounded(110,50,4); word(\"OPEN\", 24); }",
    "name plate": "pull(2) rounded(90,28,4); up(2) pull(1.6) word(\"ACME 7\", 15);",
    "key tag": "pull(3) difference() { union() { circle(13); translate([0,-9]) square([34,18]); } circle(3); }"
               " translate([22,0,3]) pull(0.8) word(\"7\", 10);",
    # Solid and organic
    "die": "difference() { intersection() { up(8) cube(16, center = true); up(8) sphere(11.4); } up(16) sphere(1.8); }",
    "half ball": "intersection() { sphere(32); up(50) cube(100, center = true); }",
    "chess pawn": "turned() polygon([[0,0],[13,0],[13,3],[10,6],[7,9],[5,24],[8,27],[5,29],[8,34],[8,38],[5,42],[0,43.5]]);",
    "pyramid": "pull(60, scale = 0.02) square(64, center = true);",
    "paper weight": "pull(45, 45, 0.7) rounded(78,78,10);",
    "twisted bar": "pull(140, 200) square(16, center = true);",
}
