/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-reader.h"

#include "sluice-gcode-reader.h"
#include "sluice-inflater.h"
#include "sluice-split-private.h"

#include <glib/gi18n-lib.h>

/* G-code packed by gzip, as printers and shops take it: one or several members, one after the other (RFC 1952). */

#define FIXED_HEADER 10
#define TRAILER 8

typedef struct
{
  SluiceByteSource    *source;
  SluicePartTally     *tally;
  SluiceRecordBuilder *builder;
  SluiceGcodeReader   *reader; /* NULL when it is no G-code */
  gboolean             is_decided;
} Unpacked;

static void
take_unpacked (const guint8 *data,
               gsize         length,
               gpointer      user_data)
{
  Unpacked *unpacked = user_data;

  if (!unpacked->is_decided)
    {
      unpacked->is_decided = TRUE;
      if (sluice_gcode_is_likely (data, length))
        {
          unpacked->reader = sluice_gcode_reader_new (unpacked->builder, unpacked->tally);
          sluice_gcode_reader_set_source (unpacked->reader, unpacked->source);
        }
    }

  if (unpacked->reader != NULL)
    sluice_gcode_reader_feed (unpacked->reader, data, length);
  else
    sluice_part_tally_add (unpacked->tally, SLUICE_PART_WHOLE_FILE, length, 0);
}

/* All members; the numbers of members and of bytes behind the last one. */
static gboolean
unpack_all (SluiceByteSource *source,
            SluiceInflater   *inflater,
            guint            *out_members,
            guint64          *out_behind,
            GError          **error)
{
  const guint8 *data;
  gssize got;

  *out_members = 1;
  *out_behind = 0;
  sluice_inflater_begin_gzip (inflater);

  while ((got = sluice_byte_source_next (source, &data, error)) > 0)
    for (gsize at = 0; at < (gsize) got;)
      {
        gsize used;

        if (sluice_inflater_is_finished (inflater))
          {
            /* Another member, or padding and the like, which is not read. */
            if (data[at] != 0x1f || *out_behind > 0)
              {
                *out_behind += got - at;
                break;
              }
            sluice_inflater_begin_gzip (inflater);
            (*out_members)++;
          }
        if (!sluice_inflater_feed (inflater, data + at, got - at, &used, error))
          return FALSE;
        at += used;
      }

  if (got == 0 && !sluice_inflater_is_finished (inflater))
    {
      sluice_print_set_truncated (error);
      got = -1;
    }
  return got == 0;
}

/**
 * sluice_gzip_read:
 * @source: a file that begins as gzip does
 * @error: #SluicePrintError
 *
 * Returns: (transfer full) (nullable): what is in it
 */
SluiceSplit *
sluice_gzip_read (SluiceByteSource *source,
                  GError          **error)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new ("gcode");
  Unpacked unpacked = { source, tally, builder, NULL, FALSE };
  g_autoptr(SluiceInflater) inflater = sluice_inflater_new_apart (take_unpacked, &unpacked);
  g_autoptr(SluiceGcodeReader) reader = NULL;
  guint n_members;
  guint64 n_behind;
  guint64 n_fixed;
  guint64 n_names;
  gboolean is_whole;

  sluice_part_tally_set_place (tally, NULL, TRUE);
  is_whole = unpack_all (source, inflater, &n_members, &n_behind, error);
  sluice_inflater_flush (inflater);
  reader = g_steal_pointer (&unpacked.reader);
  if (!is_whole)
    return NULL;

  if (reader != NULL)
    sluice_gcode_reader_finish (reader);

  n_fixed = (guint64) n_members * (FIXED_HEADER + TRAILER);
  n_names = sluice_inflater_get_header (inflater) - (guint64) n_members * FIXED_HEADER;
  sluice_part_tally_add_file_bytes (tally, SLUICE_PART_CONTAINER, n_fixed);
  if (n_names > 0)
    sluice_part_tally_add_file_bytes (tally, SLUICE_PART_PACKED_NAME, n_names);
  if (n_behind > 0)
    sluice_part_tally_add_file_bytes (tally, SLUICE_PART_UNKNOWN, n_behind);
  sluice_part_tally_add_file_bytes (tally, reader != NULL ? SLUICE_PART_TOOLPATH : SLUICE_PART_WHOLE_FILE,
                                    sluice_byte_source_get_size (source) - n_fixed - n_names - n_behind);

  return sluice_split_new (reader != NULL ? sluice_record_builder_finish (builder) : sluice_process_record_new ("other"),
                           tally, TRUE,
                           reader != NULL ? NULL : _("What is packed in this file is not known; all of it counts as "
                                                     "product data."));
}
