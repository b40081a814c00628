/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sluice-digest.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SLUICE_TYPE_DIGEST_STREAM (sluice_digest_stream_get_type ())

G_DECLARE_FINAL_TYPE (SluiceDigestStream, sluice_digest_stream, SLUICE, DIGEST_STREAM, GFilterInputStream)

GInputStream *sluice_digest_stream_new (GInputStream *base,
                                        SluiceDigest *digest);

G_END_DECLS
