/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SluiceByteRange:
 * @first: the first byte, from 0; -1 when only @total is said
 * @last: the last byte, which is part of it; -1 as @first
 * @total: bytes of the whole; -1 when it is not said
 */
typedef struct
{
  gint64 first;
  gint64 last;
  gint64 total;
} SluiceByteRange;

char    *sluice_field_format_content_range (const SluiceByteRange *range);
gboolean sluice_field_parse_content_range  (const char            *text,
                                            SluiceByteRange       *out_range);
char    *sluice_field_format_kept          (gint64                 length);
gboolean sluice_field_parse_kept           (const char            *text,
                                            gint64                *out_length);

char    *sluice_field_format_string        (const char            *text);
char    *sluice_field_parse_string         (const char            *text);

char    *sluice_field_format_digest        (const guint8          *digest);
gboolean sluice_field_parse_digest         (const char            *text,
                                            guint8                *out_digest);

G_END_DECLS
