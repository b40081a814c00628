/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-digest.h"

#include <nettle/sha2.h>
#include <nettle/version.h>

/*
 * SHA-256 of what passes by, for whole files. By Nettle, on which GnuTLS stands: it uses the processor's own instructions
 * for it, where GnuTLS 3.8, GLib and libsodium do not, and is four times as fast then.
 */
struct _SluiceDigest
{
  struct sha256_ctx hash;
};

/** sluice_digest_new: (transfer full): of nothing yet. */
SluiceDigest *
sluice_digest_new (void)
{
  SluiceDigest *self = g_atomic_rc_box_new0 (SluiceDigest);

  sha256_init (&self->hash);
  return self;
}

/** sluice_digest_copy: (transfer full): of the same bytes, to go on in another way. */
SluiceDigest *
sluice_digest_copy (SluiceDigest *self)
{
  return g_atomic_rc_box_dup (sizeof *self, self);
}

/** sluice_digest_update: the next @length bytes. One thread at a time. */
void
sluice_digest_update (SluiceDigest *self,
                      const void   *data,
                      gsize         length)
{
  sha256_update (&self->hash, length, data);
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
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest (&self->hash, out_bytes);
#else
  sha256_digest (&self->hash, SLUICE_DIGEST_BYTES, out_bytes);
#endif
}

SluiceDigest *
sluice_digest_ref (SluiceDigest *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sluice_digest_unref (SluiceDigest *self)
{
  g_atomic_rc_box_release (self);
}
