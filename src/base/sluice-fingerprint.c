/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-fingerprint.h"

#include <sodium.h>

#define HASH_SIZE 32

/* What sluice_key_fingerprint() gives, for what is too large to be in memory at once. */
struct _SluiceFingerprint
{
  crypto_generichash_state *state; /* owned; libsodium asks for an alignment of 64 */
};

/**
 * sluice_fingerprint_new:
 * @key: whose fingerprints they are
 *
 * Returns: (transfer full): the fingerprint of nothing yet
 */
SluiceFingerprint *
sluice_fingerprint_new (SluiceKey *key)
{
  SluiceFingerprint *self = g_new0 (SluiceFingerprint, 1);

  self->state = g_aligned_alloc0 (1, crypto_generichash_statebytes (), 64);
  crypto_generichash_init (self->state, sluice_key_peek (key), SLUICE_KEY_SIZE, HASH_SIZE);
  return self;
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
  crypto_generichash_update (self->state, data, length);
}

/**
 * sluice_fingerprint_finish:
 * @self: a fingerprint; it can only be freed afterwards
 *
 * Returns: (transfer full): 64 hexadecimal digits, the same that
 *   sluice_key_fingerprint() gives for all the bytes in one piece
 */
char *
sluice_fingerprint_finish (SluiceFingerprint *self)
{
  guint8 hash[HASH_SIZE];
  char *hex = g_malloc (2 * sizeof hash + 1);

  crypto_generichash_final (self->state, hash, sizeof hash);
  return sodium_bin2hex (hex, 2 * sizeof hash + 1, hash, sizeof hash);
}

void
sluice_fingerprint_free (SluiceFingerprint *self)
{
  sodium_memzero (self->state, crypto_generichash_statebytes ());
  g_aligned_free (self->state);
  g_free (self);
}
