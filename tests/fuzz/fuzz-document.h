/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** FuzzContainer: what holds the texts of a print file. */
typedef enum
{
  FUZZ_CONTAINER_NONE, /* one part: the file itself */
  FUZZ_CONTAINER_GZIP, /* one part, with a name and a comment */
  FUZZ_CONTAINER_ZIP,
  FUZZ_CONTAINER_BGCODE,
} FuzzContainer;

/** FuzzQuirk: what is unusual about a member of a package, though it may be right. */
typedef enum
{
  FUZZ_QUIRK_STORED = 1 << 0,
  FUZZ_QUIRK_DESCRIPTOR = 1 << 1, /* CRC and sizes follow the data */
  FUZZ_QUIRK_ZIP64 = 1 << 2,
  FUZZ_QUIRK_LOCKED = 1 << 3, /* said to be encrypted */
  FUZZ_QUIRK_WRONG_SIZE = 1 << 4,
  FUZZ_QUIRK_WRONG_CRC = 1 << 5,
  FUZZ_QUIRK_OTHER_NAME = 1 << 6, /* the local header has another name than the directory */
  FUZZ_QUIRK_HEATSHRINK = 1 << 7,
} FuzzQuirk;

/** FuzzPart: a member of a package, a block, or all of a file; unpacked. */
typedef struct
{
  GString *data;
  GString *name;
  GString *comment;
  GString *extra;
  guint    type;       /* of a block */
  guint8   values[8];  /* a block's own parameters */
  guint    n_values;
  guint    quirks;
} FuzzPart;

typedef struct
{
  FuzzContainer container;
  GPtrArray    *parts; /* FuzzPart */
  GString      *before;
  GString      *after;
  GString      *comment;
} FuzzDocument;

FuzzDocument *fuzz_document_read   (const guint8       *data,
                                    gsize               length);
FuzzDocument *fuzz_document_copy   (const FuzzDocument *self);
void          fuzz_document_free   (FuzzDocument       *self);
FuzzPart     *fuzz_document_add    (FuzzDocument       *self,
                                    const char         *name,
                                    const void         *data,
                                    gsize               length);
GString      *fuzz_document_write  (const FuzzDocument *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FuzzDocument, fuzz_document_free)

/* The containers themselves; each file has one. */
gboolean      fuzz_zip_read        (FuzzDocument       *self,
                                    const guint8       *data,
                                    gsize               length);
void          fuzz_zip_write       (const FuzzDocument *self,
                                    GString            *out);
gboolean      fuzz_gzip_read       (FuzzDocument       *self,
                                    const guint8       *data,
                                    gsize               length);
void          fuzz_gzip_write      (const FuzzDocument *self,
                                    GString            *out);
gboolean      fuzz_bgcode_read     (FuzzDocument       *self,
                                    const guint8       *data,
                                    gsize               length);
void          fuzz_bgcode_write    (const FuzzDocument *self,
                                    GString            *out);

/* zlib with little memory: inputs are a few KiB. @bits as for inflateInit2(). */
gboolean      fuzz_inflate         (const guint8       *data,
                                    gsize               length,
                                    int                 bits,
                                    GString            *out);
void          fuzz_deflate         (const GString      *data,
                                    int                 bits,
                                    GString            *out);
void          fuzz_append_number   (GString            *out,
                                    guint64             number,
                                    guint               n_bytes);

G_END_DECLS
