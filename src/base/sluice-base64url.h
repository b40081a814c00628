/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *sluice_base64url_encode      (const void *data,
                                        gsize       length);
char     *sluice_base64url_encode_hash (const void *data,
                                        gsize       length);
gboolean  sluice_base64url_decode      (const char *text,
                                        void       *data,
                                        gsize       length);
gboolean  sluice_base64url_decode_some (const char *text,
                                        gsize       length,
                                        void       *data,
                                        gsize       size,
                                        gsize      *out_n_bytes);

G_END_DECLS
