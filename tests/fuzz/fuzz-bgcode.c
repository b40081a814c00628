/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-document.h"

#include <string.h>
#include <zlib.h>

/* Binary G-code: Prusa's libbgcode, doc/specifications.md. A header, then blocks, each with a CRC where there are any. */

#define HEADER 10
#define BLOCK_HEADER 8
#define TYPE_GCODE 1
#define TYPE_PICTURE 5
#define PACKED_NOT 0
#define PACKED_DEFLATE 1
#define PACKED_HEATSHRINK 2

static guint64
get_number (const guint8 *data,
            guint         n_bytes)
{
  guint64 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number |= (guint64) data[i] << (8 * i);
  return number;
}

/* One block; returns its bytes, 0 when it is none. Heatshrink stays packed: its letters are bits. */
static gsize
read_block (FuzzDocument *self,
            const guint8 *data,
            gsize         length,
            gboolean      has_crc)
{
  guint n_values;
  gsize packed;
  gsize head;
  guint packing;
  FuzzPart *part;

  if (length < BLOCK_HEADER + 4)
    return 0;
  packing = get_number (data + 2, 2);
  packed = get_number (data + (packing == PACKED_NOT ? 4 : 8), 4);
  n_values = get_number (data, 2) == TYPE_PICTURE ? 6 : 2;
  head = BLOCK_HEADER + (packing == PACKED_NOT ? 0 : 4) + n_values;
  if (packing > 3 || packed > length || head + packed + (has_crc ? 4 : 0) > length)
    return 0;

  part = fuzz_document_add (self, NULL, NULL, 0);
  part->type = get_number (data, 2);
  part->n_values = n_values;
  memcpy (part->values, data + head - n_values, n_values);
  if (packing == PACKED_DEFLATE && !fuzz_inflate (data + head, packed, 15, part->data))
    return 0;
  if (packing == PACKED_NOT)
    part->quirks = FUZZ_QUIRK_STORED;
  if (packing != PACKED_DEFLATE)
    g_string_append_len (part->data, (const char *) data + head, packed);
  if (packing >= PACKED_HEATSHRINK)
    {
      /* As it is: type, packing and both sizes are the block's "name". */
      g_string_append_len (part->name, (const char *) data, BLOCK_HEADER);
      part->quirks = FUZZ_QUIRK_STORED;
    }
  return head + packed + (has_crc ? 4 : 0);
}

gboolean
fuzz_bgcode_read (FuzzDocument *self,
                  const guint8 *data,
                  gsize         length)
{
  gboolean has_crc = data[8] == 1;
  gsize at = HEADER;

  self->container = FUZZ_CONTAINER_BGCODE;
  g_string_append_len (self->comment, (const char *) data, HEADER);
  while (at < length)
    {
      gsize block = read_block (self, data + at, length - at, has_crc);

      if (block == 0)
        return FALSE;
      at += block;
    }
  return self->parts->len > 0;
}

/* Heatshrink without repetitions: a one, then the eight bits of each letter. */
static void
write_heatshrink (const GString *data,
                  GString       *out)
{
  guint32 bits = 0;
  guint n_bits = 0;

  for (gsize i = 0; i < data->len; i++)
    {
      bits = (bits << 9) | 0x100 | (guint8) data->str[i];
      n_bits += 9;
      while (n_bits >= 8)
        {
          n_bits -= 8;
          g_string_append_c (out, (char) (bits >> n_bits));
        }
    }
  if (n_bits > 0)
    g_string_append_c (out, (char) (bits << (8 - n_bits)));
}

static void
write_block (const FuzzPart *part,
             gboolean        has_crc,
             GString        *out)
{
  gsize start = out->len;
  g_autoptr(GString) packed = g_string_new (NULL);
  gboolean is_kept = part->name->len == BLOCK_HEADER;
  guint packing = (part->quirks & FUZZ_QUIRK_HEATSHRINK) != 0 ? PACKED_HEATSHRINK
                  : (part->quirks & FUZZ_QUIRK_STORED) != 0 ? PACKED_NOT : PACKED_DEFLATE;
  guint32 crc;

  if (packing == PACKED_HEATSHRINK)
    write_heatshrink (part->data, packed);
  else if (packing == PACKED_DEFLATE)
    fuzz_deflate (part->data, 12, packed);
  else
    g_string_append_len (packed, part->data->str, part->data->len);

  if (is_kept)
    g_string_append_len (out, part->name->str, BLOCK_HEADER);
  else
    {
      fuzz_append_number (out, part->type, 2);
      fuzz_append_number (out, packing, 2);
      fuzz_append_number (out, part->data->len + ((part->quirks & FUZZ_QUIRK_WRONG_SIZE) != 0 ? 9 : 0), 4);
    }
  if (is_kept || packing != PACKED_NOT)
    fuzz_append_number (out, packed->len, 4);
  g_string_append_len (out, (const char *) part->values, part->n_values);
  g_string_append_len (out, packed->str, packed->len);
  crc = crc32 (0, (const guint8 *) out->str + start, out->len - start);
  if (has_crc)
    fuzz_append_number (out, (part->quirks & FUZZ_QUIRK_WRONG_CRC) != 0 ? ~crc : crc, 4);
}

void
fuzz_bgcode_write (const FuzzDocument *self,
                   GString            *out)
{
  g_string_append_len (out, self->comment->str, self->comment->len);
  for (guint i = 0; i < self->parts->len; i++)
    write_block (self->parts->pdata[i], self->comment->len > 8 && self->comment->str[8] == 1, out);
}
