/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_PROCESS_RECORD (sluice_process_record_get_type ())
#define SLUICE_TYPE_PROCESS_RESOLUTION (sluice_process_resolution_get_type ())

#define SLUICE_PROCESS_RECORD_SCHEMA "sluice.process-record/1"

/** SLUICE_PROCESS_RECORD_MAX_BYTES: no record is longer as JSON. */
#define SLUICE_PROCESS_RECORD_MAX_BYTES (2 * 1024 * 1024)

/* What a value can be; beyond it is unknown. The reader, the validator and the schema hold to the same. */
#define SLUICE_PROCESS_MAX_EXTRUDERS 16
#define SLUICE_PROCESS_MAX_SETPOINTS 16
#define SLUICE_PROCESS_MAX_LAYERS 100000
#define SLUICE_PROCESS_MAX_TIME_S 31557600
#define SLUICE_PROCESS_MAX_LAYER_TIME_S 1000000
#define SLUICE_PROCESS_MAX_EXTRUDER_C 500
#define SLUICE_PROCESS_MAX_BED_C 200
#define SLUICE_PROCESS_MAX_VOLUME_C 200
#define SLUICE_PROCESS_MIN_NOZZLE_MM 0.05
#define SLUICE_PROCESS_MAX_NOZZLE_MM 5
#define SLUICE_PROCESS_MIN_HEIGHT_MM 0.001
#define SLUICE_PROCESS_MAX_HEIGHT_MM 5
#define SLUICE_PROCESS_MAX_LENGTH_MM 10000000
#define SLUICE_PROCESS_MAX_VOLUME_MM3 100000000
#define SLUICE_PROCESS_MAX_MASS_G 100000

/**
 * SluiceProcessResolution:
 * @SLUICE_PROCESS_RESOLUTION_FULL: every value as it was found
 * @SLUICE_PROCESS_RESOLUTION_COARSE: of the object only a class of size, so that
 *   many objects share a record
 *
 * How much a record tells.
 */
typedef enum
{
  SLUICE_PROCESS_RESOLUTION_FULL,
  SLUICE_PROCESS_RESOLUTION_COARSE,
} SluiceProcessResolution;

/**
 * SluiceProcessSize:
 * @SLUICE_PROCESS_SIZE_UNKNOWN: not known, or shared by several extruders
 * @SLUICE_PROCESS_SIZE_SMALL: takes up to 8 cm³ of plastic, or what goes with that
 * @SLUICE_PROCESS_SIZE_MEDIUM: up to 25 cm³
 * @SLUICE_PROCESS_SIZE_LARGE: more
 *
 * What a coarse record tells of the size of a print.
 */
typedef enum
{
  SLUICE_PROCESS_SIZE_UNKNOWN,
  SLUICE_PROCESS_SIZE_SMALL,
  SLUICE_PROCESS_SIZE_MEDIUM,
  SLUICE_PROCESS_SIZE_LARGE,
} SluiceProcessSize;

/**
 * SluiceSetpoints:
 * @count: how many there are
 * @values_c: the temperatures a heater is set to, in °C, each once, rising; never 0 (off)
 */
typedef struct
{
  guint count;
  int   values_c[SLUICE_PROCESS_MAX_SETPOINTS];
} SluiceSetpoints;

/**
 * SluiceProcessExtruder:
 * @nozzle_diameter_mm: NAN when unknown
 * @nozzle_name: (nullable): from %SLUICE_NAME_LIST_NOZZLES
 * @initial_temperature_c: NAN when unknown
 * @material_guid: (nullable): GUID of a material that everybody has
 * @material_type: (nullable): from %SLUICE_NAME_LIST_MATERIALS
 * @filament_length_mm: as the file states it, or as its moves use it; NAN when unknown
 * @filament_volume_mm3: as the file states it, or as its moves use it; NAN when unknown
 * @filament_mass_g: as the file states it; NAN when it does not
 * @filament_from: (nullable): "stated" or "counted"; %NULL when no use of filament is known
 * @setpoints: temperatures it is set to
 *
 * One extruder. All strings are those of the shipped lists, and static.
 */
typedef struct
{
  double          nozzle_diameter_mm;
  const char     *nozzle_name;
  double          initial_temperature_c;
  const char     *material_guid;
  const char     *material_type;
  double          filament_length_mm;
  double          filament_volume_mm3;
  double          filament_mass_g;
  const char     *filament_from;
  SluiceSetpoints setpoints;
} SluiceProcessExtruder;

/**
 * SluiceProcessRecord:
 * @record_id: random, never derived from the file
 * @resolution: how much it tells
 * @format: from %SLUICE_NAME_LIST_FORMATS
 * @slicer_name: (nullable): from %SLUICE_NAME_LIST_SLICERS
 * @slicer_version: numbers and dots; empty when unknown
 * @flavor: (nullable): from %SLUICE_NAME_LIST_FLAVORS
 * @machine_name: (nullable): from %SLUICE_NAME_LIST_MACHINES
 * @build_plate_temperature_c: first one; NAN when unknown
 * @build_volume_temperature_c: NAN when unknown or not heated
 * @extruders: by index; see sluice_process_record_get_extruder()
 * @stated_time_s: how long the slicer says it takes; NAN when unknown
 * @layer_times_s: (nullable) (element-type double): how long each layer takes,
 *   in the order of the file; %NULL when unknown
 * @layer_count: layers counted in the file, raft included; -1 when unknown
 * @stated_layer_count: layers that the header states; -1 when unknown
 * @layer_height_mm: NAN when unknown
 * @infill_density_pct: NAN when unknown
 * @support: 1 with support, 0 without, -1 unknown
 * @adhesion: (nullable): from %SLUICE_NAME_LIST_ADHESIONS
 * @fan_max_pct: fastest the part fan is set to; NAN when unknown
 * @bed_setpoints: temperatures the bed is set to
 *
 * What is known of how a file is printed, and nothing of what it prints.
 * Immutable once it is handed out. docs/process-record.md tells where each
 * value comes from.
 */
typedef struct
{
  char                    record_id[37];
  SluiceProcessResolution resolution;
  const char             *format;
  const char             *slicer_name;
  char                    slicer_version[24];
  const char             *flavor;
  const char             *machine_name;
  double                  build_plate_temperature_c;
  double                  build_volume_temperature_c;
  SluiceProcessExtruder   extruders[SLUICE_PROCESS_MAX_EXTRUDERS];
  double                  stated_time_s;
  GArray                 *layer_times_s;
  int                     layer_count;
  int                     stated_layer_count;
  double                  layer_height_mm;
  double                  infill_density_pct;
  int                     support;
  const char             *adhesion;
  double                  fan_max_pct;
  SluiceSetpoints         bed_setpoints;
} SluiceProcessRecord;

GType                        sluice_process_resolution_get_type  (void);
GType                        sluice_process_record_get_type      (void);
SluiceProcessRecord         *sluice_process_record_new           (const char          *format);
SluiceProcessRecord         *sluice_process_record_ref           (SluiceProcessRecord *self);
void                         sluice_process_record_unref         (SluiceProcessRecord *self);

const SluiceProcessExtruder *sluice_process_record_get_extruder  (SluiceProcessRecord *self,
                                                                  guint                index);
SluiceProcessRecord         *sluice_process_record_coarsen       (SluiceProcessRecord *self);
SluiceProcessSize            sluice_process_record_get_size      (SluiceProcessRecord *self);
gboolean                     sluice_process_record_is_coarse     (JsonObject          *object);
GBytes                      *sluice_process_record_to_json       (SluiceProcessRecord *self,
                                                                  gboolean             pretty);
gboolean                     sluice_process_record_validate      (JsonObject          *object,
                                                                  GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceProcessRecord, sluice_process_record_unref)

G_END_DECLS
