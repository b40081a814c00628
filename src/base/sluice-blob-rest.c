/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-blob-private.h"

#include "sluice-base-error.h"
#include "sluice-new-file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/*
 * Going on with an encrypted file whose writing was interrupted.
 *
 * The stream's state behind the last whole chunk is found by opening all chunks
 * before it: sealing and opening change it in the same way. But a chunk may have
 * been sealed with that very state already, and be lost: cut off in its middle,
 * or never on the disk. If the next one had other content, two texts would have
 * been encrypted with one key stream. So a joint comes first, a chunk of random
 * bytes, which gives nothing away whatever it is combined with; its
 * authenticator goes into the state of all that follows, so that every key
 * stream from there on is a new one.
 */

/* One chunk. Returns: whether it is whole, and not the last: then it is in @plain. */
static gboolean
open_whole (BlobStreamState *state,
            guint8          *plain,
            const guint8    *sealed,
            gssize           length,
            guint8          *out_tag)
{
  BlobStreamState next = *state;
  unsigned long long plain_length;
  gboolean is_whole = length == BLOB_SEALED_CHUNK &&
                      crypto_secretstream_xchacha20poly1305_pull (&next, plain, &plain_length, out_tag, sealed, length,
                                                                  NULL, 0) == 0 &&
                      *out_tag != BLOB_FINAL;

  if (is_whole)
    *state = next;
  sodium_memzero (&next, sizeof next);
  return is_whole;
}

static gboolean
read_chunks (int               fd,
             guint8           *plain,
             guint8           *sealed,
             GCancellable     *cancellable,
             BlobStreamState  *state,
             SluiceDigest     *digest,
             guint64          *length,
             gsize            *end,
             GError          **error)
{
  for (;;)
    {
      guint8 tag;
      gssize got = sluice_blob_read_full (fd, sealed, BLOB_SEALED_CHUNK, error);

      if (got < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!open_whole (state, plain, sealed, got, &tag))
        return TRUE;

      *end += BLOB_SEALED_CHUNK;
      if (tag == BLOB_JOINT)
        continue;
      sluice_digest_update (digest, plain, BLOB_CHUNK);
      *length += BLOB_CHUNK;
    }
}

/*
 * Reads all whole chunks from the start of @fd: @state is behind the last of
 * them, @digest has their content, @out_length is how much that is, @out_end
 * where they end in the file; 0 when not even the head is there.
 */
gboolean
sluice_blob_read_rest (int               fd,
                       SluiceKey        *key,
                       GCancellable     *cancellable,
                       BlobStreamState  *state,
                       SluiceDigest     *digest,
                       guint64          *out_length,
                       gsize            *out_end,
                       GError          **error)
{
  guint8 start[sizeof BLOB_MAGIC - 1 + crypto_secretstream_xchacha20poly1305_HEADERBYTES];
  gssize got = sluice_blob_read_full (fd, start, sizeof start, error);
  guint8 *plain;
  guint8 *sealed;
  gboolean read;

  *out_length = 0;
  *out_end = 0;
  if (got < 0)
    return FALSE;
  if (got != sizeof start || memcmp (start, BLOB_MAGIC, strlen (BLOB_MAGIC)) != 0 ||
      crypto_secretstream_xchacha20poly1305_init_pull (state, start + strlen (BLOB_MAGIC), sluice_key_peek (key)) != 0)
    return TRUE;

  *out_end = sizeof start;
  plain = g_malloc (BLOB_CHUNK);
  sealed = g_malloc (BLOB_SEALED_CHUNK);
  read = read_chunks (fd, plain, sealed, cancellable, state, digest, out_length, out_end, error);
  sodium_memzero (plain, BLOB_CHUNK);
  g_free (plain);
  g_free (sealed);
  return read;
}

/* At the end of @fd. */
gboolean
sluice_blob_write_joint (int               fd,
                         BlobStreamState  *state,
                         GError          **error)
{
  g_autofree guint8 *plain = g_malloc (BLOB_CHUNK);
  g_autofree guint8 *sealed = g_malloc (BLOB_SEALED_CHUNK);

  randombytes_buf (plain, BLOB_CHUNK);
  crypto_secretstream_xchacha20poly1305_push (state, sealed, NULL, plain, BLOB_CHUNK, NULL, 0, BLOB_JOINT);
  if (sluice_write_all (fd, sealed, BLOB_SEALED_CHUNK))
    return TRUE;

  sluice_base_error_set_from_errno (error, errno, NULL);
  return FALSE;
}
