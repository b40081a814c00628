/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-package-reader.h"

#include "sluice-cura-members.h"
#include "sluice-gcode-reader.h"
#include "sluice-package-contents.h"
#include "sluice-package-unpack.h"
#include "sluice-split-private.h"
#include "sluice-zip-directory.h"

#include <glib/gi18n-lib.h>

/*
 * UFP, 3MF and .makerbot: ZIP files. Which member is what, and who reads it, is
 * in sluice-package-member.c; here they are read in turn: the G-code first, for
 * what its header states counts before all settings.
 */

static void
feed_gcode (const guint8 *data,
            gsize         length,
            gpointer      reader)
{
  sluice_gcode_reader_feed (reader, data, length);
}

/* Reads the G-code; *@out_notice says why it was not. */
static gboolean
read_gcode (SluicePackageContents    *self,
            const SluiceFoundMember  *gcode,
            SluiceRecordBuilder      *builder,
            const char              **out_notice,
            GError                  **error)
{
  g_autoptr(SluiceGcodeReader) reader = sluice_gcode_reader_new (builder, self->tally);

  sluice_part_tally_set_place (self->tally, sluice_package_member_get_place (gcode->known), TRUE);
  if (!sluice_package_can_unpack (&gcode->info))
    {
      sluice_part_tally_add (self->tally, gcode->known->part, gcode->info.size, 0);
      *out_notice = _("The G-code in this package is locked or packed in a way that is not read; all of it counts as "
                      "product data.");
      return TRUE;
    }

  sluice_gcode_reader_set_source (reader, self->source);
  if (!sluice_package_unpack (self->zip, self->source, &gcode->info, feed_gcode, reader, error))
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
read_member (SluicePackageContents    *self,
             const SluiceFoundMember  *member,
             SluiceRecordBuilder      *builder,
             GArray                   *project,
             GError                  **error)
{
  g_autoptr(GBytes) bytes = NULL;

  sluice_part_tally_set_place (self->tally, sluice_package_member_get_place (member->known), TRUE);
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

/* What is in a package of no known kind says nothing; nor does a "meta.json" where it is nobody's. */
static gboolean
says_something (const SluiceFoundMember *member,
                const char              *format)
{
  return !g_str_equal (format, "other") &&
         (member->known->role != SLUICE_MEMBER_BOT || g_str_equal (format, "makerbot"));
}

/* Reads all other members that somebody reads. */
static gboolean
read_members (SluicePackageContents  *self,
              const char             *format,
              SluiceRecordBuilder    *builder,
              GError                **error)
{
  g_autoptr(GArray) project = g_array_new (FALSE, FALSE, sizeof (SluiceCuraContainer));

  g_array_set_clear_func (project, clear_container);
  for (guint i = 0; i < self->to_read->len; i++)
    {
      const SluiceFoundMember *member = &g_array_index (self->to_read, SluiceFoundMember, i);

      if (!says_something (member, format))
        sluice_package_contents_leave (self, member);
      else if (!read_member (self, member, builder, project, error))
        return FALSE;
    }

  sluice_part_tally_set_place (self->tally, "Cura/", TRUE);
  sluice_cura_project_read (builder, self->tally, project);
  return TRUE;
}

/* When all has been read. */
static char *
find_notice (SluicePackageContents   *self,
             const char              *format,
             const SluiceFoundMember *gcode)
{
  if (g_str_equal (format, "other"))
    return g_strdup (_("This package is of no known kind; all of it counts as product data."));
  if (gcode != NULL && self->plates->len > 1)
    return g_strdup_printf (ngettext ("This file holds the G-code of one more plate, which counts as product data.",
                                      "This file holds the G-code of %u more plates, which count as product data.",
                                      self->plates->len - 1), self->plates->len - 1);
  if (gcode == NULL && sluice_part_tally_sum (self->tally, SLUICE_PART_KIND_PROCESS, FALSE) == 0)
    return g_strdup (_("This file holds no settings that Sluice knows; all of it counts as product data."));

  return NULL;
}

static SluiceSplit *
judge (SluicePackageContents  *self,
       GError                **error)
{
  const char *format = sluice_package_contents_find_format (self);
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new (format);
  guint plate;
  const SluiceFoundMember *gcode = sluice_package_contents_choose_gcode (self, format, &plate);
  g_autofree char *notice = NULL;
  const char *not_read = NULL;
  SluiceProcessRecord *record;

  sluice_record_builder_set_plate (builder, plate);
  if (gcode != NULL && !read_gcode (self, gcode, builder, &not_read, error))
    return NULL;

  if (!read_members (self, format, builder, error))
    return NULL;

  notice = find_notice (self, format, gcode);
  record = sluice_record_builder_finish (builder);
  /* What the G-code does not state, other members may. */
  for (guint i = 0; i < SLUICE_PROCESS_MAX_EXTRUDERS; i++)
    if (record->extruders[i].filament_from != NULL)
      sluice_byte_source_set_lacks_filament (self->source, FALSE);
  return sluice_split_new (record, self->tally, TRUE, not_read != NULL ? not_read : notice);
}

/**
 * sluice_package_read:
 * @source: a file that begins as ZIP does
 * @error: #SluicePrintError
 *
 * Returns: (transfer full) (nullable): what is in it
 */
SluiceSplit *
sluice_package_read (SluiceByteSource  *source,
                     GError           **error)
{
  g_autoptr(SluicePartTally) tally = sluice_part_tally_new ();
  g_autoptr(zip_t) zip = NULL;
  g_autoptr(GArray) to_read = g_array_new (FALSE, FALSE, sizeof (SluiceFoundMember));
  g_autoptr(GArray) plates = g_array_new (FALSE, FALSE, sizeof (SluiceFoundPlate));
  g_autoptr(SluiceSplit) split = NULL;
  SluicePackageContents self = { .source = source, .tally = tally, .to_read = to_read, .plates = plates };
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
  if (!sluice_package_contents_count (&self, error))
    return NULL;
  split = judge (&self, error);
  if (split == NULL || !sluice_byte_source_is_unchanged (source, error))
    return NULL;

  return g_steal_pointer (&split);
}
