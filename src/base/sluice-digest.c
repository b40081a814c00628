/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest.h"

#include <gnutls/crypto.h>

/*
 * SHA-256 of what passes by, for whole files. GnuTLS has the processor's own
 * instructions for it, and is several times as fast as GLib or libsodium then.
 */
struct _SluiceDigest
{
  gnutls_hash_hd_t hash; /* NULL once it was told */
};

static SluiceDigest *
take_hash (gnutls_hash_hd_t hash)
{
  SluiceDigest *self = g_atomic_rc_box_new0 (SluiceDigest);

  self->hash = hash;
  return self;
}

/** sluice_digest_new: (transfer full): of nothing yet. */
SluiceDigest *
sluice_digest_new (void)
{
  gnutls_hash_hd_t hash;

  /* It can only fail for want of memory, or where a policy of the system forbids SHA-256: TLS is gone then, too. */
  if (gnutls_hash_init (&hash, GNUTLS_DIG_SHA256) < 0)
    g_error ("no SHA-256");

  return take_hash (hash);
}

/** sluice_digest_copy: (transfer full): of the same bytes, to go on in another way. */
SluiceDigest *
sluice_digest_copy (SluiceDigest *self)
{
  gnutls_hash_hd_t hash = gnutls_hash_copy (self->hash);

  if (hash == NULL)
    g_error ("a SHA-256 that cannot be copied");

  return take_hash (hash);
}

/** sluice_digest_update: the next @length bytes. One thread at a time. */
void
sluice_digest_update (SluiceDigest *self,
                      const void   *data,
                      gsize         length)
{
  if (length > 0)
    gnutls_hash (self->hash, data, length);
}

/**
 * sluice_digest_finish:
 * @self: a digest; it can only be freed afterwards
 * @out_bytes: (out) (array fixed-size=32): the SHA-256 of all that was given
 */
void
sluice_digest_finish (SluiceDigest *self,
                      guint8       *out_bytes)
{
  gnutls_hash_deinit (g_steal_pointer (&self->hash), out_bytes);
}

SluiceDigest *
sluice_digest_ref (SluiceDigest *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_digest (gpointer data)
{
  SluiceDigest *self = data;

  if (self->hash != NULL)
    gnutls_hash_deinit (self->hash, NULL);
}

void
sluice_digest_unref (SluiceDigest *self)
{
  g_atomic_rc_box_release_full (self, clear_digest);
}
