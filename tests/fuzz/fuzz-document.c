/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-document.h"

#include <string.h>
#include <zlib.h>

/* A print file taken apart and put together again, so that a change inside a package is not lost to a wrong CRC. */

/* No input is larger when it is unpacked: what a bomb does is tested elsewhere. */
#define MOST_UNPACKED (1024 * 1024)

static void
part_free (gpointer data)
{
  FuzzPart *part = data;

  g_string_free (part->data, TRUE);
  g_string_free (part->name, TRUE);
  g_string_free (part->comment, TRUE);
  g_string_free (part->extra, TRUE);
  g_free (part);
}

static FuzzDocument *
document_new (void)
{
  FuzzDocument *self = g_new0 (FuzzDocument, 1);

  self->parts = g_ptr_array_new_with_free_func (part_free);
  self->before = g_string_new (NULL);
  self->after = g_string_new (NULL);
  self->comment = g_string_new (NULL);
  return self;
}

void
fuzz_document_free (FuzzDocument *self)
{
  g_ptr_array_unref (self->parts);
  g_string_free (self->before, TRUE);
  g_string_free (self->after, TRUE);
  g_string_free (self->comment, TRUE);
  g_free (self);
}

/** fuzz_document_add: (transfer none): a new last part; @name: (nullable). */
FuzzPart *
fuzz_document_add (FuzzDocument *self,
                   const char   *name,
                   const void   *data,
                   gsize         length)
{
  FuzzPart *part = g_new0 (FuzzPart, 1);

  part->data = g_string_new_len (data, length);
  part->name = g_string_new (name);
  part->comment = g_string_new (NULL);
  part->extra = g_string_new (NULL);
  g_ptr_array_add (self->parts, part);
  return part;
}

static GString *
copy_string (const GString *string)
{
  return g_string_new_len (string->str, string->len);
}

FuzzDocument *
fuzz_document_copy (const FuzzDocument *self)
{
  FuzzDocument *copy = g_new0 (FuzzDocument, 1);

  copy->container = self->container;
  copy->parts = g_ptr_array_new_with_free_func (part_free);
  copy->before = copy_string (self->before);
  copy->after = copy_string (self->after);
  copy->comment = copy_string (self->comment);
  for (guint i = 0; i < self->parts->len; i++)
    {
      FuzzPart *part = g_memdup2 (self->parts->pdata[i], sizeof (FuzzPart));

      part->data = copy_string (part->data);
      part->name = copy_string (part->name);
      part->comment = copy_string (part->comment);
      part->extra = copy_string (part->extra);
      g_ptr_array_add (copy->parts, part);
    }

  return copy;
}

/** fuzz_document_read: (transfer full): a container that is not understood is one part. */
FuzzDocument *
fuzz_document_read (const guint8 *data,
                    gsize         length)
{
  FuzzDocument *self = document_new ();

  if ((length > 4 && memcmp (data, "PK\003\004", 4) == 0 && fuzz_zip_read (self, data, length)) ||
      (length > 18 && memcmp (data, "\x1f\x8b", 2) == 0 && fuzz_gzip_read (self, data, length)) ||
      (length > 10 && memcmp (data, "GCDE", 4) == 0 && fuzz_bgcode_read (self, data, length)))
    return self;

  g_ptr_array_set_size (self->parts, 0);
  self->container = FUZZ_CONTAINER_NONE;
  fuzz_document_add (self, NULL, data, length);
  return self;
}

/** fuzz_document_write: (transfer full): the file. */
GString *
fuzz_document_write (const FuzzDocument *self)
{
  GString *out = copy_string (self->before);
  FuzzPart *part;

  switch (self->container)
    {
    case FUZZ_CONTAINER_GZIP:
      fuzz_gzip_write (self, out);
      break;
    case FUZZ_CONTAINER_ZIP:
      fuzz_zip_write (self, out);
      break;
    case FUZZ_CONTAINER_BGCODE:
      fuzz_bgcode_write (self, out);
      break;
    case FUZZ_CONTAINER_NONE:
    default:
      part = self->parts->pdata[0];
      g_string_append_len (out, part->data->str, part->data->len);
      break;
    }

  g_string_append_len (out, self->after->str, self->after->len);
  return out;
}

gboolean
fuzz_inflate (const guint8 *data,
              gsize         length,
              int           bits,
              GString      *out)
{
  z_stream stream = { .next_in = (guint8 *) data, .avail_in = length };
  int result = inflateInit2 (&stream, bits);
  guint8 buffer[16 * 1024];

  while (result == Z_OK)
    {
      stream.next_out = buffer;
      stream.avail_out = sizeof buffer;
      result = inflate (&stream, Z_NO_FLUSH);
      if (result == Z_OK || result == Z_STREAM_END)
        g_string_append_len (out, (const char *) buffer, sizeof buffer - stream.avail_out);
      if (out->len > MOST_UNPACKED)
        result = Z_MEM_ERROR;
    }
  inflateEnd (&stream);
  return result == Z_STREAM_END;
}

void
fuzz_deflate (const GString *data,
              int            bits,
              GString       *out)
{
  z_stream stream = { .next_in = (guint8 *) data->str, .avail_in = data->len };
  gsize before = out->len;

  /* Mostly stored blocks, which cost little to make. */
  deflateInit2 (&stream, data->len % 4 == 0 ? 1 : 0, Z_DEFLATED, bits, 2, Z_DEFAULT_STRATEGY);
  g_string_set_size (out, before + deflateBound (&stream, data->len));
  stream.next_out = (guint8 *) out->str + before;
  stream.avail_out = out->len - before;
  deflate (&stream, Z_FINISH);
  g_string_set_size (out, out->len - stream.avail_out);
  deflateEnd (&stream);
}

/** fuzz_append_number: little-endian. */
void
fuzz_append_number (GString *out,
                    guint64  number,
                    guint    n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    g_string_append_c (out, (char) (number >> (8 * i)));
}
