/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-bgcode-block.h"

#include <string.h>

/*
 * By libbgcode's doc/specifications.md, and its core.hpp where the code is
 * newer than that text (metadata as JSON). All numbers have their lowest byte
 * first. What is not named here is not known, and nobody may guess what follows
 * it.
 */

#define VERSION 1
#define FIRST_WORDS 4 /* bytes of the type and the packing */

static const struct
{
  const char *name;
  guint       place; /* blocks come in this order */
  gboolean    may_repeat;
  gsize       parameters; /* bytes */
  guint       n_encodings;
} types[] = {
  [SLUICE_BGCODE_TYPE_FILE] = { "File metadata", 0, FALSE, 2, SLUICE_BGCODE_METADATA_JSON + 1 },
  [SLUICE_BGCODE_TYPE_PRINTER] = { "Printer metadata", 1, FALSE, 2, SLUICE_BGCODE_METADATA_JSON + 1 },
  [SLUICE_BGCODE_TYPE_THUMBNAIL] = { "Thumbnail", 2, TRUE, 6, G_MAXUINT },
  [SLUICE_BGCODE_TYPE_PRINT] = { "Print metadata", 3, FALSE, 2, SLUICE_BGCODE_METADATA_JSON + 1 },
  [SLUICE_BGCODE_TYPE_SLICER] = { "Slicer metadata", 4, TRUE, 2, SLUICE_BGCODE_METADATA_JSON + 1 },
  [SLUICE_BGCODE_TYPE_GCODE] = { "G-code", 5, TRUE, 2, SLUICE_BGCODE_GCODE_MEATPACK_COMMENTS + 1 },
};

static guint16
read_16 (const guint8 *data)
{
  guint16 number;

  memcpy (&number, data, sizeof number);
  return GUINT16_FROM_LE (number);
}

static guint32
read_32 (const guint8 *data)
{
  guint32 number;

  memcpy (&number, data, sizeof number);
  return GUINT32_FROM_LE (number);
}

/**
 * sluice_bgcode_parse_file:
 * @data: %SLUICE_BGCODE_FILE_HEADER bytes
 * @out_has_checksums: (out): whether each block ends with a CRC-32
 *
 * Returns: whether the file is of a known version
 */
gboolean
sluice_bgcode_parse_file (const guint8 *data,
                          gboolean     *out_has_checksums)
{
  guint16 checksum = read_16 (data + 8);

  *out_has_checksums = checksum == 1;
  return memcmp (data, "GCDE", 4) == 0 && read_32 (data + 4) == VERSION && checksum <= 1;
}

/** sluice_bgcode_measure: bytes of a block's header and parameters, by its first 4 bytes; 0 when it is not known. */
gsize
sluice_bgcode_measure (const guint8 *data)
{
  guint type = read_16 (data);
  guint packing = read_16 (data + 2);

  if (type >= G_N_ELEMENTS (types) || packing > SLUICE_BGCODE_PACKING_HEATSHRINK_12)
    return 0;
  return FIRST_WORDS + 4 + (packing != SLUICE_BGCODE_PACKING_NONE ? 4 : 0) + types[type].parameters;
}

/**
 * sluice_bgcode_parse_block:
 * @data: as many bytes as sluice_bgcode_measure() says
 * @out_block: (out): the block
 *
 * Returns: whether its encoding is known
 */
gboolean
sluice_bgcode_parse_block (const guint8      *data,
                           SluiceBgcodeBlock *out_block)
{
  gsize length = sluice_bgcode_measure (data);

  out_block->type = read_16 (data);
  out_block->packing = read_16 (data + 2);
  out_block->unpacked = read_32 (data + FIRST_WORDS);
  out_block->packed = out_block->packing != SLUICE_BGCODE_PACKING_NONE ? read_32 (data + FIRST_WORDS + 4)
                                                                       : out_block->unpacked;
  out_block->encoding = read_16 (data + length - types[out_block->type].parameters);
  return out_block->encoding < types[out_block->type].n_encodings;
}

/** sluice_bgcode_may_follow: whether a block of @type may stand behind one of type @before; -1 for none. */
gboolean
sluice_bgcode_may_follow (SluiceBgcodeType type,
                          int              before)
{
  if (before < 0)
    return TRUE;
  if ((int) type == before)
    return types[type].may_repeat;
  return types[type].place > types[before].place;
}

/** sluice_bgcode_type_to_name: what the format calls blocks of @type, in any language. */
const char *
sluice_bgcode_type_to_name (SluiceBgcodeType type)
{
  return types[type].name;
}
