/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-unpack.h"

/** sluice_package_can_unpack: whether a member is neither locked nor packed in a way that is not read. */
gboolean
sluice_package_can_unpack (const zip_stat_t *info)
{
  return info->encryption_method == ZIP_EM_NONE &&
         (info->comp_method == ZIP_CM_DEFLATE || info->comp_method == ZIP_CM_STORE);
}

/**
 * sluice_package_unpack:
 * @zip: a package
 * @source: the file that it is in
 * @info: of one member, which can be unpacked
 * @sink: (scope call): gets it, block by block, perhaps on another thread; not after this returns
 * @sink_data: for @sink
 * @error: #SluicePrintError, or %G_IO_ERROR_CANCELLED
 *
 * What the directory says about the member has to be true.
 */
gboolean
sluice_package_unpack (zip_t               *zip,
                       SluiceByteSource    *source,
                       const zip_stat_t    *info,
                       SluiceInflaterSink   sink,
                       gpointer             sink_data,
                       GError             **error)
{
  gboolean is_stored = info->comp_method == ZIP_CM_STORE;
  /* What is stored as it is, libzip checks itself. */
  zip_file_t *file = zip_fopen_index (zip, info->index, is_stored ? 0 : ZIP_FL_COMPRESSED);
  gsize room = MIN (SLUICE_BLOCK_SIZE, info->comp_size + 1);
  guint8 *block = g_aligned_alloc (1, room, SLUICE_BLOCK_ALIGNMENT);
  g_autoptr(SluiceInflater) inflater = sluice_inflater_new_apart (sink, sink_data);
  zip_int64_t got = -1;
  gboolean goes_on = TRUE;

  sluice_inflater_begin_raw (inflater);
  while (file != NULL && goes_on && (got = zip_fread (file, block, room)) > 0)
    {
      gsize used = got;

      if (is_stored)
        sink (block, got, sink_data);
      else
        goes_on = sluice_inflater_feed (inflater, block, got, &used, error);
      goes_on = goes_on && sluice_byte_source_unpacked (source, got, error);
    }
  g_aligned_free (block);
  if (file != NULL)
    zip_fclose (file);
  if (!goes_on)
    return FALSE;

  if (got < 0 || (!is_stored && (!sluice_inflater_is_finished (inflater) ||
                                 sluice_inflater_get_out (inflater) != info->size ||
                                 sluice_inflater_get_crc (inflater) != info->crc)))
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }
  sluice_inflater_flush (inflater);
  return TRUE;
}

typedef struct
{
  GByteArray *bytes;
  gsize       max;
} Buffer;

/* Beyond what the directory states nothing is kept: sluice_package_unpack() finds that it was untrue. */
static void
keep (const guint8 *data,
      gsize         length,
      gpointer      user_data)
{
  Buffer *buffer = user_data;

  g_byte_array_append (buffer->bytes, data, MIN (length, buffer->max - buffer->bytes->len));
}

/**
 * sluice_package_read_member:
 * @zip: a package
 * @source: the file that it is in
 * @info: of one member
 * @max: most bytes that are kept in memory
 * @out_bytes: (out) (nullable) (transfer full): the member; %NULL when it is longer, or cannot be unpacked
 * @error: #SluicePrintError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: %FALSE when the file is broken or the reading was cancelled
 */
gboolean
sluice_package_read_member (zip_t             *zip,
                            SluiceByteSource  *source,
                            const zip_stat_t  *info,
                            gsize              max,
                            GBytes           **out_bytes,
                            GError           **error)
{
  g_autoptr(GByteArray) bytes = NULL;
  Buffer buffer;

  *out_bytes = NULL;
  if (info->size > max || !sluice_package_can_unpack (info))
    return TRUE;

  bytes = g_byte_array_sized_new (info->size);
  buffer = (Buffer) { bytes, info->size };
  if (!sluice_package_unpack (zip, source, info, keep, &buffer, error))
    return FALSE;

  *out_bytes = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return TRUE;
}
