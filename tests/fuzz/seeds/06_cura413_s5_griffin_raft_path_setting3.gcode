;START_OF_HEADER
;HEADER_VERSION:0.1
;FLAVOR:Griffin
;GENERATOR.NAME:Cura_SteamEngine
;GENERATOR.VERSION:4.13.0
;GENERATOR.BUILD_DATE:2022-11-23
;TARGET_MACHINE.NAME:Ultimaker S5
;EXTRUDER_TRAIN.0.INITIAL_TEMPERATURE:215
;EXTRUDER_TRAIN.0.MATERIAL.VOLUME_USED:10627
;EXTRUDER_TRAIN.0.MATERIAL.GUID:506c9f0d-e3aa-4bd4-b2d2-23e2425b1aa9
;EXTRUDER_TRAIN.0.NOZZLE.DIAMETER:0.4
;EXTRUDER_TRAIN.0.NOZZLE.NAME:unknown
;BUILD_PLATE.TYPE:glass
;BUILD_PLATE.INITIAL_TEMPERATURE:60
;BUILD_VOLUME.TEMPERATURE:0
;PRINT.TIME:4879
;PRINT.GROUPS:1
;PRINT.SIZE.MIN.X:0
;PRINT.SIZE.MIN.Y:0
;PRINT.SIZE.MIN.Z:0
;PRINT.SIZE.MAX.X:209.8
;PRINT.SIZE.MAX.Y:144.8
;PRINT.SIZE.MAX.Z:40.83
;END_OF_HEADER

;Generated with Cura_SteamEngine 4.13.0
T0
M82 ;absolute extrusion mode

G92 E0
M109 S215
G280 S1
G0 Z20.001
G1 F1500 E-6.5
;LAYER_COUNT:200
;LAYER:-6
M107
G0 F7200 X123.5 Y101.009 Z0.3
;TYPE:SUPPORT-INTERFACE
G1 F1500 E0
M104 S210
;TIME_ELAPSED:197.807022
;LAYER:-5
;TYPE:SUPPORT
;TIME_ELAPSED:519.087527
;LAYER:-4
;TIME_ELAPSED:1060.763960
;MESH:/home/ana.lukic/Documents/jobs/26/ACME GmbH/Turbine Bracket Rev C.stl
;MESH:NONMESH
M106 S255
G92 E0
M107
M82 ;absolute extrusion mode
M104 S0
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
