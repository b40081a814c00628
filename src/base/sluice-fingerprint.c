/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fingerprint.h"

#include <sodium.h>
#include <string.h>

/*
 * What large content is known by, under a key: equal content has equal
 * fingerprints, and nobody without the key can guess content from one.
 *
 * Hashing all of it with BLAKE2b takes longer than encrypting it. So each leaf
 * of 64 KiB is reduced to 16 bytes by Poly1305, several times as fast, and
 * keyed BLAKE2b-256 hashes those. This is the usual way to build a fast keyed
 * hash: a universal hash, then a pseudorandom function. What it rests on is
 * that nobody sees what Poly1305 gives, and that the keys are secret, one for
 * each leaf number: then two contents that differ have the same fingerprint
 * with a chance of at most 2 to the power of -91 (8 * 4096 / 2^106; Bernstein,
 * "The Poly1305-AES message-authentication code", theorem 3.3).
 *
 * The first version, BLAKE2b of everything, is still computed for what was
 * named by it.
 */
#define HASH_SIZE 32
#define LEAF_SIZE (64 * 1024)
#define SUFFIX    "-2"

struct _SluiceFingerprint
{
  crypto_generichash_state   *root; /* owned; libsodium asks for an alignment of 64 */
  gboolean                    has_leaves;
  SluiceKey                  *leaf_key;
  crypto_onetimeauth_state    leaf;
  gsize                       leaf_filled; /* 0: not begun */
  guint64                     n_leaves;
};

static SluiceFingerprint *
fingerprint_new (SluiceKey *key,
                 gboolean   has_leaves)
{
  SluiceFingerprint *self = g_new0 (SluiceFingerprint, 1);
  g_autoptr(SluiceKey) root_key = has_leaves ? sluice_key_derive (key, "fingerprint root") : sluice_key_ref (key);

  self->has_leaves = has_leaves;
  self->leaf_key = sluice_key_derive (key, "fingerprint leaves");
  self->root = g_aligned_alloc0 (1, crypto_generichash_statebytes (), 64);
  crypto_generichash_init (self->root, sluice_key_peek (root_key), SLUICE_KEY_SIZE, HASH_SIZE);
  return self;
}

/**
 * sluice_fingerprint_new:
 * @key: whose fingerprints they are
 *
 * Returns: (transfer full): the fingerprint of nothing yet
 */
SluiceFingerprint *
sluice_fingerprint_new (SluiceKey *key)
{
  return fingerprint_new (key, TRUE);
}

/**
 * sluice_fingerprint_new_like:
 * @key: whose fingerprints they are
 * @text: a fingerprint of any version, to compare with
 *
 * Returns: (transfer full): the fingerprint of nothing yet, in @text's version
 */
SluiceFingerprint *
sluice_fingerprint_new_like (SluiceKey  *key,
                             const char *text)
{
  return fingerprint_new (key, g_str_has_suffix (text, SUFFIX));
}

static void
begin_leaf (SluiceFingerprint *self)
{
  const guint64 number = GUINT64_TO_LE (self->n_leaves);
  guint8 nonce[crypto_stream_chacha20_NONCEBYTES];
  guint8 key[crypto_onetimeauth_KEYBYTES];

  G_STATIC_ASSERT (sizeof nonce == sizeof number);
  memcpy (nonce, &number, sizeof nonce);
  crypto_stream_chacha20 (key, sizeof key, nonce, sluice_key_peek (self->leaf_key));
  crypto_onetimeauth_init (&self->leaf, key);
  sodium_memzero (key, sizeof key);
}

static void
end_leaf (SluiceFingerprint *self)
{
  guint8 tag[crypto_onetimeauth_BYTES];

  crypto_onetimeauth_final (&self->leaf, tag);
  crypto_generichash_update (self->root, tag, sizeof tag);
  sodium_memzero (tag, sizeof tag);
  self->leaf_filled = 0;
  self->n_leaves++;
}

/**
 * sluice_fingerprint_update:
 * @self: a fingerprint that is not finished
 * @data: (array length=length): the next bytes
 * @length: how many
 */
void
sluice_fingerprint_update (SluiceFingerprint *self,
                           const void        *data,
                           gsize              length)
{
  const guint8 *bytes = data;

  if (!self->has_leaves)
    {
      crypto_generichash_update (self->root, data, length);
      return;
    }

  while (length > 0)
    {
      const gsize part = MIN (length, LEAF_SIZE - self->leaf_filled);

      if (self->leaf_filled == 0)
        begin_leaf (self);
      crypto_onetimeauth_update (&self->leaf, bytes, part);
      self->leaf_filled += part;
      if (self->leaf_filled == LEAF_SIZE)
        end_leaf (self);
      bytes += part;
      length -= part;
    }
}

/**
 * sluice_fingerprint_finish:
 * @self: a fingerprint; it can only be freed afterwards
 *
 * Returns: (transfer full): 64 hexadecimal digits, and `-2` except in the first
 *   version, which is what sluice_key_fingerprint() gives for all the bytes in one piece
 */
char *
sluice_fingerprint_finish (SluiceFingerprint *self)
{
  guint8 hash[HASH_SIZE];
  char hex[2 * sizeof hash + 1];

  if (self->leaf_filled > 0)
    end_leaf (self);
  crypto_generichash_final (self->root, hash, sizeof hash);
  sodium_bin2hex (hex, sizeof hex, hash, sizeof hash);
  return g_strconcat (hex, self->has_leaves ? SUFFIX : NULL, NULL);
}

void
sluice_fingerprint_free (SluiceFingerprint *self)
{
  sodium_memzero (self->root, crypto_generichash_statebytes ());
  sodium_memzero (&self->leaf, sizeof self->leaf);
  sluice_key_unref (self->leaf_key);
  g_aligned_free (self->root);
  g_free (self);
}
