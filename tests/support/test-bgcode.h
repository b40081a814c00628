/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Writes binary G-code, right or wrong. The numbers are the format's own. */

enum
{
  TEST_BGCODE_FILE,
  TEST_BGCODE_GCODE,
  TEST_BGCODE_SLICER,
  TEST_BGCODE_PRINTER,
  TEST_BGCODE_PRINT,
  TEST_BGCODE_THUMBNAIL,
};

enum
{
  TEST_BGCODE_NONE,
  TEST_BGCODE_DEFLATE,
  TEST_BGCODE_HEATSHRINK_11,
  TEST_BGCODE_HEATSHRINK_12,
};

enum
{
  TEST_BGCODE_PLAIN,
  TEST_BGCODE_MEATPACK,
  TEST_BGCODE_MEATPACK_COMMENTS,
};

GByteArray *test_bgcode_new        (gboolean      has_checksums);
void        test_bgcode_add        (GByteArray   *file,
                                    guint         type,
                                    guint         packing,
                                    guint         encoding,
                                    const char   *text,
                                    gssize        length);
void        test_bgcode_add_block  (GByteArray   *file,
                                    guint         type,
                                    guint         packing,
                                    guint         encoding,
                                    guint32       unpacked,
                                    const void   *data,
                                    gsize         length);

GByteArray *test_bgcode_deflate    (const guint8 *data,
                                    gsize         length);
GByteArray *test_bgcode_heatshrink (const guint8 *data,
                                    gsize         length,
                                    guint         window_bits);
GByteArray *test_bgcode_meatpack   (const char   *text,
                                    gsize         length,
                                    gboolean      keeps_comments);

G_END_DECLS
