/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-document.h"

#include <string.h>
#include <zlib.h>

/* RFC 1952: one member, with the fields that may hold a name. */

#define FLAG_EXTRA 4
#define FLAG_NAME 8
#define FLAG_COMMENT 16

gboolean
fuzz_gzip_read (FuzzDocument *self,
                const guint8 *data,
                gsize         length)
{
  FuzzPart *part = fuzz_document_add (self, NULL, NULL, 0);

  self->container = FUZZ_CONTAINER_GZIP;
  if ((data[3] & FLAG_NAME) != 0)
    g_string_append_len (part->name, (const char *) data + 10, strnlen ((const char *) data + 10, length - 10));
  return fuzz_inflate (data, length, 15 + 16, part->data);
}

void
fuzz_gzip_write (const FuzzDocument *self,
                 GString            *out)
{
  const FuzzPart *part = self->parts->pdata[0];
  guint flags = (part->extra->len > 0 ? FLAG_EXTRA : 0) | (part->name->len > 0 ? FLAG_NAME : 0) |
                (part->comment->len > 0 ? FLAG_COMMENT : 0);
  uLong crc = crc32 (0, (const guint8 *) part->data->str, part->data->len);

  g_string_append_len (out, "\x1f\x8b\x08", 3);
  g_string_append_c (out, (char) flags);
  g_string_append_len (out, "\0\0\0\0\0\3", 6);
  if (part->extra->len > 0)
    {
      fuzz_append_number (out, part->extra->len, 2);
      g_string_append_len (out, part->extra->str, part->extra->len);
    }
  if (part->name->len > 0)
    g_string_append_len (out, part->name->str, strlen (part->name->str) + 1);
  if (part->comment->len > 0)
    g_string_append_len (out, part->comment->str, strlen (part->comment->str) + 1);

  fuzz_deflate (part->data, -12, out);
  fuzz_append_number (out, (part->quirks & FUZZ_QUIRK_WRONG_CRC) != 0 ? ~crc : crc, 4);
  fuzz_append_number (out, part->data->len + ((part->quirks & FUZZ_QUIRK_WRONG_SIZE) != 0), 4);
}
