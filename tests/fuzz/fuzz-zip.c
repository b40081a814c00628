/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-document.h"

#include <zip.h>
#include <zlib.h>

/*
 * Reads with libzip; writes by itself, since libzip cannot write what is wrong:
 * two members of one name, sizes that lie, a local header that says otherwise.
 * PKWARE's APPNOTE.TXT, 4.3 to 4.5.
 */

#define MOST_MEMBER (1024 * 1024)
#define STORED 0
#define DEFLATED 8
#define ZIP64 1

static gboolean
read_member (FuzzDocument *self,
             zip_t        *zip,
             guint64       index)
{
  zip_stat_t info;
  zip_file_t *file;
  FuzzPart *part;
  zip_int64_t got;

  if (zip_stat_index (zip, index, 0, &info) < 0 || info.size > MOST_MEMBER)
    return FALSE;
  file = zip_fopen_index (zip, index, 0);
  if (file == NULL)
    return FALSE;

  part = fuzz_document_add (self, info.name, NULL, 0);
  part->quirks = info.comp_method == STORED ? FUZZ_QUIRK_STORED : 0;
  g_string_set_size (part->data, info.size);
  got = zip_fread (file, part->data->str, info.size);
  return zip_fclose (file) == 0 && got == (zip_int64_t) info.size;
}

gboolean
fuzz_zip_read (FuzzDocument *self,
               const guint8 *data,
               gsize         length)
{
  zip_source_t *source = zip_source_buffer_create (data, length, 0, NULL);
  zip_t *zip = zip_open_from_source (source, ZIP_RDONLY, NULL);
  gboolean is_read = zip != NULL && zip_get_num_entries (zip, 0) > 0;

  self->container = FUZZ_CONTAINER_ZIP;
  if (zip == NULL)
    zip_source_free (source);
  for (zip_int64_t i = 0; is_read && i < zip_get_num_entries (zip, 0) && i < 64; i++)
    is_read = read_member (self, zip, i);
  if (zip != NULL)
    zip_discard (zip);
  return is_read;
}

typedef struct
{
  const FuzzPart *part;
  guint64         offset;
  guint64         packed;
  guint64         size;
  guint32         crc;
  guint           method;
  guint           flags;
} Entry;

/* What the local header and the directory have in common, from the version needed to the lengths. */
static void
write_common (GString     *out,
              const Entry *entry,
              gsize        n_name,
              gsize        n_extra,
              gboolean     is_local)
{
  gboolean is_zip64 = (entry->part->quirks & FUZZ_QUIRK_ZIP64) != 0;
  gboolean is_later = is_local && (entry->part->quirks & FUZZ_QUIRK_DESCRIPTOR) != 0;

  fuzz_append_number (out, is_zip64 ? 45 : 20, 2);
  fuzz_append_number (out, entry->flags, 2);
  fuzz_append_number (out, entry->method, 2);
  fuzz_append_number (out, 0x00210000, 4); /* 1980-01-01 */
  fuzz_append_number (out, is_later ? 0 : entry->crc, 4);
  fuzz_append_number (out, is_zip64 ? G_MAXUINT32 : is_later ? 0 : entry->packed, 4);
  fuzz_append_number (out, is_zip64 ? G_MAXUINT32 : is_later ? 0 : entry->size, 4);
  fuzz_append_number (out, n_name, 2);
  fuzz_append_number (out, n_extra, 2);
}

static GString *
make_extra (const Entry *entry)
{
  GString *extra = g_string_new (NULL);

  if ((entry->part->quirks & FUZZ_QUIRK_ZIP64) != 0)
    {
      fuzz_append_number (extra, ZIP64, 2);
      fuzz_append_number (extra, 16, 2);
      fuzz_append_number (extra, entry->size, 8);
      fuzz_append_number (extra, entry->packed, 8);
    }
  g_string_append_len (extra, entry->part->extra->str, MIN (entry->part->extra->len, 60000));
  return extra;
}

static void
write_member (GString *out,
              Entry   *entry)
{
  const FuzzPart *part = entry->part;
  g_autoptr(GString) packed = g_string_new (NULL);
  g_autoptr(GString) extra = NULL;
  gsize n_name = MIN (part->name->len, 60000);

  entry->offset = out->len;
  entry->method = (part->quirks & FUZZ_QUIRK_STORED) != 0 ? STORED : DEFLATED;
  entry->flags = ((part->quirks & FUZZ_QUIRK_LOCKED) != 0 ? 1 : 0) |
                 ((part->quirks & FUZZ_QUIRK_DESCRIPTOR) != 0 ? 8 : 0);
  if (entry->method == STORED)
    g_string_append_len (packed, part->data->str, part->data->len);
  else
    fuzz_deflate (part->data, -12, packed);
  entry->packed = packed->len;
  entry->size = part->data->len + ((part->quirks & FUZZ_QUIRK_WRONG_SIZE) != 0 ? 7 : 0);
  entry->crc = crc32 (0, (const guint8 *) part->data->str, part->data->len) ^
               ((part->quirks & FUZZ_QUIRK_WRONG_CRC) != 0 ? 1 : 0);

  extra = make_extra (entry);
  g_string_append_len (out, "PK\003\004", 4);
  write_common (out, entry, n_name, extra->len, TRUE);
  g_string_append_len (out, part->name->str, n_name);
  if ((part->quirks & FUZZ_QUIRK_OTHER_NAME) != 0 && n_name > 0)
    out->str[out->len - 1] ^= 1;
  g_string_append_len (out, extra->str, extra->len);
  g_string_append_len (out, packed->str, packed->len);
  if ((part->quirks & FUZZ_QUIRK_DESCRIPTOR) != 0)
    {
      guint n_bytes = (part->quirks & FUZZ_QUIRK_ZIP64) != 0 ? 8 : 4;

      g_string_append_len (out, "PK\007\010", 4);
      fuzz_append_number (out, entry->crc, 4);
      fuzz_append_number (out, entry->packed, n_bytes);
      fuzz_append_number (out, entry->size, n_bytes);
    }
}

static void
write_entry (GString     *out,
             const Entry *entry)
{
  const FuzzPart *part = entry->part;
  g_autoptr(GString) extra = make_extra (entry);
  gsize n_name = MIN (part->name->len, 60000);
  gsize n_comment = MIN (part->comment->len, 60000);

  g_string_append_len (out, "PK\001\002", 4);
  fuzz_append_number (out, 0x031e, 2);
  write_common (out, entry, n_name, extra->len, FALSE);
  fuzz_append_number (out, n_comment, 2);
  fuzz_append_number (out, 0, 4); /* disk, internal attributes */
  fuzz_append_number (out, 0, 4);
  fuzz_append_number (out, entry->offset, 4);
  g_string_append_len (out, part->name->str, n_name);
  g_string_append_len (out, extra->str, extra->len);
  g_string_append_len (out, part->comment->str, n_comment);
}

void
fuzz_zip_write (const FuzzDocument *self,
                GString            *out)
{
  guint n_parts = self->parts->len;
  g_autofree Entry *entries = g_new0 (Entry, n_parts + 1);
  guint64 directory;
  guint64 end;

  for (guint i = 0; i < n_parts; i++)
    {
      entries[i].part = self->parts->pdata[i];
      write_member (out, &entries[i]);
    }
  directory = out->len;
  for (guint i = 0; i < n_parts; i++)
    write_entry (out, &entries[i]);
  end = out->len;

  g_string_append_len (out, "PK\005\006\0\0\0\0", 8);
  fuzz_append_number (out, n_parts, 2);
  fuzz_append_number (out, n_parts, 2);
  fuzz_append_number (out, end - directory, 4);
  fuzz_append_number (out, directory, 4);
  fuzz_append_number (out, MIN (self->comment->len, 60000), 2);
  g_string_append_len (out, self->comment->str, MIN (self->comment->len, 60000));
}
