/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-blob.h"
#include "sluice-digest.h"

#include <sodium.h>

G_BEGIN_DECLS

/*
 * An encrypted file: 8 bytes of magic, the 24-byte secretstream header, then
 * chunks of 64 KiB of plain bytes, each with 17 bytes of overhead; the last is
 * tagged FINAL, so that a missing end is told from a whole file, and chunks
 * cannot be reordered, repeated or taken from another file. Where the writing
 * was interrupted and went on later there is a joint, a chunk of random bytes
 * that are not part of the content: sluice-blob-rest.c.
 * https://doc.libsodium.org/secret-key_cryptography/secretstream
 */
#define BLOB_MAGIC "SLUICEB1"
#define BLOB_CHUNK (64 * 1024)
#define BLOB_SEALED_CHUNK (BLOB_CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES)
#define BLOB_JOINT crypto_secretstream_xchacha20poly1305_TAG_PUSH
#define BLOB_FINAL crypto_secretstream_xchacha20poly1305_TAG_FINAL

typedef crypto_secretstream_xchacha20poly1305_state BlobStreamState;

gssize   sluice_blob_read_full     (int               fd,
                                    guint8           *data,
                                    gsize             length,
                                    GError          **error);
gboolean sluice_blob_read_rest     (int               fd,
                                    SluiceKey        *key,
                                    GCancellable     *cancellable,
                                    BlobStreamState  *state,
                                    SluiceDigest     *digest,
                                    guint64          *out_length,
                                    gsize            *out_end,
                                    GError          **error);
gboolean sluice_blob_write_joint   (int               fd,
                                    BlobStreamState  *state,
                                    GError          **error);

G_END_DECLS
