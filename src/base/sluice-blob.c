/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-blob.h"

#include "sluice-base-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

/*
 * An encrypted file: 8 bytes of magic, the 24-byte secretstream header, then
 * chunks of 64 KiB of plain bytes, each with 17 bytes of overhead; the last is
 * tagged FINAL, so that a missing end is told from a whole file, and chunks
 * cannot be reordered, repeated or taken from another file.
 * https://doc.libsodium.org/secret-key_cryptography/secretstream
 */
#define BLOB_MAGIC "SLUICEB1"
#define BLOB_CHUNK (64 * 1024)
#define BLOB_SEALED_CHUNK (BLOB_CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)

typedef crypto_secretstream_xchacha20poly1305_state StreamState;

struct _SluiceBlobWriter
{
  char       *folder;
  char       *temporary; /* NULL once it has its name */
  int         fd;
  StreamState state;
  guint8     *plain;     /* owned, BLOB_CHUNK bytes */
  guint8     *sealed;    /* owned, BLOB_SEALED_CHUNK bytes */
  gsize       filled;
};

struct _SluiceBlobReader
{
  int         fd;
  StreamState state;
  guint8     *plain;
  guint8     *sealed;
  gboolean    ended;
};

static gboolean
write_all (int            fd,
           const guint8  *data,
           gsize          length,
           GError       **error)
{
  while (length > 0)
    {
      gssize written = write (fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          sluice_base_error_set_from_errno (error, errno, NULL);
          return FALSE;
        }
      data += written;
      length -= written;
    }

  return TRUE;
}

/* Returns: bytes read, less than @length only at the end of the file, or -1. */
static gssize
read_full (int      fd,
           guint8  *data,
           gsize    length,
           GError **error)
{
  gsize filled = 0;

  while (filled < length)
    {
      gssize got = read (fd, data + filled, length - filled);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          sluice_base_error_set_from_errno (error, errno, NULL);
          return -1;
        }
      if (got == 0)
        break;
      filled += got;
    }

  return filled;
}

static gboolean
sync_folder (const char  *folder,
             GError     **error)
{
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0 || fsync (fd) != 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      if (fd >= 0)
        close (fd);
      return FALSE;
    }

  close (fd);
  return TRUE;
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
  guint8 header[crypto_secretstream_xchacha20poly1305_HEADERBYTES];

  self->folder = g_strdup (folder);
  self->temporary = g_build_filename (folder, ".writing-XXXXXX", NULL);
  self->plain = g_malloc (BLOB_CHUNK);
  self->sealed = g_malloc (BLOB_SEALED_CHUNK);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      g_clear_pointer (&self->temporary, g_free);
      return NULL;
    }

  crypto_secretstream_xchacha20poly1305_init_push (&self->state, header, sluice_key_peek (key));
  if (!write_all (self->fd, (const guint8 *) BLOB_MAGIC, strlen (BLOB_MAGIC), error) ||
      !write_all (self->fd, header, sizeof header, error))
    return NULL;

  return g_steal_pointer (&self);
}

static gboolean
push_chunk (SluiceBlobWriter  *self,
            guint8             tag,
            GError           **error)
{
  unsigned long long sealed_length;

  crypto_secretstream_xchacha20poly1305_push (&self->state, self->sealed, &sealed_length,
                                              self->plain, self->filled, NULL, 0, tag);
  self->filled = 0;
  return write_all (self->fd, self->sealed, sealed_length, error);
}

/**
 * sluice_blob_writer_write:
 * @self: a writer
 * @data: (array length=length): plain bytes
 * @length: how many
 * @error: #SluiceBaseError
 *
 * Returns: %FALSE when the disk refused
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
      gsize part = MIN (length, BLOB_CHUNK - self->filled);

      /* A full chunk is pushed only when more follows: the last one must carry the tag. */
      if (part == 0)
        {
          if (!push_chunk (self, 0, error))
            return FALSE;
          continue;
        }
      memcpy (self->plain + self->filled, bytes, part);
      self->filled += part;
      bytes += part;
      length -= part;
    }

  return TRUE;
}

/**
 * sluice_blob_writer_finish:
 * @self: a writer
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

  if (!push_chunk (self, crypto_secretstream_xchacha20poly1305_TAG_FINAL, error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->temporary, path) != 0)
    {
      sluice_base_error_set_from_errno (error, errno, NULL);
      return FALSE;
    }

  g_clear_pointer (&self->temporary, g_free);
  return sync_folder (self->folder, error);
}

/**
 * sluice_blob_writer_free:
 * @self: a writer
 *
 * Frees it; a file that was not finished is removed.
 */
void
sluice_blob_writer_free (SluiceBlobWriter *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->fd >= 0)
    close (self->fd);
  if (self->plain != NULL)
    sodium_memzero (self->plain, BLOB_CHUNK);
  sodium_memzero (&self->state, sizeof self->state);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->plain);
  g_free (self->sealed);
  g_free (self);
}

static void
set_corrupt (GError **error)
{
  g_set_error_literal (error, SLUICE_BASE_ERROR, SLUICE_BASE_ERROR_CORRUPT,
                       _("An encrypted file is damaged or not whole"));
}

/**
 * sluice_blob_reader_new:
 * @path: an encrypted file
 * @key: what it was encrypted with
 * @error: #SluiceBaseError
 *
 * Returns: (transfer full) (nullable): a reader at the start of the file
 */
SluiceBlobReader *
sluice_blob_reader_new (const char  *path,
                        SluiceKey   *key,
                        GError     **error)
{
  g_autoptr(SluiceBlobReader) self = g_new0 (SluiceBlobReader, 1);
  guint8 start[sizeof BLOB_MAGIC - 1 + crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  gssize got;

  self->plain = g_malloc (BLOB_CHUNK);
  self->sealed = g_malloc (BLOB_SEALED_CHUNK);
  self->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (self->fd < 0)
    {
      sluice_base_error_set_from_errno (error, errno, _("An encrypted file cannot be opened"));
      return NULL;
    }

  got = read_full (self->fd, start, sizeof start, error);
  if (got < 0)
    return NULL;
  if (got != sizeof start || memcmp (start, BLOB_MAGIC, strlen (BLOB_MAGIC)) != 0 ||
      crypto_secretstream_xchacha20poly1305_init_pull (&self->state, start + strlen (BLOB_MAGIC),
                                                       sluice_key_peek (key)) != 0)
    {
      set_corrupt (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * sluice_blob_reader_read:
 * @self: a reader
 * @out_data: (out) (transfer none): the next plain bytes, valid until the next call
 * @error: #SluiceBaseError: %SLUICE_BASE_ERROR_CORRUPT when a byte was changed,
 *   the end is missing, or the key is another one
 *
 * Returns: how many bytes, 0 at the end of a whole file, -1 on error
 */
gssize
sluice_blob_reader_read (SluiceBlobReader  *self,
                         const guint8     **out_data,
                         GError           **error)
{
  unsigned long long plain_length;
  guint8 tag;
  gssize got;

  if (self->ended)
    return 0;

  got = read_full (self->fd, self->sealed, BLOB_SEALED_CHUNK, error);
  if (got < 0)
    return -1;
  if (got < (gssize) crypto_secretstream_xchacha20poly1305_ABYTES ||
      crypto_secretstream_xchacha20poly1305_pull (&self->state, self->plain, &plain_length, &tag,
                                                  self->sealed, got, NULL, 0) != 0)
    {
      set_corrupt (error);
      return -1;
    }

  if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL)
    {
      guint8 byte;

      self->ended = TRUE;
      /* Bytes behind the end are not ours. */
      if (read_full (self->fd, &byte, 1, NULL) != 0)
        {
          set_corrupt (error);
          return -1;
        }
    }
  else if (got != BLOB_SEALED_CHUNK)
    {
      set_corrupt (error);
      return -1;
    }

  *out_data = self->plain;
  return plain_length;
}

void
sluice_blob_reader_free (SluiceBlobReader *self)
{
  if (self->fd >= 0)
    close (self->fd);
  if (self->plain != NULL)
    sodium_memzero (self->plain, BLOB_CHUNK);
  sodium_memzero (&self->state, sizeof self->state);
  g_free (self->plain);
  g_free (self->sealed);
  g_free (self);
}
