/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-reader.h"

#include "sluice-cura-members.h"
#include "sluice-gcode-reader.h"
#include "sluice-package-member.h"
#include "sluice-package-unpack.h"
#include "sluice-split-private.h"
#include "sluice-zip-directory.h"

#include <glib/gi18n-lib.h>

/*
 * UFP and 3MF: ZIP files by the Open Packaging Conventions. Which member is
 * what, and who reads it, is in sluice-package-member.c; here they are counted
 * and read in turn: the G-code first, for what its header states counts before
 * all settings.
 */

/* Of one package, all members together that are read into memory, and how many. */
#define MOST_READ (8 * SLUICE_MEMBER_MAX_BYTES)
#define MOST_MEMBERS 256

typedef struct
{
  const SluiceKnownMember *known;
  zip_stat_t               info; /* its name is the package's */
  const char              *name; /* without a slash before it */
} Member;

typedef struct
{
  SluiceByteSource *source;
  SluicePartTally  *tally;
  zip_t            *zip;

  GArray           *to_read; /* Member, in the order of the directory */
  Member            gcode;   /* known is NULL where there is none */
  Member            model;
  guint64           n_packed;
  guint64           n_read;
} Package;

/* Two members of one name: which one is meant depends on who reads. */
static gboolean
is_there_already (Package      *self,
                  const Member *member)
{
  if (member->known->role == SLUICE_MEMBER_GCODE)
    return self->gcode.known != NULL;
  if (member->known->role == SLUICE_MEMBER_MODEL)
    return self->model.known != NULL;

  for (guint i = 0; i < self->to_read->len; i++)
    if (g_str_equal (g_array_index (self->to_read, Member, i).name, member->name))
      return TRUE;

  return FALSE;
}

/* Keeps a member that is unpacked later; FALSE when it is counted here and now. */
static gboolean
keep_member (Package      *self,
             const Member *member)
{
  if (member->known->role == SLUICE_MEMBER_MODEL)
    self->model = *member;
  if (member->known->role == SLUICE_MEMBER_GCODE)
    self->gcode = *member;
  else if ((member->known->read != NULL || member->known->role == SLUICE_MEMBER_CURA) && member->info.size <= SLUICE_MEMBER_MAX_BYTES &&
           member->info.size <= MOST_READ - self->n_read && self->to_read->len < MOST_MEMBERS)
    {
      self->n_read += member->info.size;
      g_array_append_val (self->to_read, *member);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
count_member (Package          *self,
              const zip_stat_t *info,
              GError          **error)
{
  Member member = { NULL, *info, NULL };
  SluicePartId part = SLUICE_PART_UNKNOWN;

  member.known = sluice_package_member_find (info->name, &member.name);
  if (member.known != NULL)
    part = member.known->part;

  /* Sizes that cannot be: somebody plays. */
  if ((member.known != NULL && is_there_already (self, &member)) || info->size > G_MAXINT64 / 65536 ||
      info->comp_size > sluice_byte_source_get_size (self->source) - self->n_packed)
    {
      sluice_print_set_strange (error);
      return FALSE;
    }
  self->n_packed += info->comp_size;

  sluice_part_tally_set_place (self->tally, member.known != NULL ? member.known->name : NULL, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, part, info->comp_size);
  if (member.known == NULL || !keep_member (self, &member))
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
      if (!count_member (self, &info, error))
        return FALSE;
    }

  sluice_part_tally_set_place (self->tally, NULL, TRUE);
  sluice_part_tally_add_file_bytes (self->tally, SLUICE_PART_CONTAINER,
                                    sluice_byte_source_get_size (self->source) - self->n_packed);
  return TRUE;
}

static void
feed_gcode (const guint8 *data,
            gsize         length,
            gpointer      reader)
{
  sluice_gcode_reader_feed (reader, data, length);
}

/* Reads the G-code; *@out_notice says why it was not. */
static gboolean
read_gcode (Package              *self,
            SluiceRecordBuilder  *builder,
            const char          **out_notice,
            GError              **error)
{
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, self->tally);

  sluice_part_tally_set_place (self->tally, self->gcode.known->name, TRUE);
  if (!sluice_package_can_unpack (&self->gcode.info))
    {
      sluice_part_tally_add (self->tally, self->gcode.known->part, self->gcode.info.size, 0);
      *out_notice = _("The G-code in this package is locked or packed in a way that is not read; all of it counts as "
                      "product data.");
      return TRUE;
    }

  if (!sluice_package_unpack (self->zip, self->source, &self->gcode.info, feed_gcode, reader, error))
    return FALSE;
  sluice_gcode_reader_finish (reader);
  return TRUE;
}

static void
clear_container (gpointer data)
{
  g_clear_pointer (&((SluiceCuraContainer *) data)->bytes, g_bytes_unref);
}

static gboolean
read_member (Package              *self,
             const Member         *member,
             SluiceRecordBuilder  *builder,
             GArray               *project,
             GError              **error)
{
  g_autoptr(GBytes) bytes = NULL;

  sluice_part_tally_set_place (self->tally, member->known->name, TRUE);
  if (!sluice_package_read_member (self->zip, self->source, &member->info, SLUICE_MEMBER_MAX_BYTES, &bytes, error))
    return FALSE;

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    sluice_part_tally_add (self->tally, member->known->part, member->info.size, 0);
  else if (member->known->role == SLUICE_MEMBER_CURA)
    {
      SluiceCuraContainer container = { member->name, g_steal_pointer (&bytes), FALSE };

      g_array_append_val (project, container);
    }
  else
    member->known->read (builder, self->tally, member->name, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return TRUE;
}

/* Reads all other members that somebody reads. */
static gboolean
read_members (Package              *self,
              SluiceRecordBuilder  *builder,
              GError              **error)
{
  g_autoptr(GArray) project = g_array_new (FALSE, FALSE, sizeof (SluiceCuraContainer));

  g_array_set_clear_func (project, clear_container);
  for (guint i = 0; i < self->to_read->len; i++)
    if (!read_member (self, &g_array_index (self->to_read, Member, i), builder, project, error))
      return FALSE;

  sluice_part_tally_set_place (self->tally, "Cura/", TRUE);
  sluice_cura_project_read (builder, self->tally, project);
  return TRUE;
}

static SluiceSplit *
judge (Package  *self,
       GError  **error)
{
  const char *format = self->gcode.known != NULL ? "ufp" : self->model.known != NULL ? "3mf" : "other";
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new (format);
  const char *notice = NULL;

  if (self->gcode.known != NULL && !read_gcode (self, builder, &notice, error))
    return NULL;
  if (!read_members (self, builder, error))
    return NULL;

  if (self->gcode.known == NULL && self->model.known == NULL)
    notice = _("This package is of no known kind; all of it counts as product data.");
  else if (self->gcode.known == NULL && self->to_read->len == 0)
    notice = _("This 3MF file holds no settings that Sluice reads; all of it counts as product data.");
  return sluice_split_new (sluice_record_builder_finish (builder), self->tally, TRUE, notice);
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
  g_autoptr(GArray) to_read = g_array_new (FALSE, FALSE, sizeof (Member));
  g_autoptr(SluiceSplit) split = NULL;
  Package self = { .source = source, .tally = tally, .to_read = to_read };
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
