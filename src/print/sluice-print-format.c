/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-print-format.h"

#include "sluice-byte-source.h"
#include "sluice-gcode-reader.h"
#include "sluice-package-member.h"
#include "sluice-zip-directory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * What files are called that are read. A file that a person opens is told by its content alone (sluice-split-read.c);
 * names are for where there is no file yet, or too many: the file chooser, the file manager, a folder that is watched.
 *
 * The content types are those of shared-mime-info where it has one, else ours, of data/…mime.xml.
 */

#define ENDINGS(...) (const char * const []) { __VA_ARGS__, NULL }

static const SluicePrintFormat formats[] = {
  { NC_("kind of file", "G-code"), "text/x.gcode", ENDINGS ("gcode", "gco", "g"), SLUICE_PRINT_HEAD_TEXT },
  { NC_("kind of file", "Packed G-code"), "application/x-gcode-compressed", ENDINGS ("gcode.gz", "gco.gz", "g.gz"),
    SLUICE_PRINT_HEAD_GZIP },
  { NC_("kind of file", "Binary G-code"), "application/x-bgcode", ENDINGS ("bgcode", "bgc"), SLUICE_PRINT_HEAD_BGCODE },
  { NC_("kind of file", "UltiMaker packages"), "application/x-ufp", ENDINGS ("ufp"), SLUICE_PRINT_HEAD_ZIP },
  { NC_("kind of file", "3MF files"), "model/3mf", ENDINGS ("3mf"), SLUICE_PRINT_HEAD_ZIP },
  { NC_("kind of file", "MakerBot files"), "application/x-makerbot", ENDINGS ("makerbot"), SLUICE_PRINT_HEAD_ZIP },
  { NC_("kind of file", "Shapes (STL)"), "model/stl", ENDINGS ("stl"), SLUICE_PRINT_HEAD_SHAPE },
};

static gboolean
ends_with (const char *name,
           const char *ending)
{
  gsize length = strlen (name);
  gsize ending_length = strlen (ending);

  /* Something has to be before the dot: a name that begins with it is of a hidden file without an ending. */
  return length > ending_length + 1 && name[length - ending_length - 1] == '.' &&
         g_ascii_strcasecmp (name + length - ending_length, ending) == 0;
}

/** sluice_print_format_list: (transfer none) (array length=out_n_formats): all of them, in the order for people. */
const SluicePrintFormat *
sluice_print_format_list (guint *out_n_formats)
{
  *out_n_formats = G_N_ELEMENTS (formats);
  return formats;
}

/** sluice_print_format_find: (transfer none) (nullable): what a file called @name says that it is. */
const SluicePrintFormat *
sluice_print_format_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    for (const char * const *ending = formats[i].endings; *ending != NULL; ending++)
      if (ends_with (name, *ending))
        return &formats[i];

  return NULL;
}

/* A 3MF file may be a project that nobody has sliced yet. Half a package has no directory, and so is none. */
static gboolean
holds_toolpath (SluiceByteSource *source)
{
  g_autoptr(zip_t) zip = sluice_zip_directory_open (source, NULL);
  zip_int64_t n_members = zip != NULL ? zip_get_num_entries (zip, 0) : 0;

  for (zip_int64_t i = 0; i < n_members; i++)
    {
      const char *name = zip_get_name (zip, i, ZIP_FL_ENC_RAW);
      const SluiceKnownMember *member = name != NULL ? sluice_package_member_find (name, &name) : NULL;

      if (member != NULL && (member->role == SLUICE_MEMBER_GCODE || member->role == SLUICE_MEMBER_PLATE ||
                             member->role == SLUICE_MEMBER_TOOLPATH))
        return TRUE;
    }

  return FALSE;
}

/**
 * sluice_print_is_slice:
 * @path: a file
 * @cancellable: (nullable): stops it
 *
 * Looks at the name, then at the beginning, and into the directory of a package: enough to tell what is worth to be
 * read, without reading it. Blocks.
 *
 * Returns: whether it is something that a slicer made for a printer; also %FALSE when it cannot be read
 */
gboolean
sluice_print_is_slice (const char   *path,
                       GCancellable *cancellable)
{
  g_autofree char *name = g_path_get_basename (path);
  const SluicePrintFormat *format = sluice_print_format_find (name);
  g_autoptr(SluiceByteSource) source = NULL;
  const guint8 *data;
  gssize length;

  if (format == NULL || format->head == SLUICE_PRINT_HEAD_SHAPE)
    return FALSE;
  source = sluice_byte_source_new (path, NULL, NULL, NULL, NULL, cancellable, NULL);
  length = source != NULL ? sluice_byte_source_next (source, &data, NULL) : -1;
  if (length < 4)
    return FALSE;

  switch (format->head)
    {
    case SLUICE_PRINT_HEAD_TEXT:
      return sluice_gcode_is_likely (data, length);
    case SLUICE_PRINT_HEAD_GZIP:
      return memcmp (data, "\x1f\x8b", 2) == 0;
    case SLUICE_PRINT_HEAD_ZIP:
      return memcmp (data, "PK\003\004", 4) == 0 && holds_toolpath (source);
    case SLUICE_PRINT_HEAD_BGCODE:
      return memcmp (data, "GCDE", 4) == 0;
    case SLUICE_PRINT_HEAD_SHAPE:
    default:
      return FALSE;
    }
}
