; HEADER_BLOCK_START
; BambuStudio 02.02.02.56
; model printing time: 33m 6s; total estimated time: 39m 12s
; total layer number: 30
; total filament length [mm] : 2854.12,870.33
; total filament volume [cm^3] : 6864.95,2093.38
; total filament weight [g] : 8.38,2.60
; model label id: 328,345
; object max height: 6.00,6.00
; filament_density: 1.22,1.22,1.24
; filament_diameter: 1.75,1.75,1.75
; max_z_height: 6.00
; filament: 1,3
; HEADER_BLOCK_END

; CONFIG_BLOCK_START
; brim_type = auto_brim
; brim_width = 5
; raft_layers = 0
; filament_type = PLA;ACME-X;PETG
; filament_ids = GFL99;Pacme;GFG99
; nozzle_diameter = 0.4
; printer_model = Bambu Lab P1S
; skirt_loops = 2
; CONFIG_BLOCK_END

; EXECUTABLE_BLOCK_START
M73 P0 R39
T0
M106 P1 S255
; CHANGE_LAYER
; Z_HEIGHT: 0.2
; LAYER_HEIGHT: 0.2
; OBJECT_ID: 328
; start printing object, unique label id: 328
M624 AQAAAAAAAAA=
; FEATURE: Outer wall
; LINE_WIDTH: 0.42
G1 X1 E1
; stop printing object, unique label id: 328
M625
; layer num/total_layer_count: 1/30
M73 L1
T2
; CHANGE_LAYER
; Z_HEIGHT: 0.36
; LAYER_HEIGHT: 0.16
; LAYER_HEIGHT: 0.1
G1 X1
T255
; EXECUTABLE_BLOCK_END
