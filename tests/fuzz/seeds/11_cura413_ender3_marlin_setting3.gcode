;FLAVOR:Marlin
;TIME:1150
;Filament used: 1.58142m
;Layer height: 0.3
;MINX:75.715
;MINY:99.771
;MINZ:0.3
;MAXX:156.8
;MAXY:135.229
;MAXZ:9.9

;Generated with Cura_SteamEngine 4.13.0
M140 S60
M105
M190 S60
M104 S215
M105
M109 S215
M82 ;absolute extrusion mode
; Ender 3 Custom Start G-code
G92 E0 ; Reset Extruder
G28 ; Home all axes
G1 Z2.0 F3000 ; Move Z Axis up little to prevent scratching of Heat Bed
G1 X0.1 Y20 Z0.3 F5000.0 ; Move to start position
G92 E0 ; Reset Extruder
;LAYER_COUNT:33
;LAYER:0
M107
G0 F3600 X138.282 Y117.499 Z0.3
;TYPE:SKIRT
G0 F3600 X138.264 Y117.961
;MESH:stl/csg.stl
;TYPE:WALL-OUTER
M104 S210
;MESH:NONMESH
;TIME_ELAPSED:220.427733
;LAYER:1
M106 S255
;TIME_ELAPSED:271.363335
;LAYER:2
;TIME_ELAPSED:321.444882
M140 S0
M107
G91 ;Relative positioning
G90 ;Absolute positioning

M106 S0 ;Turn-off fan
M84 X Y E ;Disable all steppers but Z
M82 ;absolute extrusion mode
;End of Gcode
;SETTING_3 {"global_quality": "[general]\\nversion = 4\\nname = Ana \\u2013 ACME
;SETTING_3  turbine bracket 0.2\\ndefinition = ultimaker_s5\\n\\n[metadata]\\nty
;SETTING_3 pe = quality_changes\\nquality_type = draft\\nsetting_version = 19\\n
;SETTING_3 \\n[values]\\nadhesion_type = raft\\nlayer_height = 0.2\\nmachine_nam
;SETTING_3 e = S5 Halle 3 (Ana)\\nprint_sequence = all_at_once\\n\\n", "extruder
;SETTING_3 _quality": ["[general]\\nversion = 4\\nname = Ana \\u2013 ACME turbin
;SETTING_3 e bracket 0.2\\ndefinition = ultimaker_s5\\n\\n[metadata]\\ntype = qu
;SETTING_3 ality_changes\\nquality_type = draft\\nintent_category = default\\npo
;SETTING_3 sition = 0\\nsetting_version = 19\\n\\n[values]\\ninfill_pattern = gy
;SETTING_3 roid\\ninfill_sparse_density = 20\\nmaterial_print_temperature = 215\
;SETTING_3 \nmachine_extruder_start_code = ; ACME note: do not share\\n\\tM104 S
;SETTING_3 215\\n\\n", "[general]\\nversion = 4\\nname = Ana \\u2013 ACME turbin
;SETTING_3 e bracket 0.2\\ndefinition = ultimaker_s5\\n\\n[metadata]\\ntype = qu
;SETTING_3 ality_changes\\nquality_type = draft\\nintent_category = default\\npo
;SETTING_3 sition = 1\\nsetting_version = 19\\n\\n[values]\\nwall_thickness = 1.
;SETTING_3 2\\n\\n"]}
