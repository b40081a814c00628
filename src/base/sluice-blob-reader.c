/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-blob-private.h"

#include "sluice-base-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

struct _SluiceBlobReader
{
  int             fd;
  BlobStreamState state;
  guint8         *plain;
  guint8         *sealed;
  gboolean        ended;
};

/* Returns: bytes read, less than @length only at the end of the file, or -1. */
gssize
sluice_blob_read_full (int      fd,
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

  got = sluice_blob_read_full (self->fd, start, sizeof start, error);
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

/* The next chunk, into `plain`: a whole one, or the last. */
static gboolean
open_chunk (SluiceBlobReader  *self,
            gsize             *out_length,
            guint8            *out_tag,
            GError           **error)
{
  unsigned long long plain_length;
  gssize got = sluice_blob_read_full (self->fd, self->sealed, BLOB_SEALED_CHUNK, error);

  if (got < 0)
    return FALSE;
  if (got < (gssize) crypto_secretstream_xchacha20poly1305_ABYTES ||
      crypto_secretstream_xchacha20poly1305_pull (&self->state, self->plain, &plain_length, out_tag,
                                                  self->sealed, got, NULL, 0) != 0 ||
      (*out_tag != BLOB_FINAL && got != BLOB_SEALED_CHUNK))
    {
      set_corrupt (error);
      return FALSE;
    }

  *out_length = plain_length;
  return TRUE;
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
  gsize plain_length;
  guint8 tag;

  if (self->ended)
    return 0;

  /* A joint is part of the file, but not of what was written. */
  do
    if (!open_chunk (self, &plain_length, &tag, error))
      return -1;
  while (tag == BLOB_JOINT);

  if (tag == BLOB_FINAL)
    {
      guint8 byte;

      self->ended = TRUE;
      /* Bytes behind the end are not ours. */
      if (sluice_blob_read_full (self->fd, &byte, 1, NULL) != 0)
        {
          set_corrupt (error);
          return -1;
        }
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
