/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-blob.h"

#include <sodium.h>

G_BEGIN_DECLS

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
#define BLOB_FINAL crypto_secretstream_xchacha20poly1305_TAG_FINAL

typedef crypto_secretstream_xchacha20poly1305_state BlobStreamState;

G_END_DECLS
