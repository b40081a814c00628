/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "test-bgcode.h"

#include <gio/gio.h>
#include <string.h>

#define LONGEST_REPEAT 16
#define HASHES 4096

static void
append_16 (GByteArray *bytes,
           guint16     number)
{
  number = GUINT16_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

static void
append_32 (GByteArray *bytes,
           guint32     number)
{
  number = GUINT32_TO_LE (number);
  g_byte_array_append (bytes, (const guint8 *) &number, sizeof number);
}

/* CRC-32 of ISO 3309, bit by bit: slow, and nobody else's. */
static guint32
find_crc (const guint8 *data,
          gsize         length)
{
  guint32 crc = ~0u;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
    }

  return ~crc;
}

/** test_bgcode_new: (transfer full): a file without blocks. */
GByteArray *
test_bgcode_new (gboolean has_checksums)
{
  GByteArray *file = g_byte_array_new ();

  g_byte_array_append (file, (const guint8 *) "GCDE", 4);
  append_32 (file, 1);
  append_16 (file, has_checksums);
  return file;
}

/** test_bgcode_add_block: a block with @data as it is, which says that it is @unpacked bytes; its CRC is right. */
void
test_bgcode_add_block (GByteArray *file,
                       guint       type,
                       guint       packing,
                       guint       encoding,
                       guint32     unpacked,
                       const void *data,
                       gsize       length)
{
  gsize start = file->len;

  append_16 (file, type);
  append_16 (file, packing);
  append_32 (file, unpacked);
  if (packing != TEST_BGCODE_NONE)
    append_32 (file, length);
  append_16 (file, encoding);
  if (type == TEST_BGCODE_THUMBNAIL)
    append_32 (file, 16 | 16 << 16);
  g_byte_array_append (file, data, length);
  if (file->data[8] == 1)
    append_32 (file, find_crc (file->data + start, file->len - start));
}

/** test_bgcode_add: a block with @text, encoded and packed as it says. */
void
test_bgcode_add (GByteArray *file,
                 guint       type,
                 guint       packing,
                 guint       encoding,
                 const char *text,
                 gssize      length)
{
  g_autoptr(GByteArray) encoded = NULL;
  g_autoptr(GByteArray) packed = NULL;

  if (length < 0)
    length = strlen (text);
  if (type == TEST_BGCODE_GCODE && encoding != TEST_BGCODE_PLAIN)
    encoded = test_bgcode_meatpack (text, length, encoding == TEST_BGCODE_MEATPACK_COMMENTS);
  else
    encoded = g_byte_array_append (g_byte_array_new (), (const guint8 *) text, length);

  if (packing == TEST_BGCODE_DEFLATE)
    packed = test_bgcode_deflate (encoded->data, encoded->len);
  else if (packing != TEST_BGCODE_NONE)
    packed = test_bgcode_heatshrink (encoded->data, encoded->len, packing == TEST_BGCODE_HEATSHRINK_11 ? 11 : 12);
  else
    packed = g_byte_array_ref (encoded);
  test_bgcode_add_block (file, type, packing, encoding, encoded->len, packed->data, packed->len);
}

/** test_bgcode_deflate: (transfer full): as zlib packs it, header and all. */
GByteArray *
test_bgcode_deflate (const guint8 *data,
                     gsize         length)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) packed = g_converter_convert_bytes (G_CONVERTER (compressor), bytes, &error);

  g_assert_no_error (error);
  return g_bytes_unref_to_array (g_steal_pointer (&packed));
}

typedef struct
{
  GByteArray *bytes;
  guint       byte;
  guint       count;
} BitWriter;

static void
put_bits (BitWriter *self,
          guint      bits,
          guint      count)
{
  while (count-- > 0)
    {
      guint8 byte = self->byte = self->byte << 1 | (bits >> count & 1);

      if (++self->count % 8 == 0)
        g_byte_array_append (self->bytes, &byte, 1);
    }
}

static guint
hash (const guint8 *data)
{
  return (data[0] << 16 | data[1] << 8 | data[2]) * 2654435761u >> 20;
}

/** test_bgcode_heatshrink: (transfer full): as heatshrink packs it; the last place of any three bytes is the hint. */
GByteArray *
test_bgcode_heatshrink (const guint8 *data,
                        gsize         length,
                        guint         window_bits)
{
  BitWriter writer = { g_byte_array_new (), 0, 0 };
  gsize last[HASHES] = { 0 }; /* one more than the place */

  for (gsize at = 0; at < length;)
    {
      gboolean has_three = at + 3 <= length;
      gsize before = has_three ? last[hash (data + at)] : 0;
      gsize distance = before > 0 ? at - (before - 1) : 0;
      gsize repeat = 0;

      while (distance > 0 && distance <= (1u << window_bits) && repeat < LONGEST_REPEAT && at + repeat < length &&
             data[at + repeat] == data[at + repeat - distance])
        repeat++;
      if (has_three)
        last[hash (data + at)] = at + 1;

      if (repeat > 1)
        {
          put_bits (&writer, distance - 1, 1 + window_bits);
          put_bits (&writer, repeat - 1, 4);
          at += repeat;
        }
      else
        put_bits (&writer, 1 << 8 | data[at++], 9);
    }

  put_bits (&writer, 0, -writer.count % 8);
  return writer.bytes;
}

/* The line as a packer sees it: moves without spaces, nothing behind the command. */
static GString *
trim_line (const char *line,
           gsize       length)
{
  GString *trimmed = g_string_new_len (line, length);
  char *comment = strchr (trimmed->str, ';');

  if (comment != NULL)
    g_string_truncate (trimmed, comment - trimmed->str);
  while (trimmed->len > 0 && g_ascii_isspace (trimmed->str[trimmed->len - 1]))
    g_string_truncate (trimmed, trimmed->len - 1);
  if (trimmed->len > 1 && trimmed->str[0] == 'G' && g_ascii_isdigit (trimmed->str[1]))
    g_string_replace (trimmed, " ", "", 0);
  if (trimmed->len > 0)
    g_string_append_c (trimmed, '\n');
  return trimmed;
}

static void
pack_line (GByteArray    *packed,
           const GString *line)
{
  static const char characters[] = "0123456789.E\nGX";

  for (gsize i = 0; i < line->len; i += 2)
    {
      char pair[2] = { line->str[i], i + 1 < line->len ? line->str[i + 1] : '\n' };
      guint8 bytes[3] = { 0 };
      gsize length = 1;

      for (guint half = 0; half < 2; half++)
        {
          const char *found = strchr (characters, pair[half]);

          bytes[0] |= (found != NULL ? (guint) (found - characters) : 15) << 4 * half;
          if (found == NULL)
            bytes[length++] = pair[half];
        }
      g_byte_array_append (packed, bytes, length);
    }
}

/** test_bgcode_meatpack: (transfer full): as libbgcode packs it: no spaces in moves, comments on lines of their own. */
GByteArray *
test_bgcode_meatpack (const char *text,
                      gsize       length,
                      gboolean    keeps_comments)
{
  GByteArray *packed = g_byte_array_append (g_byte_array_new (), (const guint8 *) "\xff\xff\xfb\xff\xff\xf7", 6);
  gboolean is_packing = TRUE;

  for (const char *line = text, *end; line < text + length; line = end)
    {
      g_autoptr(GString) trimmed = NULL;

      end = memchr (line, '\n', text + length - line);
      end = end != NULL ? end + 1 : text + length;
      if (*line == ';' && keeps_comments)
        {
          g_byte_array_append (packed, (const guint8 *) "\xff\xff\xfa", is_packing ? 3 : 0);
          is_packing = FALSE;
          g_byte_array_append (packed, (const guint8 *) line, end - line);
          continue;
        }

      trimmed = trim_line (line, end - line);
      if (trimmed->len > 0 && !is_packing)
        g_byte_array_append (packed, (const guint8 *) "\xff\xff\xfb", 3);
      is_packing = is_packing || trimmed->len > 0;
      pack_line (packed, trimmed);
    }

  return packed;
}
