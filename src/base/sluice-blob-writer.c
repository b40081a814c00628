/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-blob-private.h"

#include "sluice-base-error.h"
#include "sluice-digest.h"
#include "sluice-new-file.h"
#include "sluice-pipe.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/*
 * Encrypting and storing have a thread each, beside the caller's: then all of
 * it takes hardly longer than the cipher does. A file that fits one block needs
 * neither threads nor the other blocks.
 */
#define BLOCK_CHUNKS 4
#define BLOCK_SIZE   (BLOCK_CHUNKS * BLOB_CHUNK)
#define N_BLOCKS     8

/* The kernel copies to and from what is not aligned several times slower. */
#define BLOCK_ALIGNMENT 4096

typedef struct
{
  guint8  *plain;  /* owned, BLOCK_SIZE bytes */
  guint8  *sealed; /* owned, room for as many chunks */
  gsize    length;
  gsize    sealed_length;
  gboolean is_last;
} Block;

struct _SluiceBlobWriter
{
  char           *folder;
  char           *temporary; /* NULL once it has its name */
  gboolean        stays;     /* what was written so far is there to go on with */
  SluicePipe     *pipe;      /* nullable; from the second block on */
  Block          *block;     /* owned; the one that is filled */
  BlobStreamState state;     /* of the stage that seals */
  SluiceDigest   *digest;    /* nullable; of the same stage */
  guint8          digest_bytes[SLUICE_DIGEST_BYTES];
  int             fd;
  GError         *failure;   /* of the stage that stores, until it has given up */
  int             gave_up;   /* atomic; what is still in the pipe is for nothing */
};

static Block *
block_new (void)
{
  Block *block = g_new0 (Block, 1);

  block->plain = g_aligned_alloc (1, BLOCK_SIZE, BLOCK_ALIGNMENT);
  block->sealed = g_aligned_alloc (BLOCK_CHUNKS, BLOB_SEALED_CHUNK, BLOCK_ALIGNMENT);
  return block;
}

static void
block_free (gpointer data)
{
  Block *block = data;

  sodium_memzero (block->plain, BLOCK_SIZE);
  g_aligned_free (block->plain);
  g_aligned_free (block->sealed);
  g_free (block);
}

static gboolean
write_all (int            fd,
           const guint8  *data,
           gsize          length,
           GError       **error)
{
  if (sluice_write_all (fd, data, length))
    return TRUE;

  sluice_base_error_set_from_errno (error, errno, NULL);
  return FALSE;
}

static void
seal_block (gpointer data,
            gpointer user_data)
{
  Block *block = data;
  SluiceBlobWriter *self = user_data;
  gsize done = 0;

  if (g_atomic_int_get (&self->gave_up))
    return;

  if (self->digest != NULL)
    sluice_digest_update (self->digest, block->plain, block->length);
  block->sealed_length = 0;
  do
    {
      const gsize part = MIN (block->length - done, BLOB_CHUNK);
      const gboolean is_final = block->is_last && done + part == block->length;
      unsigned long long sealed_length;

      crypto_secretstream_xchacha20poly1305_push (&self->state, block->sealed + block->sealed_length, &sealed_length,
                                                  block->plain + done, part, NULL, 0, is_final ? BLOB_FINAL : 0);
      block->sealed_length += sealed_length;
      done += part;
    }
  while (done < block->length);
}

static void
store_block (gpointer data,
             gpointer user_data)
{
  Block *block = data;
  SluiceBlobWriter *self = user_data;

  if (g_atomic_int_get (&self->gave_up))
    return;

  if (!write_all (self->fd, block->sealed, block->sealed_length, &self->failure))
    g_atomic_int_set (&self->gave_up, TRUE);
}

static gboolean
begin (SluiceBlobWriter  *self,
       SluiceKey         *key,
       GError           **error)
{
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

  crypto_secretstream_xchacha20poly1305_init_push (&self->state, header, sluice_key_peek (key));
  return write_all (self->fd, (const guint8 *) BLOB_MAGIC, strlen (BLOB_MAGIC), error) &&
         write_all (self->fd, header, sizeof header, error);
}

/**
 * sluice_blob_writer_new:
 * @folder: where the file will be; must exist
 * @key: what encrypts it
 * @error: #SluiceBaseError
 *
 * Begins an encrypted file. It has no name until sluice_blob_writer_finish():
 * whatever interrupts the writing leaves nothing that could be taken for whole.
 *
 * Returns: (transfer full) (nullable): the writer
 */
SluiceBlobWriter *
sluice_blob_writer_new (const char  *folder,
                        SluiceKey   *key,
                        GError     **error)
{
  g_autoptr(SluiceBlobWriter) self = g_new0 (SluiceBlobWriter, 1);

  self->folder = g_strdup (folder);
  self->temporary = g_build_filename (folder, ".writing-XXXXXX", NULL);
  self->block = block_new ();
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }

  return begin (self, key, error) ? g_steal_pointer (&self) : NULL;
}

/* Behind what is whole in the file; %FALSE when nothing is. */
static gboolean
find_end (SluiceBlobWriter  *self,
          SluiceKey         *key,
          GCancellable      *cancellable,
          guint64           *out_length,
          GError           **error)
{
  gsize end;

  if (!sluice_blob_read_rest (self->fd, key, cancellable, &self->state, self->digest, out_length, &end, error))
    return FALSE;
  if (ftruncate (self->fd, end) != 0 || lseek (self->fd, end, SEEK_SET) < 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      return FALSE;
    }

  return end > 0 ? sluice_blob_write_joint (self->fd, &self->state, error) : begin (self, key, error);
}

/**
 * sluice_blob_writer_go_on:
 * @folder: where the file will be; must exist
 * @partial: its name there until it is finished; unlike with
 *   sluice_blob_writer_new(), it stays when the writer is freed
 * @key: what encrypts it
 * @cancellable: ends the reading
 * @out_length: (out): plain bytes that are there already
 * @error: #SluiceBaseError
 *
 * Begins an encrypted file, or goes on with one that an earlier writer left,
 * in whatever way it ended. What is there is read and checked, so this blocks;
 * what is damaged or not a whole chunk counts as not there. The SHA-256 is of
 * the whole, as after sluice_blob_writer_digest().
 *
 * Returns: (transfer full) (nullable): the writer
 */
SluiceBlobWriter *
sluice_blob_writer_go_on (const char    *folder,
                          const char    *partial,
                          SluiceKey     *key,
                          GCancellable  *cancellable,
                          guint64       *out_length,
                          GError       **error)
{
  g_autoptr(SluiceBlobWriter) self = g_new0 (SluiceBlobWriter, 1);

  self->stays = TRUE;
  self->folder = g_strdup (folder);
  self->temporary = g_build_filename (folder, partial, NULL);
  self->block = block_new ();
  self->digest = sluice_digest_new ();
  self->fd = open (self->temporary, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      return NULL;
    }

  return find_end (self, key, cancellable, out_length, error) ? g_steal_pointer (&self) : NULL;
}

/** sluice_blob_writer_digest: from the first byte on: sluice_blob_writer_get_digest() is wanted. */
void
sluice_blob_writer_digest (SluiceBlobWriter *self)
{
  if (self->digest == NULL)
    self->digest = sluice_digest_new ();
}

/** sluice_blob_writer_get_digest: (array fixed-size=32): the SHA-256 of what was written, once it is finished. */
const guint8 *
sluice_blob_writer_get_digest (SluiceBlobWriter *self)
{
  return self->digest_bytes;
}

static gboolean
check_failure (SluiceBlobWriter  *self,
               GError           **error)
{
  if (!g_atomic_int_get (&self->gave_up))
    return TRUE;

  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

/* Gives the full block to the other threads, and gets an empty one. */
static gboolean
hand_on (SluiceBlobWriter  *self,
         GError           **error)
{
  static const SluicePipeStage stages[] = { seal_block, store_block };

  if (self->pipe == NULL)
    {
      self->pipe = sluice_pipe_new ("sluice-blob", stages, G_N_ELEMENTS (stages), self, block_free);
      for (guint i = 1; i < N_BLOCKS; i++)
        sluice_pipe_add (self->pipe, block_new ());
    }

  sluice_pipe_put (self->pipe, self->block);
  self->block = sluice_pipe_take (self->pipe);
  self->block->length = 0;
  return check_failure (self, error);
}

/**
 * sluice_blob_writer_write:
 * @self: a writer
 * @data: (array length=length): plain bytes
 * @length: how many
 * @error: #SluiceBaseError
 *
 * Returns: %FALSE when the disk refused, these bytes or earlier ones; the
 *   writer can only be freed then
 */
gboolean
sluice_blob_writer_write (SluiceBlobWriter  *self,
                          const void        *data,
                          gsize              length,
                          GError           **error)
{
  const guint8 *bytes = data;

  while (length > 0)
    {
      gsize part = MIN (length, BLOCK_SIZE - self->block->length);

      /* A full block is handed on only when more follows: the last one must be known as such. */
      if (part == 0)
        {
          if (!hand_on (self, error))
            return FALSE;
          continue;
        }
      memcpy (self->block->plain + self->block->length, bytes, part);
      self->block->length += part;
      bytes += part;
      length -= part;
    }

  return TRUE;
}

/**
 * sluice_blob_writer_rest:
 * @self: a writer of sluice_blob_writer_go_on()
 * @error: #SluiceBaseError
 *
 * Nothing may come for a while: gives every whole chunk to the disk, and lets
 * go of threads and memory until there is more. A crash of this program from
 * here on loses less than a chunk.
 *
 * Returns: %FALSE when the disk refused; the writer can only be freed then
 */
gboolean
sluice_blob_writer_rest (SluiceBlobWriter  *self,
                         GError           **error)
{
  Block *block = self->block;
  gsize tail = block->length % BLOB_CHUNK;

  if (self->pipe != NULL)
    sluice_pipe_finish (self->pipe);
  g_clear_pointer (&self->pipe, sluice_pipe_free);

  block->length -= tail;
  if (block->length > 0)
    {
      seal_block (block, self);
      store_block (block, self);
      memmove (block->plain, block->plain + block->length, tail);
    }
  block->length = tail;
  return check_failure (self, error);
}

/* Returns: whether every byte was given to the disk. */
static gboolean
store_all (SluiceBlobWriter  *self,
           GError           **error)
{
  self->block->is_last = TRUE;
  if (self->pipe != NULL)
    {
      sluice_pipe_put (self->pipe, g_steal_pointer (&self->block));
      sluice_pipe_finish (self->pipe);
    }
  else
    {
      seal_block (self->block, self);
      store_block (self->block, self);
    }

  return check_failure (self, error);
}

/**
 * sluice_blob_writer_finish:
 * @self: a writer; it can only be freed afterwards
 * @name: the file's name in its folder; an older one of that name is replaced
 * @error: #SluiceBaseError
 *
 * Ends the file and gives it its name, once every byte is on the disk.
 *
 * Returns: %TRUE when a power cut from here on loses nothing
 */
gboolean
sluice_blob_writer_finish (SluiceBlobWriter  *self,
                           const char        *name,
                           GError           **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  if (!store_all (self, error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->temporary, path) != 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      return FALSE;
    }

  if (self->digest != NULL)
    sluice_digest_finish (self->digest, self->digest_bytes);
  g_clear_pointer (&self->temporary, g_free);
  return sluice_sync_folder (self->folder, error);
}

/**
 * sluice_blob_writer_free:
 * @self: a writer
 *
 * Frees it; a file that was not finished is removed, unless it is one to go on with.
 */
void
sluice_blob_writer_free (SluiceBlobWriter *self)
{
  g_atomic_int_set (&self->gave_up, TRUE);
  g_clear_pointer (&self->pipe, sluice_pipe_free);
  g_clear_pointer (&self->block, block_free);
  if (self->temporary != NULL && !self->stays)
    g_unlink (self->temporary);
  g_clear_pointer (&self->digest, sluice_digest_unref);
  if (self->fd >= 0)
    close (self->fd);
  sodium_memzero (&self->state, sizeof self->state);
  g_clear_error (&self->failure);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self);
}
