/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-reader.h"

#include "sluice-gcode-reader.h"
#include "sluice-inflater.h"
#include "sluice-split-private.h"
#include "sluice-zip-directory.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/*
 * UFP and 3MF: ZIP files by the Open Packaging Conventions. Names of members
 * come from whoever made the file: they are compared with those below, and
 * used for nothing else. Only the G-code is unpacked.
 */

typedef enum
{
  MEMBER_GCODE,
  MEMBER_MODEL,
  MEMBER_OTHER,
} MemberRole;

static const struct
{
  const char  *name; /* libCharon writes it with a slash before it, others without */
  gboolean     is_folder;
  MemberRole   role;
  SluicePartId part;
} known[] = {
  { "3D/model.gcode", FALSE, MEMBER_GCODE, SLUICE_PART_TOOLPATH },
  { "3D/3dmodel.model", FALSE, MEMBER_MODEL, SLUICE_PART_GEOMETRY },
  { "Metadata/thumbnail.png", FALSE, MEMBER_OTHER, SLUICE_PART_PICTURES },
  { "Metadata/UFP_Global.json", FALSE, MEMBER_OTHER, SLUICE_PART_OBJECT_NAMES },
  { "Metadata/Slic3r_PE_model.config", FALSE, MEMBER_OTHER, SLUICE_PART_OBJECT_NAMES },
  { "Metadata/Slic3r_PE.config", FALSE, MEMBER_OTHER, SLUICE_PART_SETTINGS_UNREAD },
  { "Cura/slicemetadata.json", FALSE, MEMBER_OTHER, SLUICE_PART_SETTINGS_UNREAD },
  { "Cura/", TRUE, MEMBER_OTHER, SLUICE_PART_SETTINGS_UNREAD },
  { "Materials/", TRUE, MEMBER_OTHER, SLUICE_PART_MATERIAL_FILE },
  { "[Content_Types].xml", FALSE, MEMBER_OTHER, SLUICE_PART_CONTAINER },
  { "_rels/.rels", FALSE, MEMBER_OTHER, SLUICE_PART_CONTAINER },
  { "3D/_rels/model.gcode.rels", FALSE, MEMBER_OTHER, SLUICE_PART_CONTAINER },
  { "3D/_rels/3dmodel.model.rels", FALSE, MEMBER_OTHER, SLUICE_PART_CONTAINER },
};

typedef struct
{
  SluiceByteSource  *source;
  SluicePartTally   *tally;
  zip_t             *zip;
  SluiceGcodeReader *reader;

  gint64             gcode; /* index of its member, or -1 */
  gint64             model;
  guint64            n_packed;
} Package;

/* Index into the table above, or -1. */
static int
find_known (const char *name)
{
  if (*name == '/')
    name++;

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i].is_folder ? g_str_has_prefix (name, known[i].name) : g_str_equal (name, known[i].name))
      return i;

  return -1;
}

static gboolean
count_member (Package          *self,
              guint64           index,
              const zip_stat_t *info,
              GError          **error)
{
  int at = find_known (info->name);
  gint64 *role = NULL;
  SluicePartId part = at >= 0 ? known[at].part : SLUICE_PART_UNKNOWN;

  if (at >= 0 && known[at].role != MEMBER_OTHER)
    role = known[at].role == MEMBER_GCODE ? &self->gcode : &self->model;
  /* Two members of one name: which one is meant depends on who reads. Sizes that cannot be: somebody plays. */
  if ((role != NULL && *role >= 0) || info->size > G_MAXINT64 / 65536 ||
      info->comp_size > sluice_byte_source_get_size (self->source) - self->n_packed)
    {
      sluice_print_set_strange (error);
      return FALSE;
    }
  if (role != NULL)
    *role = index;
  self->n_packed += info->comp_size;

  sluice_part_tally_set_place (self->tally, at >= 0 ? known[at].name : NULL, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, part, info->comp_size);
  if (role != &self->gcode)
    sluice_part_tally_add (self->tally, part, info->size, 0);
  if (part == SLUICE_PART_PICTURES)
    sluice_part_tally_found (self->tally, part, NULL, 0);
  return TRUE;
}

static gboolean
count_members (Package  *self,
               GError  **error)
{
  zip_int64_t n_members = zip_get_num_entries (self->zip, 0);

  self->gcode = -1;
  self->model = -1;
  for (zip_int64_t i = 0; i < n_members; i++)
    {
      zip_stat_t info;

      if (zip_stat_index (self->zip, i, ZIP_FL_ENC_RAW, &info) < 0 ||
          (info.valid & (ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)) !=
            (ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE))
        {
          sluice_print_set_truncated (error);
          return FALSE;
        }
      if (!count_member (self, i, &info, error))
        return FALSE;
    }

  sluice_part_tally_set_place (self->tally, NULL, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, SLUICE_PART_CONTAINER,
                                    sluice_byte_source_get_size (self->source) - self->n_packed);
  return TRUE;
}

static void
take_unpacked (const guint8 *data,
               gsize         length,
               gpointer      user_data)
{
  Package *self = user_data;

  sluice_gcode_reader_feed (self->reader, data, length);
}

/* The G-code, block by block; what the directory says about it has to be true. */
static gboolean
unpack_gcode (Package          *self,
              const zip_stat_t *info,
              GError          **error)
{
  gboolean is_stored = info->comp_method == ZIP_CM_STORE;
  /* What is stored as it is, libzip checks itself. */
  zip_file_t *file = zip_fopen_index (self->zip, self->gcode, is_stored ? 0 : ZIP_FL_COMPRESSED);
  g_autofree guint8 *block = g_malloc (SLUICE_BLOCK_SIZE);
  g_autoptr(SluiceInflater) inflater = sluice_inflater_new_apart (take_unpacked, self);
  zip_int64_t got = -1;
  gboolean goes_on = TRUE;

  sluice_inflater_begin_raw (inflater);
  while (file != NULL && goes_on && (got = zip_fread (file, block, SLUICE_BLOCK_SIZE)) > 0)
    {
      gsize used = got;

      if (is_stored)
        sluice_gcode_reader_feed (self->reader, block, got);
      else
        goes_on = sluice_inflater_feed (inflater, block, got, &used, error);
      goes_on = goes_on && sluice_byte_source_unpacked (self->source, got, error);
    }
  if (file != NULL)
    zip_fclose (file);
  if (!goes_on)
    return FALSE;

  if (got < 0 || (!is_stored && (!sluice_inflater_is_finished (inflater) ||
                                 sluice_inflater_get_out (inflater) != info->size ||
                                 sluice_inflater_get_crc (inflater) != info->crc)))
    {
      sluice_print_set_truncated (error);
      return FALSE;
    }
  sluice_inflater_flush (inflater);
  return TRUE;
}

static SluiceSplit *
read_ufp (Package  *self,
          GError  **error)
{
  zip_stat_t info;
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new ("ufp");
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, self->tally);

  zip_stat_index (self->zip, self->gcode, ZIP_FL_ENC_RAW, &info);
  sluice_part_tally_set_place (self->tally, "3D/model.gcode", TRUE);

  if (info.encryption_method != ZIP_EM_NONE ||
      (info.comp_method != ZIP_CM_DEFLATE && info.comp_method != ZIP_CM_STORE))
    {
      sluice_part_tally_add (self->tally, SLUICE_PART_TOOLPATH, info.size, 0);
      return sluice_split_new (sluice_process_record_new ("ufp"), self->tally, TRUE,
                               _("The G-code in this package is locked or packed in a way that is not read; all of "
                                 "it counts as product data."));
    }

  self->reader = reader;
  sluice_gcode_reader_set_source (reader, self->source);
  if (!unpack_gcode (self, &info, error))
    return NULL;

  sluice_gcode_reader_finish (reader);
  return sluice_split_new (sluice_record_builder_finish (builder), self->tally, TRUE, NULL);
}

static SluiceSplit *
judge (Package  *self,
       GError  **error)
{
  if (self->gcode >= 0)
    return read_ufp (self, error);
  if (self->model >= 0)
    return sluice_split_new (sluice_process_record_new ("3mf"), self->tally, TRUE,
                             _("The settings in a 3MF file are not read yet; all of it counts as product data."));

  return sluice_split_new (sluice_process_record_new ("other"), self->tally, TRUE,
                           _("This package is of no known kind; all of it counts as product data."));
}

/**
 * sluice_package_read:
 * @source: a file that begins as ZIP does
 * @error: #SluicePrintError
 *
 * Returns: (transfer full) (nullable): what is in it
 */
SluiceSplit *
sluice_package_read (SluiceByteSource *source,
                     GError          **error)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  g_autoptr(zip_t) zip = NULL;
  g_autoptr(SluiceSplit) split = NULL;
  Package self = { .source = source, .tally = tally };
  const guint8 *data;
  gssize got;

  /* Its directory is at its end: the tap sees all of it first. */
  sluice_byte_source_unpacks (source);
  while ((got = sluice_byte_source_next (source, &data, error)) > 0)
    ;
  if (got < 0)
    return NULL;

  zip = sluice_zip_directory_open (source, error);
  if (zip == NULL)
    return NULL;

  self.zip = zip;
  if (!count_members (&self, error))
    return NULL;
  split = judge (&self, error);
  if (split == NULL || !sluice_byte_source_is_unchanged (source, error))
    return NULL;

  return g_steal_pointer (&split);
}
