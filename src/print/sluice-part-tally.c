/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-part-tally.h"

/* Distinct texts are told apart by a hash, up to this many: names are not kept, and memory is bounded. */
#define MAX_DISTINCT 4096

typedef struct
{
  guint64     bytes;
  guint64     file_bytes;
  guint64     line;
  const char *member; /* static */
  GHashTable *seen;   /* hashes of the texts found; NULL when none is */
  guint       count;
  gboolean    is_there;
} Part;

struct _SluicePartTally
{
  Part        parts[SLUICE_N_PARTS];
  const char *member; /* static; where the reader is now */
  gboolean    is_packed;
};

SluicePartTally *
sluice_part_tally_new (void)
{
  return g_new0 (SluicePartTally, 1);
}

void
sluice_part_tally_free (SluicePartTally *self)
{
  for (guint i = 0; i < SLUICE_N_PARTS; i++)
    g_clear_pointer (&self->parts[i].seen, g_hash_table_unref);
  g_free (self);
}

/**
 * sluice_part_tally_set_place:
 * @self: a tally
 * @member: (nullable): a static, known name of the member that is read now
 * @is_packed: whether what is counted next is unpacked, so that it has no bytes
 *   of its own in the file
 */
void
sluice_part_tally_set_place (SluicePartTally *self,
                             const char      *member,
                             gboolean         is_packed)
{
  self->member = member;
  self->is_packed = is_packed;
}

static Part *
touch (SluicePartTally *self,
       SluicePartId     id,
       guint64          line)
{
  Part *part = &self->parts[id];

  if (!part->is_there || (part->line == 0 && line > 0))
    {
      part->is_there = TRUE;
      part->line = line;
      part->member = self->member;
    }

  return part;
}

/** sluice_part_tally_add: @bytes more of part @id, at @line (from 1; 0 for none). */
void
sluice_part_tally_add (SluicePartTally *self,
                       SluicePartId     id,
                       guint64          bytes,
                       guint64          line)
{
  Part *part = touch (self, id, line);

  part->bytes += bytes;
  if (!self->is_packed)
    part->file_bytes += bytes;
}

/** sluice_part_tally_add_file_bytes: @bytes of the file that are part @id's, and are not read as such. */
void
sluice_part_tally_add_file_bytes (SluicePartTally *self,
                                  SluicePartId     id,
                                  guint64          bytes)
{
  touch (self, id, 0)->file_bytes += bytes;
}

/* FNV-1a, 64 bits. */
static guint64
hash_text (const guint8 *text,
           gsize         length)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ text[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  return hash;
}

/**
 * sluice_part_tally_found:
 * @self: a tally
 * @id: a part
 * @text: (nullable): what was found; only a hash of it is kept, so that the
 *   same text is counted once; %NULL counts one more in any case
 * @length: bytes of @text
 */
void
sluice_part_tally_found (SluicePartTally *self,
                         SluicePartId     id,
                         const void      *text,
                         gsize            length)
{
  Part *part = &self->parts[id];
  guint64 *hash;

  if (text == NULL)
    {
      part->count++;
      return;
    }

  if (part->seen == NULL)
    part->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (g_hash_table_size (part->seen) >= MAX_DISTINCT)
    return;

  hash = g_new (guint64, 1);
  *hash = hash_text (text, length);
  if (g_hash_table_add (part->seen, hash))
    part->count++;
}

/** sluice_part_tally_sum: bytes of all parts of @kind, as they lie in the file or as they are read. */
guint64
sluice_part_tally_sum (SluicePartTally *self,
                       SluicePartKind   kind,
                       gboolean         in_file)
{
  guint64 sum = 0;

  for (guint i = 0; i < SLUICE_N_PARTS; i++)
    if (sluice_part_id_get_kind (i) == kind)
      sum += in_file ? self->parts[i].file_bytes : self->parts[i].bytes;

  return sum;
}

/** sluice_part_tally_to_model: (transfer full): a model of #SluicePrintPart, of what was found. */
GListModel *
sluice_part_tally_to_model (SluicePartTally *self)
{
  GListStore *store = g_list_store_new (SLUICE_TYPE_PRINT_PART);

  for (guint i = 0; i < SLUICE_N_PARTS; i++)
    {
      Part *part = &self->parts[i];

      if (part->is_there)
        {
          g_autoptr(SluicePrintPart) item =
            sluice_print_part_new (i, part->bytes, part->file_bytes, part->count, part->line, part->member);

          g_list_store_append (store, item);
        }
    }

  return G_LIST_MODEL (store);
}
