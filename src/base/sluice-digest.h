/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SLUICE_DIGEST_BYTES: of a SHA-256. */
#define SLUICE_DIGEST_BYTES 32

typedef struct _SluiceDigest SluiceDigest;

SluiceDigest *sluice_digest_new    (void);
SluiceDigest *sluice_digest_copy   (SluiceDigest  *self);
void          sluice_digest_update (SluiceDigest  *self,
                                    const void    *data,
                                    gsize          length);
void          sluice_digest_finish (SluiceDigest  *self,
                                    guint8        *out_bytes);
SluiceDigest *sluice_digest_ref    (SluiceDigest  *self);
void          sluice_digest_unref  (SluiceDigest  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SluiceDigest, sluice_digest_unref)

G_END_DECLS
