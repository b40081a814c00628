/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-bgcode-reader.h"

#include "sluice-bgcode-block.h"
#include "sluice-bgcode-metadata.h"
#include "sluice-gcode-reader.h"
#include "sluice-heatshrink.h"
#include "sluice-inflater.h"
#include "sluice-meatpack.h"
#include "sluice-split-private.h"

#include <glib/gi18n-lib.h>
#include <isa-l/crc.h>
#include <string.h>

/*
 * Binary G-code, as PrusaSlicer writes it: blocks of settings, pictures and
 * packed G-code, one behind the other. It is read once, from front to back.
 * Where something is not known, nobody can say where the next block begins or
 * what it would mean, and the whole file is product data.
 */

typedef struct
{
  SluiceByteSource     *source;
  SluicePartTally      *tally;
  SluiceRecordBuilder  *builder;
  SluiceGcodeReader    *gcode;
  SluiceBgcodeMetadata *metadata;
  SluiceInflater       *inflater;   /* this and the next two: NULL until a block needs it */
  SluiceHeatshrink     *heatshrink;
  SluiceMeatpack       *meatpack;

  const guint8         *data; /* of the source; what lies before "at" is read */
  gsize                 length;
  gsize                 at;
  guint64               n_left; /* bytes of the file */

  gboolean              has_checksums;
  guint32               crc;
  gboolean              is_unknown; /* something is; the file stays as a whole */
  int                   before;     /* type of the last block; -1 before the first */
  gboolean              is_plain;   /* G-code blocks are text as it is */
  SluiceBgcodeBlock     block;
  guint64               n_unpacked; /* of the block */
} Bgcode;

static void
clear (Bgcode *self)
{
  g_clear_pointer (&self->meatpack, sluice_meatpack_free);
  g_clear_pointer (&self->heatshrink, sluice_heatshrink_free);
  g_clear_pointer (&self->inflater, sluice_inflater_free);
  g_clear_pointer (&self->metadata, sluice_bgcode_metadata_free);
  g_clear_pointer (&self->gcode, sluice_gcode_reader_free);
  g_clear_pointer (&self->builder, sluice_record_builder_free);
  g_clear_pointer (&self->tally, sluice_part_tally_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bgcode, clear)

/* The next bytes, @most at most; 0 at the end of the file, -1 on error. */
static gssize
next_bytes (Bgcode        *self,
            guint64        most,
            const guint8 **out_data,
            GError       **error)
{
  gsize length;

  if (self->at == self->length)
    {
      gssize got = sluice_byte_source_next (self->source, &self->data, error);

      if (got <= 0)
        return got;
      self->at = 0;
      self->length = got;
    }

  length = MIN (most, self->length - self->at);
  *out_data = self->data + self->at;
  self->at += length;
  self->n_left -= length;
  self->crc = crc32_gzip_refl (self->crc, *out_data, length);
  return length;
}

static gboolean
read_exactly (Bgcode  *self,
              guint8  *buffer,
              gsize    length,
              GError **error)
{
  while (length > 0)
    {
      const guint8 *data;
      gssize got = next_bytes (self, length, &data, error);

      if (got == 0)
        sluice_print_set_truncated (error);
      if (got <= 0)
        return FALSE;
      memcpy (buffer, data, got);
      buffer += got;
      length -= got;
    }

  return TRUE;
}

static void
take_text (const guint8 *data,
           gsize         length,
           gpointer      user_data)
{
  Bgcode *self = user_data;

  sluice_gcode_reader_feed (self->gcode, data, length);
}

static void
take_unpacked (const guint8 *data,
               gsize         length,
               gpointer      user_data)
{
  Bgcode *self = user_data;

  self->n_unpacked += length;
  if (self->block.type != SLUICE_BGCODE_TYPE_GCODE)
    sluice_bgcode_metadata_feed (self->metadata, data, length);
  else if (self->block.encoding == SLUICE_BGCODE_GCODE_PLAIN)
    take_text (data, length, self);
  else
    sluice_meatpack_feed (self->meatpack, data, length);
}

static void
begin_unpacking (Bgcode *self)
{
  SluiceBgcodePacking packing = self->block.packing;

  self->n_unpacked = 0;
  if (self->block.type == SLUICE_BGCODE_TYPE_GCODE && self->block.encoding != SLUICE_BGCODE_GCODE_PLAIN)
    {
      if (self->meatpack == NULL)
        self->meatpack = sluice_meatpack_new (take_text, self);
      sluice_meatpack_begin (self->meatpack);
    }

  if (packing == SLUICE_BGCODE_PACKING_DEFLATE)
    {
      if (self->inflater == NULL)
        self->inflater = sluice_inflater_new (take_unpacked, self);
      sluice_inflater_begin_zlib (self->inflater);
    }
  else if (packing != SLUICE_BGCODE_PACKING_NONE)
    {
      if (self->heatshrink == NULL)
        self->heatshrink = sluice_heatshrink_new (take_unpacked, self);
      sluice_heatshrink_begin (self->heatshrink, packing == SLUICE_BGCODE_PACKING_HEATSHRINK_11 ? 11 : 12);
    }
}

static gboolean
unpack (Bgcode        *self,
        const guint8  *data,
        gsize          length,
        GError       **error)
{
  gsize used = length;

  if (self->block.packing == SLUICE_BGCODE_PACKING_NONE)
    take_unpacked (data, length, self);
  else if (self->block.packing != SLUICE_BGCODE_PACKING_DEFLATE)
    sluice_heatshrink_feed (self->heatshrink, data, length);
  else if (!sluice_inflater_feed (self->inflater, data, length, &used, error))
    return FALSE;

  /* More than it says, or something behind the packed data. */
  if (self->n_unpacked > self->block.unpacked || used < length)
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }
  return TRUE;
}

/* Hands over what is left; whether the data was what the header says. */
static gboolean
finish_unpacking (Bgcode *self)
{
  gboolean is_whole = TRUE;

  if (self->block.packing == SLUICE_BGCODE_PACKING_DEFLATE)
    {
      is_whole = sluice_inflater_is_finished (self->inflater);
      sluice_inflater_flush (self->inflater);
    }
  else if (self->block.packing != SLUICE_BGCODE_PACKING_NONE)
    is_whole = sluice_heatshrink_finish (self->heatshrink);

  is_whole = is_whole && self->n_unpacked == self->block.unpacked;
  if (self->block.type != SLUICE_BGCODE_TYPE_GCODE)
    sluice_bgcode_metadata_finish (self->metadata);
  else if (self->block.encoding != SLUICE_BGCODE_GCODE_PLAIN)
    is_whole = sluice_meatpack_finish (self->meatpack) && is_whole;
  return is_whole;
}

/* Whose the packed data is, and whether it is unpacked at all. */
static gboolean
count_data (Bgcode *self)
{
  SluiceBgcodeBlock *block = &self->block;
  gboolean is_packed = block->packing != SLUICE_BGCODE_PACKING_NONE;
  SluicePartId part = SLUICE_PART_COMMENTS;
  gboolean is_read = FALSE;

  sluice_part_tally_set_place (self->tally, sluice_bgcode_type_to_name (block->type), TRUE);
  if (block->type == SLUICE_BGCODE_TYPE_THUMBNAIL)
    {
      part = SLUICE_PART_PICTURES;
      sluice_part_tally_found (self->tally, part, NULL, 0);
    }
  else if (block->type == SLUICE_BGCODE_TYPE_GCODE)
    {
      part = SLUICE_PART_TOOLPATH;
      is_read = TRUE;
      is_packed = !self->is_plain;
    }
  else if (block->encoding == SLUICE_BGCODE_METADATA_INI)
    is_read = TRUE;
  else
    part = SLUICE_PART_SETTINGS_UNREAD;

  if (is_read)
    sluice_part_tally_set_place (self->tally, sluice_bgcode_type_to_name (block->type), is_packed);
  else
    sluice_part_tally_add (self->tally, part, block->unpacked, 0);
  if (is_packed || !is_read)
    sluice_part_tally_add_file_bytes (self->tally, part, block->packed);
  return is_read;
}

static gboolean
read_data (Bgcode  *self,
           GError **error)
{
  gboolean is_read = count_data (self);

  /* An empty block is empty, however it says that it is packed. */
  if (self->block.packed == 0 && self->block.unpacked == 0)
    return TRUE;

  if (is_read)
    begin_unpacking (self);
  for (guint64 left = self->block.packed; left > 0;)
    {
      const guint8 *data;
      gssize got = next_bytes (self, left, &data, error);

      if (got == 0)
        sluice_print_set_truncated (error);
      if (got <= 0 || (is_read && !unpack (self, data, got, error)))
        return FALSE;
      left -= got;
    }

  if (is_read && !finish_unpacking (self))
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_crc (Bgcode  *self,
           GError **error)
{
  guint32 expected = self->crc;
  guint32 stated;

  if (!self->has_checksums)
    return TRUE;
  if (!read_exactly (self, (guint8 *) &stated, sizeof stated, error))
    return FALSE;
  if (GUINT32_FROM_LE (stated) == expected)
    return TRUE;

  sluice_print_set_truncated (error);
  return FALSE;
}

/* What is known of the format, but not in this place. */
static gboolean
is_out_of_place (Bgcode *self)
{
  SluiceBgcodeBlock *block = &self->block;
  gboolean is_plain = block->packing == SLUICE_BGCODE_PACKING_NONE && block->encoding == SLUICE_BGCODE_GCODE_PLAIN;

  if (!sluice_bgcode_may_follow (block->type, self->before))
    return TRUE;
  if (block->type != SLUICE_BGCODE_TYPE_GCODE)
    return FALSE;

  /* A line may go on in the next block, and its bytes are counted in one way. */
  if (self->before == SLUICE_BGCODE_TYPE_GCODE)
    return is_plain != self->is_plain;

  self->is_plain = is_plain;
  return FALSE;
}

/* FALSE with an error, or when something is not known. */
static gboolean
read_block (Bgcode  *self,
            GError **error)
{
  guint8 header[SLUICE_BGCODE_LONGEST_HEADER];
  gsize checksum = self->has_checksums ? SLUICE_BGCODE_CHECKSUM : 0;
  gsize length;

  self->crc = 0;
  if (!read_exactly (self, header, 4, error))
    return FALSE;
  length = sluice_bgcode_measure (header);
  self->is_unknown = length == 0;
  if (self->is_unknown || !read_exactly (self, header + 4, length - 4, error))
    return FALSE;

  self->is_unknown = !sluice_bgcode_parse_block (header, &self->block) || is_out_of_place (self);
  if (self->is_unknown)
    return FALSE;
  if ((guint64) self->block.packed + checksum > self->n_left)
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }

  /* Notes in the G-code can look like settings; those that the blocks before it state are the slicer's own. */
  if (self->block.type == SLUICE_BGCODE_TYPE_GCODE && self->before == SLUICE_BGCODE_TYPE_SLICER)
    sluice_record_builder_settle (self->builder);
  sluice_part_tally_set_place (self->tally, NULL, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, SLUICE_PART_CONTAINER, length + checksum);
  self->before = self->block.type;
  return read_data (self, error) && check_crc (self, error);
}

static gboolean
read_file (Bgcode  *self,
           GError **error)
{
  guint8 header[SLUICE_BGCODE_FILE_HEADER];

  if (!read_exactly (self, header, sizeof header, error))
    return FALSE;
  self->is_unknown = !sluice_bgcode_parse_file (header, &self->has_checksums);
  sluice_part_tally_add_file_bytes (self->tally, SLUICE_PART_CONTAINER, sizeof header);
  while (!self->is_unknown && self->n_left > 0)
    if (!read_block (self, error))
      return FALSE;

  if (!self->is_unknown && self->before != SLUICE_BGCODE_TYPE_GCODE)
    sluice_print_set_truncated (error);
  return !self->is_unknown && self->before == SLUICE_BGCODE_TYPE_GCODE;
}

/* Whatever was made of its beginning is thrown away. */
static SluiceSplit *
keep_whole (Bgcode  *self,
            GError **error)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  const guint8 *data;
  gssize got;

  while ((got = sluice_byte_source_next (self->source, &data, error)) > 0)
    ;
  if (got < 0)
    return NULL;

  /* Or a copy would end where the unknown begins, and the print with it. */
  sluice_byte_source_forget_gcode (self->source);
  sluice_part_tally_add (tally, SLUICE_PART_WHOLE_FILE, sluice_byte_source_get_size (self->source), 0);
  return sluice_split_new (sluice_process_record_new ("bgcode"), tally, FALSE,
                           _("This binary G-code is built in a way that Sluice does not know; all of it counts as "
                             "product data."));
}

/**
 * sluice_bgcode_read:
 * @source: a file that says it is binary G-code
 * @error: #SluicePrintError
 *
 * Reads binary G-code; memory is the same for a file of any size. The format
 * is that of libbgcode, doc/specifications.md.
 *
 * Returns: (transfer full) (nullable): what is in it
 */
SluiceSplit *
sluice_bgcode_read (SluiceByteSource *source,
                    GError          **error)
{
  g_auto(Bgcode) self = { .source = source, .before = -1, .n_left = sluice_byte_source_get_size (source) };

  self.tally = sluice_part_tally_new ();
  self.builder = sluice_record_builder_new ("bgcode");
  self.gcode = sluice_gcode_reader_new (self.builder, self.tally);
  sluice_gcode_reader_set_source (self.gcode, source);
  self.metadata = sluice_bgcode_metadata_new (self.builder, self.tally);
  if (!read_file (&self, error))
    return self.is_unknown ? keep_whole (&self, error) : NULL;

  sluice_gcode_reader_finish (self.gcode);
  return sluice_split_new (sluice_record_builder_finish (self.builder), self.tally, TRUE, NULL);
}
