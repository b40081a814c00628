M99123 /RKIIyAfrg
;Sliced by ideaMaker 5.4.2.8790, 2025-04-22
;Dimension: 305.000 305.000 605.000 0.400 0.600
;Plate Shape: 0
;Origin Center: 0
;Extruder Offset #1: 0.000 0.000
;Filament Diameter #1: 1.750
;Filament Type #1: PLA
;Filament Type #2: PVA
;Filament Name #1: ACME PLA
;Printer Type: RAISE3D Pro2 Plus
;Firmware: Klipper
;Bounding Box: 109.420 140.580 -0.150 68.275 0.000 58.283
M109 T0 S230
M190 S60
;PRINTING_TIME: 0
;REMAINING_TIME: 100
;LAYER:0
;Z:0.3
;HEIGHT:0.3
;PRINTING: ACME bracket.stl
;PRINTING_ID: 0
G1 X1 E1
;PRINTING_TIME: 61
;REMAINING_TIME: 39
;LAYER:1
;Z:0.5
;HEIGHT:0.2
G1 X1 E1
;PRINTING_TIME: 100
;REMAINING_TIME: 0
;Material#1 Used: 3670.7
;Material#2 Used: 12.5
;Material#0 Used: 1
;Material#17 Used: 1
;Material## Used: 1
;Print Time: 2739
