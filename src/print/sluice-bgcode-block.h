/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Headers of binary G-code, as they lie in the file. Private to this room. */

/** SluiceBgcodeType: what a block holds; the numbers are the format's. */
typedef enum
{
  SLUICE_BGCODE_TYPE_FILE,
  SLUICE_BGCODE_TYPE_GCODE,
  SLUICE_BGCODE_TYPE_SLICER,
  SLUICE_BGCODE_TYPE_PRINTER,
  SLUICE_BGCODE_TYPE_PRINT,
  SLUICE_BGCODE_TYPE_THUMBNAIL,
} SluiceBgcodeType;

/** SluiceBgcodePacking: how the data of a block is packed; the numbers are the format's. */
typedef enum
{
  SLUICE_BGCODE_PACKING_NONE,
  SLUICE_BGCODE_PACKING_DEFLATE,
  SLUICE_BGCODE_PACKING_HEATSHRINK_11,
  SLUICE_BGCODE_PACKING_HEATSHRINK_12,
} SluiceBgcodePacking;

#define SLUICE_BGCODE_METADATA_INI 0
#define SLUICE_BGCODE_METADATA_JSON 1

#define SLUICE_BGCODE_GCODE_PLAIN 0
#define SLUICE_BGCODE_GCODE_MEATPACK 1
#define SLUICE_BGCODE_GCODE_MEATPACK_COMMENTS 2

/** SLUICE_BGCODE_FILE_HEADER: bytes before the first block. */
#define SLUICE_BGCODE_FILE_HEADER 10

/** SLUICE_BGCODE_LONGEST_HEADER: bytes of the longest header of a block, its parameters included. */
#define SLUICE_BGCODE_LONGEST_HEADER 18

/** SLUICE_BGCODE_CHECKSUM: bytes of a CRC-32. */
#define SLUICE_BGCODE_CHECKSUM 4

typedef struct
{
  SluiceBgcodeType    type;
  SluiceBgcodePacking packing;
  guint               encoding; /* the first parameter: how what is unpacked is to be read */
  guint32             unpacked;  /* bytes of data, as stated */
  guint32             packed;    /* bytes of data in the file */
} SluiceBgcodeBlock;

gboolean    sluice_bgcode_parse_file   (const guint8            *data,
                                        gboolean                *out_has_checksums);
gsize       sluice_bgcode_measure      (const guint8            *data);
gboolean    sluice_bgcode_parse_block  (const guint8            *data,
                                        SluiceBgcodeBlock       *out_block);
gboolean    sluice_bgcode_may_follow   (SluiceBgcodeType         type,
                                        int                      before);
const char *sluice_bgcode_type_to_name (SluiceBgcodeType         type);

G_END_DECLS
