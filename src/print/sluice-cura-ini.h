/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text that Cura keeps settings in, as Python's configparser writes it. Private to this room. */

/**
 * SluiceCuraEntry:
 * @section: what stands between the brackets above it; empty where nothing does
 * @section_length: bytes of @section
 * @key: without blanks around it
 * @key_length: bytes of @key
 * @value: without blanks around it; one of several lines has line ends in it
 * @value_length: bytes of @value
 * @whole: bytes from the key to the end of the value
 *
 * One "key = value". Nothing of it ends with a NUL.
 */
typedef struct
{
  const char *section;
  gsize       section_length;
  const char *key;
  gsize       key_length;
  const char *value;
  gsize       value_length;
  gsize       whole;
} SluiceCuraEntry;

/** SluiceCuraIni: where in a text one is; zero but for @at and @end to begin with. */
typedef struct
{
  const char *at;
  const char *end;
  const char *section;
  gsize       section_length;
} SluiceCuraIni;

gboolean sluice_cura_ini_next     (SluiceCuraIni         *self,
                                   SluiceCuraEntry       *out_entry);
gboolean sluice_cura_entry_is     (const SluiceCuraEntry *entry,
                                   const char            *section,
                                   const char            *key);
gboolean sluice_cura_ini_find     (const char            *text,
                                   gsize                  length,
                                   const char            *section,
                                   const char            *key,
                                   SluiceCuraEntry       *out_entry);

G_END_DECLS
