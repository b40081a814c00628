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
 * UFP, 3MF and .makerbot: ZIP files. Which member is what, and who reads it, is
 * in sluice-package-member.c; here they are counted and read in turn: the
 * G-code first, for what its header states counts before all settings.
 *
 * A 3MF file may hold the G-code of several plates, which are several prints.
 * One record cannot be all of them: it tells of the plate with the lowest
 * number; the others count as product data.
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
  Member            bot;
  Member            toolpath;
  GArray           *plates;  /* Plate, by number */
  guint64           n_packed;
  guint64           n_read;
} Package;

typedef struct
{
  guint  number;
  Member member;
} Plate;

/* Of "Metadata/plate_3.gcode"; 0 when it is none. */
static guint
get_plate_number (const Member *member)
{
  const char *digits = member->name + strlen (member->known->name);
  gsize length = strlen (digits) - strlen (member->known->suffix);
  g_autofree char *text = g_strndup (digits, length);
  guint64 number;

  return g_ascii_string_to_unsigned (text, 10, 1, 9999, &number, NULL) ? (guint) number : 0;
}

static gboolean
has_plate (Package *self,
           guint    number)
{
  for (guint i = 0; i < self->plates->len; i++)
    if (g_array_index (self->plates, Plate, i).number == number)
      return TRUE;

  return FALSE;
}

/* Two members of one name: which one is meant depends on who reads. */
static gboolean
is_there_already (Package      *self,
                  const Member *member)
{
  switch (member->known->role)
    {
    case SLUICE_MEMBER_GCODE:
      return self->gcode.known != NULL;
    case SLUICE_MEMBER_MODEL:
      return self->model.known != NULL;
    case SLUICE_MEMBER_BOT:
      return self->bot.known != NULL;
    case SLUICE_MEMBER_TOOLPATH:
      return self->toolpath.known != NULL;
    case SLUICE_MEMBER_PLATE:
      return has_plate (self, get_plate_number (member));
    case SLUICE_MEMBER_CURA:
    case SLUICE_MEMBER_OTHER:
    default:
      break;
    }

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
  if (member->known->role == SLUICE_MEMBER_BOT)
    self->bot = *member;
  if (member->known->role == SLUICE_MEMBER_TOOLPATH)
    self->toolpath = *member;
  if (member->known->role == SLUICE_MEMBER_GCODE)
    self->gcode = *member;
  else if (member->known->role == SLUICE_MEMBER_PLATE && get_plate_number (member) > 0 &&
           self->plates->len < MOST_MEMBERS)
    {
      Plate plate = { get_plate_number (member), *member };

      g_array_append_val (self->plates, plate);
    }
  else if ((member->known->read != NULL || member->known->role == SLUICE_MEMBER_CURA) &&
           member->info.size <= SLUICE_MEMBER_MAX_BYTES &&
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

  sluice_part_tally_set_place (self->tally, member.known != NULL ? sluice_package_member_get_place (member.known) : NULL,
                               TRUE);
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
            const Member         *gcode,
            SluiceRecordBuilder  *builder,
            const char          **out_notice,
            GError              **error)
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

  if (!sluice_package_unpack (self->zip, self->source, &gcode->info, feed_gcode, reader, error))
    return FALSE;
  sluice_gcode_reader_finish (reader);
  sluice_record_builder_end_gcode (builder);
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

static const char *
find_format (Package *self)
{
  gboolean is_bots = self->gcode.known != NULL && g_str_equal (self->gcode.known->name, "print.gcode");

  if (self->bot.known != NULL && (is_bots || self->toolpath.known != NULL))
    return "makerbot";
  if (self->gcode.known != NULL && !is_bots)
    return "ufp";

  return self->plates->len > 0 || self->model.known != NULL ? "3mf" : "other";
}

/* All of it is product data. */
static void
leave_member (Package      *self,
              const Member *member)
{
  sluice_part_tally_set_place (self->tally, sluice_package_member_get_place (member->known), TRUE);
  sluice_part_tally_add (self->tally, member->known->part, member->info.size, 0);
}

/* The G-code that the record tells of; %NULL for none. That of all other plates is left. */
static const Member *
choose_gcode (Package    *self,
              const char *format,
              guint      *out_plate)
{
  const Member *chosen = self->gcode.known != NULL && !g_str_equal (format, "other") ? &self->gcode : NULL;

  *out_plate = 0;
  for (guint i = 0; i < self->plates->len && chosen != &self->gcode; i++)
    {
      const Plate *plate = &g_array_index (self->plates, Plate, i);

      if (*out_plate != 0 && *out_plate < plate->number)
        continue;
      *out_plate = plate->number;
      chosen = &plate->member;
    }

  for (guint i = 0; i < self->plates->len; i++)
    if (&g_array_index (self->plates, Plate, i).member != chosen)
      leave_member (self, &g_array_index (self->plates, Plate, i).member);
  if (self->gcode.known != NULL && chosen != &self->gcode)
    leave_member (self, &self->gcode);
  return chosen;
}

static char *
find_notice (Package      *self,
             const char   *format,
             const Member *gcode)
{
  if (g_str_equal (format, "other"))
    return g_strdup (_("This package is of no known kind; all of it counts as product data."));
  if (gcode != NULL && self->plates->len > 1)
    return g_strdup_printf (ngettext ("This file holds the G-code of one more plate, which counts as product data.",
                                      "This file holds the G-code of %u more plates, which count as product data.",
                                      self->plates->len - 1), self->plates->len - 1);
  if (gcode == NULL && self->to_read->len == 0)
    return g_strdup (_("This 3MF file holds no settings that Sluice knows; all of it counts as product data."));

  return NULL;
}

static SluiceSplit *
judge (Package  *self,
       GError  **error)
{
  const char *format = find_format (self);
  g_autoptr(SluiceRecordBuilder) builder = sluice_record_builder_new (format);
  guint plate;
  const Member *gcode = choose_gcode (self, format, &plate);
  g_autofree char *notice = find_notice (self, format, gcode);
  const char *not_read = NULL;

  sluice_record_builder_set_plate (builder, plate);
  if (gcode != NULL && !read_gcode (self, gcode, builder, &not_read, error))
    return NULL;

  if (g_str_equal (format, "other"))
    for (guint i = 0; i < self->to_read->len; i++)
      leave_member (self, &g_array_index (self->to_read, Member, i));
  else if (!read_members (self, builder, error))
    return NULL;

  return sluice_split_new (sluice_record_builder_finish (builder), self->tally, TRUE,
                           not_read != NULL ? not_read : notice);
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
  g_autoptr(GArray) plates = g_array_new (FALSE, FALSE, sizeof (Plate));
  g_autoptr(SluiceSplit) split = NULL;
  Package self = { .source = source, .tally = tally, .to_read = to_read, .plates = plates };
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
