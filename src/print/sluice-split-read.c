/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split.h"

#include "sluice-bgcode-reader.h"
#include "sluice-byte-source.h"
#include "sluice-gcode-findings.h"
#include "sluice-gcode-reader.h"
#include "sluice-package-reader.h"
#include "sluice-split-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Tells what a file is by its first block, never by its name, and has it read. */

#define STL_HEADER 80
#define STL_FACET 50

static gboolean
begins_with (const guint8 *data,
             gsize         length,
             const char   *magic)
{
  return length >= strlen (magic) && memcmp (data, magic, strlen (magic)) == 0;
}

static gboolean
is_zip (const guint8 *data,
        gsize         length)
{
  return begins_with (data, length, "PK\003\004") || begins_with (data, length, "PK\005\006");
}

/* By its size: the header of a binary file may begin with "solid" as a text does. */
static gboolean
is_binary_stl (const guint8 *data,
               gsize         length,
               guint64       size)
{
  guint32 n_facets;

  if (length < STL_HEADER + sizeof n_facets)
    return FALSE;

  memcpy (&n_facets, data + STL_HEADER, sizeof n_facets);
  return size == STL_HEADER + sizeof n_facets + (guint64) GUINT32_FROM_LE (n_facets) * STL_FACET;
}

static gboolean
is_text_stl (const guint8 *data,
             gsize         length)
{
  return begins_with (data, length, "solid") && g_strstr_len ((const char *) data, length, "facet") != NULL;
}

/* Whether the last block states what is used: a plain file can be looked at there before all else is read. */
static gboolean
end_states_filament (SluiceByteSource *source)
{
  g_autofree guint8 *data = NULL;
  guint64 size = sluice_byte_source_get_size (source);
  const guint8 *newline;
  gssize got;

  /* Then the first block was the last one too. */
  if (size <= SLUICE_BLOCK_SIZE)
    return FALSE;

  data = g_malloc (SLUICE_BLOCK_SIZE);
  got = sluice_byte_source_read_at (source, size - SLUICE_BLOCK_SIZE, data, SLUICE_BLOCK_SIZE);
  newline = got > 0 ? memchr (data, '\n', got) : NULL;
  return newline != NULL && sluice_gcode_states_filament (newline, data + got - newline, NULL);
}

static SluiceSplit *
read_gcode (SluiceByteSource *source,
            GError          **error)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new ("gcode");
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, tally);
  const guint8 *data;
  gssize got = sluice_byte_source_next (source, &data, error);

  if (got < 0)
    return NULL;
  sluice_byte_source_unread (source);

  if (!sluice_gcode_states_filament (data, got, NULL) && !end_states_filament (source))
    sluice_gcode_reader_sum_extrusion (reader);
  while ((got = sluice_byte_source_next (source, &data, error)) > 0)
    {
      sluice_byte_source_show_gcode (source, data, got);
      sluice_gcode_reader_feed (reader, data, got);
    }
  if (got < 0)
    return NULL;

  sluice_gcode_reader_finish (reader);
  return sluice_split_new (sluice_record_builder_finish (builder), tally, FALSE, NULL);
}

/* All of it is product data; @head bytes at its beginning are those of @head_part. */
static SluiceSplit *
read_product (SluiceByteSource *source,
              const char       *format,
              SluicePartId      part,
              SluicePartId      head_part,
              gsize             head,
              const char       *notice,
              GError          **error)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  const guint8 *data;
  gssize got;

  while ((got = sluice_byte_source_next (source, &data, error)) > 0)
    {
      gsize in_head = MIN (head, (gsize) got);

      if (in_head > 0)
        sluice_part_tally_add (tally, head_part, in_head, 0);
      if (in_head < (gsize) got)
        sluice_part_tally_add (tally, part, got - in_head, 0);
      head -= in_head;
    }
  if (got < 0)
    return NULL;

  return sluice_split_new (sluice_process_record_new (format), tally, FALSE, notice);
}

static SluiceSplit *
read_stl (SluiceByteSource *source,
          const guint8     *data,
          gsize             length,
          gboolean          is_text,
          GError          **error)
{
  const guint8 *line_end = is_text ? memchr (data, '\n', length) : NULL;
  gsize head = is_text ? (line_end != NULL ? (gsize) (line_end + 1 - data) : 0) : STL_HEADER;
  gboolean has_path = sluice_gcode_has_path ((const char *) data, head);

  return read_product (source, "stl", SLUICE_PART_GEOMETRY,
                       has_path ? SLUICE_PART_FILE_PATHS : SLUICE_PART_OBJECT_NAMES, head,
                       _("An STL file is a shape and nothing else; all of it counts as product data."), error);
}

static SluiceSplit *
read_source (SluiceByteSource *source,
             GError          **error)
{
  const guint8 *data;
  gssize length = sluice_byte_source_next (source, &data, error);

  if (length < 0)
    return NULL;
  sluice_byte_source_unread (source);

  if (begins_with (data, length, "\x1f\x8b"))
    return sluice_gzip_read (source, error);
  if (is_zip (data, length))
    return sluice_package_read (source, error);
  if (begins_with (data, length, "GCDE"))
    return sluice_bgcode_read (source, error);
  if (is_binary_stl (data, length, sluice_byte_source_get_size (source)))
    return read_stl (source, data, length, FALSE, error);
  if (is_text_stl (data, length))
    return read_stl (source, data, length, TRUE, error);
  if (sluice_gcode_is_likely (data, length))
    return read_gcode (source, error);

  return read_product (source, "other", SLUICE_PART_WHOLE_FILE, SLUICE_PART_WHOLE_FILE, 0,
                       _("This is no print file that Sluice knows; all of it counts as product data."), error);
}

/* Reads the file, and once more where the first time did not tell how much filament is used. */
static SluiceSplit *
read_fully (SluiceByteSource *source,
            GError          **error)
{
  g_autoptr(SluiceSplit) split = read_source (source, error);
  g_autoptr(GError) local_error = NULL;

  if (split == NULL)
    return NULL;

  /* A beginning that let one expect a statement, and no statement: what is used has to be summed after all. */
  if (sluice_byte_source_read_again (source, &local_error))
    {
      g_clear_object (&split);
      split = read_source (source, &local_error);
      if (split != NULL && !sluice_byte_source_is_unchanged (source, &local_error))
        g_clear_object (&split);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  return g_steal_pointer (&split);
}

/**
 * sluice_split_read:
 * @path: a file
 * @tap: (nullable) (scope call): sees every byte of the file once, in order
 * @tap_data: for @tap
 * @progress: (nullable) (scope call): is told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: #SluicePrintError, what the tap says, or %G_IO_ERROR_CANCELLED. No
 *   message holds anything out of the file
 *
 * Reads a print file and tells product from process data. Blocks; memory is
 * the same for a file of any size.
 *
 * Returns: (transfer full) (nullable): what is in the file
 */
SluiceSplit *
sluice_split_read (const char          *path,
                   SluiceSplitTap       tap,
                   gpointer             tap_data,
                   SluiceSplitProgress  progress,
                   gpointer             progress_data,
                   GCancellable        *cancellable,
                   GError             **error)
{
  g_autoptr(SluiceByteSource) source = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  source = sluice_byte_source_new (path, tap, tap_data, progress, progress_data, cancellable, error);
  return source != NULL ? read_fully (source, error) : NULL;
}

/**
 * sluice_split_read_gcode:
 * @path: a file
 * @tap: (scope call): sees all its G-code, unpacked and in order
 * @tap_data: for @tap
 * @progress: (nullable) (scope call): is told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): stops it
 * @out_has_gcode: (out): whether there was any
 * @error: #SluicePrintError, what the tap says, or %G_IO_ERROR_CANCELLED
 *
 * Takes the G-code out of a print file of any format. Blocks.
 *
 * Returns: whether the file was read to its end
 */
gboolean
sluice_split_read_gcode (const char           *path,
                         SluiceSplitTap        tap,
                         gpointer              tap_data,
                         SluiceSplitProgress   progress,
                         gpointer              progress_data,
                         GCancellable         *cancellable,
                         gboolean             *out_has_gcode,
                         GError              **error)
{
  g_autoptr(SluiceByteSource) source =
    sluice_byte_source_new (path, NULL, NULL, progress, progress_data, cancellable, error);
  g_autoptr(SluiceSplit) split = NULL;

  if (source == NULL)
    return FALSE;

  sluice_byte_source_set_gcode_tap (source, tap, tap_data);
  split = read_source (source, error);
  return split != NULL && sluice_byte_source_is_unchanged (source, error) &&
         sluice_byte_source_has_shown_gcode (source, out_has_gcode, error);
}
